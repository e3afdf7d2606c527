"""The answer to a Cypher query, and its text: a table for people, JSON, CSV and TSV for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO, Union

from kg.asking.drawing import drawn
from kg.cells import neutral
from kg.errors import BadValue
from kg.language import listed, printable

Value = Union[None, bool, int, float, str, list["Value"], dict[str, "Value"]]  # noqa: UP007 - a recursive type
Row = tuple[Value, ...]

FORMATS = ("table", "json", "csv", "tsv")
"""The formats that a table can be written in, the one for people first."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values under the names of their columns.

    A node is `{"labels": [...], "properties": {...}}`, a relationship `{"type": ..., "properties": {...}}`.
    `truncated` says that there are more rows than the limit.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    truncated: bool = False


def check_format(format: str | None) -> None:
    """Raises BadValue, with the choices, for a format that is none of `FORMATS`."""
    if format is not None and format not in FORMATS:
        raise BadValue(option="--format", value=format, wanted=listed(FORMATS))


def write(
    table: Table, format: str | None, out: TextIO, *, width: int | None = None, raw: bool = True
) -> None:
    """Write the table in a format; None is the first of them.

    `width` is how many columns a table for people may take.  JSON is a list of objects, one a row.  In CSV
    (RFC 4180) and TSV null is empty; lists and maps are JSON; unless `raw`, what a spreadsheet may take for
    a formula is marked as text (`kg.cells`).  Raises BadValue with the choices.
    """
    check_format(format)
    match format or FORMATS[0]:
        case "table":
            out.writelines(f"{line}\n" for line in _table(table, width))
        case "json":
            rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
            out.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        case "csv":
            csv.writer(out).writerows(_cells(table, raw))
        case "tsv":
            out.writelines("\t".join(map(_tsv, row)) + "\n" for row in _cells(table, raw))


def _cells(table: Table, raw: bool) -> Iterator[list[str]]:
    for row in (table.columns, *table.rows):
        yield [plain(value) if raw else neutral(plain(value)) for value in row]


def plain(value: Value) -> str:
    """A value as text: null is empty, true and false as Cypher writes them, lists and maps as JSON."""
    match value:
        case None:
            return ""
        case str():
            return value
    return json.dumps(value, ensure_ascii=False)


def _tsv(text: str) -> str:
    for char, escape in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(char, escape)
    return text


def _table(table: Table, width: int | None) -> Iterable[str]:
    numeric = [all(_is_number(row[index]) for row in table.rows) for index in range(len(table.columns))]
    rows = [[printable(plain(value)) for value in row] for row in table.rows]
    return drawn([printable(name) for name in table.columns], rows, numeric, width)


def _is_number(value: Value) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
