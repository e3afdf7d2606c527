"""The graph of a report as it grows, and the rules by which what the linker itself adds is known."""

from __future__ import annotations

import bisect
from collections import Counter
from typing import NamedTuple

from kg.extraction.facts import Found, FoundLink
from kg.model import Graph, Mention, Report, Role, Section, Span
from kg.structure import Heading, Structure
from kg.vocabulary import mint, short


class Rule(NamedTuple):
    """The name of a rule, and how sure what it finds is, in [0, 1]."""

    name: str
    confidence: float


HEADING = Rule("structure.heading", 1.0)
ENTRY = Rule("glossary.entry", 1.0)
MARK = Rule("glossary.mark", 1.0)
NAMED = Rule("glossary.mention", 0.97)
COMPONENT = Rule("glossary.component", 0.9)
REFERENCE = Rule("glossary.reference", 0.9)
SECTION = "linking.section"
"""What a section mentions is as sure as the mention."""
DIVISION = "linking.division"
"""What a place lies in is as sure as the place."""


class _Placed(NamedTuple):
    """A section: its IRI and number, its level and end, and the section that encloses it."""

    iri: str
    number: str
    level: int
    end: int
    parent: _Placed | None


class Draft:
    """The graph of one report: first its sections, then what is added to it.

    `key` is the end of the report's IRI, `scope` tells apart the things that each place has of its own.
    """

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.report: Report = structure.report
        self.text = structure.report.text
        self._id = structure.report.id
        self.key = short(self.report.id).split("/", 1)[1]
        self.scope = self.report.place or self.key
        self.graph = Graph([self.report])
        self._starts: list[int] = []
        self._sections: list[_Placed] = []
        self._with_sections(structure.sections)

    def mention(self, span: Span, rule: Rule, role: Role = Role.MENTION) -> Mention:
        """A mention that the rule found."""
        name, confidence = rule
        return Mention(self._id, span, self.text[span.start : span.end], role, name, confidence)

    def found(self, found: Found | FoundLink, span: Span, role: Role = Role.MENTION) -> Mention:
        """A mention that the extraction found."""
        quote = self.text[span.start : span.end]
        return Mention(self._id, span, quote, role, found.rule, found.confidence)

    def edge(self, subject: str, predicate: str, target: str, *evidence: Mention) -> None:
        """An edge with the mentions that state it."""
        self.graph.state((subject, predicate, target), evidence)

    def stated(self, subject: str, predicate: str, target: str, span: Span, rule: Rule) -> None:
        """An edge that the words at the span state, by that rule."""
        self.edge(subject, predicate, target, self.mention(span, rule, Role.EVIDENCE))

    def mentioned(self, target: str, mention: Mention) -> None:
        """The edge from the innermost section that holds the mention to what it names."""
        span = mention.span
        evidence = Mention(self._id, span, mention.quote, Role.EVIDENCE, SECTION, mention.confidence)
        self.graph.state((self.section_of(span.start), "mentions", target), (evidence,))

    def section_of(self, offset: int) -> str:
        """The innermost section that holds the offset, else the report."""
        at = bisect.bisect_right(self._starts, offset) - 1
        placed = self._sections[at] if at >= 0 else None
        while placed is not None and offset >= placed.end:
            placed = placed.parent
        return placed.iri if placed else self._id

    def _with_sections(self, headings: tuple[Heading, ...]) -> None:
        """A node for each heading, numbered as 3.2.1, within the section that encloses it."""
        children: Counter[str] = Counter()
        inner: _Placed | None = None
        for heading in headings:
            while inner and not (inner.level < heading.level and heading.start < inner.end):
                inner = inner.parent
            parent, number = (inner.iri, inner.number + ".") if inner else (self.report.id, "")
            children[parent] += 1
            number += str(children[parent])
            inner = _Placed(mint("section", self.key, number), number, heading.level, heading.end, inner)
            self._section(heading, inner.iri, parent)
            self._starts.append(heading.start)
            self._sections.append(inner)

    def _section(self, heading: Heading, iri: str, parent: str) -> None:
        mention = self.mention(heading.title, HEADING, Role.HEADING)
        self.graph.add(
            Section(
                id=iri,
                label=self.structure.unmarked(heading.title) or mention.quote,
                mentions=(mention,),
                level=heading.level,
                start=heading.start,
                end=heading.end,
            )
        )
        self.stated(iri, "partOf", parent, heading.title, HEADING)
