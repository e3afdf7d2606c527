"""Writes what a store holds into the formats of other programs.

Whatever the format, the input is quads: what the RDF formats print as it is, the others read back into
a graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat

from kg.errors import BadValue, UnknownName
from kg.exporting.facts import write_facts
from kg.exporting.networks import write_gexf, write_graphml
from kg.exporting.tables import write_edges, write_nodes
from kg.exporting.triples import write_rdf
from kg.files import write_files, write_stream
from kg.language import choose, listed
from kg.rdf import read
from loaders import loader

Writer = Callable[[list[Quad], BinaryIO], None]

_WRITERS: dict[str, Writer] = {
    "ttl": partial(write_rdf, RdfFormat.TURTLE),
    "nt": partial(write_rdf, RdfFormat.N_TRIPLES),
    "nq": partial(write_rdf, RdfFormat.N_QUADS),
    "trig": partial(write_rdf, RdfFormat.TRIG),
    "jsonld": partial(write_rdf, RdfFormat.JSON_LD),
    "graphml": write_graphml,
    "gexf": write_gexf,
    "facts": write_facts,
}

FORMATS: tuple[str, ...] = (*_WRITERS, "csv")
"""The names of the formats."""


def export(quads: Iterable[Quad], format: str, out: Path | BinaryIO) -> None:
    """Write the quads of one or more reports (`kg.rdf`) to a file, or to a stream such as stdout.

    Turtle and N-Triples hold the union of the graphs, the other RDF formats each graph by its name.  `csv`
    is two files, `nodes.csv` and `edges.csv`, in the folder `out`, which is made if it is not there.  Files
    are written beside their place and moved there when they are whole.

    Raises what `check_format` does, WriteFailed if it cannot be written (what was there is unchanged),
    ValueError if the quads are no sound graph.
    """
    check_format(format, folder=isinstance(out, Path))
    held = list(quads)
    if not isinstance(out, Path):
        write_stream(out, partial(_WRITERS[format], held))
    elif format == "csv":
        _export_tables(held, out)
    else:
        write_files({out: partial(_WRITERS[format], held)})


def check_format(format: str, *, folder: bool) -> None:
    """Whether something can be written in that format, to a place that may be a folder or is none.

    Raises UnknownName for a format that is not in `FORMATS`, BadValue for `csv` where there is no folder.
    """
    if format not in FORMATS:
        raise UnknownName(what=choose("格式", "format"), name=format, known=listed(FORMATS))
    if format == "csv" and not folder:
        wanted = choose("一个文件夹(csv 是两个文件)", "a folder (csv is two files)")
        raise BadValue(option="--output", value="-", wanted=wanted)


def _export_tables(quads: list[Quad], out: Path) -> None:
    graph = loader("networkx")(read(quads))
    tables = {"nodes.csv": write_nodes, "edges.csv": write_edges}
    write_files({out / name: partial(write, graph) for name, write in tables.items()}, folder=out)
