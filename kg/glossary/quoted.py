"""Expansions that name the headword's symbols in quotation marks: “7”是指…;“18”是指…;“N”是指…."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.glossary import lists
from kg.glossary.names import MEASURE, Name
from kg.glossary.parts import Part, before_tail, head_noun, listing, members
from kg.model import Span
from kg.numerals import NUMERAL, half_width, value

_ORDINAL = re.compile(rf"(?:第{NUMERAL}个|[^，,；;。“”]{{0,6}}(?:建设|组建|打造))$")
_COPULA = re.compile(r"[，,]?(?:则|即)?(?:是指|指的是|分别是|分别为|即指|指|即|为|是)?[:：，,]?")
_AS = re.compile(
    rf"以(?P<what>[^；;。]+?)为(?P<number>{NUMERAL}(?=(?:{MEASURE})))?(?P<unit>{MEASURE})?(?P<label>[^，,；;。]+)"
)
_MEASURED = re.compile(rf"(?P<unit>{MEASURE})(?P<label>[^，,；;。]+)")
_QUOTED_GROUP = re.compile(
    rf"[^“”，,；;。、]{{0,8}}“(?P<label>(?P<number>{NUMERAL})(?P<unit>{MEASURE})?[^“”]+)”"
)
_NAMELY = re.compile(r"[，,](?:即|分别是|分别为|也就是)[:：]?|[，,]?(?:主要|具体)?包括[:：]?")
_COUNTED = re.compile(
    rf"(?P<list>[^；;。]*?)(?P<number>\d{{1,9}}-\d{{1,9}}|{NUMERAL})(?P<unit>{MEASURE})(?P<label>[^，,；;。、\d]{{2,}})"
)
_HEADED = re.compile(
    rf"[^，,；;。、：:\d]{{0,6}}?(?P<number>{NUMERAL})(?P<unit>{MEASURE})(?P<label>[^，,；;。、：:]+)"
    r"[，,：:](?:即|分别是|分别为|包括)?(?P<list>[^；;。]+)"
)
_LEAD = re.compile(r"要做到|做到|实现|即|[:：]")
_CONJUNCTION = re.compile(r"以及|和|及")
_COUNTED_QUOTE = re.compile(rf"“(?P<label>(?P<number>{NUMERAL})(?P<unit>{MEASURE})[^“”]+)”[，,]?即")
_ISSUED = re.compile(
    r"(?:[^，,；;。]{2,16}?(?:制定出台|印发|发布|制定|出台|实施|提出)的)?(?:一系列|一揽子|若干个?|多个|系列)?(?P<label>.+)"
)

LONGEST_ITEM = 16
"""Characters of an item of a list that is not as long as its symbol says."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A stretch of the headword that the definition explains, with the number that it says."""

    span: Span
    number: int | None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class _Gloss:
    """What the definition says of one symbol: `quoted` is the symbol there, `words` what follows it."""

    text: str
    symbol: Symbol
    quoted: Span
    words: Span


def by_quoted_symbols(text: str, names: tuple[Name, ...], definition: Span) -> list[Part]:
    """One part for each symbol; none unless the definition quotes every symbol, in their order."""
    for symbols in _readings(text, names, definition):
        found = _quoted(text, symbols, definition)
        if len(symbols) >= 2 and len(found) == len(symbols):
            return [_part(gloss) for gloss in _glosses(text, symbols, found, definition)]
    return []


def _readings(text: str, names: tuple[Name, ...], definition: Span) -> list[list[Symbol]]:
    """The ways in which the headword may fall into symbols."""
    if len(names) > 1:
        return [[_whole(name) for name in names]]
    name = names[0]
    groups = [Symbol(group.span, group.number, group.unit) for group in name.groups]
    sums = [Symbol(span, value(span.of(text))) for span in name.sum]
    return [_spelled(text, name, definition), sums, groups, [Symbol(piece, None) for piece in name.pieces]]


def _whole(name: Name) -> Symbol:
    first = name.groups[0] if len(name.groups) == 1 else None
    return Symbol(name.core, first.number if first else None, first.unit if first else None)


def _spelled(text: str, name: Name, definition: Span) -> list[Symbol]:
    """The digits of a code as the definition quotes them: “1” “1” “2” “5” “8” for 11258."""
    if name.code is None:
        return []
    digits = [span.of(text) for span in lists.quotations(text, definition) if span.of(text).isdecimal()]
    if half_width("".join(digits)) != name.code:
        return []
    symbols, at = [], name.core.start
    for part in digits:
        symbols.append(Symbol(Span(at, at + len(part)), int(part)))
        at += len(part)
    return symbols


def _quoted(text: str, symbols: list[Symbol], definition: Span) -> list[Span]:
    """Where the definition quotes the symbols, in their order, as far as it does."""
    quotations = lists.quotations(text, definition)
    found: list[Span] = []
    for symbol in symbols:
        words = symbol.span.of(text)
        at = found[-1].end if found else definition.start
        rest = [span for span in quotations if span.start >= at]
        same = [span for span in rest if span.of(text) == words]
        longer = [span for span in rest if len(words) >= 3 and words in span.of(text)]
        shorter = [span for span in rest if len(span) >= 2 and words.startswith(span.of(text))]
        if not same and not longer and not shorter:
            return found
        found.append((same or longer or shorter)[0])
    return found


def _glosses(text: str, symbols: list[Symbol], found: list[Span], definition: Span) -> list[_Gloss]:
    ends = [span.start - 1 for span in found[1:]] + [definition.end]
    glosses = []
    for symbol, quoted, end in zip(symbols, found, ends, strict=True):
        words = Span(min(quoted.end + 1, end), end)
        ordinal = _ORDINAL.search(text, words.start, words.end)
        if ordinal and end != definition.end:
            words = Span(words.start, ordinal.start())
        glosses.append(_Gloss(text, symbol, quoted, lists.strip(text, words)))
    return glosses


def _part(gloss: _Gloss) -> Part:
    text, words = gloss.text, gloss.words
    copula = _COPULA.match(text, words.start, words.end)
    body = Span(copula.end() if copula else words.start, words.end)
    for way in (_as, _measured, _quoted_group, _headed, _counted, _listed, _namely, _fewer):
        part = way(gloss, body)
        if part is not None:
            return part
    clauses = lists.clauses(text, body)
    return _made(gloss, _issued(text, clauses[0]) if clauses else gloss.quoted)


def _made(gloss: _Gloss, label: Span, unit: str | None = None, found: tuple[Span, ...] = ()) -> Part:
    symbol = gloss.symbol
    return Part(label, symbol.span, symbol.number, unit or symbol.unit, found)


def _as(gloss: _Gloss, body: Span) -> Part | None:
    """以甲、乙为两个抓手."""
    hit = _AS.match(gloss.text, body.start, body.end)
    if hit is None:
        return None
    number, what = gloss.symbol.number, Span(*hit.span("what"))
    found = members(gloss.text, what, number) if number and number > 1 else (what,)
    return _made(gloss, Span(*hit.span("label")), hit["unit"], found)


def _measured(gloss: _Gloss, body: Span) -> Part | None:
    """“1”个省级中心."""
    hit = _MEASURED.match(gloss.text, body.start, body.end)
    return _made(gloss, Span(*hit.span("label")), hit["unit"]) if hit else None


def _quoted_group(gloss: _Gloss, body: Span) -> Part | None:
    """加快建设“五个保定”."""
    hit = _QUOTED_GROUP.match(gloss.text, body.start, body.end)
    if hit is None or value(hit["number"]) != gloss.symbol.number:
        return None
    return _made(gloss, Span(*hit.span("label")), hit["unit"])


def _headed(gloss: _Gloss, body: Span) -> Part | None:
    """两条主线,甲、乙; 守住两条底线,即甲和乙."""
    hit = _HEADED.match(gloss.text, body.start, body.end)
    number = gloss.symbol.number
    if hit is None or not number or value(hit["number"]) != number:
        return None
    what = Span(*hit.span("list"))
    found = members(gloss.text, what, number) if number > 1 else (lists.strip(gloss.text, what),)
    return _made(gloss, Span(*hit.span("label")), hit["unit"], found) if found else None


def _listed(gloss: _Gloss, body: Span) -> Part | None:
    """As many items as the symbol says: 省、市、县、乡 for 四级."""
    text, number = gloss.text, gloss.symbol.number
    if not number or number < 2:
        return None
    several = [item for scope in _after_namely(text, body) for item in members(text, scope)]
    if len(several) == number:
        return _made(gloss, gloss.quoted, found=tuple(several))
    for scope in _scopes(gloss, body):
        found = members(text, scope, number)
        if found and not any(set("；;。") & set(item.of(text)) for item in found):
            return _made(gloss, gloss.quoted, found=found)
    return None


def _scopes(gloss: _Gloss, body: Span) -> list[Span]:
    """Where the symbol's list may stand: after a lead-in, up to the symbol said again or the full stop."""
    text = gloss.text
    sentence = (lists.split(text, body, "；;。") or [body])[0]
    repeated = text.rfind(gloss.symbol.span.of(text), sentence.start, sentence.end)
    if repeated > sentence.start:
        sentence = Span(sentence.start, repeated)
    lead = _LEAD.search(text, sentence.start, sentence.end)
    scopes = [Span(lead.end(), sentence.end)] if lead else []
    return [*scopes, sentence]


def _after_namely(text: str, body: Span) -> list[Span]:
    """The clauses that 包括 opens, one after the other."""
    return [
        Span(hit.end(), clause.end)
        for clause in lists.clauses(text, body)
        if (hit := _NAMELY.search(text, clause.start, clause.end))
    ]


def _counted(gloss: _Gloss, body: Span) -> Part | None:
    """甲、乙和丙7个主导产业."""
    clause = (lists.split(gloss.text, body, "；;。") or [body])[0]
    hit = _COUNTED.fullmatch(gloss.text, clause.start, clause.end)
    if hit is None or (gloss.symbol.number is not None and value(hit["number"]) != gloss.symbol.number):
        return None
    before = Span(*hit.span("list"))
    if gloss.text[hit.start("number") : hit.end("label")] == gloss.symbol.span.of(gloss.text):
        return None
    if gloss.symbol.number == 1 and len(before) and "、" not in before.of(gloss.text):
        return None
    found = listing(gloss.text, before) if gloss.symbol.number is not None else ()
    return _made(gloss, Span(*hit.span("label")), hit["unit"], found)


def _namely(gloss: _Gloss, body: Span) -> Part | None:
    """总体文件,即…; 政策措施,包括甲,以及乙."""
    text = gloss.text
    hit = _NAMELY.search(text, body.start, body.end)
    if hit is None or hit.start() - body.start < 2:
        return None
    tail = (lists.split(text, Span(hit.end(), body.end), "；;。") or [Span(hit.end(), body.end)])[0]
    if gloss.symbol.number == 1:
        found: tuple[Span, ...] = (lists.strip(text, tail),)
    else:
        items = lists.split(text, tail, lists.COMMA)
        items = items if len(items) > 1 else list(members(text, tail))
        found = tuple(before_tail(text, head_noun(text, _unjoined(text, item))) for item in items)
    return _made(gloss, _issued(text, Span(body.start, hit.start())), found=found)


def _fewer(gloss: _Gloss, body: Span) -> Part | None:
    """A list of fewer or more items than the symbol says."""
    clause = (lists.split(gloss.text, body, "；;。") or [body])[0]
    if not gloss.symbol.number or gloss.symbol.number < 2 or set("，,") & set(clause.of(gloss.text)):
        return None
    found = members(gloss.text, clause)
    short = all(len(item) <= LONGEST_ITEM for item in found)
    return _made(gloss, gloss.quoted, found=found) if len(found) > 1 and short else None


def _unjoined(text: str, span: Span) -> Span:
    hit = _CONJUNCTION.match(text, span.start, span.end)
    return Span(hit.end(), span.end) if hit else span


def _issued(text: str, span: Span) -> Span:
    """省委制定出台的一系列政策 → 政策."""
    hit = _ISSUED.fullmatch(text, span.start, span.end)
    return Span(*hit.span("label")) if hit else span


def by_quoted_count(text: str, definition: Span) -> list[Part]:
    """A single “五个坚持”,即甲,乙,丙,丁,戊 within a definition, whose items are as many as it says."""
    for hit in _COUNTED_QUOTE.finditer(text, definition.start, definition.end):
        number = value(hit["number"])
        found = members(text, Span(hit.end(), definition.end), number)
        if number and number > 1 and found:
            return [Part(Span(*hit.span("label")), None, number, hit["unit"], found)]
    return []
