"""Whole answers with their headers, plain and compressed, and the shelf for those of one generation."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Message

MAX_ANSWER = 8 << 20
"""In bytes before it is compressed: what is longer is neither compressed nor kept."""
VARIES = b"Accept, Accept-Encoding, Accept-Language, Cookie"
_COMPRESSED_FROM = 1_400
"""In bytes; less fits in a packet as it is."""
_IN_A_THREAD_FROM = 64 << 10
_TEXT = ("text/", "application/json", "application/ld+json", "application/n-", "image/svg+xml")
_REPLACED = frozenset({b"content-length", b"etag", b"vary", b"cache-control"})
_UNCHANGED = frozenset({b"content-language", b"content-location"})
"""What `304 Not Modified` repeats beside what is replaced."""

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

    def turn(self, generation: str) -> None:
        """Begin anew if the store has another generation now."""
        if generation != self._generation:
            self._held.clear()
            self._size, self._generation = 0, generation

    def get(self, generation: str, key: Key) -> Kept | None:
        """The answer to this request, if it is kept."""
        found = self._held.get(key) if generation == self._generation else None
        if found is not None:
            self._held.move_to_end(key)
        return found

    def put(self, generation: str, key: Key, kept: Kept) -> None:
        """Keep the answer, unless it is too long or the generation is another one by now."""
        if generation != self._generation or key in self._held or len(kept.plain.body) > MAX_ANSWER:
            return
        self._held[key] = kept
        self._size += kept.size(key)
        while self._size > self._most:
            oldest, given_up = self._held.popitem(last=False)
            self._size -= given_up.size(oldest)


async def made(start: Message, body: bytes, lasting: bytes) -> Kept:
    """The answer with its forms; big ones are compressed in a thread.  `lasting` is its `Cache-Control`."""
    headers = [pair for pair in start["headers"] if pair[0] not in _REPLACED]
    plain = form(body, headers, lasting)
    if not _worth(Headers(raw=start["headers"]), len(body)):
        return Kept(plain, None)
    if len(body) >= _IN_A_THREAD_FROM:
        small = await asyncio.to_thread(gzip.compress, body, 5, mtime=0)
    else:
        small = gzip.compress(body, 5, mtime=0)
    return Kept(plain, form(small, [*headers, (b"content-encoding", b"gzip")], lasting))


def _worth(held: Headers, length: int) -> bool:
    """Whether an answer is compressed."""
    text = held.get("content-type", "").startswith(_TEXT) and "content-encoding" not in held
    return text and _COMPRESSED_FROM <= length <= MAX_ANSWER


def form(body: bytes, headers: list[Pair], lasting: bytes) -> Form:
    """The body with a strong `ETag` and what tells others how to keep it."""
    etag = b'"' + hashlib.blake2b(body, digest_size=12).hexdigest().encode() + b'"'
    said = [(b"etag", etag), (b"vary", VARIES), (b"cache-control", lasting)]
    length = (b"content-length", str(len(body)).encode())
    repeated = [pair for pair in headers if pair[0] in _UNCHANGED]
    return Form(body, etag, [*headers, length, *said], [*repeated, *said])
