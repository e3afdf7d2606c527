"""The named things of a report: what the classes propose, scored by their models and settled between them."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

from kg.extraction import events, honors, initiatives, organizations, places, projects
from kg.extraction.facts import FoundThing
from kg.extraction.phrases import Reading
from kg.extraction.scorer import Candidate, scorer
from kg.glossary import GlossaryTerm

MODELS = {
    "Event": "event",
    "Honor": "honor",
    "Initiative": "initiative",
    "Project": "project",
    "Organization": "organization",
    "Place": "place",
}
"""Class → the model that scores its candidates."""

_WITHIN = {
    ("Organization", "Project"),
    ("Organization", "Honor"),
    ("Organization", "Event"),
    ("Place", "Project"),
    ("Place", "Initiative"),
    ("Place", "Honor"),
    ("Place", "Event"),
}
"""What may lie within what: the place in a project's name is a thing of its own, not that in a company's."""
_LONGEST = 100
"""No name is longer (characters of the source)."""


def candidates(reading: Reading, terms: tuple[GlossaryTerm, ...]) -> list[Candidate[FoundThing]]:
    """All that may be a named thing; what is sure without a model has no features."""
    others = [
        *events.propose_events(reading),
        *honors.propose_honors(reading),
        *organizations.propose_organizations(reading),
        *places.propose_places(reading),
    ]
    works = [*initiatives.propose_initiatives(reading, terms), *projects.propose_projects(reading)]
    return [*others, *_rivalled(works, others)]


def _rivalled(
    works: list[Candidate[FoundThing]], others: list[Candidate[FoundThing]]
) -> Iterator[Candidate[FoundThing]]:
    """Initiatives with the features that say what else the same words may be; projects as they are."""
    rivals: dict[tuple[int, int], set[str]] = {}
    for found in [candidate.found for candidate in (*works, *others)]:
        if found.cls != "Initiative":
            rivals.setdefault((found.span.start, found.span.end), set()).add(f"also {found.cls}")
    for candidate in works:
        found = candidate.found
        also = rivals.get((found.span.start, found.span.end)) if found.cls == "Initiative" else None
        if also and candidate.features:
            yield Candidate(found, (*candidate.features, *sorted(also)))
        else:
            yield candidate


def find_things(reading: Reading, terms: tuple[GlossaryTerm, ...]) -> list[FoundThing]:
    """The initiatives, projects, organisations, places, honours and events of the body, in order.

    Where two readings overlap, the surer one is kept, unless the one may lie within the other.
    """
    return settled(chosen(candidates(reading, terms)))


def chosen(proposed: Iterable[Candidate[FoundThing]]) -> list[FoundThing]:
    """The candidates that their models take for things, and those that are sure."""
    found: list[FoundThing] = []
    unsure: dict[str, list[Candidate[FoundThing]]] = {cls: [] for cls in MODELS}
    for candidate in proposed:
        if candidate.features:
            unsure[candidate.found.cls].append(candidate)
        else:
            found.append(candidate.found)
    for cls, rows in unsure.items():
        if rows:
            found += scorer(MODELS[cls]).choose(rows)
    return found


def settled(found: Iterable[FoundThing]) -> list[FoundThing]:
    """The surest of what overlaps, the longest of what is equally sure; what may lie within it stays too.

    What is found as a project is no mere place: an airport that is being built.
    """
    starts: list[int] = []
    kept: list[FoundThing] = []
    found = list(found)
    built = {thing.span for thing in found if thing.cls == "Project"}
    found = [thing for thing in found if thing.cls != "Place" or thing.span not in built]
    for thing in sorted(found, key=lambda each: (-each.confidence, -len(each.span), each.span, each.cls)):
        low = bisect.bisect_left(starts, thing.span.start - _LONGEST)
        near = kept[low : bisect.bisect_left(starts, thing.span.end)]
        if not any(_clash(thing, other) for other in near):
            at = bisect.bisect_right(starts, thing.span.start)
            starts.insert(at, thing.span.start)
            kept.insert(at, thing)
    return kept


def _clash(thing: FoundThing, other: FoundThing) -> bool:
    if not thing.span.overlaps(other.span):
        return False
    inner, outer = sorted((thing, other), key=lambda thing: len(thing.span))
    return not (outer.span.covers(inner.span) and (inner.cls, outer.cls) in _WITHIN)
