"""Queries of requests, over real connections: the limit, the turns, and clients that leave."""

from __future__ import annotations

import http.client
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request

from kg.asking import sparql
from kg.web import problems, queries
from kg.web.queries import answered
from kg.web.serving import listen
from kg.web.settings import Settings
from kg.web.site import Here, Site
from tests.asking.test_child import new_child
from tests.processes import children

LIMIT = 2.0
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"


def application(store: Path) -> FastAPI:
    """An application that asks in SPARQL whatever it is sent."""
    app = FastAPI()
    app.state.site = Site.of(Settings(store=store, timeout=LIMIT, size=2_000))
    problems.install(app)

    @app.post("/api/ask")
    async def ask(request: Request, site: Here) -> list[str]:
        text = (await request.body()).decode()
        answer = await answered(request, site, sparql.select, site.settings.store, text)
        return [str(row[0]) for row in answer.rows]

    return app


@pytest.fixture
def url(store: Path) -> Iterator[str]:
    found, settings = listen(replace(Settings(store=store), port=0))
    server = uvicorn.Server(uvicorn.Config(application(store), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [found]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{settings.port}/api/ask"
    server.should_exit = True
    thread.join()


def test_an_answer(url: str) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?term a kg:Term }"
    assert httpx.post(url, content=query).json() == ['"31"^^<http://www.w3.org/2001/XMLSchema#integer>']


def test_a_client_that_leaves_takes_its_query_along(url: str) -> None:
    before, where = children(os.getpid()), urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port)
    connection.request("POST", where.path, ENDLESS)
    child = new_child(before)
    left = time.monotonic()
    connection.close()
    while child in children(os.getpid()):
        assert time.monotonic() - left < LIMIT / 2, "the query goes on without its client"
        time.sleep(0.01)


def test_a_query_out_of_time_is_answered_with_the_reason(url: str) -> None:
    before = children(os.getpid())
    answer = httpx.post(url, content=ENDLESS, timeout=30)
    assert answer.status_code == 504
    assert answer.headers["content-type"] == "application/problem+json"
    assert "over 2 s" in answer.json()["detail"]
    assert children(os.getpid()) == before


def test_the_wait_for_a_turn_counts(url: str) -> None:
    """With all turns taken, the others are told no later than those that had one."""
    before = children(os.getpid())
    most = 0

    def ask(_: int) -> int:
        return httpx.post(url, content=ENDLESS, timeout=30).status_code

    with ThreadPoolExecutor(queries.AT_ONCE * 3) as pool:
        asked = [pool.submit(ask, number) for number in range(queries.AT_ONCE * 3)]
        while not all(one.done() for one in asked):
            most = max(most, len(children(os.getpid()) - before))
            time.sleep(0.01)
        assert {one.result() for one in asked} == {504}
    assert most == queries.AT_ONCE
    assert children(os.getpid()) == before


def test_too_big_an_answer(url: str) -> None:
    answer = httpx.post(url, content="SELECT ?s { ?s ?p ?o }", timeout=30)
    assert answer.status_code == 503
    assert "too big" in answer.json()["detail"]


def test_all_are_stopped_at_once(url: str) -> None:
    before = children(os.getpid())
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(httpx.post, url, content=ENDLESS, timeout=30)
        new_child(before)
        queries.stop_all()
        answer = asked.result()
    assert answer.status_code == 503
    assert answer.json()["detail"] == "the query was cancelled"
    assert children(os.getpid()) == before
