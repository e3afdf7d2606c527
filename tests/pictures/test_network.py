"""A graph as columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Concept, Edge, Graph
from kg.pictures.layout import positions
from kg.pictures.looks import look
from kg.pictures.network import network
from kg.vocabulary import full, short
from tests.graphs import REPORT, tiny_graph
from tests.pictures.picture_graphs import report_graph


def test_each_node_has_an_entry_in_each_column() -> None:
    found = tiny_graph()
    columns = network(found)["nodes"]
    types = network(found)["types"]
    for place, node in enumerate(found.nodes.values()):
        assert columns["id"][place] == short(node.id)
        assert columns["label"][place] == node.label
        assert types[columns["type"][place]] == node.type
        assert (columns["size"][place], columns["rank"][place]) == (look(node).radius, look(node).rank)
    assert {len(column) for column in columns.values()} == {len(found)}  # type: ignore[arg-type]


def test_each_edge_joins_the_same_nodes_by_number() -> None:
    found = tiny_graph()
    data = network(found)
    ids, edges = data["nodes"]["id"], data["edges"]
    named = [
        (full(ids[start]), data["predicates"][predicate], full(ids[end]))
        for start, predicate, end in zip(edges["from"], edges["predicate"], edges["to"], strict=True)
    ]
    assert named == [edge.key for edge in found.edges]


def test_edges_that_lack_an_end_are_left_out() -> None:
    nodes = [Concept(id="x:a", label="甲"), Concept(id="x:b", label="乙")]
    found = network(Graph(nodes, [Edge("x:a", "refersTo", "x:b"), Edge("x:a", "includes", "x:gone")]))
    assert found["edges"] == {"from": [0], "to": [1], "predicate": [0]}
    assert found["predicates"] == ["refersTo"]


def test_nodes_stand_where_the_layout_puts_them() -> None:
    found = report_graph()
    places = positions(found)
    columns = network(found)["nodes"]
    for iri, x, y in zip(found.nodes, columns["x"], columns["y"], strict=True):
        assert (x, y) == (round(places[iri][0], 1), round(places[iri][1], 1))


def test_the_focus_stands_in_the_middle() -> None:
    found = network(tiny_graph(), REPORT)["nodes"]
    place = found["id"].index(short(REPORT))
    assert (found["x"][place], found["y"][place]) == (0, 0)


def test_a_graph_without_nodes_is_an_empty_picture() -> None:
    found = network(Graph())
    assert [found["types"], found["predicates"]] == [[], []]
    assert not any([*found["nodes"].values(), *found["edges"].values()])


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
def test_numbers_always_name_what_is_there(pairs: list[tuple[int, int]]) -> None:
    nodes = [Concept(id=f"x:{number}", label=str(number)) for number in range(5)]
    found = network(Graph(nodes, [Edge(f"x:{a}", "includes", f"x:{b}") for a, b in pairs]))
    ends = {*found["edges"]["from"], *found["edges"]["to"]}
    assert ends <= set(range(5))
    assert len(found["edges"]["from"]) == len({pair for pair in pairs if max(pair) < 5})
