"""The words of a Cypher query, and the names of its columns.

The embedded engine spells expressions its own way in the names of columns, and has none for an answer
without rows.  So each item of RETURN gets its own text as its name before the query is run, as Neo4j has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.errors import QuerySyntaxError
from kg.language import choose

Token = re.Match[str]

_TOKEN = re.compile(
    r"""
    (?P<comment>   //[^\r\n]* | /\*.*?\*/ )
  | (?P<string>    '(?:[^'\\]|\\.)*+' | "(?:[^"\\]|\\.)*+" )
  | (?P<quoted>    `(?:[^`]|``)*+` )
  | (?P<parameter> \$ (?: \w+ | `(?:[^`]|``)*+` ) )
  | (?P<number>    \d+ (?: \.\d+ )? (?: [eE][+-]?\d+ )? \w* )
  | (?P<word>      [^\W\d]\w* )
  | (?P<open>      [(\[{] )
  | (?P<close>     [)\]}] )
  | (?P<unclosed>  ["'`] | /\* )
  | (?P<sign>      \S )
    """,
    re.VERBOSE | re.DOTALL,
)
_CLAUSES = frozenset(
    {"LIMIT", "MATCH", "OPTIONAL", "ORDER", "RETURN", "SKIP", "UNION", "UNWIND", "WHERE", "WITH"}
)
"""What may follow the items of a WITH or RETURN."""
_DIRECTIONS = frozenset({"ASC", "ASCENDING", "DESC", "DESCENDING"})


class Projected(NamedTuple):
    """A query whose columns have names.

    `keys` are the engine's names of the `columns`; both are None for `RETURN *`, whose names the rows have.
    """

    text: str
    columns: tuple[str, ...] | None
    keys: tuple[str, ...] | None


class Projection(NamedTuple):
    """The items of a WITH or RETURN, and what it is sorted by, without ASC and DESC."""

    items: list[list[Token]]
    keys: list[list[Token]]


def tokens(query: str) -> Iterator[Token]:
    """The words and signs of the query, comments left out; raises QuerySyntaxError for an open quote."""
    for token in _TOKEN.finditer(query):
        if token.lastgroup == "unclosed":
            raise wrong(query, token.start(), "引号或注释没有配对", "a quote or comment is not closed")
        if token.lastgroup != "comment":
            yield token


def is_keyword(found: Sequence[Token], index: int) -> bool:
    """Whether the token is a word that is no property, label, type or key of a map."""
    if found[index].lastgroup != "word":
        return False
    before = found[index - 1][0] if index else ""
    behind = found[index + 1][0] if index + 1 < len(found) else ""
    return before not in (".", ":") and behind != ":"


def uncommented(query: str) -> str:
    """The query with blanks for its comments, of which the engine knows one kind only."""
    return _TOKEN.sub(lambda token: _blank(token[0]) if token.lastgroup == "comment" else token[0], query)


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)


def projected(query: str, limit: int | None = None) -> Projected:
    """The query, which has no comments, with a name for each item of its RETURN.

    It gives one row more than `limit` at most.  Raises QuerySyntaxError for two columns of one name.
    """
    found = list(tokens(query))
    end = found[-1].start() if found and found[-1][0] == ";" else len(query)
    found = [token for token in found if token.start() < end]
    returns = [index for index in _outer(found) if _is(found, index, "RETURN")]
    cuts: list[tuple[int, str]] = []
    columns: list[str] = []
    keys: list[str] = []
    for index in returns:
        columns, keys = [], []
        for item in _items(found, index + 1):
            name, key = _name(query, item)
            columns.append(name)
            keys.append(key or f"column {len(keys) + 1}")
            if not key:
                cuts.append((item[-1].end(), f" AS `{keys[-1]}`"))
        _check_names(query, found[index], columns)
    if limit is not None and len(returns) == 1 and not _limited(found, returns[0]):
        cuts.append((end, f"\nLIMIT {limit + 1}"))
    text = _with(query[:end], cuts)
    return Projected(text, None, None) if "*" in columns else Projected(text, tuple(columns), tuple(keys))


def projections(found: Sequence[Token]) -> Iterator[Projection]:
    """What each WITH and RETURN outside of brackets names, in their order."""
    for index in _outer(found):
        if _is(found, index, "WITH") or _is(found, index, "RETURN"):
            items = list(_items(found, index + 1))
            yield Projection(items, list(_keys(found, index + 1)))


def wrong(query: str, offset: int, zh: str, en: str) -> QuerySyntaxError:
    """A syntax error at an offset of the query."""
    line = query.count("\n", 0, offset) + 1
    column = offset - query.rfind("\n", 0, offset)
    return QuerySyntaxError(line=line, column=column, reason=choose(zh, en))


def _is(found: Sequence[Token], index: int, word: str) -> bool:
    return found[index][0].upper() == word and is_keyword(found, index)


def _outer(found: Sequence[Token], start: int = 0) -> Iterator[int]:
    """The places from `start` on, itself in no bracket, that stand in none."""
    depth = 0
    for index in range(start, len(found)):
        kind = found[index].lastgroup
        depth -= kind == "close"
        if depth == 0 and kind not in ("open", "close"):
            yield index
        depth += kind == "open"


def _items(found: Sequence[Token], start: int) -> Iterator[list[Token]]:
    """The items of the WITH or RETURN that stands before `start`."""
    if start < len(found) and found[start][0].upper() == "DISTINCT":
        start += 1
    yield from _listed(found, start)


def _keys(found: Sequence[Token], start: int) -> Iterator[list[Token]]:
    """What the WITH or RETURN that stands before `start` is sorted by."""
    for index in _outer(found, start):
        if found[index][0].upper() in _CLAUSES and is_keyword(found, index):
            if found[index][0].upper() == "ORDER":
                for key in _listed(found, index + 2):
                    yield key[:-1] if key[-1:] and key[-1][0].upper() in _DIRECTIONS else key
            return


def _listed(found: Sequence[Token], start: int) -> Iterator[list[Token]]:
    """The parts from a place to the next clause, between commas."""
    item: list[Token] = []
    depth = 0
    for index in range(start, len(found)):
        token = found[index]
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if depth == 0 and item and token[0].upper() in _CLAUSES and is_keyword(found, index):
            break
        if depth == 0 and token[0] == ",":
            yield item
            item = []
        else:
            item.append(token)
    yield item


def _name(query: str, item: list[Token]) -> tuple[str, str]:
    """The name of the column, and what the engine calls it, empty where the query does not name it."""
    if not item:
        return "", ""
    last = item[-1]
    named = len(item) > 2 and item[-2][0].upper() == "AS"
    if named or (len(item) == 1 and last.lastgroup in ("word", "quoted")):
        name = last[0][1:-1].replace("``", "`") if last.lastgroup == "quoted" else last[0]
        return name, name
    text = query[item[0].start() : last.end()]
    return text, text if text == "*" else ""


def _check_names(query: str, place: Token, names: list[str]) -> None:
    twice = next((name for name, times in Counter(names).items() if times > 1), None)
    if twice is not None:
        raise wrong(
            query, place.start(), f"有两列同名:{twice[:40]}", f"two columns have the name {twice[:40]}"
        )


def _limited(found: Sequence[Token], start: int) -> bool:
    return any(index > start and _is(found, index, "LIMIT") for index in _outer(found))


def _with(query: str, cuts: list[tuple[int, str]]) -> str:
    parts, last = [], 0
    for offset, text in cuts:
        parts += [query[last:offset], text]
        last = offset
    return "".join([*parts, query[last:]])
