"""Loading into a real Neo4j: what is there afterwards, to the last property."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from neo4j import Driver

import kg.stores.neo4j
import loaders.neo4j
from kg.errors import CountsDiffer, LoadFailed
from kg.model import Concept, Graph, Initiative, Node
from kg.propertygraph import PropertyGraph, property_graph
from kg.stores.neo4j import Server, connected, loading
from kg.stores.neo4j_schema import FULL_TEXT_INDEX
from kg.vocabulary import mint
from loaders.neo4j import Loaded, load
from tests.cutting import cutting
from tests.graphs import REPORT, TITLE, iri, other_graph, tiny_graph
from tests.neo4j_content import content, emptied, expected
from tests.servers.neo4j_server import Neo4j

SHARED = mint("initiative", "12工程")
ORPHANS = "MATCH (n) WHERE NOT n:Report AND NOT EXISTS { (n)-[:STATED_IN]->() } RETURN count(n) AS orphans"


@pytest.fixture
def driver(neo4j_server: Neo4j) -> Iterator[Driver]:
    with emptied(neo4j_server) as found:
        yield found


def changed(graph: Graph, *changes: Callable[[Graph], object]) -> PropertyGraph:
    for change in changes:
        change(graph)
    return property_graph(graph)


def without(*iris: str) -> Callable[[Graph], None]:
    """Nodes left out, with all that touches them."""

    def change(graph: Graph) -> None:
        edges = [edge for edge in graph.edges if edge.subject not in iris and edge.object not in iris]
        nodes = [node for node in graph.nodes.values() if node.id not in iris]
        graph.__init__(nodes, edges)  # type: ignore[misc]

    return change


def renamed(iri: str, **fields: Any) -> Callable[[Graph], None]:
    def change(graph: Graph) -> None:
        graph.nodes[iri] = replace(graph.nodes[iri], **fields)

    return change


def of_class(cls: type[Node]) -> Callable[[Graph], None]:
    """The thing that both reports tell of, as of that class in this one."""

    def change(graph: Graph) -> None:
        node = graph.nodes[SHARED]
        graph.nodes[SHARED] = cls(id=node.id, label=node.label, aliases=node.aliases, mentions=node.mentions)

    return change


def test_all_that_the_reports_state_is_there(driver: Driver) -> None:
    graphs = [changed(tiny_graph()), changed(other_graph())]
    told: list[Loaded] = []
    counted = load(graphs, driver, progress=told.append)
    nodes, relationships = content(driver)
    assert (nodes, relationships) == expected(graphs)
    assert counted == (len(nodes), len(relationships))
    assert [item.report for item in told] == [graph.report for graph in graphs]
    assert [item.unchanged for item in told] == [False, False]


def test_the_order_of_the_reports_makes_no_difference(driver: Driver) -> None:
    graphs = [changed(other_graph()), changed(tiny_graph())]
    load(graphs, driver)
    assert content(driver) == expected(graphs)


def test_loading_twice_changes_nothing(driver: Driver) -> None:
    graphs = [changed(tiny_graph()), changed(other_graph())]
    load(graphs, driver)
    query = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN elementId(n) AS n, elementId(r) AS r"
    before, ids = content(driver), {(row["n"], row["r"]) for row in driver.execute_query(query).records}
    told: list[Loaded] = []
    load(graphs, driver, progress=told.append)
    assert content(driver) == before
    assert {(row["n"], row["r"]) for row in driver.execute_query(query).records} == ids
    assert [item.unchanged for item in told] == [True, True]


@pytest.mark.parametrize(
    "change",
    [
        without(iri("component", 1, 1), TITLE),
        without(SHARED),
        renamed(SHARED, label="一二工程", aliases=("12项工程",)),
        renamed(REPORT, label="新标题", speaker=None),
        of_class(Concept),
    ],
    ids=["less", "shared thing gone", "shared thing renamed", "report renamed", "class"],
)
def test_a_changed_report_replaces_its_own_facts_and_no_one_elses(
    driver: Driver, change: Callable[[Graph], None]
) -> None:
    other, first, second = changed(other_graph()), changed(tiny_graph()), changed(tiny_graph(), change)
    load([first, other], driver)
    load([second], driver)
    assert content(driver) == expected([second, other])
    load([first], driver)
    assert content(driver) == expected([first, other])


def test_a_thing_changes_its_class_with_what_the_reports_say_and_back(driver: Driver) -> None:
    vague, other = changed(tiny_graph(), of_class(Concept)), changed(other_graph(), of_class(Concept))
    clear, project = changed(tiny_graph(), of_class(Initiative)), changed(other_graph())
    held = {}
    for step in (other, vague, clear, vague, project, other, clear):
        load([step], driver)
        held[step.report] = step
        assert content(driver) == expected(held.values())


def test_many_transactions_do_what_one_does(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders.neo4j, "BATCH", 3)
    first, second = changed(tiny_graph()), changed(tiny_graph(), without(SHARED, TITLE, iri("term", 1)))
    other = changed(other_graph())
    load([first, other], driver)
    load([second], driver)
    assert content(driver) == expected([second, other])


def test_full_text_finds_chinese_words_inside_names(driver: Driver) -> None:
    load([changed(tiny_graph())], driver)
    driver.execute_query("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    query = (
        f"CALL db.index.fulltext.queryNodes('{FULL_TEXT_INDEX}', '工程') YIELD node RETURN node.name AS name"
    )
    assert "“12”工程" in {row["name"] for row in driver.execute_query(query).records}


def test_one_iri_is_one_node(driver: Driver) -> None:
    load([changed(tiny_graph())], driver)
    query = "SHOW CONSTRAINTS YIELD labelsOrTypes AS labels, properties, type"
    found = {row["labels"][0] for row in driver.execute_query(query).records if row["properties"] == ["id"]}
    assert {node.label for node in changed(tiny_graph()).nodes} <= found


def test_another_number_of_facts_than_was_loaded_is_told(driver: Driver) -> None:
    graph = changed(tiny_graph())
    doubled = PropertyGraph(graph.report, graph.nodes, (*graph.relationships, graph.relationships[-1]))
    with pytest.raises(CountsDiffer) as caught:
        load([doubled], driver)
    wanted = f"{len(graph.nodes)} + {len(graph.relationships) + 1}"
    assert (caught.value.details["where"], caught.value.details["wanted"]) == (REPORT, wanted)


def test_a_load_that_was_cut_is_completed_by_the_next(
    driver: Driver, neo4j_server: Neo4j, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loaders.neo4j, "BATCH", 10)
    monkeypatch.setattr(kg.stores.neo4j, "RETRY_SECONDS", 0.0)
    other, first = changed(other_graph()), changed(tiny_graph())
    second = changed(tiny_graph(), without(SHARED, TITLE), renamed(REPORT, text="短"))
    load([first, other], driver)
    with cutting(neo4j_server.uri, 1 << 30) as (uri, proxy):
        load_through(uri, neo4j_server, [second])
        whole = proxy.passed
    foreign = of_report(driver, other.report)
    states = []
    for part in range(1, 13):
        before, target = (first, second) if part % 2 else (second, first)
        load([before], driver)
        with cutting(neo4j_server.uri, whole * part // 13) as (uri, proxy), pytest.raises(LoadFailed):
            load_through(uri, neo4j_server, [target])
        assert proxy.cuts == 1
        assert of_report(driver, other.report) == foreign
        assert driver.execute_query(ORPHANS).records[0]["orphans"] == 0
        if (state := content(driver)) not in states:
            states.append(state)
        following = before if part % 3 else target
        load([following], driver)
        assert content(driver) == expected([following, other])
    assert len(states) > 4, "the cuts fell into different places"


def test_a_connection_that_breaks_once_is_made_again(driver: Driver, neo4j_server: Neo4j) -> None:
    graphs = [changed(tiny_graph()), changed(other_graph())]
    with cutting(neo4j_server.uri, 20_000, times=1) as (uri, proxy):
        load_through(uri, neo4j_server, graphs)
    assert proxy.cuts == 1
    assert content(driver) == expected(graphs)


def load_through(uri: str, server: Neo4j, graphs: list[PropertyGraph]) -> None:
    place = Server(uri, server.user, server.password, server.database)
    with connected(place) as driver, loading(place):
        load(graphs, driver, server.database)


def of_report(driver: Driver, report: str) -> dict[Any, Any]:
    return {key: properties for key, properties in content(driver)[1].items() if key[-1] == report}
