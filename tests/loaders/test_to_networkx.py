from __future__ import annotations

from kg.model import Edge, Role
from kg.vocabulary import mint
from loaders.networkx import to_networkx
from tests.graphs import BRIDGE, COUNTY, MEASURE, REPORT, iri, read, tiny_graph


def test_nodes_and_edges_are_the_same() -> None:
    graph = tiny_graph()
    network = to_networkx(graph)
    assert set(network.nodes) == set(graph.nodes)
    assert {(s, p, o) for s, o, p in network.edges(keys=True)} == {edge.key for edge in graph.edges}


def test_nodes_carry_their_fields_but_not_the_text() -> None:
    network = to_networkx(tiny_graph())
    term = network.nodes[iri("term", 1)]
    assert term["type"] == "Term"
    assert term["number"] == 1
    assert term["aliases"] == "12|12工程"
    assert network.nodes[REPORT]["year"] == 2024
    assert "text" not in network.nodes[REPORT]
    assert "speaker" not in network.nodes[REPORT]


def test_edges_carry_their_evidence() -> None:
    graph = tiny_graph()
    graph.connect(Edge(iri("term", 2), "refersTo", iri("term", 1)))
    network = to_networkx(graph)
    edge = network.edges[iri("term", 1), mint("initiative", "12工程"), "denotes"]
    wanted = next(edge for edge in graph.edges if edge.key[:2] == (iri("term", 1), "denotes")).evidence
    assert edge["evidence"].splitlines() == [mention.quote for mention in wanted]
    assert (edge["report"], edge["start"], edge["end"]) == (REPORT, wanted[0].span.start, wanted[0].span.end)
    assert network.edges[iri("term", 2), iri("term", 1), "refersTo"] == {"predicate": "refersTo"}


def test_nodes_and_edges_carry_the_rule_and_confidence_of_their_surest_mention() -> None:
    graph = tiny_graph()
    graph.connect(Edge(BRIDGE, "locatedIn", COUNTY, (read("石溪县", "weak", 0.1, Role.EVIDENCE),)))
    network = to_networkx(graph)
    assert (network.nodes[BRIDGE]["rule"], network.nodes[BRIDGE]["confidence"]) == ("project.headed", 0.8)
    edge = network.edges[BRIDGE, COUNTY, "locatedIn"]
    assert (edge["rule"], edge["confidence"]) == ("links.list", 0.75)
    assert "rule" not in network.nodes[REPORT]
    assert "confidence" not in network.edges[iri("term", 1), iri("component", 1, 0), "hasComponent"]


def test_a_measure_carries_its_value_and_units() -> None:
    measure = to_networkx(tiny_graph()).nodes[MEASURE]
    assert (measure["value"], measure["value_max"], measure["unit"]) == (6.0, 6.5, "%")
    assert measure["normal_unit"].endswith("/PERCENT")


def test_attributes_are_text_and_numbers() -> None:
    network = to_networkx(tiny_graph())
    rows = [*network.nodes.values(), *(row for _, _, row in network.edges(data=True))]
    assert {type(value) for row in rows for value in row.values()} == {str, int, float}
