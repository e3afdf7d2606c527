"""Links: which initiative aims at or brought about what, what belongs to what, who takes part, and where."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from math import prod
from typing import NamedTuple

from kg.extraction.facts import Extraction, Found, FoundLink, FoundMeasure, FoundThing, Predicate
from kg.extraction.link_features import Item, Scene, features, holds
from kg.extraction.phrases import Reading
from kg.extraction.scorer import Candidate, scorer
from kg.extraction.setting import Settings

_BRINGS: dict[str, Predicate] = {
    "actual": "achieves",
    "target": "targets",
    "Goal": "targets",
    "Project": "includes",
    "Organization": "involves",
    "Place": "locatedIn",
}
_TABLE: dict[str, dict[str, Predicate]] = {
    "Initiative": {**_BRINGS, "Initiative": "includes"},
    "Project": {cls: predicate for cls, predicate in _BRINGS.items() if cls != "Project"},
    "Event": {cls: _BRINGS[cls] for cls in ("Project", "Organization", "Place")},
    "Organization": {"Place": "locatedIn"},
    "Honor": {"Place": "awarded", "Organization": "awarded", "Project": "awarded"},
}
"""Class of a subject → class of an object, a measure by its status → what the one may be to the other."""
LEAST = 0.18
"""From which confidence on a link is one."""
WIDEST = 30
"""How many things before or after a subject are looked at."""
NEAR, FAR = 120, 600
"""How many characters on an object may begin in the sentence of its subject, and under a head."""
BEFORE = 150
"""How many characters before its subject an object may begin."""
MOST_CLAUSES = 8
"""How many clauses on an object may stand in the sentence."""
_GOVERNED = ("achieves", "targets", "includes")
"""What a subject may bring about in the clauses that follow it; all else is said in its own clause."""


class _Pair(NamedTuple):
    """Two things of a line that may be linked."""

    scene: Scene
    predicate: Predicate
    subject: Item
    target: Item

    def sureness(self) -> float:
        """How likely both are what they were found to be; a measure is held for sure."""
        ends = (self.subject.found, self.target.found)
        return prod(found.confidence for found in ends if not isinstance(found, FoundMeasure))

    def features(self) -> tuple[str, ...]:
        return features(self.scene, self.predicate, self.subject, self.target)


def find_links(reading: Reading, settings: Settings, extraction: Extraction) -> list[FoundLink]:
    """The links of a report, each pair of names once a line.

    A link is as likely as its ends are, and as the model holds it to be between two things that are sure.
    """
    model, found = scorer("link"), list[FoundLink]()
    for pairs in _proposed(reading, extraction):
        chosen = []
        for pair in pairs:
            sureness = pair.sureness()
            chance = sureness * model.probability(pair.features()) if sureness >= LEAST else 0
            if chance >= LEAST:
                chosen.append(_link(pair, round(chance, 3)))
        found += _once(chosen)
    return found


def propose_links(
    reading: Reading, settings: Settings, extraction: Extraction
) -> Iterator[Candidate[FoundLink]]:
    """The pairs of things within a line that may be linked."""
    for pairs in _proposed(reading, extraction):
        for pair in pairs:
            yield Candidate(_link(pair, 0.5), pair.features())


def _proposed(reading: Reading, extraction: Extraction) -> Iterator[Iterator[_Pair]]:
    """The candidates line by line."""
    found: list[Found] = [*extraction.measures, *extraction.things, *extraction.goals]
    found.sort(key=lambda thing: (thing.span.start, -thing.span.end))
    starts = [thing.span.start for thing in found]
    for line in reading.lines:
        if not line.text:
            continue
        low = bisect.bisect_left(starts, line.offsets[0])
        high = bisect.bisect_right(starts, line.offsets[-1])
        here = found[low:high]
        if len(here) > 1 and any(isinstance(thing, FoundThing) and thing.cls in _TABLE for thing in here):
            yield _of_line(Scene(line, here))


def _of_line(scene: Scene) -> Iterator[_Pair]:
    for at, subject in enumerate(scene.items):
        table = _TABLE.get(subject.cls)
        if table is None:
            continue
        near = list(_around(scene.items, at))
        for target in [*near, *scene.named_in(subject, near)]:
            predicate = table.get(target.cls)
            if predicate and _near(predicate, subject, target) and not _same(subject, target):
                yield _Pair(scene, predicate, subject, target)


def _around(items: Sequence[Item], at: int) -> Iterator[Item]:
    """The things that are near enough to one, which is not among them."""
    subject = items[at]
    for target in reversed(items[max(0, at - WIDEST) : at]):
        if subject.start - target.start > BEFORE:
            break
        yield target
    reach = subject.end + (FAR if subject.head else NEAR)
    for target in items[at + 1 : at + 1 + WIDEST]:
        if target.start > reach:
            break
        yield target


def _near(predicate: Predicate, subject: Item, target: Item) -> bool:
    """Whether the words may state a link between the two."""
    if (subject.start < target.end and target.start < subject.end) or holds(subject, target):
        return True
    if target.sentence != subject.sentence:
        return bool(subject.head) and target.topic == subject.clause
    apart = target.clause - subject.clause
    if predicate in _GOVERNED and apart > 0:
        return apart <= MOST_CLAUSES
    if predicate == "awarded":
        return apart <= 0
    return apart == 0 and predicate != "includes"


def _same(subject: Item, target: Item) -> bool:
    """Whether both are one thing, named twice or found as two classes."""
    return _identity(subject.found) == _identity(target.found)


def _link(pair: _Pair, confidence: float) -> FoundLink:
    """The link, stated by the shortest passage that holds both names."""
    line, subject, target = pair.scene.line, pair.subject, pair.target
    start, end = subject.start, subject.end
    named = target.found.name if holds(subject, target) and isinstance(target.found, FoundThing) else ""
    if not named or named not in line.raw[start:end]:
        start, end = min(start, target.start), max(end, target.end)
    return FoundLink(
        predicate=pair.predicate,
        subject=subject.found,
        object=target.found,
        evidence=line.span(start, end),
        rule=f"link.{pair.predicate}",
        confidence=confidence,
    )


def _once(found: list[FoundLink]) -> list[FoundLink]:
    """Of links between the same names the surest."""
    best: dict[tuple[str, object, object], FoundLink] = {}
    for link in found:
        key = (link.predicate, _identity(link.subject), _identity(link.object))
        if key not in best or best[key].confidence < link.confidence:
            best[key] = link
    return list(best.values())


def _identity(found: Found) -> object:
    return found.name if isinstance(found, FoundThing) else found.span
