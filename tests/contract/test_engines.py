"""The embedded Cypher engine and Neo4j give the same rows for the same text.

`alike.txt` has the queries, one a line.  `refused.txt` has those that Neo4j answers and the embedded engine
refuses, be it the guard or the engine; `different.txt` those that it answers otherwise, which no guard can
tell from the text, each with what differs.  A query that is mended fails here, and goes to `alike.txt`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import Neo4jError

from kg.asking.cypher import prepared
from kg.asking.neo4j import plain
from kg.errors import QueryRefused, QuerySyntaxError
from kg.stores.cypher_child import respond
from tests.contract.small import GRAPH
from tests.graphs import fill
from tests.servers.neo4j_server import Neo4j

PARAMETERS: dict[str, Any] = {
    "name": "双一流",
    "year": None,
    "least": 2,
    "ids": ["t/1", "t/3"],
    "text": 'it\'s "q" `b`',
}
NUMBERS = {node.id: number for number, node in enumerate(GRAPH.nodes)}
CREATE = " ".join(
    [
        f"CREATE (n{number}:{node.label}) SET n{number} = $nodes[{number}]"
        for number, node in enumerate(GRAPH.nodes)
    ]
    + [
        f"CREATE (n{NUMBERS[link.start]})-[r{number}:{link.type}]->(n{NUMBERS[link.end]}) "
        f"SET r{number} = $links[{number}]"
        for number, link in enumerate(GRAPH.relationships)
    ]
)
Engine = Callable[[str], str]


def _queries(name: str) -> list[str]:
    return (Path(__file__).parent / name).read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Columns and rows of the embedded engine as JSON."""
    path = tmp_path_factory.mktemp("contract") / "graph.db"
    fill(path, GRAPH)

    def ask(query: str) -> str:
        request = prepared(query, PARAMETERS, None)
        head, *rows = respond({**request, "graph": str(path), "limit": None, "size": 1 << 20})
        return _json(json.loads(head)["columns"], [json.loads(row) for row in rows])

    return ask


@pytest.fixture(scope="module")
def driver(neo4j_server: Neo4j) -> Iterator[Driver]:
    auth = (neo4j_server.user, neo4j_server.password)
    with GraphDatabase.driver(neo4j_server.uri, auth=auth, notifications_min_severity="OFF") as driver:
        yield driver


@pytest.fixture(scope="module")
def neo4j(driver: Driver) -> Engine:
    """The same of Neo4j, which holds the small graph for as long as the query takes, and nothing else."""

    def ask(query: str) -> str:
        with driver.session() as session, session.begin_transaction() as transaction:
            transaction.run("MATCH (n) DETACH DELETE n").consume()
            nodes = [node.properties for node in GRAPH.nodes]
            links = [link.properties for link in GRAPH.relationships]
            transaction.run(CREATE, nodes=nodes, links=links).consume()  # type: ignore[arg-type]
            result = transaction.run(query, PARAMETERS)  # type: ignore[arg-type]
            found = _json(list(result.keys()), [[*map(plain, record.values())] for record in result])
            transaction.rollback()
            return found

    return ask


def _json(columns: list[str], rows: list[Any]) -> str:
    return json.dumps([columns, rows], ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize("query", _queries("alike.txt"))
def test_both_engines_give_the_same_rows(query: str, embedded: Engine, neo4j: Engine) -> None:
    assert embedded(query) == neo4j(query)


@pytest.mark.parametrize("query", _queries("refused.txt"))
def test_what_neo4j_answers_and_the_embedded_engine_refuses(
    query: str, embedded: Engine, neo4j: Engine
) -> None:
    from graphdblite import GraphDBError

    assert neo4j(query)
    with pytest.raises((QueryRefused, QuerySyntaxError, GraphDBError)):
        embedded(query)


@pytest.mark.parametrize("line", _queries("different.txt"))
def test_known_differences_are_still_there(line: str, embedded: Engine, neo4j: Engine) -> None:
    query, _, reason = line.partition("\t")
    assert reason
    try:
        answer = neo4j(query)
    except Neo4jError as error:
        answer = str(error)
    assert embedded(query) != answer


def test_every_query_is_there_once() -> None:
    texts = [
        line.partition("\t")[0]
        for name in ("alike", "refused", "different")
        for line in _queries(f"{name}.txt")
    ]
    assert len(texts) == len(set(texts)) > 200
