"""Answers kept as they are, while the store stays as it is.

What GET answers depends on the generation of the store, the URL, the language and the `Accept` header; so a
whole answer is kept and given again, compressed where the client takes that, with a strong `ETag`.  Kept are
answers with status 200 that set no cookie and do not say `Cache-Control: no-store`.  HEAD answers as GET
does, without the body.  Requests for an answer that is being made wait for it.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError
from kg.web.languages import wanted

MAX_BYTES = 64 << 20
"""Of all answers that are kept."""
MAX_ANSWER = 8 << 20
"""Of one, in bytes before it is compressed."""
NEVER = ("/sparql", "/ask/q", "/api/questions/", "/download/", "/assets/")
"""What answers queries or gives files that may change."""
FOREVER = "/built/"
"""What lies there has another name when it changes."""
_COMPRESSED_FROM = 1_400
"""In bytes; less fits in a packet as it is."""
_IN_A_THREAD_FROM = 64 << 10
_VARIES = b"Accept, Accept-Encoding, Accept-Language, Cookie"
_TEXT = ("text/", "application/json", "application/ld+json", "application/n-", "image/svg+xml")
_REPLACED = frozenset({b"content-length", b"etag", b"vary", b"cache-control"})

Pair = tuple[bytes, bytes]
Key = tuple[bytes, bytes, str, str, str]
"""What an answer depends on beside the generation: path, query, language, `Accept`, `Host`."""


@dataclass(frozen=True, slots=True)
class Form:
    """A body with its headers, and those of `304 Not Modified`."""

    body: bytes
    etag: bytes
    headers: list[Pair]
    unchanged: list[Pair]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, plain, and compressed where that is worth it."""

    plain: Form
    compressed: Form | None

    def size(self, key: Key) -> int:
        """In bytes, about, with what it is kept under."""
        squeezed = len(self.compressed.body) if self.compressed else 0
        return len(self.plain.body) + squeezed + sum(map(len, key)) + 2_000


class Shelf:
    """The answers of one generation, those used longest ago given up first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0
        self._generation = ""

    def get(self, generation: str, key: Key) -> Kept | None:
        """The answer to this request, if it is kept."""
        if generation != self._generation:
            self._held.clear()
            self._size, self._generation = 0, generation
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def put(self, generation: str, key: Key, kept: Kept) -> None:
        """Keep the answer, unless the generation is another one by now."""
        if generation != self._generation or key in self._held:
            return
        self._held[key] = kept
        self._size += kept.size(key)
        while self._size > self._most:
            oldest, given_up = self._held.popitem(last=False)
            self._size -= given_up.size(oldest)


class Caching:
    """Gives an answer from the shelf, or has the application make it."""

    def __init__(self, app: ASGIApp, generation: Callable[[], str], most: int = MAX_BYTES) -> None:
        self._app = app
        self._generation = generation
        self._shelf = Shelf(most)
        self._making: dict[tuple[asyncio.AbstractEventLoop, Key], asyncio.Future[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            send = partial(_without_body, send)
        path = scope["path"]
        generation = None if path.startswith(NEVER) else self._current()
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
            return self._generation()
        except KgError:
            return None

    async def _kept(self, generation: str, key: Key) -> Kept | None:
        """The answer from the shelf, after it was made if it is being made."""
        found = self._shelf.get(generation, key)
        if found is None and (making := self._making.get((asyncio.get_running_loop(), key))) is not None:
            await asyncio.shield(making)
            found = self._shelf.get(generation, key)
        return found

    async def _make(
        self, generation: str, key: Key, scope: Scope, receive: Receive, send: Send
    ) -> Kept | None:
        """The answer for the shelf; None if it is none for it, and sent already."""
        loop = asyncio.get_running_loop()
        mine = self._making.setdefault((loop, key), loop.create_future())
        try:
            taking = _Taking(send)
            await self._app({**scope, "method": "GET"}, receive, taking)
            if taking.start is None:
                return None
            kept = await _made(taking.start, bytes(taking.body), _lasting(scope["path"]))
            self._shelf.put(generation, key, kept)
            return kept
        finally:
            if not mine.done():
                mine.set_result(None)
            self._making.pop((loop, key), None)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer as the application gives it."""

        async def said(message: Message) -> None:
            if message["type"] == "http.response.start":
                _say(message)
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, said)


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
            if len(self.body) <= MAX_ANSWER:
                return
            start, self.start = self.start, None
            await self._send(start)
            message = {**message, "body": bytes(self.body)}
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
    """Have whoever keeps the answer ask again before it is used."""
    start["headers"] = list(start.get("headers", ()))
    MutableHeaders(raw=start["headers"]).setdefault("cache-control", "no-cache")


def _lasting(path: str) -> bytes:
    return b"public, max-age=31536000, immutable" if path.startswith(FOREVER) else b"no-cache"


async def _made(start: Message, body: bytes, lasting: bytes) -> Kept:
    """The answer with its forms; big ones are compressed in a thread."""
    headers = [pair for pair in start["headers"] if pair[0] not in _REPLACED]
    held = Headers(raw=start["headers"])
    plain = _form(body, headers, lasting)
    worth = len(body) >= _COMPRESSED_FROM and held.get("content-type", "").startswith(_TEXT)
    if not worth or "content-encoding" in held:
        return Kept(plain, None)
    if len(body) >= _IN_A_THREAD_FROM:
        small = await asyncio.to_thread(gzip.compress, body, 5, mtime=0)
    else:
        small = gzip.compress(body, 5, mtime=0)
    return Kept(plain, _form(small, [*headers, (b"content-encoding", b"gzip")], lasting))


def _form(body: bytes, headers: list[Pair], lasting: bytes) -> Form:
    etag = b'"' + hashlib.blake2b(body, digest_size=12).hexdigest().encode() + b'"'
    said = [(b"etag", etag), (b"vary", _VARIES), (b"cache-control", lasting)]
    length = (b"content-length", str(len(body)).encode())
    kept = [pair for pair in headers if pair[0] == b"content-language"]
    return Form(body, etag, [*headers, length, *said], [*kept, *said])


async def _give(kept: Kept, headers: Headers, send: Send) -> None:
    """Send the answer in the form that the client takes, or that it has it already."""
    squeezed = kept.compressed is not None and "gzip" in headers.get("accept-encoding", "")
    form = kept.compressed if squeezed and kept.compressed else kept.plain
    if _has(headers.get("if-none-match"), form.etag):
        await send({"type": "http.response.start", "status": 304, "headers": list(form.unchanged)})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": list(form.headers)})
    await send({"type": "http.response.body", "body": form.body})


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
