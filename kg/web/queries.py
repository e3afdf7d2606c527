"""Queries of requests: a few at a time, each within the time limit, none for a client that has left."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from time import monotonic
from typing import Any, TypeVar

from fastapi import Request

from kg.asking.child import Stop
from kg.errors import QueryStopped, QueryTimeout
from kg.web.site import Site

T = TypeVar("T")

AT_ONCE = max(2, os.cpu_count() or 1)
_LEAST = 0.01
"""In seconds: what a query has whose turn comes at the end of its time."""
_turns = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="query")
_asked: set[Stop] = set()


async def answered(request: Request, site: Site, ask: Callable[..., T], *args: Any, **values: Any) -> T:
    """What `ask(*args, **values)` answers, which takes `timeout`, `size` and `stop` as well.

    It runs in a thread, `AT_ONCE` at most; the wait for a turn counts as time of the query.  When the client
    leaves, the query is cancelled.  The body of the request must have been read before.

    Raises QueryTimeout, QueryStopped, and what `ask` raises.
    """
    stop, seconds = Stop(), site.settings.timeout
    ends = monotonic() + seconds

    def turn() -> T:
        try:
            left = max(ends - monotonic(), _LEAST)
            return ask(*args, **values, timeout=left, size=site.settings.size, stop=stop)
        except QueryTimeout:
            raise QueryTimeout(seconds=seconds) from None

    waiting = _turns.submit(copy_context().run, turn)
    answer = asyncio.wrap_future(waiting)
    leaving = asyncio.ensure_future(left(request))
    either: list[asyncio.Future[Any]] = [answer, leaving]
    _asked.add(stop)
    try:
        await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if leaving.done() and not answer.done():
            raise QueryStopped
        if waiting.cancel():
            raise QueryTimeout(seconds=seconds)
        return await answer
    finally:
        _asked.discard(stop)
        stop.cancel()
        answer.cancel()
        leaving.cancel()


def stop_all() -> None:
    """Cancel the queries of all requests: those raise QueryStopped."""
    for stop in tuple(_asked):
        stop.cancel()


async def left(request: Request) -> None:
    """Ends when the client has left; the body of the request must have been read before."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
