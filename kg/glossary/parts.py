"""A part of an expansion, as spans, and what every way of finding parts uses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.glossary import lists
from kg.glossary.names import MEASURE
from kg.lexicon import lead_words
from kg.model import Span
from kg.numerals import NUMERAL, value

_TAIL = re.compile(
    rf"(?:等(?:{NUMERAL}(?:{MEASURE})[^，,、；;。]{{0,16}}|[^，,、；;。]{{0,6}})"
    r"|的(?:融合|统称|总称|简称|合称|结合|和|总和|有机融合|内容|要求))$"
)
_COUNTED_TAIL = re.compile(
    rf"(?P<item>.{{2,}}?)(?P<number>{NUMERAL})(?:{MEASURE})[^一二三四五六七八九十]{{1,8}}$"
)
_HEAD_NOUN = re.compile(r"^[^“”《》]*[、][^“”《》]*等(?P<head>[^等]{3,})$")


@dataclass(frozen=True, slots=True)
class Part:
    """One component before it is a node.  `symbol` lies in the headword, `label` where it is explained."""

    label: Span
    symbol: Span | None = None
    count: int | None = None
    unit: str | None = None
    members: tuple[Span, ...] = ()


def after_leads(text: str, span: Span, least: int = 2) -> Span:
    """The span without the words that lead into a list (聚焦甲、乙 → 甲、乙), if `least` characters stay."""
    words, span = lead_words(), lists.strip(text, span)
    while text.startswith(words, span.start, span.end):
        lead = next(word for word in words if text.startswith(word, span.start, span.end))
        if len(span) - len(lead) < least:
            break
        span = lists.strip(text, Span(span.start + len(lead), span.end))
    return span


def before_tail(text: str, span: Span) -> Span:
    """The span without 等 or 的融合 and the like at its end."""
    hit = _TAIL.search(text, max(span.start, span.end - 24), span.end)
    return Span(span.start, hit.start()) if hit and hit.start() - span.start >= 2 else span


def head_noun(text: str, span: Span) -> Span:
    """能源、工业等分领域实施方案 → 分领域实施方案; other spans stay."""
    hit = _HEAD_NOUN.match(span.of(text))
    return Span(span.start + hit.start("head"), span.end) if hit else span


def freed(text: str, items: list[Span]) -> list[Span]:
    """The items with the first freed of the words that lead into the whole list: 聚焦甲、乙 → 甲、乙.

    Where the others begin with such words as well (建设甲、建设乙), they belong to the items.
    """
    if len(items) < 2 or any(after_leads(text, item) != item for item in items[1:]):
        return items
    return [after_leads(text, items[0], min(2, *(len(item) for item in items[1:]))), *items[1:]]


def uncounted(text: str, items: list[Span]) -> list[Span]:
    """The items without the words after the last that count them: 甲、乙、丙三大领域."""
    hit = _COUNTED_TAIL.fullmatch(text, items[-1].start, items[-1].end) if items else None
    if hit is None or value(hit["number"]) != len(items):
        return items
    return [*items[:-1], Span(*hit.span("item"))]


def members(text: str, span: Span, count: int | None = None) -> tuple[Span, ...]:
    """The items of a list that may be led into and may end in 等; none where it is no list."""
    for body in dict.fromkeys((span, after_leads(text, span))):
        items = lists.parted(text, before_tail(text, body), count)
        if items:
            return tuple(lists.unquote(text, item) for item in lists.parallel(text, freed(text, items)))
    return ()


def listing(text: str, span: Span) -> tuple[Span, ...]:
    """The items of what stands before a count; a single one only where it is a name (《…》, “…”)."""
    if not len(span) or ("、" not in span.of(text) and text[span.start] not in "《“"):
        return ()
    return members(text, span)


def inside(text: str, at: int, end: int) -> tuple[Span, ...]:
    """The items in the brackets that open there: 4个集群(汽车、钢铁)."""
    if text[at : at + 1] not in ("(", "（"):
        return ()
    closing = min((place for place in (text.find(mark, at, end) for mark in ")）") if place >= 0), default=-1)
    return members(text, Span(at + 1, closing)) if closing > 0 else ()
