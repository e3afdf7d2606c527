"""The parts of a report as spans: lines, sections, sentences, footnote marks, glossary lines.

What is page furniture is in none of them.  Everything here is found in one pass over the lines, and
no expression can backtrack over more than a line's head.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

from kg.lines import line_spans
from kg.model import Report, Span
from kg.numerals import value

CIRCLED = "①-⑳㉑-㉟㊱-㊿"
CHINESE = "一二三四五六七八九十"

_ENTRY = re.compile(
    rf"(?P<square>[\[［〔【]注?\s?(\d{{1,3}})\s?[\]］〕】])\s*|(?P<round>[(（]\s?(\d{{1,3}})\s?[)）])\s*"
    rf"|(?P<circled>([{CIRCLED}]))\s*|(?P<plain>注?\s?(\d{{1,3}})(?:\s?[.．、:：]|(?=“)))\s*"
    rf"|(?P<chinese>([{CHINESE}]{{1,3}})、)\s*"
)
_APPENDIX = re.compile(r"附\s?[件表录]\s?[\d一二三四五六七八九十]{0,3}\s?(?:[:：].{0,40})?")
_MARK = re.compile(rf"[\[［〔【](\d{{1,3}})[\]］〕】]|([{CIRCLED}])")
_GLOSSARY = re.compile(
    r"(?:附件?\s*\d*\s*[:：]?\s*)?(?:《[^》]{1,40}》)?[^。,，;；“”]{0,16}?"
    r"(?:(?:名词|术语|用语|词语|概念)(?:解释|注释|说明|注解|释义)|注释|注解|尾注|脚注|附注|注)\s*[)）】]?[:：]?"
)
_PART = re.compile(rf"[{CHINESE}]{{1,3}}、")
_ITEM = re.compile(
    rf"[(（][{CHINESE}]{{1,3}}[)）]|[{CHINESE}]{{1,3}}是|第[{CHINESE}]{{1,3}}[,，、]|\d{{1,2}}[.．、](?!\d)"
)
_INLINE_ITEM = re.compile(rf"[{CHINESE}]{{1,3}}是")
_ADDRESS = re.compile(r"各位代表[!！,，:：]")
_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)]*|$)")
_CLAUSE_END = re.compile(r"[。:：;；,，!！]")
_NOT_A_TOPIC = re.compile(r"[,，、;；:：\d!！?？]|代表|同志")

_UNNUMBERED = re.compile(
    r"[*＊·•]?\s?(?:[“\"【][^“”\"【】]{1,30}[”\"】][^。，,；;:：]{0,12}|[^。，,；;:：“”]{2,16})(?:[:：]|——)"
)
_BLANKS = " \t\r\n\u3000\xa0\ufeff"

PART, ITEM, TOPIC = 1, 2, 3
LONGEST_TITLE = 80
LONGEST_TOPIC = 14


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a section: `title` is its words, `start` to `end` the whole section."""

    level: int
    title: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark: where it stands, and its number."""

    span: Span
    number: int


@dataclass(frozen=True, slots=True)
class EntryHead:
    """The number that opens a glossary entry.

    `style` is square for `[1]`, round for `(1)`, circled for `①`, plain for `1.`, chinese for `一、`.
    `decimal` says that a digit follows: `5.2` may be an entry on 2-something, or a plain number.
    """

    number: int
    length: int
    style: str
    decimal: bool


@dataclass(frozen=True)
class Structure:
    """A report taken apart.

    `lines` are stripped of blanks and hold no furniture; `glossary` are those of them that follow a
    glossary's heading (or are its entries, where there is no heading).
    """

    report: Report
    lines: tuple[Span, ...]
    glossary: tuple[Span, ...]

    @cached_property
    def body(self) -> tuple[Span, ...]:
        """The lines outside the glossary."""
        inside = set(self.glossary)
        return tuple(line for line in self.lines if line not in inside)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the body, in order."""
        return tuple(span for line in self.body for span in _sentences(self.report.text, line))

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The footnote marks in the body, of the kind that the report uses."""
        found = [hit for line in self.body for hit in _MARK.finditer(self.report.text, line.start, line.end)]
        bracketed = [hit for hit in found if hit[1]]
        chosen = bracketed or (found if self.glossary else [])
        return tuple(Mark(Span(*hit.span()), _number(hit[1] or hit[2])) for hit in chosen)

    @cached_property
    def sections(self) -> tuple[Heading, ...]:
        """Parts, items and topics in the order of the text.

        A part or item ends where one of its level or above begins, an item also where the speaker
        turns to the audience again (各位代表); a topic ends with its line at the latest.
        """
        text = self.report.text
        heads = [head for line in self.body for head in _heads(text, line)]
        addresses = [line.start for line in self.body if _ADDRESS.match(text, line.start)]
        return tuple(_closed(heads, addresses, last=self.body[-1].end if self.body else 0))

    def unmarked(self, span: Span) -> str:
        """The words at the span without the footnote marks in it."""
        first = bisect.bisect_left(self.marks, span.start, key=lambda mark: mark.span.start)
        words, at = [], span.start
        for mark in self.marks[first:]:
            if mark.span.start >= span.end:
                break
            words.append(self.report.text[at : mark.span.start])
            at = mark.span.end
        return "".join([*words, self.report.text[at : max(at, span.end)]])


def read_structure(report: Report) -> Structure:
    """Take a report apart."""
    lines = tuple(_lines(report))
    return Structure(report, lines, _glossary_lines(report.text, lines))


def entry_head(text: str, line: Span) -> EntryHead | None:
    """The number that opens a glossary entry at the start of the line, if one does."""
    hit = _ENTRY.match(text, line.start, line.end)
    if hit is None or hit.lastgroup is None:
        return None
    number = hit[hit.re.groupindex[hit.lastgroup] + 1]
    decimal = hit.lastgroup == "plain" and text[hit.end() : hit.end() + 1].isdecimal()
    return EntryHead(_number(number), hit.end() - line.start, hit.lastgroup, decimal)


def _number(numeral: str) -> int:
    if numeral[0] in CHINESE:
        return value(numeral) or 0
    return int(numeral) if numeral.isdecimal() else int(unicodedata.numeric(numeral))


def _lines(report: Report) -> list[Span]:
    """Lines without surrounding blanks, and without those that lie in page furniture."""
    furniture, text = report.furniture, report.text
    spans = []
    for line in line_spans(text):
        words = line.of(text)
        left = line.start + len(words) - len(words.lstrip(_BLANKS))
        right = max(left, line.start + len(words.rstrip(_BLANKS)))
        if left < right and not _within(furniture, left, right):
            spans.append(Span(left, right))
    return spans


def _within(spans: tuple[Span, ...], start: int, end: int) -> bool:
    index = bisect.bisect_right(spans, start, key=lambda span: span.start) - 1
    return index >= 0 and spans[index].end >= end


def _glossary_lines(text: str, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    """The lines of the last glossary that has a heading, or of the bracketed entries at the end."""
    for index in range(len(lines) - 2, -1, -1):
        line, following = lines[index], lines[index + 1]
        if len(line) <= 40 and _GLOSSARY.fullmatch(text, line.start, line.end) and _is_entry(text, following):
            return _up_to_the_next_matter(text, lines[index:])
    return _unheaded_entries(text, lines)


def _is_entry(text: str, line: Span) -> bool:
    """Whether the line opens an entry: with a number, or with a short name and a colon."""
    return entry_head(text, line) is not None or _UNNUMBERED.match(text, line.start, line.end) is not None


def _up_to_the_next_matter(text: str, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    """The glossary without the appendix, or the report, that follows it."""
    first = entry_head(text, lines[1])
    chinese = first is not None and first.style == "chinese"
    for index, line in enumerate(lines[2:], start=2):
        part = not chinese and _PART.match(text, line.start, line.end)
        if part or _ADDRESS.match(text, line.start) or _APPENDIX.fullmatch(text, line.start, line.end):
            return lines[:index]
    return lines


def _unheaded_entries(text: str, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    """A run of entries `[1]…`, `[2]…` at the end of a report that names no glossary."""
    first = None
    expected = 1
    for index, line in enumerate(lines):
        head = entry_head(text, line)
        if head is None or head.style not in ("square", "circled"):
            continue
        if head.number == 1:
            first, expected = index, 2
        elif first is not None and head.number == expected:
            expected += 1
    return lines[first:] if first is not None and expected > 2 else ()


def _sentences(text: str, line: Span) -> list[Span]:
    hits = _SENTENCE.finditer(text, line.start, line.end)
    return [Span(*hit.span()) for hit in hits if hit.end() > hit.start()]


def _heads(text: str, line: Span) -> list[Heading]:
    """The heads that a line holds: of itself, of numbered items within it, of run-in topics."""
    heads = []
    part, item = _PART.match(text, line.start, line.end), _ITEM.match(text, line.start, line.end)
    sentences = _sentences(text, line)
    if part or item:
        level = PART if part else ITEM
        heads.append(_open(level, _title(text, line, sentences[0], level), line.end))
        sentences = sentences[1:]
    numbered = [bool(_INLINE_ITEM.match(text, sentence.start, sentence.end)) for sentence in sentences]
    leading = [not is_item for is_item in numbered[1:]]
    for sentence, is_item, leads_on in zip(sentences, numbered, [*leading, False], strict=False):
        if is_item or (leads_on and _is_topic(text, sentence)):
            heads.append(_open(TOPIC, _cut(text, sentence), line.end))
    return heads


def _open(level: int, title: Span, end: int) -> Heading:
    return Heading(level, title, title.start, end)


def _title(text: str, line: Span, sentence: Span, level: int) -> Span:
    """The words of a heading, which may have a line of its own or run into its paragraph."""
    if len(line) <= LONGEST_TITLE and text[line.end - 1] not in "。!！?？":
        return line
    return _cut(text, sentence) if level == PART or len(sentence) > LONGEST_TITLE else sentence


def _cut(text: str, sentence: Span) -> Span:
    """The first clause of a sentence, without the stop that ends it; 第一, is no clause."""
    number = _ITEM.match(text, sentence.start, sentence.end)
    hit = _CLAUSE_END.search(text, number.end() if number else sentence.start, sentence.end)
    return Span(sentence.start, min(hit.start() if hit else sentence.end, sentence.start + LONGEST_TITLE))


def _is_topic(text: str, sentence: Span) -> bool:
    words = text[sentence.start : sentence.end - 1]
    return (
        3 <= len(words) <= LONGEST_TOPIC and text[sentence.end - 1] == "。" and not _NOT_A_TOPIC.search(words)
    )


def _closed(heads: list[Heading], addresses: list[int], last: int) -> list[Heading]:
    """The heads with their ends, found from the last to the first."""
    closed: list[Heading] = []
    next_start = {PART: last, ITEM: last, TOPIC: last}
    left = list(addresses)
    for head in reversed(heads):
        while left and left[-1] > head.start:
            next_start[ITEM] = next_start[TOPIC] = left.pop()
        end = max(next_start[head.level], head.title.end)
        closed.append(replace(head, end=min(end, head.end) if head.level == TOPIC else end))
        for level in range(head.level, TOPIC + 1):
            next_start[level] = head.start
    return closed[::-1]
