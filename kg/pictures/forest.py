"""The trees that the layout follows: what hangs from what in the picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.model import Graph, Node, Report, Section

_INNER = ("hasComponent", "denotes")
_INWARDS = ("ofIndicator",)
"""Edges that lead from the middle of a cluster outwards, and those that lead inwards."""
_FAR = 1 << 60


@dataclass(slots=True)
class Forest:
    """A skeleton of trees with clusters around them.

    `roots` are the centres, `branches` the skeleton (node → its children), `clusters` the roots of the
    clusters that are anchored at a node of the skeleton, `members` the trees within the clusters.
    All ids are IRIs; every node of the graph stands in exactly one place.
    """

    roots: list[str] = field(default_factory=list)
    branches: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    clusters: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    members: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def around_focus(graph: Graph, focus: str) -> Forest:
    """The focus as the only root; what it is joined to, in breadth-first order, as its clusters."""
    forest = Forest(roots=[focus])
    neighbours = _neighbours(graph)
    reached = {focus}
    rest = [node for node in _in_order(graph) if node != focus]
    for start in (focus, *rest):
        if start not in reached:
            reached.add(start)
            forest.clusters[focus].append(start)
        queue = [start]
        for at in queue:
            for other in neighbours.get(at, ()):
                if other not in reached:
                    reached.add(other)
                    queue.append(other)
                    (forest.clusters if at == focus else forest.members)[at].append(other)
    return forest


def around_reports(graph: Graph) -> Forest:
    """Reports and their sections as the skeleton; terms, indicators and their like with what hangs on them.

    A cluster of these is anchored at the section that mentions it first.
    """
    forest = Forest()
    order = _in_order(graph)
    skeleton = [node for node in order if isinstance(graph.nodes[node], Report | Section)]
    parents = _parents(graph, set(skeleton), ("partOf",), upwards=True)
    _hang(skeleton, parents, forest.roots, forest.branches)
    rest = [node for node in order if not isinstance(graph.nodes[node], Report | Section)]
    inner = _parents(graph, set(rest), _INWARDS, upwards=True)
    inner |= _parents(graph, set(rest), _INNER, upwards=False)
    heads: list[str] = []
    _hang(rest, inner, heads, forest.members)
    _anchor(graph, forest, heads, set(skeleton))
    return forest


def _in_order(graph: Graph) -> list[str]:
    """The ids in the order of the report, whatever the order in which they were added."""

    def key(node: Node) -> tuple[int, str]:
        for name in ("start", "position", "number"):
            value = getattr(node, name, None)
            if value is not None:
                return (value, node.id)
        return (min((mention.span.start for mention in node.mentions), default=_FAR), node.id)

    return [node.id for node in sorted(graph.nodes.values(), key=key)]


def _neighbours(graph: Graph) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for edge in sorted(graph.edges, key=lambda edge: edge.key):
        found[edge.subject].append(edge.object)
        found[edge.object].append(edge.subject)
    rank = {node: place for place, node in enumerate(_in_order(graph))}
    return {node: sorted(others, key=lambda other: rank[other]) for node, others in found.items()}


def _parents(graph: Graph, among: set[str], predicates: Iterable[str], *, upwards: bool) -> dict[str, str]:
    """Child → parent by the edges of those predicates; `upwards` edges point at the parent."""
    found: dict[str, str] = {}
    wanted = set(predicates)
    for edge in sorted(graph.edges, key=lambda edge: edge.key):
        if edge.predicate in wanted and edge.subject in among and edge.object in among:
            child, parent = (edge.subject, edge.object) if upwards else (edge.object, edge.subject)
            if child != parent:
                found.setdefault(child, parent)
    return found


def _hang(
    order: list[str], parents: dict[str, str], roots: list[str], children: dict[str, list[str]]
) -> None:
    """Fill `roots` and `children`; a node whose ancestors run in a circle becomes a root."""
    settled: set[str] = set()
    for node in order:
        path: list[str] = []
        at: str | None = node
        while at is not None and at not in settled:
            settled.add(at)
            path.append(at)
            at = parents.get(at)
        if at in path:
            parents.pop(path[-1])
    for node in order:
        if node in parents:
            children[parents[node]].append(node)
        else:
            roots.append(node)


def _anchor(graph: Graph, forest: Forest, heads: list[str], skeleton: set[str]) -> None:
    """Hang each cluster at its section: the first that mentions it, else any that it is joined to."""
    head_of: dict[str, str] = {}
    for head in heads:
        queue = [head]
        for at in queue:
            head_of[at] = head
            queue.extend(forest.members.get(at, ()))
    best: dict[str, tuple[bool, int, str]] = {}
    for edge in graph.edges:
        for end, other in ((edge.subject, edge.object), (edge.object, edge.subject)):
            if end in skeleton and other in head_of:
                start = min((mention.span.start for mention in edge.evidence), default=_FAR)
                found = (edge.predicate != "mentions", start, end)
                best[head_of[other]] = min(best.get(head_of[other], found), found)
    for head in sorted((head for head in heads if head in best), key=lambda head: best[head]):
        forest.clusters[best[head][2]].append(head)
    loose = [head for head in heads if head not in best]
    if forest.roots:
        forest.clusters[forest.roots[0]].extend(loose)
    else:
        forest.roots.extend(loose)
