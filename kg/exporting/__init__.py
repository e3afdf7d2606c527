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
from kg.exporting.cypher import write_cypher
from kg.exporting.facts import write_facts
from kg.exporting.neo4j_csv import neo4j_files
from kg.exporting.networks import write_gexf, write_graphml
from kg.exporting.tables import write_edges, write_nodes
from kg.exporting.triples import write_rdf
from kg.files import Write, write_files, write_stream
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
    "cypher": write_cypher,
}


def _tables(quads: list[Quad], raw: bool) -> dict[str, Write]:
    graph = loader("networkx")(read(quads))
    return {
        "nodes.csv": partial(write_nodes, graph, raw=raw),
        "edges.csv": partial(write_edges, graph, raw=raw),
    }


_FOLDERS: dict[str, Callable[[list[Quad], bool], dict[str, Write]]] = {
    "csv": _tables,
    "neo4j-csv": lambda quads, _: neo4j_files(quads),
}

FORMATS: tuple[str, ...] = (*_WRITERS, *_FOLDERS)
"""The names of the formats."""
SEVERAL_FILES: frozenset[str] = frozenset(_FOLDERS)
"""The formats that are several files in a folder."""


def export(quads: Iterable[Quad], format: str, out: Path | BinaryIO, *, raw: bool = True) -> None:
    """Write the quads of one or more reports (`kg.rdf`) to a file, or to a stream such as stdout.

    Turtle and N-Triples hold the union of the graphs, the other RDF formats each graph by its name.  `csv`
    (`nodes.csv` and `edges.csv`) and `neo4j-csv` are files in the folder `out`, which is made if it is not
    there.  Files are written beside their place and moved there when they are whole.  Unless `raw`, a
    spreadsheet takes no cell of `csv` for a formula.

    Raises what `check_format` does, WriteFailed if it cannot be written (what was there is unchanged),
    ValueError if the quads are no sound graph.
    """
    check_format(format, folder=isinstance(out, Path))
    held = list(quads)
    if not isinstance(out, Path):
        write_stream(out, partial(_WRITERS[format], held))
    elif format in _FOLDERS:
        files = _FOLDERS[format](held, raw)
        write_files({out / name: write for name, write in files.items()}, folder=out)
    else:
        write_files({out: partial(_WRITERS[format], held)})


def check_format(format: str, *, folder: bool) -> None:
    """Whether something can be written in that format, to a place that may be a folder or is none.

    Raises UnknownName for a format that is not in `FORMATS`, BadValue for one of several files where
    there is no folder.
    """
    if format not in FORMATS:
        raise UnknownName(what=choose("格式", "format"), name=format, known=listed(FORMATS))
    if format in _FOLDERS and not folder:
        wanted = choose(f"一个文件夹({format} 是多个文件)", f"a folder ({format} is several files)")
        raise BadValue(option="--output", value="-", wanted=wanted)
