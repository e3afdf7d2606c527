"""The servers that the tests lean on: what they are, what they do, and that they end."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from tests.servers.neo4j_server import Neo4j, Neo4jHome, cypher_shell
from tests.servers.process import NotStarted, running

ROOT = Path(__file__).parents[2]
GRAPH = "https://example.org/graph/工程"
TURTLE = '<https://example.org/a> <https://example.org/name> "1530工程" .'


@pytest.fixture
def driver(neo4j_server: Neo4j) -> Iterator[Driver]:
    with _driver(neo4j_server) as found:
        yield found


def _driver(server: Neo4j) -> Driver:
    return GraphDatabase.driver(server.uri, auth=(server.user, server.password))


def test_neo4j_is_the_community_edition_of_the_lts_version(driver: Driver) -> None:
    found = driver.execute_query("CALL dbms.components() YIELD versions, edition").records[0]
    assert found["versions"][0].startswith("5.26.")
    assert found["edition"] == "community"


def test_neo4j_finds_chinese_words_inside_names(driver: Driver) -> None:
    options = "{indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    driver.execute_query(f"CREATE FULLTEXT INDEX probe FOR (p:Probe) ON EACH [p.name] OPTIONS {options}")
    try:
        driver.execute_query("UNWIND ['1530工程', '一网通办'] AS name CREATE (:Probe {name: name})")
        driver.execute_query("CALL db.awaitIndexes()")
        query = "CALL db.index.fulltext.queryNodes('probe', '工程') YIELD node RETURN node.name AS name"
        assert [record["name"] for record in driver.execute_query(query).records] == ["1530工程"]
    finally:
        driver.execute_query("MATCH (p:Probe) DELETE p")
        driver.execute_query("DROP INDEX probe")


def test_neo4j_reads_csv_from_its_import_folder(driver: Driver, neo4j_server: Neo4j) -> None:
    if neo4j_server.import_folder is None:
        pytest.skip("the import folder of the named server is not known: set KG_TEST_NEO4J_IMPORT")
    file = neo4j_server.import_folder / "probe.csv"
    file.write_text("name\n石溪县\n", encoding="utf-8")
    query = "LOAD CSV WITH HEADERS FROM 'file:///probe.csv' AS row RETURN row.name AS name"
    try:
        assert driver.execute_query(query).records[0]["name"] == "石溪县"
    finally:
        file.unlink()


def test_cypher_shell_runs_statements(neo4j_server: Neo4j) -> None:
    assert cypher_shell(neo4j_server, "RETURN '工程' AS name;").splitlines() == ["name", '"工程"']
    with pytest.raises(subprocess.CalledProcessError):
        cypher_shell(neo4j_server, "RETURN nothing;")


def test_what_the_admin_tool_imported_is_in_the_server(neo4j_home: Neo4jHome) -> None:
    things, edges = neo4j_home.import_folder / "things.csv", neo4j_home.import_folder / "edges.csv"
    things.write_text("id:ID,name\na,1530工程\nb,石溪县\n", encoding="utf-8")
    edges.write_text(":START_ID,:END_ID\na,b\n", encoding="utf-8")
    options = [f"--nodes=Thing={things}", f"--relationships=LOCATED_IN={edges}"]
    told = neo4j_home.admin("database", "import", "full", "neo4j", *options)
    assert "2 nodes" in told
    query = "MATCH (a:Thing)-[:LOCATED_IN]->(b:Thing) RETURN a.name AS a, b.name AS b"
    with neo4j_home.running() as server, _driver(server) as driver:
        records = driver.execute_query(query).records
    assert [record.data() for record in records] == [{"a": "1530工程", "b": "石溪县"}]


def test_a_failed_import_says_why(neo4j_home: Neo4jHome) -> None:
    with pytest.raises(subprocess.CalledProcessError) as caught:
        neo4j_home.admin("database", "import", "full", "neo4j", "--nodes=Thing=absent.csv")
    assert any("absent.csv" in note for note in caught.value.__notes__)


def test_fuseki_takes_a_named_graph_and_answers_about_it(fuseki: str) -> None:
    address = f"{fuseki}?graph={urllib.parse.quote(GRAPH)}"
    _request(address, "PUT", TURTLE.encode(), {"Content-Type": "text/turtle; charset=utf-8"})
    try:
        query = f"SELECT ?name {{ GRAPH <{GRAPH}> {{ ?thing ?property ?name }} }}"
        found = _request(
            f"{fuseki}/query",
            "POST",
            query.encode(),
            {"Content-Type": "application/sparql-query", "Accept": "text/tab-separated-values"},
        )
        assert found.splitlines() == ["?name", '"1530工程"']
    finally:
        _request(address, "DELETE")


def test_fuseki_takes_updates(fuseki: str) -> None:
    kind = {"Content-Type": "application/sparql-update"}
    _request(f"{fuseki}/update", "POST", b"INSERT DATA { <urn:a> <urn:b> <urn:c> }", kind)
    asked = f"{fuseki}/query?query={urllib.parse.quote('ASK { <urn:a> <urn:b> <urn:c> }')}"
    json = {"Accept": "application/sparql-results+json"}
    assert '"boolean" : true' in _request(asked, "GET", headers=json)
    _request(f"{fuseki}/update", "POST", b"DELETE DATA { <urn:a> <urn:b> <urn:c> }", kind)
    assert '"boolean" : false' in _request(asked, "GET", headers=json)


def _request(address: str, method: str, body: bytes | None = None, headers: Any = None) -> str:
    request = urllib.request.Request(address, body, headers or {}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(answer.read().decode())


def test_a_server_that_does_not_start_shows_the_tail_of_its_log(tmp_path: Path) -> None:
    script = "print('the port is taken'); raise SystemExit(3)"
    with (
        pytest.raises(NotStarted, match=r"ended with 3:\nthe port is taken"),
        running([sys.executable, "-c", script], "Started", tmp_path / "log"),
    ):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_server_ends_when_the_process_that_started_it_is_killed(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(60)
        server = f"import socket; socket.create_connection({listener.getsockname()}).recv(1)"
        command = [sys.executable, "-c", server]
        script = (
            "from pathlib import Path; from tests.servers.process import running\n"
            f"with running({command}, 'never', Path({str(tmp_path / 'log')!r})): pass"
        )
        with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT) as starter:
            connection, _ = listener.accept()
            starter.kill()
        with connection:
            connection.settimeout(60)
            assert connection.recv(1) == b""
