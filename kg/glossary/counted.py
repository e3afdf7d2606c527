"""Expansions that count: 1个名校长团队…5个校长学员,30个教师学员; …“两个目标”…“六项行动”; 一个…,一组…."""

from __future__ import annotations

import re
from itertools import zip_longest

from kg.glossary import lists
from kg.glossary.names import MEASURE, Name
from kg.glossary.parts import Part, after_leads, inside, listing, members
from kg.lexicon import lead_words
from kg.model import Span
from kg.numerals import DIGITS, NUMERAL, half_width, value

_COUNT = re.compile(rf"(?P<number>{DIGITS})\s?(?P<unit>{MEASURE})(?:左右|以上|余|多)?")
_GROUP = re.compile(rf"“(?P<label>(?P<number>{NUMERAL})(?P<unit>{MEASURE})?[^“”、，,]+)”")
_PLAIN_GROUP = re.compile(
    rf"(?P<whole>(?P<number>{NUMERAL})(?P<unit>{MEASURE}))(?P<label>[^、，,；;。和的(（\d]{{0,12}})"
)
_COUNTED_ITEM = re.compile(
    rf"(?P<number>{NUMERAL}|[A-Z])(?P<unit>{MEASURE})(?:左右|以上|余|多)?(?P<label>[^(（]{{2,40}})(?:[(（][^()（）]*[)）])?"
)
_ONE = re.compile(r"一(?P<unit>系列|个|家|所|组|条|批|支|项|座|套|张|种|处|份|名|位|片|村|站|场|本|部|队)")
_COMPOSED = re.compile(r"(?:组成|构成)的")
_BREAK = re.compile(r"[，,；;。]")
_SOFT_BREAK = re.compile(r"[，,、；;。(（]")
_Counted = tuple[re.Match[str], Span]
"""A count, with the span of the code that it spells."""
LONGEST_CODE = 8
MOST_ADDENDS = 3
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_TIMES = ("日", "天", "年", "月")
_FIGURE = re.compile(r"(?<![\d.])\d{1,9}(?![\d.%])")
_FIGURE_UNIT = re.compile(rf"\s*(?P<unit>{MEASURE}|[万亿]?元|[万亿])(?:左右|以上|余|多)?")
_FIGURE_STOP = re.compile(r"[，,、；;。]|为|的")


def by_code(text: str, name: Name, definition: Span) -> list[Part]:
    """The counted things whose numbers spell the code: 1, 5, 30 for 1530; 2, 10, 50, 100, 100 for 2152."""
    if name.code is None:
        return []
    hits = list(_COUNT.finditer(text, definition.start, definition.end))
    run = _exact_run(hits, name.code) or _leading_run(hits, name.code)
    parts, start = [], definition.start
    for place, (hit, symbol) in enumerate(run):
        following = run[place + 1][0].start() if place + 1 < len(run) else definition.end
        label = _noun(text, Span(hit.end(), following), leads_on=place + 1 < len(run))
        listed = inside(text, label.end, definition.end) or listing(text, _before(text, start, hit.start()))
        explains = Span(name.core.start + symbol.start, name.core.start + symbol.end)
        parts.append(Part(label, explains, int(hit["number"]), hit["unit"], listed))
        start = label.end
    return parts


def _exact_run(hits: list[re.Match[str]], code: str) -> list[_Counted]:
    """The first hits in a row whose numbers, written one after the other, are the code."""
    for first in range(len(hits)):
        at = 0
        run: list[_Counted] = []
        for hit in hits[first:]:
            if not code.startswith(half_width(hit["number"]), at):
                break
            run.append((hit, Span(at, at + len(hit["number"]))))
            at += len(hit["number"])
            if at == len(code) and len(run) > 1:
                return run
    return []


def _leading_run(hits: list[re.Match[str]], code: str) -> list[_Counted]:
    """All hits, where their first digits spell the code, or those of the sums of neighbours do.

    2, 10, 50, 100 and 100 are 2152, since 100 and 100 are 200.
    """

    def dealt(place: int, at: int) -> list[_Counted] | None:
        if at == len(code):
            return [] if place == len(hits) else None
        total = 0
        for end in range(place, min(place + MOST_ADDENDS, len(hits))):
            total += int(hits[end]["number"])
            rest = dealt(end + 1, at + 1) if str(total)[0] == code[at] else None
            if rest is not None:
                return [(hit, Span(at, at + 1)) for hit in hits[place : end + 1]] + rest
        return None

    return (dealt(0, 0) if len(code) <= LONGEST_CODE else None) or []


def _noun(text: str, span: Span, *, leads_on: bool) -> Span:
    """What is counted: up to the next separator; a verb before the next count is no part of it."""
    hit = _SOFT_BREAK.search(text, span.start, span.end)
    noun = lists.strip(text, Span(span.start, hit.start() if hit else span.end))
    if leads_on and noun.end == span.end:
        words = noun.of(text)
        verb = next((word for word in ("和", "及", *lead_words()) if words.endswith(word)), "")
        noun = Span(noun.start, noun.end - len(verb)) if len(noun) > len(verb) + 1 else noun
    return noun


def _before(text: str, start: int, end: int) -> Span:
    """The list before a count, in its clause, without the verb that leads in; empty where there is none."""
    cut = max((hit.end() for hit in _BREAK.finditer(text, start, end)), default=start)
    span = lists.strip(text, Span(min(cut, end), end))
    words = sorted({word for word in lead_words() if len(word) > 1} | {"和", "即"}, key=len, reverse=True)
    while lead := next((word for word in words if text.startswith(word, span.start, span.end)), None):
        span = Span(span.start + len(lead), span.end)
    return span


def by_counted_items(text: str, name: Name, definition: Span) -> list[Part]:
    """A list whose every item is counted: 2个核心、4条轴线、N个节点 for 2+4+N."""
    sentences = lists.sentences(text, definition)
    if name.groups or name.code or not sentences:
        return []
    items = lists.split(text, after_leads(text, sentences[0]), lists.COMMA + "、；;", conjunctions=True)
    hits = [_COUNTED_ITEM.fullmatch(text, *_bounds(after_leads(text, item))) for item in items]
    found = [hit for hit in hits if hit]
    symbols = [span for span, _ in _numbers(name)]
    said = [span.of(text) for span in symbols]
    if len(found) != len(items) or len(found) < 2 or (said and said != [hit["number"] for hit in found]):
        return []
    parts = []
    for hit, symbol in zip_longest(found, symbols):
        label = Span(*hit.span("label"))
        parts.append(
            Part(label, symbol, value(hit["number"]), hit["unit"], inside(text, label.end, definition.end))
        )
    return parts


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def by_trailing_groups(text: str, name: Name, definition: Span) -> list[Part]:
    """Lists that end in what they are: 甲、乙“两个目标”, or 甲、乙、丙三级和丁、戊两类."""
    symbols = _numbers(name)
    if len(symbols) < 2:
        return []
    for pattern in (_GROUP, _PLAIN_GROUP):
        parts = _trailing(
            text, symbols, list(pattern.finditer(text, definition.start, definition.end)), definition
        )
        if parts:
            return parts
    return []


def _numbers(name: Name) -> list[tuple[Span, int | None]]:
    """The numbers of a name with their places: the digits of a code, the symbols of a sum, the groups."""
    text = name.text
    if name.code:
        return [(Span(at, at + 1), int(text[at])) for at in range(name.core.start, name.core.end)]
    if name.sum:
        return [(span, value(span.of(text))) for span in name.sum]
    return [(group.span, group.number) for group in name.groups]


def _trailing(
    text: str, symbols: list[tuple[Span, int | None]], hits: list[re.Match[str]], definition: Span
) -> list[Part]:
    parts: list[Part] = []
    start = definition.start
    for symbol, number in symbols:
        hit = next((hit for hit in hits if hit.start() >= start and value(hit["number"]) == number), None)
        if hit is None:
            return []
        before = lists.strip(text, Span(start, hit.start()))
        while text[before.start : before.start + 1] in ("和", "及"):
            before = Span(before.start + 1, before.end)
        label = Span(*hit.span("label" if hit["label"] else "whole"))
        found = inside(text, label.end, definition.end) or members(text, before, number)
        parts.append(Part(label, symbol, number, hit["unit"], found))
        start = hit.end()
    return parts


def by_ones(text: str, name: Name, definition: Span) -> list[Part]:
    """十个一: as many phrases that begin with 一 and a measure word, or with a verb and those."""
    group = next((group for group in name.groups if group.noun.of(text) == "一" and group.unit), None)
    if group is None:
        return []
    hits = list(_ONE.finditer(text, definition.start, definition.end))
    if len(hits) != group.number:
        return []
    ends = [hit.start() for hit in hits[1:]] + [definition.end]
    return [_one(text, group.noun, hit, Span(hit.end(), end)) for hit, end in zip(hits, ends, strict=True)]


def _one(text: str, symbol: Span, hit: re.Match[str], span: Span) -> Part:
    """一组甲、乙组成的丙 is 丙 with the members 甲 and 乙; 一个丁 is 丁."""
    composed = _COMPOSED.search(text, span.start, span.end)
    start = composed.end() if composed else span.start
    stop = _SOFT_BREAK.search(text, start, span.end)
    label = lists.strip(text, Span(start, stop.start() if stop else span.end))
    listed = members(text, after_leads(text, Span(span.start, composed.start()))) if composed else ()
    return Part(label, symbol, 1, hit["unit"], listed)


def by_powers(text: str, name: Name, definition: Span) -> list[Part]:
    """百, 千 and 万 in a name, where the definition says the number or the word: 100个县; 百校联百县."""
    start, core = name.core.start, name.core.of(text)
    symbols = [
        Span(start + at, start + at + 1)
        for at, char in enumerate(core)
        if char in _POWERS and core[at + 1 : at + 2] not in _TIMES
    ]
    if core.startswith(("双", "两")) and len(symbols) == 1:
        return _twice(text, symbols[0], definition)
    figures = [_figure_of(text, symbol, definition) for symbol in symbols]
    parts = [part for part in figures if part is not None]
    return parts if len(parts) == len(symbols) else []


def _twice(text: str, symbol: Span, definition: Span) -> list[Part]:
    """双千: two counts of 1000, or the word itself twice within a few characters."""
    word = symbol.of(text)
    figures = _figures(text, _POWERS[word], definition)
    if len(figures) >= 2:
        return [_figure(text, definition, at, symbol) for at in figures[:2]]
    spelled = [at for at in range(definition.start, definition.end - 1) if text[at] == word]
    if len(spelled) >= 2 and spelled[1] - spelled[0] <= 4:
        return [Part(Span(at, at + 2), symbol, _POWERS[word]) for at in spelled[:2]]
    return []


def _figure_of(text: str, symbol: Span, definition: Span) -> Part | None:
    figures = _figures(text, _POWERS[symbol.of(text)], definition)
    return _figure(text, definition, figures[0], symbol) if figures else None


def _figures(text: str, number: int, definition: Span) -> list[Span]:
    """Where the definition says the number in digits."""
    hits = _FIGURE.finditer(text, definition.start, definition.end)
    return [Span(*hit.span()) for hit in hits if int(hit[0]) == number]


def _figure(text: str, definition: Span, figure: Span, symbol: Span) -> Part:
    """招商入库1000个以上项目 counts 项目; 引进资金1000亿元 says how much 引进资金 is."""
    unit = _FIGURE_UNIT.match(text, figure.end, definition.end)
    start = unit.end() if unit else figure.end
    stop = _FIGURE_STOP.search(text, start, definition.end)
    label = lists.strip(text, Span(start, stop.start() if stop else definition.end))
    if not len(label):
        clause = max(text.rfind(mark, definition.start, figure.start) for mark in "，,；;、")
        label = Span(max(clause + 1, definition.start), figure.start)
    return Part(label, symbol, _POWERS[symbol.of(text)], unit["unit"] if unit else None)
