"""What lies around a node of the store, for a picture: the nearest nodes, and the edges among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad

from kg.errors import NoNode
from kg.graph import canonical
from kg.model import PREDICATES, Graph, Mention
from kg.rdf import marked, read, report_graphs
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import ID, KG, OA, RDF, short

MOST = 2_000
"""Nodes that a picture around a node has at most."""
_REPORT = ID + "report/"
_BODY, _TYPE = NamedNode(OA + "hasBody"), NamedNode(RDF + "type")
_EDGES = frozenset(KG + name for name in PREDICATES)


class Surroundings(NamedTuple):
    """The graph around a node; `more` says that there is more within as many steps."""

    graph: Graph
    more: bool


def surroundings(
    store: OxigraphStore, focus: str, depth: int, report: str | None = None, most: int | None = None
) -> Surroundings:
    """The nodes up to `depth` edges from the focus, whichever way these point: the nearest `most` (`MOST`).

    They are those of one report, by its IRI, or of all that tell of the focus.  No way leads on through a
    report, from which everything is near, unless it is the focus.  The mentions of the nodes lack what found
    them, the edges their evidence.  Raises NoNode.
    """
    if not store.holds(focus):
        raise NoNode(name=short(focus))
    told = {quad.graph_name.value for quad in store.match(NamedNode(focus), _TYPE)}  # type: ignore[union-attr]
    if report:
        told &= {report_graphs(report)[0]}
    search = _Search(store, frozenset(told))
    more = search.reach(focus, depth, MOST if most is None else most)
    graph = search.graph()
    if focus not in graph.nodes:
        raise NoNode(name=short(focus))
    return Surroundings(graph, more)


class _Search:
    """Reads the store node by node; only the graphs in `told` count."""

    def __init__(self, store: OxigraphStore, told: frozenset[str]) -> None:
        self._match = store.match
        self._told = told
        self._facts: dict[str, list[Quad]] = {}

    def reach(self, focus: str, depth: int, most: int) -> bool:
        """Read the facts of the nodes that are near; whether there were more of them than `most`."""
        self._read(focus)
        front = [focus]
        for _ in range(depth):
            found: list[str] = []
            for node in front:
                if node != focus and node.startswith(_REPORT):
                    continue
                for other in sorted(set(self._others(node)) - self._facts.keys()):
                    if len(self._facts) == most:
                        return True
                    self._read(other)
                    found.append(other)
            front = found
        return False

    def graph(self) -> Graph:
        """What was read, in the canonical order."""
        found = read(quad for quads in self._facts.values() for quad in quads)
        nodes = (replace(node, mentions=tuple(self._mentions(iri))) for iri, node in found.nodes.items())
        edges = (edge for edge in found.edges if edge.subject in found.nodes and edge.object in found.nodes)
        return canonical(Graph(nodes, edges))

    def _read(self, node: str) -> None:
        quads = self._match(NamedNode(node))
        self._facts[node] = [quad for quad in quads if quad.graph_name.value in self._told]  # type: ignore[union-attr]

    def _others(self, node: str) -> Iterator[str]:
        for quad in self._facts[node]:
            if quad.predicate.value in _EDGES:
                yield quad.object.value  # type: ignore[union-attr]
        for quad in self._match(None, None, NamedNode(node)):
            if quad.predicate.value in _EDGES and quad.graph_name.value in self._told:  # type: ignore[union-attr]
                yield quad.subject.value  # type: ignore[union-attr]

    def _mentions(self, node: str) -> Iterator[Mention]:
        """Where the reports name the node; the annotations need not be read for that."""
        for quad in self._match(None, _BODY, NamedNode(node)):
            mention = marked(quad.subject.value)  # type: ignore[union-attr]
            if report_graphs(mention.report)[0] in self._told:
                yield mention
