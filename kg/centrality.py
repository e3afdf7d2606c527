"""How central each thing is in the network of one report.

The network joins what a report relates to each other: things, goals and indicators.  A glossary entry counts
as the thing that it denotes, so what its definition refers to is a link of the thing; a value counts as its
indicator, so an initiative is linked with what it moves, once, however many values are given.  Left out is
what says where words stand and not how things hang together: the sections that mention them, the parts of
a headword, and the provinces around a city.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Graph, Thing

if TYPE_CHECKING:
    import networkx

LINKS = frozenset(
    ("targets", "achieves", "includes", "about", "involves", "locatedIn", "awarded", "refersTo")
)
"""The predicates that join the network."""
_STANDS_FOR = ("denotes", "ofIndicator")
_PIVOTS = 100
"""A part of the network with more nodes than this has its betweenness estimated from so many of them."""


class Centrality(NamedTuple):
    """How central a thing is in its report.

    `degree` is the number of things, goals and indicators that it is linked with.  `betweenness` is how many
    pairs of these are joined through it, to a hundredth: of a pair with several shortest ways between them,
    the share of those that lead through it.
    """

    degree: int
    betweenness: float


def set_centralities(graph: Graph) -> None:
    """Fill in the centralities of the things of one report's graph."""
    for iri, found in centralities(graph).items():
        graph.nodes[iri] = replace(graph.nodes[iri], **found._asdict())


def centralities(graph: Graph) -> dict[str, Centrality]:
    """The centrality of each thing of one report's graph, by its IRI; zeros for one without links.

    Takes time linear in the size of the graph.
    """
    network = _network(graph)
    degrees = dict(network.degree())
    betweenness = dict(_betweenness(network))
    return {
        iri: Centrality(degrees.get(iri, 0), round(betweenness.get(iri, 0.0), 2))
        for iri, node in graph.nodes.items()
        if isinstance(node, Thing)
    }


def _network(graph: Graph) -> networkx.Graph:
    """What is linked with what, in the order of the IRIs: the estimates hang on the order."""
    import networkx

    stands_for = defaultdict(list)
    links = []
    for (subject, predicate, target), _ in graph.stated:
        if predicate in _STANDS_FOR:
            stands_for[subject].append(target)
        elif predicate in LINKS:
            links.append((subject, target))
    network = networkx.Graph()
    network.add_edges_from(
        sorted(
            (one, other)
            for subject, target in links
            for one in stands_for.get(subject, [subject])
            for other in stands_for.get(target, [target])
            if one != other
        )
    )
    return network


def _betweenness(network: networkx.Graph) -> Iterator[tuple[str, float]]:
    """The nodes that may lie between others, with their betweenness."""
    import networkx

    for part in networkx.connected_components(network):
        if len(part) > 2:
            joined = networkx.Graph()
            joined.add_edges_from((one, other) for one in sorted(part) for other in network[one])
            pivots = _PIVOTS if len(part) > _PIVOTS else None
            found = networkx.betweenness_centrality(joined, k=pivots, normalized=False, seed=0)
            yield from found.items()
