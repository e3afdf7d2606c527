"""`kg serve` as a process: what it says, what it refuses, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from kg.building import build
from kg.stores.folder import StoreFolder
from tests.processes import children
from tests.reports import BUNDLED, ROOT

RUN = [sys.executable, "-m", "kg", "serve", "--no-open"]
TOKEN = "open-sesame-0123456789"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serve") / "store"
    build([str(BUNDLED)], StoreFolder(path))
    return path


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "KG_LANG": "en", "PYTHONPATH": str(ROOT), **more}


@contextmanager
def started(
    store: Path, *options: str, **more: str
) -> Iterator[tuple[subprocess.Popen[str], list[str], str]]:
    """The process, the lines that it says before it waits, and its URL."""
    lines = 1 + bool({"--public", "--token"} & set(options) or more)
    command = [*RUN, "--port", "0", "--store", str(store), *options]
    with subprocess.Popen(command, env=environment(**more), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = [process.stdout.readline() for _ in range(lines)]
            found = re.search(r"http://\S+/", said[0])
            assert found, said
            yield process, said, found[0]
        finally:
            process.kill()


def refused(*options: str, **more: str) -> tuple[int, str]:
    """The exit code and the one line of a call that ends at once."""
    done = subprocess.run(
        [*RUN, *options], env=environment(**more), capture_output=True, text=True, timeout=60
    )
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_end(store: Path, how: signal.Signals) -> None:
    with started(store) as (process, _, url):
        answer = httpx.get(url)
        assert answer.status_code == 200
        assert "保定市" in answer.text
        process.send_signal(how)
        assert process.wait(5) == 0


def test_requests_are_finished_and_queries_cancelled(store: Path) -> None:
    answers: list[httpx.Response] = []
    with started(store, "--timeout", "60") as (process, _, url):

        def ask() -> None:
            english = {"accept-language": "en"}
            answers.append(httpx.post(f"{url}sparql", data={"query": SLOW}, headers=english, timeout=60))

        asking = threading.Thread(target=ask)
        asking.start()
        while not (found := children(process.pid)):
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
        asking.join(10)
    assert answers[0].status_code == 503
    assert "cancelled" in answers[0].json()["detail"]
    assert not any(Path(f"/proc/{pid}").exists() for pid in found)


def test_the_port_is_taken(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, line = refused("--store", str(store), "--port", port)
    assert code == 1
    assert f"127.0.0.1:{port}: cannot listen there" in line
    assert "--port" in line


def test_without_a_store_it_does_not_start(tmp_path: Path) -> None:
    code, line = refused("--store", str(tmp_path))
    assert code == 1
    assert "kg build" in line


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "kg.example.org", ""])
def test_other_addresses_need_a_token_or_the_public(store: Path, host: str) -> None:
    code, line = refused("--store", str(store), "--host", host)
    assert code == 2
    assert "--token" in line
    assert "--public" in line


@pytest.mark.parametrize(
    "token", ["", "short", "with spaces in it, long", "口令口令口令口令口令口令口令口令"]
)
def test_a_token_that_is_easily_guessed(store: Path, token: str) -> None:
    code, line = refused("--store", str(store), KG_TOKEN=token) if token else refused("--token", "")
    assert code == 2
    assert "16 characters" in line
    assert not token or token not in line


def test_public_says_what_it_opens(store: Path) -> None:
    with started(store, "--host", "0.0.0.0", "--public", "--allow-host", "kg.example.org") as (_, said, url):
        assert "all reports" in said[1]
        assert httpx.get(url, headers={"host": "kg.example.org"}).status_code == 200
        assert httpx.get(url, headers={"host": "evil.example"}).status_code == 403


def test_the_browser_gets_the_token_as_it_is(store: Path, tmp_path: Path) -> None:
    token = "a+b/c=d~e.f-0123456789"
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}.new && mv {opened}.new {opened}\n', "utf-8")
    browser.chmod(0o755)
    with started(store, "--open", "--token", token, BROWSER=f"{browser} %s") as (process, *_):
        while not opened.exists():
            assert process.poll() is None
            time.sleep(0.01)
        answer = httpx.get(opened.read_text("utf-8"))
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"


def test_the_token_comes_from_the_environment_and_is_not_said(store: Path) -> None:
    with started(store, "--host", "0.0.0.0", KG_TOKEN=TOKEN) as (_, said, url):
        assert TOKEN not in "".join(said)
        assert httpx.get(url).status_code == 401
        assert httpx.get(url, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
