"""From annotated lines to examples: candidates of the rules, and whether the annotations hold them right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.annotated import Annotated
from kg.extraction import goals, links, measures, phrases, things
from kg.extraction.facts import Extraction, Found, FoundGoal, FoundLink, FoundMeasure, FoundThing
from kg.extraction.phrases import Reading
from kg.extraction.scorer import Candidate, folder
from kg.extraction.setting import Settings
from kg.glossary import GlossaryTerm, read_glossary
from kg.model import Span
from kg.naming import fold
from kg.reading import read
from kg.structure import Structure, read_structure

CLASSES = {
    "initiative": "Initiative",
    "project": "Project",
    "org": "Organization",
    "place": "Place",
    "honor": "Honor",
    "event": "Event",
}
"""Type of an annotation → class of the vocabulary."""
PREDICATES = {"located_in": "locatedIn"}
CLOSE, TOUCHING = 0.6, 0.4
"""Shares of common characters: from CLOSE on a span is no clear mistake, from TOUCHING on a goal is found."""


@dataclass(frozen=True, slots=True)
class Example:
    """The features of a candidate, whether it is right, and the line that it is from.

    What is annotated and was not even proposed is an example too: right, without features.
    """

    features: tuple[str, ...]
    right: bool
    group: str


@dataclass(frozen=True)
class Read:
    """A report made ready for the rules."""

    structure: Structure
    terms: tuple[GlossaryTerm, ...]
    reading: Reading
    settings: Settings
    starts: tuple[int, ...]

    def span(self, row: dict[str, Any]) -> Span:
        """Where an annotation's surface stands in the text."""
        text, at = self.structure.report.text, self.starts[row["line"]] - 1
        for _ in range(row.get("occ", 0) + 1):
            at = text.index(row["surface"], at + 1)
        return Span(at, at + len(row["surface"]))

    def within(self, span: Span, lines: set[int]) -> int | None:
        """The line that holds the span, if it is one of these."""
        return next(
            (n for n in lines if self.starts[n] <= span.start < self.starts[n + 1]),
            None,
        )


@cache
def read_report(path: Path) -> Read:
    """Read a report once."""
    structure = read_structure(read(str(path)))
    terms, _ = read_glossary(structure)
    starts = [0]
    for line in structure.report.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return Read(structure, terms, phrases.read(structure), Settings(structure), tuple(starts))


def found_of(file: Annotated) -> Extraction:
    """The annotated things, measures and goals of a file as if rules had found them; its links too."""
    ready, by_name = read_report(file.report), defaultdict[tuple[int, str], list[Found]](list)
    found = Extraction()
    for row in file.rows:
        if row["type"] == "link":
            continue
        thing = _found(row, ready.span(row))
        for name in {row["surface"], row.get("name", row["surface"])}:
            by_name[row["line"], name].append(thing)
        if isinstance(thing, FoundMeasure):
            found.measures.append(thing)
        elif isinstance(thing, FoundGoal):
            found.goals.append(thing)
        elif isinstance(thing, FoundThing):
            found.things.append(thing)
    for row in file.rows:
        if row["type"] == "link":
            found.links += _links(row, by_name)
    for group in (found.measures, found.goals, found.things):
        group.sort(key=lambda thing: thing.span)
    return found


def _found(row: dict[str, Any], span: Span) -> Found:
    if row["type"] == "measure":
        return FoundMeasure(
            span=span,
            rule="annotated",
            confidence=1.0,
            indicator=row["indicator"],
            indicator_span=None,
            value=row["value"],
            value_max=row.get("value_max"),
            unit=row["unit"],
            aspect=row["aspect"],
            comparator=row["comparator"],
            status=row["status"],
            period=row["period"],
        )
    if row["type"] == "goal":
        return FoundGoal(span=span, rule="annotated", confidence=1.0, deadline=row["deadline"])
    return FoundThing(
        span=span,
        rule="annotated",
        confidence=1.0,
        cls=CLASSES[row["type"]],  # type: ignore[arg-type]
        name=row["name"],
        kind=row.get("kind"),
        status=row.get("status"),
    )


def _links(row: dict[str, Any], by_name: dict[tuple[int, str], list[Found]]) -> Iterable[FoundLink]:
    for subject in by_name[row["line"], row["subject"]][:1]:
        for target in by_name[row["line"], row["object"]][:1]:
            yield FoundLink(
                predicate=PREDICATES.get(row["predicate"], row["predicate"]),
                subject=subject,
                object=target,
                evidence=Span(
                    min(subject.span.start, target.span.start), max(subject.span.end, target.span.end)
                ),
                rule="annotated",
                confidence=1.0,
            )


def examples(name: str, file: Annotated, lines: set[int]) -> list[Example]:
    """The examples that these lines of a file hold for a model."""
    return MODELS[name](name, file, lines)


def _things(name: str, file: Annotated, lines: set[int]) -> list[Example]:
    ready, kind = read_report(file.report), {"organization": "org"}.get(name, name)
    gold = [(ready.span(row), row["name"], row["line"]) for row in file.rows if row["type"] == kind]
    rows, met = [], set[tuple[int, str]]()
    for candidate in _candidates(file.report):
        thing, line = candidate.found, ready.within(candidate.found.span, lines)
        if thing.cls != CLASSES[kind] or line is None:
            continue
        right = any(
            span == thing.span or (at == line and fold(named) == fold(thing.name)) for span, named, at in gold
        )
        near = {(at, named) for span, named, at in gold if _shared(span, thing.span) >= CLOSE}
        met |= near | {(at, named) for _, named, at in gold if at == line and fold(named) == fold(thing.name)}
        if candidate.features and (right or not near):
            rows.append(Example(candidate.features, right, f"{file.report.name}:{line}"))
    missed = {(at, named) for _, named, at in gold if at in lines} - met
    return rows + [Example((), True, f"{file.report.name}:{at}") for at, _ in sorted(missed)]


@cache
def _candidates(report: Path) -> list[Candidate[FoundThing]]:
    ready = read_report(report)
    return things.candidates(ready.reading, ready.terms)


def _goals(name: str, file: Annotated, lines: set[int]) -> list[Example]:
    ready = read_report(file.report)
    gold = [ready.span(row) for row in file.rows if row["type"] == "goal"]
    proposed = [
        (candidate, ready.within(candidate.found.span, lines))
        for candidate in _proposed_goals(file.report, folder())
    ]
    best = {span for span in (_nearest(proposed, span) for span in gold) if span is not None}
    return [
        Example(candidate.features, candidate.found.span in best, f"{file.report.name}:{line}")
        for candidate, line in proposed
        if line is not None
        and (
            candidate.found.span in best
            or not any(_shared(candidate.found.span, span) >= TOUCHING for span in gold)
        )
    ]


def _nearest(proposed: list[tuple[Candidate[FoundGoal], int | None]], gold: Span) -> Span | None:
    """Of the candidates' spans the one that shares most with an annotated one, if it shares enough."""
    spans = [candidate.found.span for candidate, _ in proposed if candidate.found.span.overlaps(gold)]
    best = max(spans, key=lambda span: _shared(span, gold), default=gold)
    return best if spans and _shared(best, gold) >= TOUCHING else None


@cache
def _proposed_goals(report: Path, weights: Path) -> list[Candidate[FoundGoal]]:
    """The goals that are proposed beside the things that the models with these weights find."""
    ready = read_report(report)
    found = measures.find_measures(ready.structure, ready.settings)
    named = things.find_things(ready.reading, ready.terms)
    return list(goals.propose_goals(ready.reading, ready.settings, found, named))


def _linked(name: str, file: Annotated, lines: set[int]) -> list[Example]:
    ready, extraction = read_report(file.report), found_of(file)
    right = {(link.predicate, link.subject, link.object) for link in extraction.links}
    rows = []
    for candidate in links.propose_links(ready.reading, ready.settings, extraction):
        link, line = candidate.found, ready.within(candidate.found.evidence, lines)
        if line is not None:
            held = (link.predicate, link.subject, link.object) in right
            rows.append(Example(candidate.features, held, f"{file.report.name}:{line}"))
    return rows


def _shared(one: Span, other: Span) -> float:
    """The characters that two spans share, of those that either has."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (max(one.end, other.end) - min(one.start, other.start) or 1)


MODELS: dict[str, Callable[[str, Annotated, set[int]], list[Example]]] = {
    **dict.fromkeys(("initiative", "project", "organization", "place", "honor", "event"), _things),
    "goal": _goals,
    "link": _linked,
}
"""Name of a model → what gives its examples."""
