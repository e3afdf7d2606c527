"""What is kept of the answers, and how it is given again."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
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
from kg.web.caching import Caching
from kg.web.languages import Languages
from kg.web.serving import listen
from kg.web.settings import Settings
from kg.web.shelf import MAX_ANSWER
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
        headers = {"secret": {"cache-control": "no-store"}, "place": {"content-location": "/x"}}.get(path, {})
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
    [
        "/sparql",
        "/ask/q/terms",
        "/ask/sparql?run=1",
        "/ask/cypher?run=1",
        "/api/questions/terms",
        "/secret",
        "/missing",
        "/download/ttl",
        "/a?lang=zh",
    ],
)
def test_what_is_never_kept(counting: Counting, counted: TestClient, path: str) -> None:
    counted.get(path)
    answer = counted.get(path)
    assert counting.answered == 2
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == ("no-store" if path == "/secret" else "no-cache")
    assert "Accept-Language" in answer.headers["vary"]


def test_posts_pass(counting: Counting, counted: TestClient) -> None:
    assert counted.post("/a").status_code == 405


@pytest.mark.parametrize("said", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
def test_nothing_is_sent_twice(counted: TestClient, said: str) -> None:
    first = counted.get("/place")
    again = counted.get("/place", headers={"if-none-match": said.format(tag=first.headers["etag"])})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "vary", "cache-control", "content-language", "content-location"):
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


@pytest.mark.parametrize(
    ("said", "compressed"),
    [
        ("gzip;q=0", False),
        ("gzip; Q=0.000, *", False),
        ("br", False),
        ("*;q=0", False),
        ("gzip;q=0.1", True),
        ("br, GZIP", True),
        ("identity;q=0, *", True),
    ],
)
def test_compressed_by_the_weight_that_it_has(counted: TestClient, said: str, compressed: bool) -> None:
    answer = counted.get("/a?size=5000", headers={"accept-encoding": said})
    assert ("content-encoding" in answer.headers) == compressed


def test_what_is_too_long_to_keep_has_its_headers(counting: Counting, counted: TestClient) -> None:
    path = f"/a?size={MAX_ANSWER}"
    answer = counted.get(path)
    assert len(answer.content) > MAX_ANSWER
    assert answer.headers["cache-control"] == "no-cache"
    assert "Accept-Language" in answer.headers["vary"]
    assert answer.headers["etag"]
    counted.get(path)
    assert counting.answered == 2


def test_head_is_get_without_the_body(counting: Counting, counted: TestClient) -> None:
    head, get = counted.head("/a"), counted.get("/a")
    assert counting.answered == 1
    assert head.content == b""
    assert dict(head.headers) == dict(get.headers)


@contextmanager
def served(counting: Counting, store: Path) -> Iterator[str]:
    """The URL of a real server of it, without the last slash."""
    found, settings = listen(replace(Settings(store=store), port=0))
    server = uvicorn.Server(uvicorn.Config(counting.app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [found]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{settings.port}"
    finally:
        server.should_exit = True
        thread.join()


def test_many_at_once_have_it_made_once(counting: Counting, store: Path) -> None:
    with served(counting, store) as url, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: httpx.get(f"{url}/a?wait=0.5", timeout=30).text, range(8)))
    assert len(set(answers)) == 1
    assert counting.answered == 1


def test_whoever_still_waits_for_the_last_generation_leaves_the_shelf_full(
    counting: Counting, store: Path
) -> None:
    with served(counting, store) as url, ThreadPoolExecutor(2) as pool:
        early = [pool.submit(httpx.get, f"{url}/a?wait=1.5", timeout=30) for _ in range(2)]
        while not counting.answered:
            time.sleep(0.01)
        time.sleep(0.3)
        counting.generation = "g-2"
        first = httpx.get(f"{url}/b")
        wait(early)
        assert httpx.get(f"{url}/b").text == first.text


def test_the_program_s_own_files_have_tags(client: TestClient) -> None:
    for path in ("/assets/types.css", "/assets/shapes.svg", "/assets/highlights.css", "/assets/base.css"):
        first = client.get(path, headers={"accept-encoding": "gzip"})
        assert client.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert first.headers["content-encoding"] == "gzip"


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
