"""One generation of a store, held open: what is read from its files is remembered, for they never change."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.asking import directory, report_facts
from kg.asking.card import Card, read_card
from kg.asking.directory import Entry, Page
from kg.asking.neighbourhood import neighbourhood
from kg.asking.remembered import Remembered
from kg.asking.report_facts import Fact, Place
from kg.asking.shortest import Way, shortest
from kg.asking.surroundings import Surroundings, surroundings
from kg.errors import NoNode, StoreDamaged
from kg.model import NODE_CLASSES, Graph, Node, Report
from kg.rdf import read, report_graphs
from kg.stores.folder import Generation
from kg.stores.names import NameIndex
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import FIELDS, ID, full, short

_Entries = Remembered[None, tuple[Entry, ...]]

_CARDS = 64
_GRAPHS = 4
_LISTS = 64
_INDEXES = 8
"""How many cards, graphs of reports, lists of nodes and open name indexes are kept."""


class Named(NamedTuple):
    """A node as it is named everywhere: its IRI, label and class, and its degree where it is a thing."""

    iri: str
    label: str
    type: str
    degree: int


class ReportSummary(NamedTuple):
    """A report without its text: `key` ends its IRI, `counts` says how many nodes of each class it has."""

    iri: str
    key: str
    title: str
    place: str | None
    year: int | None
    date: str | None
    speaker: str | None
    source: str
    counts: dict[str, int]


class Held:
    """One generation, open to many threads.

    Its methods raise NoNode for what is not in it, StoreDamaged or FileNotFoundError where files cannot be
    read.
    """

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.store = store = OxigraphStore(generation.facts_path)
        self._indexes: list[NameIndex] = []
        weakref.finalize(self, _close, self._indexes)
        entries: _Entries = Remembered(lambda _: directory.entries(store))
        self.card = Remembered(partial(_card, store), _CARDS)
        self.connected = Remembered(partial(_connected, store), 8)
        self.counts = Remembered(partial(_counts, entries))
        self._entries = Remembered(partial(_chosen, entries), _LISTS)
        self._graph = graph = Remembered(partial(_graph, store), _GRAPHS)
        self._facts = Remembered(partial(_facts, graph), _LISTS)
        self._reports = Remembered(partial(_reports, store, entries, tuple(generation.manifest.reports)))

    @contextmanager
    def index(self) -> Iterator[NameIndex]:
        """The name index, for one thread."""
        try:
            index = self._indexes.pop()
        except IndexError:
            index = NameIndex.open(self.generation.names_path)
        try:
            yield index
        finally:
            if len(self._indexes) < _INDEXES:
                self._indexes.append(index)
            else:
                index.close()

    def reports(self) -> tuple[ReportSummary, ...]:
        """The reports, in the order of place and year."""
        return self._reports(None)

    def graph(self, key: str) -> Graph:
        """The graph of the report whose IRI ends so."""
        return self._graph(self._report(key))

    def nodes(self, type: str | None, key: str | None, after: str | None, limit: int) -> Page[Node]:
        """Nodes of a class and report, behind that IRI; their mentions are left out."""
        entries = self._entries((type, None if key is None else self._report(key)))
        found = directory.page(entries, after, limit)
        nodes = tuple(_node(self.store, entry.iri) for entry in found.items)
        return Page(nodes, found.total, found.more)

    def facts(self, key: str, type: str | None, after: Place | None, limit: int) -> Page[Fact]:
        """Facts of a report, on nodes of a class, behind that place."""
        return report_facts.page(self._facts((self._report(key), type)), after, limit)

    def way(self, start: str, end: str, without: frozenset[str], longest: int) -> tuple[Way, dict[str, Node]]:
        """The shortest way between two nodes, and the nodes on it by IRI."""
        for iri in (start, end):
            if not self.store.holds(iri):
                raise NoNode(name=short(iri))
        found = shortest(self.store, start, end, without, longest)
        nodes = dict.fromkeys((start, end, *(step.to for step in found.steps or ())))
        return found, {iri: _node(self.store, iri) for iri in nodes}

    def around(self, focus: str, depth: int, key: str | None) -> Surroundings:
        """What lies around a node, in one report or in all that tell of it."""
        return surroundings(self.store, focus, depth, None if key is None else self._report(key))

    def _report(self, key: str) -> str:
        iri = full(f"report/{key}")
        if iri not in self.generation.manifest.reports:
            raise NoNode(name=f"report/{key}")
        return iri


def _close(indexes: list[NameIndex]) -> None:
    while indexes:
        indexes.pop().close()


def _card(store: OxigraphStore, iri: str) -> Card:
    if not store.holds(iri):
        raise NoNode(name=short(iri))
    return read_card(neighbourhood(store, iri), short(iri))


def _node(store: OxigraphStore, iri: str) -> Node:
    """The node without its mentions; raises NoNode."""
    found = read(store.match(NamedNode(iri))).nodes.get(iri)
    if found is None:
        raise NoNode(name=short(iri))
    return found


def _graph(store: OxigraphStore, report: str) -> Graph:
    facts, provenance = report_graphs(report)
    return read([*store.graph(facts), *store.graph(provenance)])


def _facts(graph: Remembered[str, Graph], asked: tuple[str, str | None]) -> tuple[Fact, ...]:
    report, type = asked
    return tuple(fact for fact in report_facts.facts(graph(report)) if type in (None, fact.node.type))


def _chosen(entries: _Entries, asked: tuple[str | None, str | None]) -> tuple[Entry, ...]:
    return directory.chosen(entries(None), *asked)


def _counts(entries: _Entries, _: None) -> Mapping[str, int]:
    return Counter(entry.type for entry in entries(None))


def _reports(
    store: OxigraphStore, entries: _Entries, reports: tuple[str, ...], _: None
) -> tuple[ReportSummary, ...]:
    counts = Counter((graph, entry.type) for entry in entries(None) for graph in entry.graphs)
    found = [_summary(store, counts, iri) for iri in reports]
    return tuple(sorted(found, key=lambda item: (item.place or "", item.year or 0, item.key)))


def _summary(store: OxigraphStore, counts: Counter[tuple[str, str]], iri: str) -> ReportSummary:
    node = read(store.match(NamedNode(iri))).nodes.get(iri)
    if not isinstance(node, Report):
        raise StoreDamaged(path=store.path, reason=short(iri))
    facts = report_graphs(iri)[0]
    return ReportSummary(
        iri=iri,
        key=iri.removeprefix(f"{ID}report/"),
        title=node.label,
        place=node.place,
        year=node.year,
        date=node.date,
        speaker=node.speaker,
        source=node.source,
        counts={name: counts[facts, name] for name in NODE_CLASSES if counts[facts, name]},
    )


def _connected(store: OxigraphStore, limit: int) -> tuple[Named, ...]:
    degrees: Counter[str] = Counter()
    for quad in store.match(None, NamedNode(FIELDS["degree"].iri)):
        degrees[quad.subject.value] += int(quad.object.value)  # type: ignore[union-attr]
    best = sorted(degrees, key=lambda iri: (-degrees[iri], iri))[:limit]
    nodes = [_node(store, iri) for iri in best]
    return tuple(Named(node.id, node.label, node.type, degrees[node.id]) for node in nodes)
