"""The exports of requests: one at a time, few wait, the newest stay, none is for a client that left."""

from __future__ import annotations

import asyncio
import os
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import IO, NamedTuple

from fastapi import Request
from fastapi.exceptions import HTTPException

from kg.asking.opened import OpenStore
from kg.errors import QueryStopped
from kg.language import choose
from kg.web.queries import left

MOST_WAITING = 4
"""Exports that wait while one is made."""
MOST_BYTES = 256 << 20
"""Of all files that are kept, on disk."""
_CHUNK = 1 << 18
_RETRY_AFTER = "20"
"""In seconds: about what an export takes."""


class Key(NamedTuple):
    """What a file depends on."""

    store: OpenStore
    generation: str
    format: str
    report: str | None
    raw: bool


class Made:
    """A file that several clients may read at once; it is gone when nobody has it any more."""

    def __init__(self, file: IO[bytes]) -> None:
        self._descriptor = file.fileno()
        self.size = os.fstat(self._descriptor).st_size
        weakref.finalize(self, file.close)

    def pieces(self) -> Iterator[bytes]:
        """What the file holds, piece by piece."""
        at = 0
        while piece := os.pread(self._descriptor, _CHUNK, at):
            at += len(piece)
            yield piece


@dataclass(slots=True)
class _Work:
    """An export under way, and how many clients wait for it."""

    file: Future[Made]
    clients: int = 0


class Exports:
    """Makes files, and keeps the newest.  It is used from the event loops of several threads."""

    def __init__(self, waiting: int = MOST_WAITING, most: int = MOST_BYTES) -> None:
        self._waiting = waiting
        self._most = most
        self._lock = threading.Lock()
        self._turns = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._under_way: dict[Key, _Work] = {}
        self._kept: OrderedDict[Key, Made] = OrderedDict()

    async def file(self, request: Request, key: Key, make: Callable[[], IO[bytes]]) -> Made:
        """The file, which `make` gives at its start if it is not there yet.

        Raises HTTPException (503) if too many wait already, QueryStopped if the client leaves, and what
        `make` raises.
        """
        found = self._joined(key, make)
        if isinstance(found, Made):
            return found
        done = asyncio.wrap_future(found.file)
        leaving = asyncio.ensure_future(left(request))
        either: list[asyncio.Future[object]] = [done, leaving]  # type: ignore[list-item]
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not done.done():
                raise QueryStopped
            return done.result()
        finally:
            leaving.cancel()
            self._part(key, found)

    def _joined(self, key: Key, make: Callable[[], IO[bytes]]) -> Made | _Work:
        """The file, or the work on it, begun if it was not under way."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            work = self._under_way.get(key)
            if work is None:
                if len(self._under_way) > self._waiting:
                    raise _busy()
                work = _Work(self._turns.submit(copy_context().run, self._make, key, make))
                self._under_way[key] = work
            work.clients += 1
            return work

    def _part(self, key: Key, work: _Work) -> None:
        """One client waits no more; work that nobody waits for is not begun."""
        with self._lock:
            work.clients -= 1
            if not work.clients and work.file.cancel() and self._under_way.get(key) is work:
                del self._under_way[key]

    def _make(self, key: Key, make: Callable[[], IO[bytes]]) -> Made:
        try:
            made = Made(make())
        except BaseException:
            with self._lock:
                del self._under_way[key]
            raise
        with self._lock:
            del self._under_way[key]
            self._keep(key, made)
        return made

    def _keep(self, key: Key, made: Made) -> None:
        """Keep the file, and no more than there is room for, none of an older generation."""
        for other in tuple(self._kept):
            if other.store is key.store and other.generation != key.generation:
                del self._kept[other]
        self._kept[key] = made
        while sum(file.size for file in self._kept.values()) > self._most:
            self._kept.popitem(last=False)


def _busy() -> HTTPException:
    said = choose(
        "正在生成的文件太多，请稍后再试", "too many files are being made just now; try again in a while"
    )
    return HTTPException(503, said, {"Retry-After": _RETRY_AFTER})
