"""Answers as a page shows them: cells with links to the nodes that they name, in either query language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite, isnan
from typing import Any

from kg.asking.answer import Answer
from kg.asking.named import Name
from kg.asking.opened import OpenStore
from kg.asking.rows import Iri, compact_iri, plain_rows
from kg.asking.table import Row, Table, Value, plain
from kg.language import choose
from kg.vocabulary import ID, KG, RDF, short
from kg.web.columns import QUOTED, heading, kinds, spoken
from kg.words import CLASSES, EDGES, word

MOST_NAMES = 1_000
"""How many texts of an answer are looked up, so that a page of many columns stays fast."""
_LONG = 40
_EXACT = 1e16
"""From here on a float is written as a power of ten, since it does not hold all the digits."""
_LONGEST = 10**21
"""No whole number of an engine is as big."""
_WIDE = 10_000
"""From here on the digits of a number are grouped."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table.

    `kind` is text, number, quote, node, link (to another site's name, not followed), relationship or list.
    A node has its `iri` and `type`; a relationship may have a `note`, its words; a list its `items`.
    """

    text: str
    kind: str = "text"
    iri: str = ""
    type: str = ""
    note: str = ""
    items: tuple[Cell, ...] = ()

    @property
    def long(self) -> bool:
        """Whether the text needs a wide column."""
        return len(self.text) > _LONG


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the query, its heading, and whether all that it holds are numbers."""

    name: str
    heading: str
    numeric: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An answer for a page.  `boolean` is that of an ASK; `total` counts the rows."""

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    boolean: bool | None = None
    truncated: bool = False
    network: Mapping[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self.rows)


def shown(
    answer: Answer | Table, store: OpenStore, *, words: bool = False, without: Sequence[str] = ()
) -> Shown:
    """The answer with its nodes named.

    `words` is for the library, whose columns have headings and values in words; labels of nodes become
    links there.  `without` names columns that the table leaves out.
    """
    if isinstance(answer, Answer) and answer.kind == "ask":
        return Shown(boolean=answer.boolean)
    names, rows = plain_rows(answer)
    known = store.named(iri for row in rows for value in row for iri in _iris(value))
    if words:
        names, rows = _merged(names, rows, known)
    labels = store.labelled(_labels(names, rows)) if words else {}
    cells = tuple(
        tuple(_cell(name, value, known, labels, words) for name, value in zip(names, row, strict=True))
        for row in rows
    )
    columns = tuple(
        Column(name, heading(name) if words else name, _numeric(row[index] for row in cells))
        for index, name in enumerate(names)
    )
    network = _network(columns, cells)
    kept = [index for index, name in enumerate(names) if name not in without]
    return Shown(
        columns=tuple(columns[index] for index in kept),
        rows=tuple(tuple(row[index] for index in kept) for row in cells),
        truncated=answer.truncated,
        network=network,
    )


def _iris(value: Value) -> Iterator[str]:
    match value:
        case str() if value.startswith(ID):
            yield value
        case list():
            for item in value:
                yield from _iris(item)


def _merged(
    names: Sequence[str], rows: list[Row], known: Mapping[str, Name]
) -> tuple[tuple[str, ...], list[Row]]:
    """Without the columns of IRIs whose labels stand in another column: those get the IRIs."""
    links: dict[int, int] = {}
    for index in range(len(names)):
        column = [row[index] for row in rows]
        if not column or not all(isinstance(value, Iri) and value in known for value in column):
            continue
        labels = [known[str(value)].label for value in column]
        for other in range(len(names)):
            if other not in links and [row[other] for row in rows] == labels:
                links[other] = index
                break
    left = [index for index in range(len(names)) if index not in links.values()]
    return (
        tuple(names[index] for index in left),
        [tuple(row[links.get(index, index)] for index in left) for row in rows],
    )


def _labels(names: Sequence[str], rows: Iterable[Row]) -> list[str]:
    """The texts that may be labels, in the columns that hold labels."""
    found = {
        value: None
        for row in rows
        for name, value in zip(names, row, strict=True)
        if kinds(name) and isinstance(value, str) and not isinstance(value, Iri)
    }
    return list(found)[:MOST_NAMES]


def _cell(
    name: str, value: Value, known: Mapping[str, Name], labels: Mapping[str, tuple[Name, ...]], words: bool
) -> Cell:
    match value:
        case None:
            return Cell("")
        case bool():
            return Cell(plain(value))
        case int() | float():
            return Cell(_digits(value, grouped=words), "number")
        case list():
            items = tuple(_cell(name, item, known, labels, words) for item in value)
            return Cell("", "list", items=items)
        case dict():
            return _chip(value)
        case Iri():
            return _resource(value, known)
    if not words:
        return Cell(value)
    if node := _meant(name, labels.get(value, ())):
        return Cell(node.label, "node", node.iri, node.type)
    return Cell(spoken(name, value), "quote" if name in QUOTED else "text")


def _chip(value: Mapping[str, Value]) -> Cell:
    """A node or relationship of a property graph; another map is text."""
    properties = value.get("properties")
    if not isinstance(properties, dict):
        return Cell(plain(dict(value)))
    classes = value.get("labels")
    if isinstance(classes, list) and classes:
        label = properties.get("name") or properties.get("id") or ""
        return Cell(str(label), "node", str(properties.get("id", "")), str(classes[0]))
    return Cell(str(value.get("type", "")), "relationship", note=str(properties.get("quote") or ""))


def _resource(iri: str, known: Mapping[str, Name]) -> Cell:
    if iri in known:
        return Cell(known[iri].label, "node", iri, known[iri].type)
    if iri.startswith(KG):
        name = iri.removeprefix(KG)
        return Cell(word(CLASSES, name) if name in CLASSES else word(EDGES, name), "link", iri)
    if iri == RDF + "type":
        return Cell(choose("类", "type"), "link", iri)
    return Cell(compact_iri(iri), "link", iri)


def _meant(name: str, found: Sequence[Name]) -> Name | None:
    """The one node that a label in that column means, if it is sure."""
    for kind in kinds(name):
        fitting = [node for node in found if node.type == kind]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return found[0] if len(found) == 1 and found[0].type != "Section" else None


def _numeric(cells: Iterable[Cell]) -> bool:
    """Whether there are numbers, and nothing else."""
    kinds_ = {cell.kind for cell in cells if cell.text or cell.items}
    return kinds_ == {"number"}


def _digits(value: float, *, grouped: bool) -> str:
    if isinstance(value, int) and abs(value) >= _LONGEST:
        value = float(str(value))  # the engine writes out the doubles
    if isinstance(value, float):
        if not isfinite(value):
            return "NaN" if isnan(value) else "INF" if value > 0 else "-INF"
        if abs(value) >= _EXACT:
            return repr(value)
        value = int(value) if value.is_integer() else value
    return f"{value:,}" if grouped and abs(value) >= _WIDE else str(value)


def _network(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> dict[str, Any]:
    """The nodes of the answer, and lines from the first node of each row to the others of it."""
    nodes: dict[str, Cell] = {}
    lines: dict[tuple[str, str, str], None] = {}
    for row in rows:
        first: Cell | None = None
        said = ""
        for column, cell in zip(columns, row, strict=True):
            if cell.kind == "relationship":
                said = cell.text
            for node in (cell, *cell.items):
                if node.kind != "node" or not node.iri:
                    continue
                nodes.setdefault(node.iri, node)
                if first is not None and first.iri != node.iri:
                    lines.setdefault((first.iri, node.iri, said or column.heading))
                    said = ""
                first = first or node
    return {
        "nodes": [{"id": short(iri), "label": cell.text, "type": cell.type} for iri, cell in nodes.items()],
        "edges": [{"from": short(start), "to": short(end), "label": text} for start, end, text in lines],
    }
