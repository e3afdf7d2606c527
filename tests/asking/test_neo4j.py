"""Cypher from people on a real Neo4j: it reads, and nothing else."""

from __future__ import annotations

import pytest

from kg.asking.neo4j import select
from kg.errors import BadValue, QueryFailed, QueryRefused, QuerySyntaxError, QueryTimeout
from kg.stores.neo4j import Server, connected
from tests.servers.neo4j_server import Neo4j

WRITES = (
    "CREATE (n:Evil) RETURN n",
    "/* read */ CREATE (n:Evil)",
    "// read\nCREATE (n:Evil)",
    "CYPHER 5 CREATE (n:Evil)",
    "MERGE (n:Evil {id: 1})",
    "MATCH (n) SET n.x = 1",
    "MATCH (n) DETACH DELETE n",
    "CALL { CREATE (n:Evil) RETURN n } RETURN n",
    "UNWIND [1] AS x CALL { WITH x CREATE (:Evil {x: x}) } IN TRANSACTIONS RETURN x",
    "CREATE INDEX evil FOR (n:Evil) ON (n.y)",
    "CREATE USER evil SET PASSWORD 'abcdefgh1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "SHOW USERS",
)
REACHES = (
    ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "reads files"),
    ("LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line", "the network"),
    ("CALL db.createLabel('Evil')", "db.createLabel may not be called"),
    ("CALL dbms.listConfig() YIELD name RETURN name", "dbms.listConfig may not be called"),
    ("CALL { CALL db.createLabel('Evil') } RETURN 1 AS x", "db.createLabel may not be called"),
    ("SHOW TRANSACTIONS", "commands on the server"),
    ("TERMINATE TRANSACTIONS 'neo4j-transaction-1'", "commands on the server"),
)


@pytest.fixture(scope="module")
def server(neo4j_server: Neo4j) -> Server:
    return Server(neo4j_server.uri, neo4j_server.user, neo4j_server.password, neo4j_server.database)


def test_values_of_all_kinds_come_as_plain_data(server: Server) -> None:
    query = "RETURN 1 AS a, 2.5 AS b, '名' AS c, null AS d, [1, 'x'] AS e, {k: true} AS f"
    found = select(server, query)
    assert found.columns == ("a", "b", "c", "d", "e", "f")
    assert found.rows == ((1, 2.5, "名", None, [1, "x"], {"k": True}),)


def test_parameters_and_the_limit(server: Server) -> None:
    found = select(server, "UNWIND $rows AS row RETURN row", parameters={"rows": [3, 1, 2]}, limit=2)
    assert (found.rows, found.truncated) == (((3,), (1,)), True)
    whole = select(server, "UNWIND $rows AS row RETURN row", parameters={"rows": [3, 1]}, limit=2)
    assert not whole.truncated


@pytest.mark.parametrize("query", WRITES)
def test_what_writes_is_refused_before_it_runs(server: Server, query: str) -> None:
    with pytest.raises(QueryRefused, match="write"):
        select(server, query)
    with connected(server) as driver:
        assert driver.execute_query("MATCH (n:Evil) RETURN n").records == []


@pytest.mark.parametrize(("query", "reason"), REACHES, ids=[query for query, _ in REACHES])
def test_what_reaches_beyond_the_graph_is_refused(server: Server, query: str, reason: str) -> None:
    with pytest.raises(QueryRefused, match=reason):
        select(server, query)


def test_procedures_that_only_read_may_be_called(server: Server) -> None:
    assert select(server, "CALL db.labels() YIELD label RETURN count(label) >= 0 AS known").rows == ((True,),)


def test_a_query_is_stopped_at_its_time_limit(server: Server) -> None:
    query = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS s"
    with pytest.raises(QueryTimeout):
        select(server, query, timeout=1)
    with pytest.raises(BadValue, match="--timeout"):
        select(server, "RETURN 1 AS a", timeout=0)


def test_errors_have_their_place_and_reason(server: Server) -> None:
    with pytest.raises(QuerySyntaxError, match="line 2, column 1: Invalid input") as raised:
        select(server, "MATCH (n)\nRETUR n")
    assert raised.value.details["line"] == 2
    with pytest.raises(QueryFailed, match="by zero"):
        select(server, "RETURN 1 / 0 AS x")
