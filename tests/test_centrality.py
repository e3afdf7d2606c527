"""The centralities, held against those of networkx."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.centrality import centralities
from kg.model import Concept, Edge, Graph

PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30)


def graph_of(pairs: list[tuple[int, int]]) -> Graph:
    nodes = {f"urn:{number:03}": None for pair in pairs for number in pair}
    edges = [Edge(f"urn:{one:03}", "includes", f"urn:{other:03}") for one, other in pairs]
    return Graph([Concept(id=iri, label=iri) for iri in nodes], edges)


@given(PAIRS)
def test_small_networks_are_counted_as_networkx_counts_them(pairs: list[tuple[int, int]]) -> None:
    graph = graph_of(pairs)
    network = networkx.Graph()
    network.add_nodes_from(graph.nodes)
    network.add_edges_from((f"urn:{a:03}", f"urn:{b:03}") for a, b in pairs if a != b)
    expected = networkx.betweenness_centrality(network, normalized=False)
    for iri, found in centralities(graph).items():
        assert found.degree == network.degree(iri)
        assert found.betweenness == pytest.approx(expected[iri], abs=0.006)


def test_large_networks_are_estimated_and_the_estimate_is_always_the_same() -> None:
    pairs = [(0, number) for number in range(1, 151)]
    found = centralities(graph_of(pairs))
    assert found == centralities(graph_of(pairs))
    assert found["urn:000"].degree == 150
    assert found["urn:000"].betweenness == pytest.approx(150 * 149 / 2, rel=0.02)
    assert found["urn:001"].betweenness == 0
