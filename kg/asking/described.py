"""What the store says of one thing, as linked data: triples that a client can use without asking again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from pyoxigraph import NamedNode, Quad, Triple

from kg.asking.answer import Answer
from kg.errors import NoNode
from kg.model import NODE_CLASSES
from kg.rdf import report_graphs
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import FIELDS, ID, KG, OA, RDF, RDFS, full

T = TypeVar("T")

MOST = 10_000
"""How many triples a description has at most; a graph is described by all that it holds."""
_LABEL, _TYPE = NamedNode(FIELDS["label"].iri), NamedNode(RDF + "type")
_BODY, _TARGET, _SOURCE = (NamedNode(OA + name) for name in ("hasBody", "hasTarget", "hasSource"))
_SELECTOR, _EVIDENCE = NamedNode(OA + "hasSelector"), NamedNode(KG + "evidence")
_SEE_ALSO = NamedNode(RDFS + "seeAlso")
_STATED = tuple(NamedNode(RDF + name) for name in ("subject", "object"))
_GRAPHS = (ID + "graph/", ID + "provenance/")


def is_node(store: OxigraphStore, iri: str) -> bool:
    """Whether the IRI is a node of the graph; raises NoNode for what the store says nothing of."""
    if not store.holds(iri) and not (iri.startswith(_GRAPHS) and next(store.graph(iri), None)):
        raise NoNode(name=iri.removeprefix(ID))
    types = store.match(NamedNode(iri), _TYPE)
    return any(quad.object.value.removeprefix(KG) in NODE_CLASSES for quad in types)  # type: ignore[union-attr]


def described(store: OxigraphStore, iri: str, most: int = MOST) -> Answer:
    """What is said of that IRI, what points at it, its mentions, and the statements about it with theirs.

    The first `most` triples, in this order; where there are more, `truncated`, and `rdfs:seeAlso` names the
    graphs that hold the rest.  A named graph of a report gives all that it holds.  Raises NoNode.
    """
    is_node(store, iri)
    if iri.startswith(_GRAPHS):
        return Answer(kind="graph", triples=tuple(_once(quad.triple for quad in store.graph(iri))))
    found = _Around(store, NamedNode(iri))
    first = tuple(islice(found.triples(), most + 1))
    if len(first) <= most:
        return Answer(kind="graph", triples=first)
    graphs = sorted({quad.graph_name.value for quad in store.match(NamedNode(iri))})  # type: ignore[union-attr]
    rest = (Triple(NamedNode(iri), _SEE_ALSO, NamedNode(graph)) for graph in graphs)
    return Answer(kind="graph", triples=(*first[:most], *rest), truncated=True)


def quads_of(store: OxigraphStore, report: str | None) -> list[Quad]:
    """The quads of the two graphs of a report by its key, or of all; raises NoNode."""
    if report is None:
        return list(store.match())
    found = [quad for graph in report_graphs(full(f"report/{report}")) for quad in store.graph(graph)]
    if not found:
        raise NoNode(name=f"report/{report}")
    return found


class _Around:
    """What lies around a node in the store."""

    def __init__(self, store: OxigraphStore, node: NamedNode) -> None:
        self.match = store.match
        self.node = node

    def triples(self) -> Iterator[Triple]:
        """Each triple once, read as they are asked for."""
        parts = chain(
            self.match(self.node), self._pointers(), self._neighbours(), self._mentions(), self._statements()
        )
        yield from _once(quad.triple for quad in parts)

    def _pointers(self) -> Iterator[Quad]:
        """The edges to the node; not what quotes a report, which is all of its passages."""
        for quad in self.match(None, None, self.node):
            if quad.predicate != _SOURCE:
                yield quad

    def _neighbours(self) -> Iterator[Quad]:
        """The labels and classes of the nodes at the other ends of its edges."""
        ends = chain(
            (quad.object for quad in self.match(self.node) if quad.predicate.value.startswith(KG)),
            (quad.subject for quad in self._pointers() if quad.predicate.value.startswith(KG)),
        )
        for end in _once(ends):
            if isinstance(end, NamedNode) and end.value.startswith(ID):
                yield from self.match(end, _LABEL)
                yield from self.match(end, _TYPE)

    def _mentions(self) -> Iterator[Quad]:
        """The node's mentions; the parts of one, where the node is a mention or a passage itself."""
        for quad in self.match(None, _BODY, self.node):
            yield from self._annotation(quad.subject)
        yield from self._annotation(self.node)
        yield from self._selectors(self.node)

    def _statements(self) -> Iterator[Quad]:
        """The statements about the node, or that it is."""
        pairs = chain.from_iterable(self.match(None, role, self.node) for role in _STATED)
        for statement in chain([self.node], (quad.subject for quad in pairs)):
            if isinstance(statement, NamedNode):
                if statement != self.node:
                    yield from self.match(statement)
                for evidence in self.match(statement, _EVIDENCE):
                    yield from self._annotation(evidence.object)

    def _annotation(self, mention: object) -> Iterator[Quad]:
        """A mention, the passage that it is about, and where that stands."""
        if not isinstance(mention, NamedNode):
            return
        yield from self.match(mention)
        for target in self.match(mention, _TARGET):
            if isinstance(target.object, NamedNode):
                yield from self.match(target.object)
                yield from self._selectors(target.object)

    def _selectors(self, passage: NamedNode) -> Iterator[Quad]:
        for selector in self.match(passage, _SELECTOR):
            if isinstance(selector.object, NamedNode):
                yield from self.match(selector.object)


def _once(items: Iterable[T]) -> Iterator[T]:
    seen: set[T] = set()
    for item in items:
        if item not in seen:
            seen.add(item)
            yield item
