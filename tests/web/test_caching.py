"""What is kept of the answers, and how it is given again."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Response
from fastapi.testclient import TestClient

from kg.building import build
from kg.stores.folder import StoreFolder
from kg.web.app import build_app
from kg.web.caching import Caching, Kept, Shelf, _form
from kg.web.languages import Languages
from kg.web.serving import listen
from kg.web.settings import Settings
from tests.reports import BUNDLED
from tests.web.conftest import HERE


class Counting:
    """An application that says how often it has answered, and the generation that its answers are from."""

    def __init__(self) -> None:
        self.generation = "g-1"
        self.answered = 0
        app = FastAPI()
        app.get("/{path:path}")(self.answer)
        self.app = Caching(Languages(app), lambda: self.generation, 20_000)

    def answer(self, path: str, response: Response, size: int = 10, wait: float = 0) -> Response:
        self.answered += 1
        time.sleep(wait)
        body = f"{self.answered} {'x' * size}"
        headers = {"cache-control": "no-store"} if path == "secret" else {}
        return Response(body, 404 if path == "missing" else 200, headers, "text/plain")


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def counted(counting: Counting) -> Iterator[TestClient]:
    with TestClient(counting.app, headers={"accept-language": "en"}) as client:
        yield client


def test_an_answer_is_made_once(counting: Counting, counted: TestClient) -> None:
    first, again = counted.get("/a?b=1"), counted.get("/a?b=1")
    assert counting.answered == 1
    assert first.text == again.text
    assert dict(first.headers) == dict(again.headers)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/a?b=2", {}),
        ("/A?b=1", {}),
        ("/a?b=1", {"accept": "text/turtle"}),
        ("/a?b=1", {"accept-language": "zh"}),
        ("/a?b=1", {"cookie": "kg-lang=zh"}),
        ("/a?b=1", {"host": "localhost"}),
    ],
)
def test_what_an_answer_depends_on(
    counting: Counting, counted: TestClient, path: str, headers: dict[str, str]
) -> None:
    counted.get("/a?b=1")
    counted.get(path, headers=headers)
    assert counting.answered == 2


def test_another_generation_answers_anew(counting: Counting, counted: TestClient) -> None:
    tag = counted.get("/a").headers["etag"]
    counting.generation = "g-2"
    answer = counted.get("/a", headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert answer.headers["etag"] != tag


@pytest.mark.parametrize(
    "path",
    ["/sparql", "/ask/q/terms", "/api/questions/terms", "/secret", "/missing", "/download/ttl", "/a?lang=zh"],
)
def test_what_is_never_kept(counting: Counting, counted: TestClient, path: str) -> None:
    counted.get(path)
    answer = counted.get(path)
    assert counting.answered == 2
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == ("no-store" if path == "/secret" else "no-cache")


def test_posts_pass(counting: Counting, counted: TestClient) -> None:
    assert counted.post("/a").status_code == 405


@pytest.mark.parametrize("said", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
def test_nothing_is_sent_twice(counted: TestClient, said: str) -> None:
    first = counted.get("/a")
    again = counted.get("/a", headers={"if-none-match": said.format(tag=first.headers["etag"])})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "vary", "cache-control", "content-language"):
        assert again.headers[name] == first.headers[name]


def test_another_tag_gets_the_answer(counted: TestClient) -> None:
    assert counted.get("/a", headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("size", [5_000, 100_000])
def test_compressed_for_whoever_takes_it(counting: Counting, counted: TestClient, size: int) -> None:
    path = f"/a?size={size}"
    small = counted.get(path, headers={"accept-encoding": "gzip, br"})
    plain = counted.get(path, headers={"accept-encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < size / 10
    assert "content-encoding" not in plain.headers
    assert int(plain.headers["content-length"]) == len(plain.content)
    assert small.headers["etag"] != plain.headers["etag"]
    assert counting.answered == (1 if size < 20_000 else 2)
    assert small.text.split()[1] == plain.text.split()[1] == "x" * size


def test_head_is_get_without_the_body(counting: Counting, counted: TestClient) -> None:
    head, get = counted.head("/a"), counted.get("/a")
    assert counting.answered == 1
    assert head.content == b""
    assert dict(head.headers) == dict(get.headers)


def test_the_oldest_is_given_up() -> None:
    shelf = Shelf(10_000)
    kept = Kept(_form(b"x" * 1_000, [], b"no-cache"), None)
    keys = [(f"/{number}".encode(), b"", "en", "", "") for number in range(4)]
    shelf.get("g", keys[0])
    for key in keys[:3]:
        shelf.put("g", key, kept)
    assert shelf.get("g", keys[0]) is kept
    shelf.put("g", keys[3], kept)
    assert [shelf.get("g", key) is kept for key in keys] == [True, False, True, True]
    shelf.put("older", keys[1], kept)
    assert shelf.get("g", keys[1]) is None


def test_a_long_address_counts_as_well() -> None:
    shelf = Shelf(10_000)
    kept = Kept(_form(b"", [], b"no-cache"), None)
    key = (b"/", b"x" * 9_000, "en", "", "")
    shelf.get("g", key)
    shelf.put("g", key, kept)
    assert shelf.get("g", key) is None


def test_many_at_once_have_it_made_once(store: Path) -> None:
    counting = Counting()
    found, settings = listen(replace(Settings(store=store), port=0))
    server = uvicorn.Server(uvicorn.Config(counting.app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [found]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        url = f"http://127.0.0.1:{settings.port}/a?wait=0.5"
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: httpx.get(url, timeout=30).text, range(8)))
    finally:
        server.should_exit = True
        thread.join()
    assert len(set(answers)) == 1
    assert counting.answered == 1


def test_the_pages_of_a_new_build_are_seen(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "store"
    shutil.copytree(store, path)
    with TestClient(build_app(Settings(store=path)), HERE) as client:
        tag = client.get("/").headers["etag"]
        assert client.get("/", headers={"if-none-match": tag}).status_code == 304
        text = BUNDLED.read_text("utf-8").replace("2023年保定市", "2022年保定市")
        other = tmp_path / "other.txt"
        other.write_text(text, "utf-8")
        build([str(other)], StoreFolder(path), fresh=True)
        assert client.get("/", headers={"if-none-match": tag}).status_code == 200


def test_without_a_store_the_error_is_the_answer(tmp_path: Path) -> None:
    with TestClient(build_app(Settings(store=tmp_path)), HERE, headers={"accept-language": "en"}) as client:
        answer = client.get("/api/reports")
        assert answer.status_code == 503
        assert "kg build" in answer.json()["detail"]
