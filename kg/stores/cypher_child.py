"""Answers one Cypher query in a process of its own (`kg.stores.child`).

The request has:

    graph       the file of the embedded engine
    query       the text, whose columns all have names; `original`: as it was asked, for the place of an error
    columns     the names of the columns, and `keys`: what they are called in the rows; both null where the
                rows have the names
    parameters  name → value

Out goes a line of JSON: an error, whose kind is syntax, missing, damaged, memory, size or failed; or
`{"columns": [...], "truncated": …}` and then each row as a JSON array.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from errno import ENOENT
from os import strerror
from pathlib import Path
from typing import Any

from graphdblite import Database, ParseError

from kg.stores.child import collect, serve

Row = dict[str, Any]


def respond(request: dict[str, Any]) -> list[str]:
    """The lines of the answer."""
    path = Path(request["graph"])
    if not path.is_file():
        raise FileNotFoundError(ENOENT, strerror(ENOENT), str(path))
    with Database(str(path)) as database:
        rows = _query(database, request)
    keys = request["keys"]
    if keys is None:
        keys = sorted(rows[0]) if rows else []
    columns = request["columns"] or keys
    lines, truncated = collect(_lines(rows, keys), request["limit"], request["size"], ",")
    return [json.dumps({"columns": columns, "truncated": truncated}), *lines]


def _query(database: Database, request: dict[str, Any]) -> list[Row]:
    transaction = database.begin_read()
    try:
        return transaction.query(request["query"], request["parameters"])
    except ParseError as error:
        if " at line " in str(error):
            transaction.query(request["original"], request["parameters"])
        raise


def _lines(rows: list[Row], keys: list[str]) -> Iterator[str]:
    for row in rows:
        yield json.dumps([_plain(row[name]) for name in keys], ensure_ascii=False)


def _plain(value: Any) -> Any:
    """A value as JSON has it; nodes and relationships as `kg.asking.table` has them."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value if value is None or isinstance(value, bool | int | float | str) else str(value)
    properties = {name: _plain(value[name]) for name in sorted(value) if not name.startswith("__")}
    if "__labels" in value:
        return {"labels": sorted(value["__labels"]), "properties": properties}
    if "__src" in value:
        return {"type": value["__label"], "properties": properties}
    return {name: _plain(item) for name, item in value.items()}


def kind_of(error: Exception, message: str) -> str:
    """What went wrong, in a word."""
    if isinstance(error, ParseError):
        return "syntax" if " at line " in message else "failed"
    damaged = ("malformed", "not a database", "corrupt")
    return "damaged" if any(word in message for word in damaged) else "failed"


if __name__ == "__main__":
    serve(respond, kind_of)
