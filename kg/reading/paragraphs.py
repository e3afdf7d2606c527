"""Puts the lines of pages together to paragraphs, without running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_EDGE_LINES = 2  # how many lines at the top and the bottom of a page may be running ones
_PAGE_NUMBER = re.compile(r"[-—–·\s]*+(?:第\s*+)?\d{1,4}\s*+页?[-—–·\s]*+(?:[/共]\s*+\d{1,4}\s*+页?)?")
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[。！？；：!?;:][”’」』）)\]]*$")
_LEAST_INDENTED = 0.05  # of the lines, for a document that indents its paragraphs
_LOOSE = 0.25  # of the width: where paragraphs are indented, only their last lines are much shorter
_TIGHT = 2.5  # times the size: where they are not, a full line that ends no sentence goes on
_HEADING = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|各位代表")
_WIDE_GAP = 1.4  # of the usual distance of lines


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, in points: where it begins and ends, its base line (upwards), its size."""

    text: str
    x: float
    y: float
    end: float
    size: float


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the lines of a document have in common; `leading` is their usual distance."""

    left: float
    right: float
    leading: float
    indents: bool

    def indented(self, line: Line) -> bool:
        return 1.2 * line.size <= line.x - self.left <= 3.2 * line.size

    def full(self, line: Line) -> bool:
        """Whether the line may end where it does for want of room; widths are estimates."""
        slack = _LOOSE * (self.right - self.left) if self.indents else _TIGHT * line.size
        return line.end >= self.right - slack

    def continues(self, line: Line, after: Line) -> bool:
        """Whether `line` goes on with the paragraph that `after` is in."""
        if not self.full(after) or abs(line.size - after.size) > 0.1 * after.size:
            return False
        if after.y - line.y > _WIDE_GAP * self.leading > 0:
            return False
        if self.indents:
            return not (self.indented(line) or _HEADING.match(line.text))
        return not _SENTENCE_END.search(after.text)


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """The paragraphs of the pages, in order."""
    lines = _without_running(pages)
    if not lines:
        return
    layout = _layout(lines)
    text = lines[0].text
    for before, line in pairwise(lines):
        if layout.continues(line, before):
            text += (" " if _needs_space(text[-1], line.text[0]) else "") + line.text
        else:
            yield text
            text = line.text
    yield text


def _without_running(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of all pages but page numbers, and what recurs at the edge of at least half of them."""
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    least = max(3, len(pages) / 2)
    kept: list[Line] = []
    for page in pages:
        edges = set(_edges(page))
        kept += [
            line
            for line in page
            if line not in edges or not (_PAGE_NUMBER.fullmatch(line.text) or counts[_key(line)] >= least)
        ]
    return kept


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: line.y)
    return by_height[:_EDGE_LINES] + by_height[-_EDGE_LINES:]


def _key(line: Line) -> str:
    return _DIGITS.sub("0", line.text)


def _layout(lines: Sequence[Line]) -> _Layout:
    starts = Counter(round(line.x) for line in lines)
    # Of the two commonest starts of lines the left one: the other is where paragraphs begin.
    left = min(start for start, count in starts.most_common(2))
    ends = sorted(line.end for line in lines)
    distances = [before.y - line.y for before, line in pairwise(lines) if before.y > line.y]
    layout = _Layout(left, ends[int(0.9 * (len(ends) - 1))], median(distances) if distances else 0.0, True)
    indented = sum(layout.indented(line) for line in lines)
    indents = indented >= _LEAST_INDENTED * len(lines)
    return _Layout(layout.left, layout.right, layout.leading, indents)


def _needs_space(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
