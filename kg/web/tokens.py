"""The token that an explorer may want of every request: as `Authorization: Bearer`, or in a cookie.

`?token=` in a URL gives the cookie, which holds not the token itself: a browser sends the cookies of this
machine to every port of it.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from starlette.requests import cookie_parser

PARAMETER = "token"


class Tokens:
    """Knows the token of an explorer at this port; every comparison takes the same time."""

    def __init__(self, token: str, port: int) -> None:
        self._token = token.encode()
        self._name = f"kg-token-{port}"
        self._value = hmac.digest(self._token, b"kg cookie", "sha256").hex()

    @property
    def cookie(self) -> str:
        """The `Set-Cookie` for whoever has shown the token."""
        return f"{self._name}={self._value}; Path=/; HttpOnly; SameSite=Strict"

    def shown(self, headers: Mapping[str, str]) -> bool:
        """Whether the request may pass."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self.right(given.strip())
        held = cookie_parser(headers.get("cookie", "")).get(self._name, "")
        return hmac.compare_digest(held.encode(), self._value.encode())

    def right(self, token: str) -> bool:
        """Whether this is the token."""
        return hmac.compare_digest(token.encode(), self._token)


def without_token(query: bytes) -> tuple[str | None, bytes]:
    """The token in the query of a URL, and the query without it."""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    token = next((value for name, value in pairs if name == PARAMETER), None)
    return token, urlencode([pair for pair in pairs if pair[0] != PARAMETER]).encode()
