"""Answers kept as they are, while the store stays as it is.

What GET answers depends on the generation of the store, the URL with its host (the page of downloads shows
commands with it), the language and the `Accept` header; so a whole answer is kept (`kg.web.shelf`) and given
again, compressed where the client takes that, with a strong `ETag`.  Kept are answers with status 200 that
set no cookie and do not say `Cache-Control: no-store`.  HEAD answers as GET does, without the body.  Requests
for an answer that is being made wait for it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from functools import partial

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError
from kg.web.languages import wanted
from kg.web.shelf import VARIES, Kept, Key, Shelf, made

MAX_BYTES = 64 << 20
"""Of all answers that are kept."""
FILES = "/download/"
NEVER = ("/sparql", "/ask/", "/api/questions/", FILES)
"""What answers queries, where each runs for itself (`RAND()`, `NOW()`), or gives whole files."""
FOREVER = "/built/"
"""What lies there has another name when it changes."""
_REFUSED = re.compile(r"q=0(\.0*)?")

_Making = tuple[asyncio.AbstractEventLoop, str, Key]


class Caching:
    """Gives an answer from the shelf, or has the application make it."""

    def __init__(self, app: ASGIApp, generation: Callable[[], str], most: int = MAX_BYTES) -> None:
        self._app = app
        self._generation = generation
        self._shelf = Shelf(most)
        self._making: dict[_Making, asyncio.Future[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            send = partial(_without_body, send)
        generation = None if scope["path"].startswith(NEVER) else self._current()
        if generation is None:
            await self._pass(scope, receive, send)
            return
        headers = Headers(scope=scope)
        key = _key(scope, headers)
        kept = await self._kept(generation, key)
        if kept is None:
            kept = await self._make(generation, key, scope, receive, send)
        if kept is not None:
            await _give(kept, headers, send)

    def _current(self) -> str | None:
        """The generation, or None where there is none and an error is the answer."""
        try:
            generation = self._generation()
        except KgError:
            return None
        self._shelf.turn(generation)
        return generation

    async def _kept(self, generation: str, key: Key) -> Kept | None:
        """The answer from the shelf, after it was made if it is being made."""
        found = self._shelf.get(generation, key)
        making = self._making.get((asyncio.get_running_loop(), generation, key))
        if found is None and making is not None:
            await asyncio.shield(making)
            found = self._shelf.get(generation, key)
        return found

    async def _make(
        self, generation: str, key: Key, scope: Scope, receive: Receive, send: Send
    ) -> Kept | None:
        """The answer for the shelf; None if it is none for it, and sent already."""
        loop = asyncio.get_running_loop()
        mine = self._making.setdefault((loop, generation, key), loop.create_future())
        try:
            taking = _Taking(send)
            await self._app({**scope, "method": "GET"}, receive, taking)
            if taking.start is None:
                return None
            kept = await made(taking.start, bytes(taking.body), _lasting(scope["path"]))
            self._shelf.put(generation, key, kept)
            return kept
        finally:
            if not mine.done():
                mine.set_result(None)
            self._making.pop((loop, generation, key), None)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer as the application gives it; HEAD is asked as GET, but for files, which take long."""

        async def said(message: Message) -> None:
            if message["type"] == "http.response.start":
                _say(message)
            await send(message)

        if not scope["path"].startswith(FILES):
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, said)


class _Taking:
    """Takes an answer in; one that is not to be kept goes on to the client as it comes."""

    def __init__(self, send: Send) -> None:
        self.start: Message | None = None
        self.body = bytearray()
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if _keepable(message):
                self.start = message
                return
            _say(message)
        elif self.start is not None:
            self.body += message.get("body", b"")
            return
        await self._send(message)


def _key(scope: Scope, headers: Headers) -> Key:
    language = wanted(HTTPConnection(scope))
    accept, host = headers.get("accept", ""), headers.get("host", "")
    return scope["raw_path"], scope["query_string"], language, accept, host


def _keepable(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    stays = "no-store" in headers.get("cache-control", "")
    return start["status"] == 200 and not stays and "set-cookie" not in headers


def _say(start: Message) -> None:
    """Have whoever keeps the answer ask again before it is used, and know what it depends on."""
    start["headers"] = list(start.get("headers", ()))
    headers = MutableHeaders(raw=start["headers"])
    headers.setdefault("cache-control", "no-cache")
    headers["vary"] = VARIES.decode()


def _lasting(path: str) -> bytes:
    return b"public, max-age=31536000, immutable" if path.startswith(FOREVER) else b"no-cache"


async def _give(kept: Kept, headers: Headers, send: Send) -> None:
    """Send the answer in the form that the client takes, or that it has it already."""
    squeezed = kept.compressed if _takes_gzip(headers) else None
    form = squeezed or kept.plain
    if _has(headers.get("if-none-match"), form.etag):
        await send({"type": "http.response.start", "status": 304, "headers": list(form.unchanged)})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": list(form.headers)})
    await send({"type": "http.response.body", "body": form.body})


def _takes_gzip(headers: Headers) -> bool:
    """Whether `Accept-Encoding` takes gzip, by its name or by `*`."""
    takes: dict[str, bool] = {}
    for part in ",".join(headers.getlist("accept-encoding")).lower().split(","):
        name, _, weight = part.partition(";")
        takes[name.strip()] = not _REFUSED.fullmatch(weight.replace(" ", ""))
    return takes.get("gzip", takes.get("*", False))


def _has(said: str | None, etag: bytes) -> bool:
    """Whether `If-None-Match` names the tag, which proxies may have made a weak one."""
    if not said:
        return False
    known = {tag.strip().removeprefix("W/") for tag in said.split(",")}
    return "*" in known or etag.decode() in known


async def _without_body(send: Send, message: Message) -> None:
    if message["type"] == "http.response.body":
        message = {**message, "body": b""}
    await send(message)
