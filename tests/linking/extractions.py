"""Extractions made by hand, over small reports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.extraction.facts import Extraction, Found, FoundGoal, FoundLink, FoundMeasure, FoundThing
from kg.glossary import read_glossary
from kg.linking import link
from kg.model import Graph, Node, Report, Span
from kg.structure import read_structure
from kg.vocabulary import short
from tests.reports import HEAD, report, with_glossary


@dataclass
class Reader:
    """Reads a report as it is told: every call names words of the text, and gives what was found there."""

    report: Report
    extraction: Extraction = field(default_factory=Extraction)

    def span(self, words: str, nth: int = 0) -> Span:
        at = -1
        for _ in range(nth + 1):
            at = self.report.text.index(words, at + 1)
        return Span(at, at + len(words))

    def thing(
        self,
        cls: str,
        words: str,
        nth: int = 0,
        *,
        name: str | None = None,
        status: str | None = None,
        code: str | None = None,
        confidence: float = 0.8,
    ) -> FoundThing:
        found = FoundThing(
            span=self.span(words, nth),
            rule="test.thing",
            confidence=confidence,
            cls=cls,  # type: ignore[arg-type]
            name=name or words,
            status=status,
            code=code,
        )
        self.extraction.things.append(found)
        return found

    def measure(
        self,
        words: str,
        indicator: str,
        value: float,
        unit: str,
        *,
        nth: int = 0,
        at: str | None = None,
        status: str = "actual",
        period: str = "2023",
        value_max: float | None = None,
    ) -> FoundMeasure:
        found = FoundMeasure(
            span=self.span(words, nth),
            rule="test.measure",
            confidence=0.9,
            indicator=indicator,
            indicator_span=self.span(at) if at else None,
            value=value,
            value_max=value_max,
            unit=unit,
            aspect="level",
            status=status,  # type: ignore[arg-type]
            period=period,
        )
        self.extraction.measures.append(found)
        return found

    def goal(self, words: str, deadline: str = "2024") -> FoundGoal:
        found = FoundGoal(span=self.span(words), rule="test.goal", confidence=0.7, deadline=deadline)
        self.extraction.goals.append(found)
        return found

    def link(self, subject: Found, predicate: str, target: Found, evidence: str) -> None:
        self.extraction.links.append(
            FoundLink(
                predicate=predicate,  # type: ignore[arg-type]
                subject=subject,
                object=target,
                evidence=self.span(evidence),
                rule="test.link",
                confidence=0.6,
            )
        )

    def graph(self) -> Graph:
        structure = read_structure(self.report)
        return link(structure, read_glossary(structure)[0], self.extraction)


def reading(body: str, *entries: str) -> Reader:
    """A reader of a report with that body, and a glossary if there are entries."""
    whole = with_glossary(body, *entries) if entries else report(HEAD + body + "\n")
    return Reader(replace(whole, sha256="0" * 64, source="report.txt"))


def of_class(graph: Graph, *types: str) -> dict[str, Node]:
    """The nodes of the classes, by the ends of their IRIs."""
    return {short(node.id): node for node in graph.nodes.values() if node.type in types}


def edges(graph: Graph, predicate: str) -> list[tuple[str, str]]:
    """The ends of the edges of that kind."""
    return sorted(
        (short(edge.subject), short(edge.object)) for edge in graph.edges if edge.predicate == predicate
    )
