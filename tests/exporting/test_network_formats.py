from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest

from kg.exporting import export
from kg.model import Graph
from kg.rdf import quads
from tests.graphs import MEASURE, iri, tiny_graph

READERS = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}


def read_back(graph: Graph, format: str, tmp_path: Path) -> networkx.MultiDiGraph:
    out = tmp_path / f"out.{format}"
    export(quads(graph), format, out)
    found: networkx.MultiDiGraph = READERS[format](out)
    return found


@pytest.mark.parametrize("format", READERS)
def test_nodes_edges_and_labels_are_read_back(format: str, tmp_path: Path) -> None:
    graph = tiny_graph()
    network = read_back(graph, format, tmp_path)
    assert {name: row["label"] for name, row in network.nodes(data=True)} == {
        node.id: node.label for node in graph.nodes.values()
    }
    assert sorted((s, row["predicate"], o) for s, o, row in network.edges(data=True)) == sorted(
        edge.key for edge in graph.edges
    )


@pytest.mark.parametrize(("format", "start"), [("graphml", "start"), ("gexf", "startOffset")])
def test_fields_and_offsets_are_read_back(format: str, start: str, tmp_path: Path) -> None:
    graph = tiny_graph()
    network = read_back(graph, format, tmp_path)
    assert network.nodes[iri("term", 2)]["number"] == 2
    edge = next(edge for edge in graph.edges if edge.predicate == "refersTo")
    (row,) = [row for s, o, row in network.edges(data=True) if row["predicate"] == "refersTo"]
    assert row[start] == edge.evidence[0].span.start
    assert row["evidence"] == edge.evidence[0].quote


@pytest.mark.parametrize("format", READERS)
def test_values_and_confidences_are_read_back_as_numbers(format: str, tmp_path: Path) -> None:
    network = read_back(tiny_graph(), format, tmp_path)
    measure = network.nodes[MEASURE]
    assert (measure["value"], measure["value_max"], measure["confidence"]) == (6.0, 6.5, 0.9)
    (row,) = [row for _, _, row in network.edges(data=True) if row["predicate"] == "locatedIn"]
    assert (row["rule"], row["confidence"]) == ("links.list", 0.75)


@pytest.mark.parametrize("format", READERS)
def test_two_edges_between_the_same_nodes_stay_two(format: str, tmp_path: Path) -> None:
    graph = tiny_graph()
    edge = next(edge for edge in graph.edges if edge.predicate == "refersTo")
    graph.connect(replace(edge, predicate="mentions"))
    assert read_back(graph, format, tmp_path).number_of_edges() == graph.size


@pytest.mark.parametrize("format", READERS)
def test_edges_have_ids_of_their_own(format: str) -> None:
    page = io.BytesIO()
    export(quads(tiny_graph()), format, page)
    tree = ElementTree.fromstring(page.getvalue())
    edges = [element.get("id") for element in tree.iter() if element.tag.endswith("}edge")]
    assert len(edges) == len(set(edges)) == tiny_graph().size


@pytest.mark.parametrize("format", READERS)
def test_characters_that_xml_cannot_hold_do_not_break_it(format: str, tmp_path: Path) -> None:
    graph = tiny_graph()
    name = iri("term", 1)
    label = "一\x0b二\x00\ufffe<三>&\"'\t𪚥"
    graph.nodes[name] = replace(graph.nodes[name], label=label, definition="\x1b[1m")  # type: ignore[call-arg]
    network = read_back(graph, format, tmp_path)
    assert network.nodes[name]["label"] == "一\ufffd二\ufffd\ufffd<三>&\"'\t𪚥"
    assert network.nodes[name]["definition"] == "\ufffd[1m"


def test_gexf_stays_a_static_graph() -> None:
    page = io.BytesIO()
    export(quads(tiny_graph()), "gexf", page)
    assert b'mode="dynamic"' not in page.getvalue()
    assert b"timeformat" not in page.getvalue()
