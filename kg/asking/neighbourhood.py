"""A stretch of the stored graph around one node, as a graph of the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.model import Graph
from kg.rdf import read
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import ID, KG, OA, RDF

_NOT_NODES = tuple(
    ID + kind for kind in ("graph/", "provenance/", "annotation/", "statement/", "passage/", "source/")
)


def neighbourhood(store: OxigraphStore, iri: str) -> Graph:
    """The node, its components to any depth, what it denotes, and all that one edge joins to these.

    Every node has all its fields, those in the middle their mentions as well; every edge of these has its
    evidence.
    """
    return _Walk(store).around(iri)


class _Walk:
    def __init__(self, store: OxigraphStore) -> None:
        self.match = store.match
        self._known: set[object] = set()

    def around(self, iri: str) -> Graph:
        inner = {iri} | self._following(iri, "hasComponent") | self._following(iri, "denotes")
        outer = inner | {other for node in inner for other in self._others(node)}
        quads = [quad for node in outer for quad in self._facts(node)]
        quads += [quad for node in inner for quad in self._provenance(node)]
        quads += self._reports(quads)
        return _within(read(quads))

    def _others(self, node: str) -> Iterator[str]:
        named = NamedNode(node)
        for quad in self.match(named):
            if quad.predicate.value.startswith(KG) and isinstance(quad.object, NamedNode):
                yield quad.object.value
        for quad in self.match(None, None, named):
            if quad.predicate.value.startswith(KG) and isinstance(quad.subject, NamedNode):
                yield quad.subject.value

    def _following(self, node: str, predicate: str) -> set[str]:
        """What edges of that kind lead to, in one step or several."""
        found: set[str] = set()
        waiting = [node]
        while waiting:
            for quad in self.match(NamedNode(waiting.pop()), NamedNode(KG + predicate)):
                if isinstance(quad.object, NamedNode) and quad.object.value not in found:
                    found.add(quad.object.value)
                    waiting.append(quad.object.value)
        return found

    def _facts(self, node: str) -> Iterable[Quad]:
        return () if node.startswith(_NOT_NODES) else self.match(NamedNode(node))

    def _provenance(self, node: str) -> Iterator[Quad]:
        """The node's mentions, and the statements that it is a part of, with their evidence."""
        named = NamedNode(node)
        bodies = [node]
        for role in ("subject", "object"):
            for quad in self.match(None, NamedNode(RDF + role), named):
                if isinstance(quad.subject, NamedNode):
                    bodies.append(quad.subject.value)
                    yield from self.match(quad.subject)
        for body in bodies:
            for quad in self.match(None, NamedNode(OA + "hasBody"), NamedNode(body)):
                yield from self._described(quad.subject)

    def _described(self, subject: object) -> Iterator[Quad]:
        """An annotation, its target, and the selectors of that, each once."""
        if isinstance(subject, NamedNode) and subject not in self._known:
            self._known.add(subject)
            for quad in self.match(subject):
                yield quad
                if quad.predicate.value in (OA + "hasTarget", OA + "hasSelector"):
                    yield from self._described(quad.object)

    def _reports(self, quads: list[Quad]) -> list[Quad]:
        targets = (quad.object for quad in quads if quad.predicate.value == OA + "hasSource")
        sources = {target.value for target in targets if isinstance(target, NamedNode)}
        return [quad for report in sources for quad in self._facts(report)]


def _within(graph: Graph) -> Graph:
    """The graph without the edges that lead out of it."""
    nodes = graph.nodes
    return Graph(
        nodes.values(), (edge for edge in graph.edges if edge.subject in nodes and edge.object in nodes)
    )
