"""The servers as fixtures, one of each for a whole run of the tests.

Tests with servers share one database, so all of them run in one worker (`--dist=loadgroup`), one after
another.  A test leaves nothing behind that another could trip over.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.needs import missing
from tests.servers.fuseki_server import fuseki_running
from tests.servers.jars import Missing, jars
from tests.servers.neo4j_server import Neo4j, Neo4jHome

SERVERS = {"neo4j_server", "neo4j_home", "fuseki"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests that need a server go to one worker."""
    for item in items:
        if SERVERS.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("servers"))


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4j]:
    """A running Neo4j: the one that `KG_TEST_NEO4J_URI` names, else one of this run."""
    uri = os.environ.get("KG_TEST_NEO4J_URI")
    if uri:
        yield _named(uri)
        return
    _need("neo4j")
    with Neo4jHome(tmp_path_factory.mktemp("neo4j")).running() as server:
        yield server


@pytest.fixture
def neo4j_home(tmp_path: Path) -> Neo4jHome:
    """A Neo4j of the test's own that does not run yet, for what the admin tool does."""
    _need("neo4j")
    return Neo4jHome(tmp_path / "neo4j")


@pytest.fixture(scope="session")
def fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a dataset in a Fuseki: the one that `KG_TEST_FUSEKI_URL` names, else one of this run."""
    url = os.environ.get("KG_TEST_FUSEKI_URL")
    if url:
        yield url
        return
    _need("fuseki")
    with fuseki_running(tmp_path_factory.mktemp("fuseki")) as url:
        yield url


def _named(uri: str) -> Neo4j:
    folder = os.environ.get("KG_TEST_NEO4J_IMPORT")
    return Neo4j(
        uri,
        user=os.environ.get("KG_TEST_NEO4J_USER", "neo4j"),
        password=os.environ["KG_TEST_NEO4J_PASSWORD"],
        database="neo4j",
        import_folder=Path(folder) if folder else None,
    )


def _need(name: str) -> None:
    try:
        jars(name)
    except Missing as error:
        missing(str(error))
