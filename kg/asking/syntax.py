"""The engine's report of a syntax error, cut down to what a person can use.

The engine reports the furthest place that it looked at, and everything that it tried there.  To tell a
keyword it takes as many characters as the keyword has, so that place lies up to `ENCODE_FOR_URI` behind the
error, or at the end.  A query that is spread out by blanks keeps that look-ahead within one word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from kg.asking.guard import gaps, undeclared_prefix
from kg.errors import QuerySyntaxError
from kg.language import choose
from kg.vocabulary import PREFIXES

_PAD = " " * 24
"""Longer than the longest keyword."""
_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SIGN = re.compile(r'"((?:[^"\\]|\\.)+)"')
_REMARK = re.compile(r"(?:^|, )((?:The |Duplicated |IRI parsing)[^,]+)")
_WORD = re.compile(r"\w+|[?$@:<]?[^\s(){}\[\];,]+|\S")
_MOST_SIGNS = 8


def spread(query: str) -> str:
    """The same query with blanks between its words."""
    cuts = [0, *gaps(query), len(query)]
    return _PAD.join(query[start:end] for start, end in pairwise(cuts)) + _PAD


def syntax_error(query: str, message: str) -> QuerySyntaxError:
    """The exception for the engine's `message` on `spread(query)`: line, column and a short reason."""
    found = _PLACE.match(message)
    if not found:
        return QuerySyntaxError(line=1, column=1, reason=" ".join(message.split()))
    if undeclared := undeclared_prefix(query, frozenset(PREFIXES)):
        prefix, offset = undeclared
        reason = choose(f"前缀 {prefix}: 没有声明", f"the prefix {prefix}: is not declared")
    else:
        offset, exact = _locate(query, int(found[1]), int(found[2]))
        reason = _reason(query, offset, found[3], exact)
    line, column = query.count("\n", 0, offset) + 1, offset - query.rfind("\n", 0, offset)
    return QuerySyntaxError(line=line, column=column, reason=reason)


def _locate(query: str, line: int, column: int) -> tuple[int, bool]:
    """The offset of the word that stands at a place of the spread query; whether the place is its start."""
    wide = spread(query)
    lines = wide.split("\n")
    place = min(sum(len(text) + 1 for text in lines[: line - 1]) + column - 1, len(wide))
    starts, origins = [], []
    cuts = [0, *gaps(query), len(query)]
    for index, (start, end) in enumerate(pairwise(cuts)):
        for word in re.finditer(r"\S+", query[start:end]):
            origins.append(start + word.start())
            starts.append(start + word.start() + index * len(_PAD))
    nearest = bisect_right(starts, place) - 1
    if nearest < 0:
        return 0, False
    if nearest == len(starts) - 1 and place >= len(wide) - len(_PAD):
        return len(query), False
    return origins[nearest], starts[nearest] == place


def _reason(query: str, offset: int, expected: str, exact: bool) -> str:
    """The engine's remark if it has one, else the word at the offset; what fits there if that is sure."""
    if remark := _REMARK.search(expected):
        return remark[1]
    signs = [re.sub(r"\\(.)", r"\1", sign) for sign in _SIGN.findall(expected)]
    wanted = ""
    if exact and 0 < len(signs) <= _MOST_SIGNS:
        wanted = choose(";可用 ", "; expected ") + " ".join(signs)
    word = _WORD.match(query, offset)
    if word is None:
        return choose("查询到此中断", "the query ends too early") + wanted
    return choose(f"{word[0][:40]} 不该在这里", f"unexpected {word[0][:40]}") + wanted
