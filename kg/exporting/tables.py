"""CSV: one table of the nodes, one of the edges.

UTF-8 with a byte-order mark, without which Excel shows no Chinese.  Raw cells hold what the graph holds, even
if it begins with `=`; of the others a spreadsheet takes none for a formula (`kg.cells`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from kg.cells import neutral
from kg.vocabulary import FIELDS

if TYPE_CHECKING:
    import networkx

_SURENESS = ("rule", "confidence")
_EVIDENCE = ("evidence", "report", "start", "end")
NODE_COLUMNS: tuple[str, ...] = ("id", "type", *(name for name in FIELDS if name != "text"), *_SURENESS)
EDGE_COLUMNS: tuple[str, ...] = ("subject", "predicate", "object", *_EVIDENCE, *_SURENESS)


def write_nodes(graph: networkx.MultiDiGraph, stream: BinaryIO, *, raw: bool = True) -> None:
    """Write one row for each node; the items of a field that holds several have `|` between them."""
    rows = ({"id": iri, **attributes} for iri, attributes in graph.nodes(data=True))
    _write(NODE_COLUMNS, rows, stream, raw)


def write_edges(graph: networkx.MultiDiGraph, stream: BinaryIO, *, raw: bool = True) -> None:
    """Write one row for each edge, with its evidence."""
    rows = (
        {"subject": subject, "object": obj, **attributes}
        for subject, obj, attributes in graph.edges(data=True)
    )
    _write(EDGE_COLUMNS, rows, stream, raw)


def _write(
    columns: Sequence[str], rows: Iterable[dict[str, str | float]], stream: BinaryIO, raw: bool
) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows if raw else map(_neutral, rows))
    text.detach()


def _neutral(row: dict[str, str | float]) -> dict[str, str | float]:
    return {name: neutral(value) if isinstance(value, str) else value for name, value in row.items()}
