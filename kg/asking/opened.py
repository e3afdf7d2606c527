"""A store held open, for a program that answers many questions from many threads.

The files of a generation never change, so what is read from them is remembered until a build swaps the
generation; that is noticed at the next question.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from pyoxigraph import Quad

from kg.asking import named as by_name
from kg.asking.answer import Answer
from kg.asking.card import Card
from kg.asking.described import described, is_node, quads_of
from kg.asking.directory import Page
from kg.asking.held import Held, Named, ReportSummary
from kg.asking.names import Answers, names_of
from kg.asking.report_facts import Fact, Place
from kg.asking.shortest import Way
from kg.asking.surroundings import Surroundings
from kg.errors import NoNode, StoreDamaged
from kg.model import Graph, Node
from kg.stores.folder import StoreFolder
from kg.vocabulary import full

__all__ = ["Named", "OpenStore", "ReportSummary"]

T = TypeVar("T")

_Stamp = tuple[int, int, int]


class OpenStore:
    """The store folder, read by many threads.

    All methods raise what `StoreFolder.current` raises; a store that is built or repaired later is found.
    Reports go by the end of their IRI (`保定市-2023`).
    """

    def __init__(self, folder: StoreFolder) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._held: tuple[_Stamp | None, Held] | None = None

    def generation(self) -> str:
        """The name of the live generation; another one when a build has replaced it."""
        return self._current().generation.path.name

    def reports(self) -> tuple[ReportSummary, ...]:
        """The reports, in the order of place and year."""
        return self._read(lambda held: held.reports())

    def report(self, key: str) -> ReportSummary:
        """One report; raises NoNode."""
        for found in self.reports():
            if found.key == key:
                return found
        raise NoNode(name=f"report/{key}")

    def card(self, identifier: str) -> Card:
        """The card of a node by its IRI, whole or short; raises NoNode."""
        return self._read(lambda held: held.card(full(identifier)))

    def names(self, query: str, *, limit: int = 10, type: str | None = None) -> Answers:
        """What `query` names; raises BadValue as `kg.asking.lookup.lookup` does."""

        def find(held: Held) -> Answers:
            with held.index() as index:
                return names_of(index, query, limit=limit, type=type)

        return self._read(find)

    def is_node(self, identifier: str) -> bool:
        """Whether that is a node, which has a card; raises NoNode for what nothing is said of."""
        return self._read(lambda held: is_node(held.store, full(identifier)))

    def described(self, identifier: str) -> Answer:
        """What is said of a node, mention, statement or graph (`kg.asking.described`); raises NoNode."""
        return self._read(lambda held: described(held.store, full(identifier)))

    def quads(self, report: str | None = None) -> list[Quad]:
        """All that the store holds, or what it holds of one report by its key; raises NoNode."""
        return self._read(lambda held: quads_of(held.store, report))

    def connected(self, limit: int = 12) -> tuple[Named, ...]:
        """The things with the most edges, the most connected first."""
        return self._read(lambda held: held.connected(limit))

    def named(self, iris: Iterable[str]) -> dict[str, by_name.Name]:
        """The nodes among these IRIs, by IRI."""
        wanted = tuple(iris)
        return self._read(lambda held: by_name.named(held.store, wanted))

    def labelled(self, labels: Iterable[str]) -> dict[str, tuple[by_name.Name, ...]]:
        """The nodes that have exactly these labels, by label."""
        wanted = tuple(labels)
        return self._read(lambda held: by_name.labelled(held.store, wanted))

    def of_class(self, name: str, limit: int) -> tuple[by_name.Name, ...]:
        """The first nodes of a class."""
        return self._read(lambda held: by_name.of_class(held.store, name, limit))

    def counts(self) -> Mapping[str, int]:
        """How many nodes of each class there are; a class without any may be missing."""
        return self._read(lambda held: held.counts(None))

    def report_graph(self, key: str) -> Graph:
        """The graph of one report; raises NoNode.  Do not change it."""
        return self._read(lambda held: held.graph(key))

    def nodes(
        self,
        *,
        type: str | None = None,
        report: str | None = None,
        after: str | None = None,
        limit: int = 100,
    ) -> Page[Node]:
        """Nodes without their mentions, in the order of their IRIs, numbers in them by value.

        `type` and `report` keep those of a class and of a report; `after` is the IRI of the last node of the
        page before.  Raises NoNode for a report that is not there.
        """
        return self._read(lambda held: held.nodes(type, report, after, limit))

    def facts(
        self, report: str, *, type: str | None = None, after: Place | None = None, limit: int = 100
    ) -> Page[Fact]:
        """The mentions of nodes in a report, in the order of the text.

        `type` keeps those of the nodes of a class; `after` is the place of the last fact of the page before.
        Raises NoNode.
        """
        return self._read(lambda held: held.facts(report, type, after, limit))

    def way(
        self, start: str, end: str, *, without: frozenset[str] = frozenset(), longest: int = 12
    ) -> tuple[Way, dict[str, Node]]:
        """The shortest way between two nodes, by IRI whole or short, and the nodes on it, by IRI.

        `without` names predicates that it must not use, `longest` is the most steps.  Raises NoNode.
        """
        return self._read(lambda held: held.way(full(start), full(end), without, longest))

    def around(self, focus: str, depth: int, *, report: str | None = None) -> Surroundings:
        """The nodes up to `depth` edges from a node, by its IRI whole or short, and the edges among them.

        They are those of one report, or of all that tell of the node.  Raises NoNode.
        """
        return self._read(lambda held: held.around(full(focus), depth, report))

    def _read(self, question: Callable[[Held], T]) -> T:
        """The answer of the live generation; asked again if a build swapped it meanwhile."""
        held = self._current()
        while True:
            try:
                return question(held)
            except (FileNotFoundError, StoreDamaged) as error:
                newer = self._current(anew=True)
                if newer.generation.path == held.generation.path:
                    if isinstance(error, StoreDamaged):
                        raise
                    raise StoreDamaged(path=self.folder.path, reason=str(error)) from None
                held = newer

    def _current(self, *, anew: bool = False) -> Held:
        """The live generation, open; `anew` looks at more than the stamp of the folder."""
        stamp, known = self._stamp(), self._held
        if known and stamp is not None and stamp == known[0] and not anew:
            return known[1]
        with self._lock:
            stamp, known = self._stamp(), self._held
            if known and stamp is not None and stamp == known[0] and not anew:
                return known[1]
            generation = self.folder.current()
            held = known[1] if known and known[1].generation.path == generation.path else None
            self._held = stamp, held or self.folder.read(Held)
            return self._held[1]

    def _stamp(self) -> _Stamp | None:
        """What changes when a build swaps the generation; None if there is no store."""
        try:
            found = (self.folder.path / "current").stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_ctime_ns
