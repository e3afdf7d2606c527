"""The shortest way from one node of a store to another, along edges in either direction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.model import PREDICATES
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import KG

MAX_SEEN = 20_000
"""Nodes that a search looks at before it gives up."""


class Step(NamedTuple):
    """An edge that is gone along: `outward` if from its subject to its object; `to` is where it leads."""

    predicate: str
    outward: bool
    to: str


class Way(NamedTuple):
    """The steps from `start`; `steps` is None where there is no way, or none was found.

    `complete` says that all that could be reached was looked at.
    """

    start: str
    steps: tuple[Step, ...] | None
    complete: bool


def shortest(store: OxigraphStore, start: str, end: str, without: frozenset[str], longest: int) -> Way:
    """A way of the fewest steps, at most `longest`, that uses no edge with a predicate of `without`.

    Of several the same one is always taken.  Both ends are searched from, the smaller side first.
    """
    search = _Search(store, frozenset(PREDICATES) - without)
    sides: tuple[_Side, _Side] = ({start: None}, {end: None})
    fronts = [[start], [end]]
    if start == end:
        return Way(start, (), True)
    for _ in range(longest):
        side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
        fronts[side] = search.further(sides[side], fronts[side])
        meeting = min(sides[0].keys() & sides[1].keys(), default=None)
        if meeting is not None:
            return Way(start, (*_back(sides[0], meeting), *_onward(sides[1], meeting)), True)
        if not fronts[side]:
            return Way(start, None, True)
        if len(sides[0]) + len(sides[1]) > MAX_SEEN:
            break
    return Way(start, None, False)


_Side = dict[str, "tuple[str, Step] | None"]
"""Node → the node that it was reached from, and the step to it; None where the search began."""


class _Search:
    def __init__(self, store: OxigraphStore, predicates: frozenset[str]) -> None:
        self._store = store
        self._names = {KG + name: name for name in predicates}

    def further(self, side: _Side, front: list[str]) -> list[str]:
        """The nodes one step behind those of the front, now known to the side."""
        found = []
        for node in front:
            if len(side) > MAX_SEEN:
                break
            for step in sorted(set(self._steps(node))):
                if step.to not in side:
                    side[step.to] = (node, step)
                    found.append(step.to)
        return found

    def _steps(self, node: str) -> Iterator[Step]:
        named = NamedNode(node)
        for quad in self._store.match(named):
            name = self._names.get(quad.predicate.value)
            if name and isinstance(quad.object, NamedNode):
                yield Step(name, True, quad.object.value)
        for quad in self._store.match(None, None, named):
            name = self._names.get(quad.predicate.value)
            if name and isinstance(quad.subject, NamedNode):
                yield Step(name, False, quad.subject.value)


def _back(side: _Side, meeting: str) -> list[Step]:
    """The steps from where the side began to the meeting."""
    steps = []
    at = side[meeting]
    while at is not None:
        before, step = at
        steps.append(step)
        at = side[before]
    return steps[::-1]


def _onward(side: _Side, meeting: str) -> list[Step]:
    """The steps from the meeting to where the side began."""
    steps = []
    at = side[meeting]
    while at is not None:
        before, step = at
        steps.append(Step(step.predicate, not step.outward, before))
        at = side[before]
    return steps
