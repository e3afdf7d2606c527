"""Lines of a report without blanks and footnote marks, and what in them lies in quotes or brackets."""

from __future__ import annotations

import bisect
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from kg.extraction.wordlists import Spot, Together, Words, apart, column, lexicon
from kg.model import Span
from kg.structure import Structure

_FOLDED = tuple(zip("，；：（）！？＋", ",;:()!?+", strict=True))
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "(": ")", "《": "》"}
_OPENED_BY = {close: opening for opening, close in _PAIRS.items()}
_MARKS = re.compile("[“”‘’「」『』()《》。!?]")
_BLANK, _INK = re.compile(r"\s"), re.compile(r"\S+")
_sought: list[Words] = []
"""The shared lists that whole lines have been searched for so far: all are looked for in one go."""
DEEPEST = 8
"""How many quotes and brackets that lie within each other are followed."""


@dataclass(frozen=True)
class Line:
    """A line without blanks and footnote marks, its punctuation of one width.

    `raw` has the characters of the source, `text` the folded ones, one for one; `offsets` lead back to the
    source; `depth` says what lies in quotes or brackets; `quotes` are the outermost quotations.
    """

    raw: str
    text: str
    offsets: Sequence[int]
    depth: Sequence[int]
    quotes: tuple[tuple[int, int], ...]
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What several readers look for in the line, by its name."""
    follows: dict[int, str] = field(default_factory=dict, compare=False, repr=False)
    """What stands at the places that have been asked for, as `features.following` says it."""
    _spots: dict[Words, list[Spot]] = field(default_factory=dict, compare=False, repr=False)
    _apart: dict[Words, Hits] = field(default_factory=dict, compare=False, repr=False)

    def span(self, start: int, end: int) -> Span:
        """The span of the source text that `[start, end)` was read from."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def name(self, start: int, end: int) -> str:
        """The words at `[start, end)` as the source has them, without marks."""
        return self.raw[start:end]

    def all(self, words: Words) -> list[Spot]:
        """Where the words stand in the line, also within others, as `Words.all` gives them."""
        spots = self._spots.get(words)
        if spots is None:
            if not words.shared:
                self._spots[words] = words.all(self.text)
            else:
                if words not in _sought:
                    _sought.append(words)
                self._spots.update(_together(tuple(_sought)).all(self.text))
            spots = self._spots[words]
        return spots

    def longest(self, words: Words) -> Hits:
        """The longest of the words from left to right, none within another."""
        hits = self._apart.get(words)
        if hits is None:
            hits = self._apart[words] = Hits(apart(self.all(words)))
        return hits

    @cached_property
    def leads(self) -> Hits:
        """The verbs that stand in no name, outside quotes."""
        found = self.longest(lexicon("verbs.tsv", "lead"))
        return Hits([(at, stop) for at, stop in found if stop - at >= 2 and not self.depth[at]])

    @cached_property
    def builds(self) -> Hits:
        """The verbs of building that may stand in a name as well: 设立, 建设."""
        senses = column("verbs.tsv", 3, "weak")
        words = self.longest(lexicon("verbs.tsv", "weak"))
        found = [(at, stop) for at, stop in words if stop - at >= 2 and not self.depth[at]]
        return Hits([(at, stop) for at, stop in found if senses[self.text[at:stop]] == "build"])

    @property
    def afters(self) -> Hits:
        """The words that say what became of what stands before them."""
        return self.longest(lexicon("verbs.tsv", "after"))


@lru_cache(maxsize=1)
def _together(lists: tuple[Words, ...]) -> Together:
    return Together(lists)


class Hits:
    """Stretches of a line from left to right, none of them within another."""

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        self._stretches = stretches
        self._starts = [start for start, _ in stretches]
        self._ends = [end for _, end in stretches]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._stretches)

    def __len__(self) -> int:
        return len(self._starts)

    def within(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Those that lie in `[start, end)`."""
        low = bisect.bisect_left(self._starts, start)
        return iter(self._stretches[low : bisect.bisect_right(self._ends, end, low)])

    def first(self, start: int, end: int) -> tuple[int, int] | None:
        """The first of those that lie in `[start, end)`."""
        at = bisect.bisect_left(self._starts, start)
        return self._stretches[at] if at < len(self._ends) and self._ends[at] <= end else None

    def last(self, start: int, end: int) -> tuple[int, int] | None:
        """The last of those that lie in `[start, end)`."""
        at = bisect.bisect_right(self._ends, end) - 1
        return self._stretches[at] if at >= 0 and self._starts[at] >= start else None


def lines(structure: Structure) -> Iterator[Line]:
    """The lines of the body, in order."""
    marks, text = [mark.span for mark in structure.marks], structure.report.text
    first = 0
    for span in structure.body:
        while first < len(marks) and marks[first].end <= span.start:
            first += 1
        gaps, at = [], first
        while at < len(marks) and marks[at].start < span.end:
            gaps.append(marks[at])
            at += 1
        yield _line(text, span, gaps)


def _line(text: str, span: Span, gaps: list[Span]) -> Line:
    offsets = _kept(text, span, gaps)
    whole = isinstance(offsets, range)
    raw = text[span.start : span.end] if whole else "".join([text[at] for at in offsets])
    folded = _straight(_narrow(raw))
    depth, quotes = _nesting(folded)
    return Line(raw, folded, offsets, depth, quotes)


def _kept(text: str, span: Span, gaps: list[Span]) -> Sequence[int]:
    """The offsets of the characters that are neither blank nor in a gap."""
    if not gaps and not _BLANK.search(text, span.start, span.end):
        return range(span.start, span.end)
    kept = array("I")
    at = span.start
    for gap in [*gaps, Span(span.end, span.end)]:
        for words in _INK.finditer(text, at, max(at, gap.start)):
            kept.extend(range(*words.span()))
        at = max(at, gap.end)
    return kept


def _narrow(text: str) -> str:
    """The text with the marks of half the width; replacing one by one is faster than `str.translate`."""
    for wide, narrow in _FOLDED:
        text = text.replace(wide, narrow)
    return text


def _straight(text: str) -> str:
    """The text with its straight quotation marks turned, each second one to the right."""
    if '"' not in text:
        return text
    pieces = text.split('"')
    return pieces[0] + "".join("“”"[index % 2] + piece for index, piece in enumerate(pieces[1:]))


def _nesting(text: str) -> tuple[Sequence[int], tuple[tuple[int, int], ...]]:
    """How deep in quotes or brackets each character lies, and the outermost quotations with their marks.

    What is not closed by the end of its sentence encloses nothing.
    """
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for hit in _MARKS.finditer(text):
        char, at = hit[0], hit.start()
        if char in _PAIRS:
            opened = [*opened[-DEEPEST:], (char, at)]
        elif char in _OPENED_BY:
            match = next((i for i in reversed(range(len(opened))) if opened[i][0] == _OPENED_BY[char]), None)
            if match is not None:
                pairs.append((opened[match][1], at + 1))
                del opened[match:]
        else:
            opened = []
    depth = bytearray(len(text))
    outermost: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if not outermost or outermost[-1][1] <= start:
            outermost.append((start, end))
            depth[start:end] = b"\1" * (end - start)
    return bytes(depth), tuple(pair for pair in outermost if text[pair[1] - 1] in "”’」』")
