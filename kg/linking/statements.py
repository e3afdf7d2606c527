"""What a report states rather than names: its measures, its goals, and the links between what was found."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from typing import NamedTuple

from kg.extraction.facts import Found, FoundGoal, FoundLink, FoundMeasure, FoundThing
from kg.extraction.units import normal
from kg.linking.draft import Draft
from kg.linking.entities import Entities, Key, key_of
from kg.model import Goal, Measure, Role, Span
from kg.vocabulary import mint

_STOP = re.compile("[，,；;。！!？?：:（(\n]")
_FARTHEST = 60
"""How many characters before a measure the clause that holds it may begin."""
_LONGEST = 200
"""Characters of a passage that names an indicator and its value."""
_LEADS = ("", "其中", "全国", "全省", "全市")
_JOINED = ("、", "和", "与", "及", "至")


class _Normal(NamedTuple):
    """A value and the end of its range in the normal unit, with that unit's IRI."""

    value: float | None = None
    value_max: float | None = None
    unit: str | None = None


class Statements:
    """The measures, goals and links of one report, put into the graph when the things are there."""

    def __init__(self, draft: Draft, entities: Entities, things: Iterable[FoundThing]) -> None:
        self._draft = draft
        self._entities = entities
        self._iris: dict[Key, str] = {}
        self._bases = {kind: mint(kind.lower(), draft.key) for kind in ("Measure", "Goal")}
        self._taken: set[str] = set()
        self._places = sorted((thing.span, entities.of(thing)) for thing in things if thing.cls == "Place")

    def goal(self, found: FoundGoal) -> None:
        """A goal, and the section that states it."""
        mention = self._draft.found(found, found.span)
        goal = Goal(
            id=self._iri(found),
            label=self._label(found),
            mentions=(mention,),
            deadline=found.deadline or None,
        )
        self._draft.graph.add(goal)
        self._draft.mentioned(goal.id, mention)

    def measure(self, found: FoundMeasure) -> None:
        """A measure, its indicator, and the section that states it."""
        mention, exact = self._draft.found(found, found.span), _normal(found)
        measure = Measure(
            id=self._iri(found),
            label=self._label(found),
            mentions=(mention,),
            indicator=found.indicator,
            aspect=found.aspect,
            value=found.value,
            value_max=found.value_max,
            unit=found.unit,
            comparator=found.comparator,
            status=found.status,
            period=found.period,
            place=self._place(found) or self._draft.report.place,
            normal_value=exact.value,
            normal_value_max=exact.value_max,
            normal_unit=exact.unit,
        )
        self._draft.graph.add(measure)
        self._draft.mentioned(measure.id, mention)
        stated = self._draft.found(found, _passage(found), Role.EVIDENCE)
        self._draft.edge(measure.id, "ofIndicator", self._entities.of(found).iri, stated)

    def link(self, found: FoundLink) -> None:
        """An edge between two found things; none where both turned out to be one."""
        subject, target = self._end(found.subject), self._end(found.object)
        if subject != target:
            evidence = self._draft.found(found, found.evidence, Role.EVIDENCE)
            self._draft.edge(subject, found.predicate, target, evidence)

    def _end(self, found: Found) -> str:
        return self._iris.get(key_of(found)) or self._entities.of(found).iri

    def _iri(self, found: FoundMeasure | FoundGoal) -> str:
        """An IRI that ends in where it starts; where another starts there, in where it ends and a number."""
        base, span, number = self._bases[found.type], found.span, 2
        iri = f"{base}/{span.start}"
        if iri in self._taken:
            iri = f"{base}/{span.start}-{span.end}"
        while iri in self._taken:
            iri = f"{base}/{span.start}-{span.end}-{number}"
            number += 1
        self._taken.add(iri)
        self._iris[key_of(found)] = iri
        return iri

    def _label(self, found: Found) -> str:
        return self._draft.structure.unmarked(found.span) or found.span.of(self._draft.text)

    def _place(self, found: FoundMeasure) -> str | None:
        """The place that opens the clause of the measure, or that of its indicator."""
        starts = [found.span.start]
        if found.indicator_span and found.indicator_span < found.span:
            starts.append(found.indicator_span.start)
        return next((place for start in starts if (place := self._opening(start))), None)

    def _opening(self, at: int) -> str | None:
        """The place that opens the clause up to `at`; none where several are joined."""
        text, low = self._draft.text, max(0, at - _FARTHEST)
        first = bisect.bisect_left(self._places, low, key=lambda place: place[0].start)
        if first == len(self._places) or self._places[first][0].start >= at:
            return None
        opens = at - len(_STOP.split(text[low:at])[-1])
        for span, entity in self._places[first : first + _FARTHEST]:
            if span.start >= opens:
                alone = span.end <= at and not text.startswith(_JOINED, span.end)
                return entity.label if alone and text[opens : span.start] in _LEADS else None
        return None


def _passage(found: FoundMeasure) -> Span:
    """The words from the indicator to the value, if they stand near each other."""
    named = found.indicator_span or found.span
    start, end = min(named.start, found.span.start), max(named.end, found.span.end)
    return Span(start, end) if end - start <= _LONGEST else found.span


def _normal(found: FoundMeasure) -> _Normal:
    exact = normal(found.value, found.unit)
    if exact is None:
        return _Normal()
    last = normal(found.value_max, found.unit) if found.value_max is not None else None
    return _Normal(exact.value, last.value if last else None, exact.iri)
