"""`kg load`, `kg schema` and the exports for Neo4j, as a user runs them."""

from __future__ import annotations

import json
import os
import pty
import select
import socket
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from neo4j import Driver

from tests.cli.conftest import Done, Run
from tests.neo4j_content import content, emptied
from tests.servers.neo4j_server import Neo4j

Load = Callable[..., Done]


@pytest.fixture
def driver(neo4j_server: Neo4j) -> Iterator[Driver]:
    with emptied(neo4j_server) as found:
        yield found


@pytest.fixture
def load(kg: Run, neo4j_server: Neo4j) -> Load:
    """`kg load neo4j` on the real server; what the environment says can be said otherwise."""

    def run(*arguments: str, **environment: str) -> Done:
        access = {
            "NEO4J_URI": neo4j_server.uri,
            "NEO4J_USERNAME": neo4j_server.user,
            "NEO4J_PASSWORD": neo4j_server.password,
        }
        return kg("load", "neo4j", *arguments, **{**access, **environment})

    return run


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as opened:
        return int(opened.getsockname()[1])


def test_the_report_is_loaded_and_counted(load: Load, driver: Driver) -> None:
    done = load()
    nodes, relationships = content(driver)
    counts = f"{len(nodes)} nodes, {len(relationships)} relationships"
    assert (done.code, done.err) == (0, "")
    report, total = done.out.splitlines()
    assert report.endswith(f": {counts}")
    assert total.endswith(f": {counts}, as in the graph")
    again = load("--database", "neo4j", KG_LANG="zh")
    assert "(未变)" in again.out
    assert "与图谱一致" in again.out
    assert content(driver) == (nodes, relationships)


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "line"),
    [
        ((), {"NEO4J_PASSWORD": "not the password"}, 1, "refuses 'neo4j'"),
        (("--database", "nowhere"), {}, 1, "nowhere"),
        (("--uri", "http://localhost:7687"), {}, 2, "--uri: 'http://localhost:7687' does not fit"),
        (("--uri", "localhost"), {}, 2, "--uri: 'localhost' does not fit"),
        ((), {"NEO4J_PASSWORD": ""}, 2, "no password for the user 'neo4j'"),
        (("--uri", "bolt://nowhere.invalid:1"), {}, 1, "bolt://nowhere.invalid:1 does not answer"),
        (("--uri", "bolt://127.0.0.1:99999"), {}, 2, "--uri: 'bolt://127.0.0.1:99999' does not fit"),
    ],
)
def test_what_is_wrong_is_one_clear_line(
    load: Load, arguments: tuple[str, ...], environment: dict[str, str], code: int, line: str
) -> None:
    done = load(*arguments, **environment)
    assert (done.code, done.out) == (code, "")
    assert line in done.err
    assert done.err.count("\n") == 1
    assert "not the password" not in done.err


def test_nothing_listening_is_one_clear_line(load: Load, kg: Run) -> None:
    uri = f"bolt://127.0.0.1:{free_port()}"
    done = load("--uri", uri)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith(f"kg: {uri} does not answer: ")
    url = f"http://127.0.0.1:{free_port()}/store"
    done = kg("load", "sparql", "--endpoint", url)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert done.err.startswith(f"kg: {url} does not answer: ")


def test_the_password_is_asked_for_on_a_terminal_and_not_shown(
    driver: Driver, neo4j_server: Neo4j, store: Path
) -> None:
    near, far = pty.openpty()
    environment = {**os.environ, "KG_LANG": "en", "KG_STORE": str(store), "NEO4J_URI": neo4j_server.uri}
    environment.pop("NEO4J_PASSWORD", None)
    with subprocess.Popen(
        [sys.executable, "-m", "kg", "load", "neo4j"],
        stdin=far,
        stdout=far,
        stderr=far,
        env=environment,
        start_new_session=True,
    ) as process:
        os.close(far)
        shown = b"".join(until(near, b"password of neo4j: "))  # the space comes when nothing is echoed
        wait_until_hidden(near)
        os.write(near, neo4j_server.password.encode() + b"\n")
        shown += b"".join(until(near, None))
    os.close(near)
    assert process.returncode == 0
    assert b"as in the graph" in shown
    assert neo4j_server.password.encode() not in shown


def wait_until_hidden(terminal: int) -> None:
    """What is typed before the prompt has switched the echo off would be shown, and then thrown away."""
    while termios.tcgetattr(terminal)[3] & termios.ECHO:
        time.sleep(0.01)


def until(terminal: int, mark: bytes | None) -> Iterator[bytes]:
    """What is written to a terminal, until the mark is there or no one writes any more."""
    found = b""
    with suppress(OSError):
        while mark is None or mark not in found:
            assert select.select([terminal], [], [], 60)[0], found
            if not (data := os.read(terminal, 1000)):
                return
            found += data
            yield data


def test_named_graphs_go_to_an_endpoint(kg: Run, fuseki: str) -> None:
    httpx.post(f"{fuseki}/update", data={"update": "CLEAR ALL"}).raise_for_status()
    try:
        done = kg("load", "sparql", "--endpoint", f"{fuseki}/data")
        exported = kg("export", "-f", "nq").out
        held = httpx.get(fuseki, headers={"Accept": "application/n-quads"}).text
        assert (done.code, done.err) == (0, "")
        count = len(exported.splitlines())
        assert done.out == f"{fuseki}/data: 2 named graphs, {count} triples, as in the graph\n"
        assert held.count(" .\n") == count
    finally:
        httpx.post(f"{fuseki}/update", data={"update": "CLEAR ALL"})


def test_an_endpoint_that_is_none_is_one_clear_line(kg: Run, fuseki: str) -> None:
    done = kg("load", "sparql", "--endpoint", f"{fuseki}/nothing")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert f"{fuseki}/nothing refuses: HTTP 40" in done.err
    done = kg("load", "sparql", "--endpoint", "http://a:secret@127.0.0.1/store")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "KG_SPARQL_PASSWORD" in done.err
    assert "secret" not in done.err


def test_the_password_is_no_option(kg: Run) -> None:
    for command in ("neo4j", "sparql"):
        assert "--password" not in kg("load", command, "--help").out
        assert kg("load", command, "--password", "x").code == 2


def test_the_group_shows_its_commands(kg: Run) -> None:
    assert {"neo4j", "sparql"} <= set(kg("load", "--help").out.split())


def test_schema_is_shown_in_every_format(kg: Run) -> None:
    assert "HAS_COMPONENT" in kg("schema").out
    assert "组成部分" in kg("schema", KG_LANG="zh").out
    assert kg("schema", "-f", "mermaid").out.startswith("flowchart LR\n")
    data = json.loads(kg("schema", "-f", "json").out)
    terms = next(item for item in data["labels"] if item["name"] == "Term")
    assert terms["properties"]["aliases"] == "LIST<STRING>"
    wrong = kg("schema", "-f", "svg")
    assert wrong.code == 2
    assert "table, json, mermaid" in wrong.err


def test_exports_for_neo4j_are_written(kg: Run, tmp_path: Path) -> None:
    assert kg("export", "-f", "cypher").out.startswith("CREATE CONSTRAINT kg_report_id IF NOT EXISTS")
    assert kg("export", "-f", "neo4j-csv", "-o", tmp_path / "files").code == 0
    assert (tmp_path / "files" / "import.sh").read_text("utf-8").startswith("#!/bin/sh\n")
    refused = kg("export", "-f", "neo4j-csv")
    assert refused.code == 2
    assert "a folder (neo4j-csv is several files)" in refused.err
