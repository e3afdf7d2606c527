"""Answers are read, written and shown in threads, where they keep nobody else waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from kg.asking import results, table
from kg.web import rendering
from kg.web.api import questions as api
from kg.web.routes import ask, editors

SPARQL = quote("SELECT ?t { ?t a kg:Term } LIMIT 3")
TRIPLES = quote("CONSTRUCT { ?t a kg:Term } { ?t a kg:Term } LIMIT 3")
CYPHER = quote("MATCH (t:Term) RETURN t LIMIT 3")


def in_the_loop() -> bool:
    """Whether this is the thread of the event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """What is done with answers from now on → whether the event loop did it."""
    done: dict[str, bool] = {}

    def watch(module: Any, name: str, said: str) -> None:
        real: Callable[..., Any] = getattr(module, name)

        def watched(*args: Any, **values: Any) -> Any:
            done[said] = done.get(said, False) or in_the_loop()
            return real(*args, **values)

        monkeypatch.setattr(module, name, watched)

    watch(results, "write", "write")
    watch(table, "write", "write")
    watch(ask, "render", "render")
    watch(editors, "render", "render")
    watch(ask, "shown", "show")
    watch(editors, "shown", "show")
    watch(api, "as_json", "write")
    watch(api, "as_table", "show")
    watch(rendering, "environment", "template")
    return done


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("/ask/q/terms", {"show", "render", "template"}),
        ("/ask/q/terms?on=embedded", {"show", "render", "template"}),
        ("/ask/q/indicator?name=nothing-like-this", {"render", "template"}),
        ("/ask/q/terms?format=csv", {"write"}),
        ("/ask/q/terms?format=csv&on=embedded", {"write"}),
        (f"/ask/sparql?run=1&query={SPARQL}", {"show", "render", "template"}),
        (f"/ask/sparql?run=1&query={SPARQL}&format=json", {"write"}),
        (f"/ask/sparql?run=1&query={TRIPLES}&format=ttl", {"write"}),
        (f"/ask/cypher?run=1&query={CYPHER}", {"show", "render", "template"}),
        (f"/ask/cypher?run=1&query={CYPHER}&format=csv", {"write"}),
        ("/api/questions/terms", {"write", "show"}),
        ("/api/questions/terms?format=csv", {"write", "show"}),
        (f"/sparql?query={SPARQL}", {"write"}),
    ],
)
def test_answers_do_not_occupy_the_event_loop(
    client: TestClient, done: dict[str, bool], url: str, wanted: set[str]
) -> None:
    client.get(url)
    assert done == dict.fromkeys(wanted, False)


def test_neither_do_those_to_cypher(client: TestClient, done: dict[str, bool]) -> None:
    client.post("/api/cypher", json={"query": "MATCH (t:Term) RETURN t LIMIT 3"})
    assert done == {"write": False}


def test_a_thread_speaks_the_language_of_its_request(client: TestClient) -> None:
    for language, word in (("zh", "运行"), ("en", "Run")):
        page = client.get(f"/ask/sparql?run=1&query={SPARQL}", headers={"accept-language": language})
        assert word in page.text
