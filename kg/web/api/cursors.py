"""Cursors: where the next page of a list begins, as text that means nothing to clients.

A cursor names the last item of a page by what the list is ordered by, so that walking on gives every item
once, even when a build replaces the store meanwhile.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TypeVar

from kg.errors import BadValue
from kg.language import choose

MAX_CURSOR = 2_000
"""Characters that a cursor may have."""

Key = TypeVar("Key", bound=tuple[str | int, ...])


def cursor(list: str, key: tuple[str | int, ...]) -> str:
    """The cursor for what follows the item with that key in the list of that name."""
    text = json.dumps([list, *key], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def key_of(list: str, given: str | None, like: Key) -> Key | None:
    """The key in a cursor of that list, of the same types as `like`; raises BadValue for any other text."""
    if given is None:
        return None
    try:
        padded = given.encode("ascii") + b"=" * (-len(given) % 4)
        found = json.loads(urlsafe_b64decode(padded))
        name, key = found[0], tuple(found[1:])
        sound = name == list and [type(part) for part in key] == [type(part) for part in like]
        if sound and cursor(list, key) == given:
            return key  # type: ignore[return-value]  # just compared
    except (ValueError, LookupError, TypeError, RecursionError):
        pass
    wanted = choose("上一页给出的 next", "the `next` of the page before")
    raise BadValue(option="cursor", value=given[:40], wanted=wanted)
