"""Loading the embedded Cypher engine: each report replaces its own facts and no one else's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from graphdblite import Database

from kg.pipeline import read_graph
from kg.propertygraph import (
    STATED_IN,
    PropertyGraph,
    PropertyNode,
    Relationship,
    merged,
    property_graph,
)
from kg.reading import read
from tests.graphs import fill
from tests.reports import BUNDLED


def _graph(
    report: str, *things: dict[str, Any], links: tuple[tuple[str, str, str], ...] = ()
) -> PropertyGraph:
    """A report that tells of things, each with its label, id and fields, and of links between them."""
    nodes = [PropertyNode("Report", {"id": report, "name": report})]
    edges = []
    for thing in things:
        fields = {name: value for name, value in thing.items() if name != "label"}
        nodes.append(PropertyNode(thing["label"], fields))
        said = {name: value for name, value in thing.items() if name != "id"}
        edges.append(Relationship(STATED_IN, thing["id"], report, {"report": report, **said}))
    edges += [Relationship(type, start, end, {"report": report}) for start, type, end in links]
    return PropertyGraph(report, tuple(nodes), tuple(edges))


A = _graph(
    "r/a",
    {"label": "Concept", "id": "thing/x", "name": "双一流"},
    {"label": "Place", "id": "thing/p", "name": "保定市"},
    {"label": "Term", "id": "term/a", "name": "双一流"},
    links=(("term/a", "DENOTES", "thing/x"), ("thing/x", "LOCATED_IN", "thing/p")),
)
B = _graph(
    "r/b",
    {"label": "Initiative", "id": "thing/x", "name": "双一流建设", "kind": "工程"},
    {"label": "Place", "id": "thing/p", "name": "保定市"},
    links=(("thing/x", "LOCATED_IN", "thing/p"),),
)


def _held(path: Path) -> tuple[Any, Any]:
    """All nodes and relationships in the file, in one order, without the engine's numbers."""
    with Database(str(path)) as database:
        nodes = database.query("MATCH (n) RETURN labels(n) AS l, properties(n) AS p")
        edges = database.query(
            "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b, properties(r) AS p"
        )
    return (
        sorted((row["l"], sorted(row["p"].items())) for row in nodes),
        sorted((row["a"], row["t"], row["b"], sorted(row["p"].items())) for row in edges),
    )


def _wanted(*graphs: PropertyGraph) -> tuple[Any, Any]:
    """The same as it should be: what the reports state, merged."""
    nodes, edges = merged(graphs)
    return (
        sorted(([node.label], sorted(node.properties.items())) for node in nodes),
        sorted((item.start, item.type, item.end, sorted(item.properties.items())) for item in edges),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "graph.db"


def test_a_report_is_there_as_it_is(path: Path) -> None:
    fill(path, A)
    assert _held(path) == _wanted(A)


def test_loading_twice_changes_nothing(path: Path) -> None:
    for graph in (A, B, A, B, B):
        fill(path, graph)
    assert _held(path) == _wanted(A, B)


@pytest.mark.parametrize("order", [(A, B), (B, A)])
def test_what_reports_share_is_one_node_with_all_statements(
    path: Path, order: tuple[PropertyGraph, ...]
) -> None:
    for graph in order:
        fill(path, graph)
    assert _held(path) == _wanted(A, B)
    with Database(str(path)) as database:
        found = database.query(
            "MATCH (n:Initiative {id: 'thing/x'}) RETURN n.name AS name, n.aliases AS aliases"
        )
        assert found == [{"name": "双一流建设", "aliases": ["双一流"]}]
        twice = database.query("MATCH (:Initiative)-[r:LOCATED_IN]->(:Place) RETURN r.report AS r ORDER BY r")
        assert twice == [{"r": "r/a"}, {"r": "r/b"}]


def test_a_changed_report_replaces_its_own_facts_alone(path: Path) -> None:
    changed = _graph("r/b", {"label": "Honor", "id": "thing/h", "name": "文明城市"})
    for graph in (A, B, changed):
        fill(path, graph)
    assert _held(path) == _wanted(A, changed)


def test_a_shared_node_takes_back_what_only_the_lost_statement_said(path: Path) -> None:
    without = _graph("r/b", {"label": "Place", "id": "thing/p", "name": "保定市"})
    for graph in (A, B, without):
        fill(path, graph)
    assert _held(path) == _wanted(A, without)
    with Database(str(path)) as database:
        assert database.query("MATCH (n:Concept {id: 'thing/x'}) RETURN n.name AS n") == [{"n": "双一流"}]
        assert database.query("MATCH (n:Initiative) RETURN n") == []


def test_the_file_is_whole_when_the_loader_returns(path: Path) -> None:
    fill(path, A)
    assert [file.name for file in path.parent.iterdir()] == ["graph.db"]


def test_nodes_are_found_by_an_index_on_their_id(path: Path) -> None:
    fill(path, A)
    with Database(str(path)) as database:
        plan = database.query("EXPLAIN MATCH (t:Term {id: 'term/a'}) RETURN t")
    assert "IndexLookup" in plan[0]["plan"]


def test_a_load_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    fill(path, A)
    dangling = PropertyGraph("r/a", A.nodes, (Relationship("DENOTES", "term/a", "thing/none", {}),))
    with pytest.raises(KeyError):
        fill(path, dangling)
    assert _held(path) == _wanted(A)


def test_the_bundled_report_is_there_to_the_last_value(path: Path) -> None:
    graph = property_graph(read_graph(read(str(BUNDLED)))[0])
    fill(path, graph)
    fill(path, A)
    fill(path, graph)
    assert _held(path) == _wanted(A, graph)


def test_known_difference_a_later_pattern_walks_one_of_several_parallel_relationships(path: Path) -> None:
    """Neo4j gives both reports for all of them; when the engine does, `*1..1` can leave the questions."""
    fill(path, A, B)
    first = "MATCH (x:Initiative)-[r:LOCATED_IN]->(p:Place) RETURN r.report AS report ORDER BY report"
    later = "MATCH (x:Initiative) WITH x MATCH (x)-[r:LOCATED_IN]->(p:Place) RETURN r.report AS report"
    around = (
        "MATCH (x:Initiative) WITH x MATCH (x)-[r:LOCATED_IN*1..1]->(p:Place) "
        "RETURN r[0].report AS report ORDER BY report"
    )
    with Database(str(path)) as database:
        found = [[row["report"] for row in database.query(query)] for query in (first, later, around)]
    assert found == [["r/a", "r/b"], ["r/a"], ["r/a", "r/b"]]
