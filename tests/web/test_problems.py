"""What went wrong, told to people and to programs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kg import errors
from kg.asking.child import outcome
from kg.errors import KgError, StoreError
from kg.language import LANGUAGES, speaking
from kg.stores.folder import StoreFolder
from kg.web.app import build_app
from kg.web.problems import message
from kg.web.settings import Settings
from tests.web.conftest import HERE
from tests.web.test_linked_data import BROWSER

PLACES = ["/nothing", "/page/term/none", "/id/term/none", "/ask/q/none"]
SECRET = "/srv/secret"
DETAILS = {
    "path": SECRET,
    "reason": f"cannot open {SECRET}/facts",
    "found": 1,
    "wanted": "a number",
    "option": "--limit",
    "value": "x",
    "what": "format",
    "name": "x",
    "known": "a",
    "query": "x",
    "nearest": "a",
    "line": 1,
    "column": 2,
    "seconds": 3.0,
}
STORE = [StoreError, *StoreError.__subclasses__()]
ASKED = [
    errors.BadValue,
    errors.UnknownName,
    errors.NothingFound,
    errors.NoNode,
    errors.QueryTimeout,
    errors.QueryFailed,
    errors.QueryRefused,
    errors.QuerySyntaxError,
]


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("accept", [BROWSER, "*/*", "", "text/*", "text/html;q=0.9, application/json;q=0.8"])
def test_a_page_for_people(client: TestClient, path: str, accept: str) -> None:
    answer = client.get(path, headers={"accept": accept})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize(
    "accept",
    [
        "text/turtle",
        "application/json",
        "text/turtle, */*;q=0.1",
        "application/json, text/plain, */*",
        "application/json, text/html;q=0.5",
        "text/html;q=0, */*;q=0",
    ],
)
def test_a_problem_for_programs(client: TestClient, path: str, accept: str) -> None:
    answer = client.get(path, headers={"accept": accept})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("path", ["/ontology?format=none", "/ontology"])
def test_the_vocabulary_in_no_such_form(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_title_of_a_page(client: TestClient) -> None:
    assert "<h1>The request is wrong</h1>" in client.get("/ontology?format=none").text
    assert "<h1>Nothing found</h1>" in client.get("/nothing").text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", STORE, ids=lambda error: error.__name__)
def test_nobody_is_told_where_the_store_lies(error: type[KgError], language: str) -> None:
    with speaking(language):
        assert SECRET not in message(error(**DETAILS))


@pytest.mark.parametrize("error", ASKED, ids=lambda error: error.__name__)
def test_nothing_of_the_command_line(error: type[KgError]) -> None:
    said = dict.fromkeys(LANGUAGES, "")
    for language in said:
        with speaking(language):
            said[language] = message(error(**{**DETAILS, "reason": "…"}))
    for text in said.values():
        assert "--" not in text
        assert "kg lookup" not in text
    assert not set(said["zh"]) & set(",;:()")


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_a_damaged_store(store: Path, tmp_path: Path, accept: str) -> None:
    path = tmp_path / "store"
    shutil.copytree(store, path)
    (StoreFolder(path).current().path / "store.json").write_text("{", "utf-8")
    with TestClient(build_app(Settings(store=path)), HERE, headers={"accept-language": "en"}) as client:
        answer = client.get("/", headers={"accept": accept})
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "10"
    assert "damaged" in answer.text
    assert str(tmp_path) not in answer.text


def test_what_may_be_posted(client: TestClient) -> None:
    answer = client.post("/sparql", content="ASK {}", headers={"content-type": "text/plain"})
    assert answer.status_code == 415
    assert "application/sparql-query" in answer.headers["accept-post"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_big_an_answer_is_told_alike_here_and_there(store: Path, language: str) -> None:
    with speaking(language), pytest.raises(errors.QueryFailed) as raised:
        outcome({"error": "size", "message": ""}, StoreFolder(store).current())
    assert "LIMIT" in str(raised.value)
    assert "--limit" not in str(raised.value)
