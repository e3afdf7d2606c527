"""Lists in running text: where their items begin and end.

A separator inside quotation marks or brackets separates nothing: 县（市、区） is one item.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from kg.model import Span

OPENERS = "“‘「『《〈（([［"
CLOSERS = "”’」』》〉）)]］"
COMMA = "，,"
PAUSE = "、"
STOP = "；;。"

_CONJUNCTION = re.compile(r"以及|和|及|与")
_QUOTED = re.compile(r"“([^“”]*)”")
_ADJACENT_QUOTES = re.compile(r"“[^“”]*”(?:[、，,和及与]{0,1}“[^“”]*”)+")
_NUMBER = re.compile(r"[(（](\d{1,2})[)）]|(?<!\d)(\d{1,2})[.．、](?!\d)|([①-⑳])")
_BLANKS = " \t\r\n\u3000\xa0"
_WAYS = [
    (PAUSE, False),
    (PAUSE, True),
    (COMMA, False),
    (COMMA + PAUSE, False),
    (COMMA + PAUSE, True),
    (COMMA + PAUSE + "；;", False),
]
_EDGES = _BLANKS + "，,、；;。：:"


def strip(text: str, span: Span, left: str = _EDGES, right: str = _EDGES) -> Span:
    """The span without those characters at its ends."""
    start, end = span.start, span.end
    while start < end and text[start] in left:
        start += 1
    while end > start and text[end - 1] in right:
        end -= 1
    return Span(start, end)


def unquote(text: str, span: Span) -> Span:
    """The span without the quotation marks around it, if one pair holds all of it."""
    span = strip(text, span)
    hit = _QUOTED.fullmatch(text, span.start, span.end)
    return Span(*hit.span(1)) if hit else span


def split(text: str, span: Span, separators: str, *, conjunctions: bool = False) -> list[Span]:
    """The non-empty stretches between separators that stand outside quotes and brackets.

    With `conjunctions`, 和, 及, 与 and 以及 separate as well, where both sides have two characters.
    """
    items, start = [], span.start
    for cut, after in _cuts(text, span, separators, conjunctions):
        items.append(Span(start, cut))
        start = after
    items.append(Span(start, span.end))
    stripped = (strip(text, item) for item in items)
    return [item for item in stripped if len(item)]


def first_cut(text: str, span: Span, separators: str) -> int | None:
    """Where the first of the separators stands outside quotes and brackets; None if none does."""
    return next((cut for cut, _ in _cuts(text, span, separators, conjunctions=False)), None)


@cache
def _signs(separators: str, conjunctions: bool) -> re.Pattern[str]:
    """What opens, closes or separates."""
    chars = f"[{re.escape(OPENERS + CLOSERS + separators)}]"
    return re.compile(f"{chars}|{_CONJUNCTION.pattern}" if conjunctions else chars)


def _cuts(text: str, span: Span, separators: str, conjunctions: bool) -> Iterator[tuple[int, int]]:
    """Where the separators begin and end."""
    search = _signs(separators, conjunctions).search
    depth, last = 0, span.start
    hit = search(text, last, span.end)
    while hit:
        at, end, sign = hit.start(), hit.end(), hit[0]
        after = at + 1
        if sign in OPENERS:
            depth += 1
        elif sign in CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0 and (sign in separators or (at - last >= 2 and span.end - end >= 2)):
            yield at, end
            last = after = end
        hit = search(text, after, span.end)


def adjacent_quotes(text: str, span: Span) -> list[Span]:
    """The words of quotations that stand side by side: “甲”“乙”."""
    hit = _ADJACENT_QUOTES.search(text, span.start, span.end)
    if hit is None:
        return []
    return [Span(*quoted.span(1)) for quoted in _QUOTED.finditer(text, hit.start(), hit.end())]


def numbered(text: str, span: Span) -> list[Span]:
    """The items behind the numbers of a list: 1.甲;2.乙;3.丙 or （1）甲；（2）乙."""
    hits: list[re.Match[str]] = []
    for hit in _NUMBER.finditer(text, span.start, span.end):
        if int(hit[1] or hit[2] or unicodedata.numeric(hit[3])) == len(hits) + 1:
            hits.append(hit)
    ends = [*(hit.start() for hit in hits[1:]), span.end][: len(hits)]
    return [strip(text, Span(hit.end(), end)) for hit, end in zip(hits, ends, strict=True)]


def quotations(text: str, span: Span) -> list[Span]:
    """The words of all quotations in the span, without their marks."""
    return [Span(*hit.span(1)) for hit in _QUOTED.finditer(text, span.start, span.end)]


def sentences(text: str, span: Span) -> list[Span]:
    """The stretches between full stops."""
    return split(text, span, "。！？!?\n")


def clauses(text: str, span: Span) -> list[Span]:
    """The stretches between commas, semicolons and full stops."""
    return split(text, span, COMMA + STOP)


def parted(text: str, span: Span, count: int | None = None) -> list[Span]:
    """The items of a list, by the separators that give `count` of them, else by 、 and a last conjunction."""
    for found in (adjacent_quotes(text, span), numbered(text, span)):
        if len(found) >= 2 and count in (None, len(found)):
            return found
    enumerated = _enumerated(text, span)
    if count is None or len(enumerated) == count:
        return enumerated
    for separators, conjunctions in _WAYS if count != 2 else [("", True), *_WAYS]:
        items = split(text, span, separators, conjunctions=conjunctions)
        if len(items) == count:
            return items
    return []


def _enumerated(text: str, span: Span) -> list[Span]:
    """甲、乙和丙 as three items; a conjunction before the last item's own 、 belongs to an item."""
    items = split(text, span, PAUSE)
    return [*items[:-1], *split(text, items[-1], "", conjunctions=True)] if items else []


def parallel(text: str, items: list[Span]) -> list[Span]:
    """The items with the first freed of what stands before the whole list: 城市风貌绿化、美化 → 绿化、美化.

    Only where the others have one length and one last character, which the first shares.
    """
    if len(items) < 3:
        return items
    first, rest = items[0], items[1:]
    lengths = {len(item) for item in rest}
    endings = {text[item.end - 1] for item in items}
    if len(lengths) != 1 or len(endings) != 1:
        return items
    return [Span(max(first.start, first.end - lengths.pop()), first.end), *rest]
