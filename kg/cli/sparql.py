"""`kg sparql`: any reading query on the stored graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options
from kg.language import choose

LONGEST_PATH = 255


def command(
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY|FILE|-",
            help=choose("查询、查询文件,或 - 表示标准输入", "The query, a file, or - for stdin."),
        ),
    ],
    store: options.Store = None,
    format_: options.Format = None,
    timeout: options.Timeout = 30.0,
    limit: options.Limit = None,
    output: options.Output = None,
) -> None:
    """Ask the stored graph in SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE."""
    from kg.asking.guard import kind
    from kg.asking.results import check_format
    from kg.asking.sparql import select
    from kg.cli.answers import give
    from kg.stores.folder import store_path

    text = _text(query)
    check_format(format_, kind(text))
    give(select(store_path(store), text, timeout=timeout, limit=limit), format_, output)


def _text(query: str) -> str:
    """The query itself: what is neither `-` nor the path of a file is a query already."""
    from kg.asking.guard import MAX_LENGTH
    from kg.errors import NotFound, ReadError

    if query == "-":
        return _decoded(sys.stdin.buffer.read(MAX_LENGTH + 1), query)
    if len(query) > LONGEST_PATH or any(char in query for char in "{}\n"):
        return query
    path = Path(query)
    if not path.is_file():
        if query.endswith((".rq", ".sparql")):
            raise NotFound(path=query)
        return query
    try:
        with path.open("rb") as file:
            return _decoded(file.read(MAX_LENGTH + 1), query)
    except OSError as error:
        raise ReadError(reason=f"{query}: {error.strerror}") from error


def _decoded(data: bytes, name: str) -> str:
    """The text of a query, without a byte-order mark; raises ReadError."""
    from kg.errors import ReadError

    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = choose(f"{name}:不是 UTF-8 文本,不能作为查询", f"{name}: not UTF-8 text, so no query")
        raise ReadError(reason=reason) from error
