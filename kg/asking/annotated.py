"""A report's own text with its facts: blocks in reading order, cut wherever a fact starts or ends."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from kg.asking.report_facts import Fact, facts
from kg.lines import line_spans
from kg.model import NODE_CLASSES, Graph, Report, Role, Section, Span, Term
from kg.structure import read_structure

_CLASSES = {name: place for place, name in enumerate(NODE_CLASSES)}
_STOPS = "。！？!?"
_BYLINES = 4
_LONGEST_BYLINE = 44


class Kind(StrEnum):
    """What a block is; `entry` is a line of the glossary that opens an entry."""

    TITLE = "title"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    GLOSSARY = "glossary"
    ENTRY = "entry"
    FURNITURE = "furniture"


class Segment(NamedTuple):
    """Characters that the same facts cover: `facts` are their numbers, the innermost first."""

    start: int
    end: int
    text: str
    facts: tuple[int, ...]


class Part(NamedTuple):
    """A section as the outline shows it: `depth` counts from 0, `title` is where its heading stands."""

    node: Section
    title: Span
    depth: int


class Block(NamedTuple):
    """A line of the report, or the part of one that a section's heading opens or ends.

    `part` is the number of the section that starts here; its heading is the whole block (`HEADING`), or
    runs into the paragraph and ends at `title_end`.
    """

    kind: Kind
    start: int
    end: int
    segments: tuple[Segment, ...]
    part: int | None
    title_end: int


@dataclass(frozen=True)
class Annotated:
    """A report with its facts in the order of the text, its sections, and its blocks.

    What lies between two blocks is line ends and indentation.
    """

    report: Report
    facts: tuple[Fact, ...]
    outline: tuple[Part, ...]
    blocks: tuple[Block, ...]

    def has(self, *kinds: str) -> bool:
        """Whether any block is of one of these kinds."""
        return any(block.kind in kinds for block in self.blocks)

    @cached_property
    def marks(self) -> dict[str, tuple[int, ...]]:
        """IRI of a term → the numbers of its footnote marks."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, fact in enumerate(self.facts):
            if fact.mention.role is Role.MARK:
                found[fact.node.id].append(number)
        return {iri: tuple(numbers) for iri, numbers in found.items()}


def annotated(graph: Graph) -> Annotated:
    """The text of a graph of one report, with what the graph knows of it."""
    report = graph.reports()[0]
    found = tuple(fact for fact in facts(graph) if fact.mention.report == report.id)
    outline = tuple(_outline(report, found))
    bounds = [*_bounds(report, found, outline)]
    spans = [fact.mention.span for fact in found]
    ranks = [_CLASSES[fact.node.type] for fact in found]
    cuts = [edge for bound in bounds for edge in (bound.span.start, bound.title_end, bound.span.end)]
    pieces = list(segments(report.text, spans, ranks, cuts))
    starts = [piece.start for piece in pieces]

    def within(span: Span) -> tuple[Segment, ...]:
        return tuple(pieces[bisect_left(starts, span.start) : bisect_left(starts, span.end)])

    blocks = (Block(b.kind, b.span.start, b.span.end, within(b.span), b.part, b.title_end) for b in bounds)
    return Annotated(report, found, outline, tuple(blocks))


def segments(
    text: str, spans: Sequence[Span], ranks: Sequence[int] = (), cuts: Iterable[int] = ()
) -> Iterator[Segment]:
    """The whole text in order, cut at the ends of the spans and at `cuts`.

    Of two spans that cover a segment the shorter is the inner one; of the same length, the one of the lower
    rank, then the earlier.  An empty span covers nothing.
    """
    opening, closing = defaultdict(list), defaultdict(list)
    for number, span in enumerate(spans):
        if span.start < min(span.end, len(text)):
            opening[span.start].append(number)
            closing[min(span.end, len(text))].append(number)
    key = [(len(span), ranks[number] if ranks else 0, number) for number, span in enumerate(spans)]
    inside = (cut for cut in cuts if 0 < cut < len(text))
    edges = sorted({0, len(text), *opening, *closing, *inside})
    covering: set[int] = set()
    for start, end in pairwise(edges):
        covering.difference_update(closing[start])
        covering.update(opening[start])
        yield Segment(start, end, text[start:end], tuple(sorted(covering, key=key.__getitem__)))


class _Bound(NamedTuple):
    """Where a block lies, before it is cut into segments."""

    kind: Kind
    span: Span
    part: int | None = None
    title_end: int = 0


def _outline(report: Report, found: Iterable[Fact]) -> Iterator[Part]:
    """The sections in the order of their headings, each as deep as those around it make it."""
    open_levels: list[int] = []
    headings = (fact for fact in found if fact.mention.role is Role.HEADING)
    for fact in headings:
        section, title = fact.node, fact.mention.span
        if isinstance(section, Section) and title.start < title.end <= len(report.text):
            while open_levels and open_levels[-1] >= section.level:
                open_levels.pop()
            yield Part(section, title, len(open_levels))
            open_levels.append(section.level)


def _bounds(report: Report, found: Sequence[Fact], outline: Sequence[Part]) -> Iterator[_Bound]:
    """The blocks of the text: its lines, cut at the headings within them."""
    structure = read_structure(report)
    glossary = [line.start for line in structure.glossary]
    entries = [
        fact.mention.span.start
        for fact in found
        if fact.mention.role is Role.HEADWORD and isinstance(fact.node, Term)
    ]
    title = next((fact.mention.span for fact in found if fact.node.id == report.id), None)
    bylines = _bylines(report.text, structure.lines, title, outline)
    for line in _stripped(report.text):
        if any(furniture.covers(line) for furniture in report.furniture):
            yield _Bound(Kind.FURNITURE, line)
        elif title is not None and line.overlaps(title):
            yield _Bound(Kind.TITLE, line)
        elif _starts_in(line, bylines):
            yield _Bound(Kind.BYLINE, line)
        elif _starts_in(line, entries):
            yield _Bound(Kind.ENTRY, line)
        elif _starts_in(line, glossary):
            yield _Bound(Kind.GLOSSARY, line)
        else:
            yield from _cut_at_headings(report.text, line, outline)


def _starts_in(line: Span, starts: Sequence[int]) -> bool:
    """Whether one of the starts, which are in order, lies in the line."""
    place = bisect_left(starts, line.start)
    return place < len(starts) and starts[place] < line.end


def _stripped(text: str) -> Iterator[Span]:
    """The lines that hold more than blanks, without those around them."""
    for line in line_spans(text):
        words = line.of(text)
        start = line.start + len(words) - len(words.lstrip())
        end = line.start + len(words.rstrip())
        if start < end:
            yield Span(start, end)


def _bylines(text: str, lines: Sequence[Span], title: Span | None, outline: Sequence[Part]) -> list[int]:
    """The starts of the short lines under the title: where and by whom the report was given."""
    first = outline[0].title.start if outline else len(text)
    below = [line for line in lines if title is not None and title.end <= line.start < first][:_BYLINES]
    found = []
    for line in below:
        if len(line) > _LONGEST_BYLINE or text[line.end - 1] in "。！!:：,，":
            break
        found.append(line.start)
    return found


def _cut_at_headings(text: str, line: Span, outline: Sequence[Part]) -> Iterator[_Bound]:
    first = bisect_left(outline, line.start, key=_heading_start)
    stop = bisect_left(outline, line.end, key=_heading_start)
    parts = {outline[number].title.start: number for number in range(stop - 1, first - 1, -1)}
    for start, end in pairwise(sorted({line.start, *parts, line.end})):
        yield from _headed(text, Span(start, end), parts.get(start), outline)


def _heading_start(part: Part) -> int:
    return part.title.start


def _headed(text: str, span: Span, part: int | None, outline: Sequence[Part]) -> Iterator[_Bound]:
    """A paragraph, or a heading and its paragraph where the heading is a sentence of its own."""
    if part is None:
        yield _Bound(Kind.PARAGRAPH, span)
        return
    title_end = min(outline[part].title.end, span.end)
    if title_end < span.end and text[title_end - 1] not in _STOPS:
        yield _Bound(Kind.PARAGRAPH, span, part, title_end)
        return
    yield _Bound(Kind.HEADING, Span(span.start, title_end), part, title_end)
    if title_end < span.end:
        yield _Bound(Kind.PARAGRAPH, Span(title_end, span.end))
