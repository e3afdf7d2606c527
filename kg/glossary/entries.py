"""The entries of a report's glossary: number, headword, labels and definition, as spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kg.glossary import lists
from kg.model import Span
from kg.structure import EntryHead, Structure, entry_head

LONGEST_HEADWORD = 60
LARGEST_GAP = 3

_LABELS = re.compile(r"(?:[“\"][^“”\"]+[”\"][、和及与，,\s]{0,2}){2,}")
_LABEL = re.compile(r"[“\"][^“”\"]+[”\"]")
_DASH = re.compile(r"—{1,2}|–|－{2}")
_COPULA = re.compile(r"是指|指的是|主要是指|主要指|是")
_QUOTED_NAME = re.compile(r"[“\"][^“”\"]{1,30}[”\"][^，,。；;:：即系指是]{0,10}(?=即|系|指|是)")
_BULLET = re.compile(r"[*＊·•]\s*")
_INNER = re.compile(r"[\[［](\d{1,3})[\]］](?=[^。；;:：\[［]{1,40}[:：])")
_PAGE = re.compile(r"[(（](?:见|参见|正文)?\s?第\s?\d{1,3}(?:[-、,，]\d{1,3})?\s?页[)）]$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A glossary entry.  `labels` are the separate terms that its headword names."""

    number: int
    headword: Span
    labels: tuple[Span, ...]
    definition: Span


def read_entries(structure: Structure) -> tuple[Entry, ...]:
    """The entries in the order of the text."""
    text = structure.report.text
    blocks = _blocks(text, structure.glossary)
    if len(blocks) > 1:
        usual = max(len(lines) for _, lines in blocks[:-1])
        head, lines = blocks[-1]
        blocks[-1] = (head, lines[:usual])
    return tuple(entry for head, lines in blocks if (entry := _entry(text, head, lines)))


def _blocks(text: str, lines: tuple[Span, ...]) -> list[tuple[EntryHead, list[Span]]]:
    """Each entry's opening number with the lines that it takes."""
    if len(lines) > 1 and entry_head(text, lines[0]) is None and entry_head(text, lines[1]) is None:
        return _unnumbered(text, lines[1:])
    blocks: list[tuple[EntryHead, list[Span]]] = []
    for line in (part for whole in lines for part in _apart(text, whole)):
        head = entry_head(text, line)
        if head and _opens(head, blocks[-1][0] if blocks else None):
            blocks.append((head, [line]))
        elif blocks:
            blocks[-1][1].append(line)
    return blocks


def _unnumbered(text: str, lines: tuple[Span, ...]) -> list[tuple[EntryHead, list[Span]]]:
    """Entries without numbers, one a line, in their order from 1; a bullet may lead them."""
    blocks = []
    for number, line in enumerate(lines, start=1):
        bullet = _BULLET.match(text, line.start, line.end)
        length = bullet.end() - line.start if bullet else 0
        blocks.append((EntryHead(number, length, "none", decimal=False), [line]))
    return blocks


def _apart(text: str, line: Span) -> list[Span]:
    """A line that holds several entries, [1]甲:… [2]乙:…, as a line for each."""
    head = entry_head(text, line)
    starts = [line.start]
    if head and head.style == "square":
        for hit in _INNER.finditer(text, line.start + head.length, line.end):
            if int(hit[1]) == head.number + len(starts):
                starts.append(hit.start())
    return [lists.strip(text, Span(a, b), right=" \u3000") for a, b in pairwise([*starts, line.end])]


def _opens(head: EntryHead, previous: EntryHead | None) -> bool:
    """Whether the number opens an entry, and not an item within a definition."""
    if previous is None:
        return True
    if head.style != previous.style:
        return False
    gap = head.number - previous.number
    free = head.style in ("square", "circled")
    return free or (gap == 1 if head.decimal else 0 <= gap <= LARGEST_GAP)


def _entry(text: str, head: EntryHead, lines: list[Span]) -> Entry | None:
    first = Span(lines[0].start + head.length, lines[0].end)
    headword, definition = _parted(text, first, lines[-1].end)
    headword = _without_page(text, lists.strip(text, headword))
    if not len(headword):
        return None
    return Entry(
        head.number, headword, _labels(text, headword), lists.strip(text, definition, right=" \t\r\n\u3000")
    )


def _without_page(text: str, headword: Span) -> Span:
    """四下基层(第2页) → 四下基层."""
    hit = _PAGE.search(text, headword.start, headword.end)
    return lists.strip(text, Span(headword.start, hit.start())) if hit else headword


def _parted(text: str, first: Span, end: int) -> tuple[Span, Span]:
    """Headword and definition: parted by a colon, the line's end, a dash or a copula, in this order."""
    limit = Span(first.start, min(first.end, first.start + LONGEST_HEADWORD))
    colon = lists.first_cut(text, limit, ":：")
    if colon is not None:
        return Span(first.start, colon), Span(colon + 1, end)
    if first.end < end and len(first) <= LONGEST_HEADWORD:
        return first, Span(first.end, end)
    named = _QUOTED_NAME.match(text, first.start, limit.end)
    if named:
        return Span(*named.span()), Span(named.end(), end)
    for separator in (_DASH, _COPULA):
        hit = separator.search(text, first.start + 2, limit.end)
        if hit:
            return Span(first.start, hit.start()), Span(hit.end() if separator is _DASH else hit.start(), end)
    return limit, Span(limit.end, end)


def _labels(text: str, headword: Span) -> tuple[Span, ...]:
    if _LABELS.fullmatch(text, headword.start, headword.end):
        return tuple(Span(*hit.span()) for hit in _LABEL.finditer(text, headword.start, headword.end))
    return (headword,)
