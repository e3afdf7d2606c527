"""A store of the bundled report, a client of the explorer on it, and a server that serves it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kg.building import build
from kg.stores.folder import StoreFolder
from kg.web.app import build_app
from kg.web.serving import listen, server_of, url_of
from kg.web.settings import Settings
from tests.reports import BUNDLED

HERE = "http://127.0.0.1:8000"


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """A real server on a free port of this machine, as its URL without the last slash."""
    found, settings = listen(replace(settings, port=0))
    server = server_of(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [found]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        yield url_of(settings).rstrip("/")
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store folder that holds the bundled report; read only."""
    path = tmp_path_factory.mktemp("explorer") / "store"
    build([str(BUNDLED)], StoreFolder(path))
    return path


@pytest.fixture(scope="session")
def client(store: Path) -> Iterator[TestClient]:
    """A client of the explorer, in English unless it asks for Chinese; redirects are not followed."""
    headers = {"accept-language": "en"}
    app = build_app(Settings(store=store))
    with TestClient(app, HERE, headers=headers, follow_redirects=False) as client:
        yield client


@pytest.fixture(autouse=True)
def forgetful(request: pytest.FixtureRequest) -> None:
    """The shared client brings no cookie, such as a language, from one test to the next."""
    if "client" in request.fixturenames:
        request.getfixturevalue("client").cookies.clear()


@pytest.fixture(scope="session")
def serving(store: Path) -> Iterator[str]:
    """The URL of a server of the explorer, for browsers and other programs."""
    with running(Settings(store=store)) as url:
        yield url
