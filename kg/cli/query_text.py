"""The text of a query and its parameters, as they are given on the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kg.language import choose

LONGEST_PATH = 255


def query_text(query: str, endings: tuple[str, ...]) -> str:
    """The query itself: what is neither `-` nor the path of a file is a query already.

    What has one of the endings names a file.  Raises NotFound and ReadError.
    """
    from kg.asking.guard import MAX_LENGTH
    from kg.errors import NotFound, ReadError

    if query == "-":
        return _decoded(sys.stdin.buffer.read(MAX_LENGTH + 1), query)
    if len(query) > LONGEST_PATH or any(char in query for char in "{}\n"):
        return query
    path = Path(query)
    if not path.is_file():
        if query.endswith(endings):
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


def parameters(given: Sequence[str] | None) -> dict[str, str]:
    """The parameters given as NAME=VALUE; raises BadValue."""
    from kg.errors import BadValue

    found = {}
    for pair in given or ():
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise BadValue(option="-p", value=pair, wanted="NAME=VALUE")
        found[name] = value
    return found
