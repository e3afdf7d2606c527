"""What Neo4j's own tools make of the exports, against what `kg load neo4j` makes of the same reports."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j import Driver

from kg.exporting import export
from kg.exporting.cypher import literal
from kg.model import Graph
from kg.propertygraph import PropertyGraph, property_graph
from kg.rdf import quads, read_reports
from loaders.neo4j import Loaded, load
from tests.graphs import iri, other_graph, tiny_graph
from tests.neo4j_content import content, emptied, expected
from tests.servers.neo4j_server import Neo4j, Neo4jHome, cypher_shell

ODD = '一\x0b二\x00\r\n\t"三"\\\'; // `\\u0041` \\\\ \x1f\ufffe\u2028\u0085𪚥 $row :param'


def odd_graph() -> Graph:
    """The little graph with characters that files and scripts must escape, in a text and in a list."""
    graph, name = tiny_graph(), iri("term", 1)
    graph.nodes[name] = replace(graph.nodes[name], definition=ODD, aliases=(ODD, "\\", '"', " 'a' "))  # type: ignore[call-arg]
    return graph


QUADS = [*quads(odd_graph()), *quads(other_graph())]
GRAPHS: list[PropertyGraph] = [property_graph(graph) for graph in read_reports(QUADS)]


@pytest.fixture
def driver(neo4j_server: Neo4j) -> Iterator[Driver]:
    with emptied(neo4j_server) as found:
        yield found


def test_the_script_makes_what_loading_makes(driver: Driver, neo4j_server: Neo4j, tmp_path: Path) -> None:
    export(QUADS, "cypher", tmp_path / "graph.cypher")
    script = (tmp_path / "graph.cypher").read_text("ascii")
    for _ in range(2):
        cypher_shell(neo4j_server, script)
        assert content(driver) == expected(GRAPHS)
    told: list[Loaded] = []
    load(GRAPHS, driver, progress=told.append)
    assert [item.unchanged for item in told] == [True, True]


def test_the_import_makes_what_loading_makes(
    neo4j_home: Neo4jHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "import"
    export(QUADS, "neo4j-csv", folder)
    monkeypatch.chdir(folder)
    neo4j_home.admin(*command(folder / "import.sh"))
    with neo4j_home.running() as server:
        cypher_shell(server, (folder / "finish.cypher").read_text("ascii"))
        with connected(server) as driver:
            assert content(driver) == expected(GRAPHS)
            told: list[Loaded] = []
            load(GRAPHS, driver, progress=told.append)
            assert [item.unchanged for item in told] == [True, True]


def connected(server: Neo4j) -> Driver:
    from neo4j import GraphDatabase

    return GraphDatabase.driver(server.uri, auth=(server.user, server.password))


def command(script: Path) -> list[str]:
    """The arguments that the script gives to `neo4j-admin`, for the database `neo4j`."""
    text = script.read_text("utf-8").replace("\\\n", "")
    _, _, arguments = text.partition("exec neo4j-admin ")
    return shlex.split(arguments.replace('"$@"', "neo4j"))


def test_the_command_names_every_file(tmp_path: Path) -> None:
    export(QUADS, "neo4j-csv", tmp_path)
    named = {argument.partition("=")[2] for argument in command(tmp_path / "import.sh")}
    assert {path.name for path in tmp_path.glob("*.csv")} <= named


def test_lists_are_told_apart_by_a_character_that_they_do_not_have(tmp_path: Path) -> None:
    export(QUADS, "neo4j-csv", tmp_path)
    assert "--array-delimiter=U+001E" in command(tmp_path / "import.sh")
    export(list(quads(other_graph())), "neo4j-csv", tmp_path)
    assert "--array-delimiter=U+001F" in command(tmp_path / "import.sh")


def test_literals_hold_text_numbers_lists_and_maps() -> None:
    assert (
        literal({"a": ["it's", "\\n", "\n"], "b": 1, "c": 1.0})
        == r"{a: ['it\'s', '\\n', '\u000a'], b: 1, c: 1.0}"
    )
