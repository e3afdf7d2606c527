"""The files of exports: how many are made, for whom, and how long they stay."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import pytest
from fastapi import Request
from fastapi.exceptions import HTTPException
from fastapi.testclient import TestClient

from kg.asking.opened import OpenStore
from kg.errors import NoNode, QueryStopped
from kg.stores.folder import StoreFolder
from kg.web import downloads as files
from kg.web.app import build_app
from kg.web.exports import Exports, Key, Made
from kg.web.routes import downloads
from kg.web.settings import Settings
from tests.web.conftest import HERE

STORE = OpenStore(StoreFolder(Path("nowhere")))


def key(format: str = "nt", generation: str = "g-1") -> Key:
    return Key(STORE, generation, format, None, False)


def request(left: asyncio.Event | None = None) -> Request:
    """A request of a client that stays until the event."""

    async def receive() -> dict[str, str]:
        await (left or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    return Request({"type": "http", "method": "GET", "headers": []}, receive)


class Maker:
    """Makes files of so many bytes, each when it is let; `made` are the names of those that were begun."""

    def __init__(self, size: int = 10) -> None:
        self.may = threading.Event()
        self.begun = threading.Event()
        self.made: list[str] = []
        self._size = size

    def of(self, name: str) -> Callable[[], IO[bytes]]:
        def make() -> IO[bytes]:
            self.made.append(name)
            self.begun.set()
            assert self.may.wait(30)
            file = TemporaryFile()  # noqa: SIM115 - `Made` closes it
            file.write(name[:1].encode() * self._size)
            file.flush()
            return file

        return make


def content(made: Made) -> bytes:
    return b"".join(made.pieces())


def test_a_file_is_made_once_for_all_who_ask() -> None:
    exports, maker = Exports(), Maker()

    async def ask() -> list[Made]:
        asked = [asyncio.ensure_future(exports.file(request(), key(), maker.of("a"))) for _ in range(5)]
        await asyncio.sleep(0)
        maker.may.set()
        found = await asyncio.gather(*asked)
        return [*found, await exports.file(request(), key(), maker.of("b"))]

    found = asyncio.run(ask())
    assert maker.made == ["a"]
    assert {content(made) for made in found} == {b"a" * 10}
    assert {made.size for made in found} == {10}


def test_the_newest_files_are_kept_as_far_as_there_is_room() -> None:
    exports, maker = Exports(most=25), Maker()
    maker.may.set()

    async def ask() -> None:
        for name in ("a", "b", "a", "c", "a", "b"):
            assert content(await exports.file(request(), key(name), maker.of(name))) == name.encode() * 10

    asyncio.run(ask())
    assert maker.made == ["a", "b", "c", "b"]


def test_a_file_that_is_too_big_is_given_and_not_kept() -> None:
    exports, maker = Exports(most=5), Maker()
    maker.may.set()

    async def ask() -> list[bytes]:
        return [content(await exports.file(request(), key(), maker.of("a"))) for _ in range(2)]

    assert asyncio.run(ask()) == [b"a" * 10] * 2
    assert maker.made == ["a", "a"]


def test_the_files_of_an_older_generation_go() -> None:
    exports, maker = Exports(), Maker()
    maker.may.set()

    async def ask() -> None:
        for generation in ("g-1", "g-2", "g-2", "g-1"):
            await exports.file(request(), key(generation=generation), maker.of(generation))

    asyncio.run(ask())
    assert maker.made == ["g-1", "g-2", "g-1"]


def test_few_wait_and_the_others_are_told_when_to_come_again() -> None:
    exports, maker = Exports(waiting=2), Maker()

    async def ask() -> HTTPException:
        asked = [asyncio.ensure_future(exports.file(request(), key(name), maker.of(name))) for name in "abc"]
        await asyncio.sleep(0)
        with pytest.raises(HTTPException) as refused:
            await exports.file(request(), key("d"), maker.of("d"))
        maker.may.set()
        await asyncio.gather(*asked)
        await exports.file(request(), key("e"), maker.of("e"))
        return refused.value

    refused = asyncio.run(ask())
    assert refused.status_code == 503
    assert refused.headers is not None
    assert int(refused.headers["Retry-After"]) > 0
    assert maker.made == ["a", "b", "c", "e"]


def test_what_waits_for_a_client_that_left_is_not_made() -> None:
    exports, maker = Exports(), Maker()

    async def ask() -> None:
        gone = asyncio.Event()
        first = asyncio.ensure_future(exports.file(request(), key("a"), maker.of("a")))
        await asyncio.to_thread(maker.begun.wait, 30)
        waiting = asyncio.ensure_future(exports.file(request(gone), key("b"), maker.of("b")))
        shared = [
            asyncio.ensure_future(exports.file(request(who), key("c"), maker.of("c"))) for who in (gone, None)
        ]
        await asyncio.sleep(0)
        gone.set()
        for left in (waiting, shared[0]):
            with pytest.raises(QueryStopped):
                await left
        maker.may.set()
        await asyncio.gather(first, shared[1])
        await exports.file(request(), key("b"), maker.of("b again"))

    asyncio.run(ask())
    assert maker.made == ["a", "c", "b again"]


def test_an_error_is_told_and_not_kept() -> None:
    exports, maker = Exports(), Maker()
    maker.may.set()

    def fail() -> IO[bytes]:
        raise NoNode(name="x")

    async def ask() -> None:
        with pytest.raises(NoNode):
            await exports.file(request(), key(), fail)
        await exports.file(request(), key(), maker.of("a"))

    asyncio.run(ask())
    assert maker.made == ["a"]


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formats of the exports that are made from now on."""
    begun: list[str] = []

    def made(store: OpenStore, format: str, report: str | None, *, raw: bool) -> IO[bytes]:
        begun.append(format)
        return files.made(store, format, report, raw=raw)

    monkeypatch.setattr(downloads, "made", made)
    monkeypatch.setattr(downloads, "_exports", Exports())
    return begun


def test_a_file_is_given_again_and_head_makes_none(store: Path, begun: list[str]) -> None:
    with TestClient(build_app(Settings(store=store)), HERE) as client:
        head = client.head("/download/facts")
        assert (head.status_code, begun) == (200, [])
        first = client.get("/download/facts")
        assert first.headers["content-disposition"] == head.headers["content-disposition"]
        assert client.get("/download/facts").content == first.content
        assert begun == ["facts"]
        client.get("/download/facts?raw=1")
        assert begun == ["facts", "facts"]
