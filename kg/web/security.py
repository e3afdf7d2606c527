"""What every request passes before the explorer looks at it, and the headers of every answer.

Refused are hosts and sites that `kg.web.origins` does not know (403), requests without the token where one is
wanted (401), URLs over `MAX_URL` (414), bodies over `MAX_BODY` (413) or slower than `MAX_WAIT` (408).  The
style sheets, scripts and pictures of the program itself, which hold nothing of a report, need no token, so
that the page that asks for it looks right.

The Content-Security-Policy lets a page run the explorer's own scripts alone.  The editors of queries set
styles, fonts and workers of their own, so their pages alone may have these inline.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.language import speaking
from kg.web import languages, messages
from kg.web.origins import Origins, Verdict
from kg.web.problems import for_programs, problem
from kg.web.rendering import render
from kg.web.settings import Settings
from kg.web.tokens import Tokens, without_token

MAX_BODY = 1 << 20
"""In bytes."""
MAX_URL = 16 << 10
"""In bytes, without the host; longer queries can be posted."""
MAX_WAIT = 30.0
"""In seconds, until the body has come."""
OPEN = ("/assets/", "/built/")

_POLICY = (
    b"default-src 'none'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
)
_STRICT = _POLICY + b"style-src 'self'; font-src 'self'"
_EDITING = _POLICY + b"style-src 'self' 'unsafe-inline'; font-src 'self' data:; worker-src 'self' blob:"
_EDITORS = frozenset({"/ask/sparql", "/ask/cypher"})
_ALWAYS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]
_PAGE = [*_ALWAYS, (b"content-security-policy", _STRICT)]
_EDITOR = [*_ALWAYS, (b"content-security-policy", _EDITING)]
_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "Accept, Content-Type, If-None-Match",
    "access-control-max-age": "86400",
}


class Security:
    """Lets a request through to the application, or answers it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._origins = Origins(settings)
        self._tokens = Tokens(settings.token, settings.port) if settings.token is not None else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = _headers(scope)
        verdict = self._origins.judge(scope["method"], scope["path"], headers)
        extra = self._extra(scope, verdict)

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *extra]
            await send(message)

        refusal = self._refusal(scope, headers, verdict)
        if refusal is None and _has_body(headers):
            try:
                receive = _again(await _body(headers, receive), receive)
            except _Left:
                return
            except _TooBig:
                refusal = _refused(scope, 413, "too_big", most=MAX_BODY)
            except TimeoutError:
                refusal = _refused(scope, 408, "too_slow", seconds=MAX_WAIT)
                refusal.headers["connection"] = "close"
        await (refusal or self._app)(scope, receive, secured)

    def _refusal(self, scope: Scope, headers: Mapping[str, str], verdict: Verdict) -> Response | None:
        """The answer that needs no application, if there is one."""
        if len(scope["raw_path"]) + len(scope["query_string"]) > MAX_URL:
            return _refused(scope, 414, "too_long", most=MAX_URL)
        if not self._origins.knows(headers.get("host", "")):
            return _refused(scope, 403, "unknown_host", host=headers.get("host", "")[:100])
        if verdict is Verdict.REFUSED:
            return _refused(scope, 403, "other_site")
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            return Response(status_code=204, headers=_PREFLIGHT)
        return self._admission(scope, headers, self._tokens) if self._tokens else None

    def _admission(self, scope: Scope, headers: Mapping[str, str], tokens: Tokens) -> Response | None:
        """The way to the same page with the cookie, if the URL has the token; else the question for it.

        None for what shows the token as it should, or needs none.
        """
        given, rest = without_token(scope["query_string"])
        if given is not None and scope["method"] == "GET" and tokens.right(given):
            path = b"/" + scope["raw_path"].lstrip(b"/")
            answer: Response = RedirectResponse((path + b"?" + rest if rest else path).decode("latin-1"), 303)
            answer.headers["set-cookie"] = tokens.cookie
        elif tokens.shown(headers) or scope["path"].startswith(OPEN):
            return None
        else:
            answer = _asked({**scope, "query_string": rest}, wrong=given is not None)
            answer.headers["www-authenticate"] = "Bearer"
        answer.headers["cache-control"] = "no-store"
        return answer

    def _extra(self, scope: Scope, verdict: Verdict) -> list[tuple[bytes, bytes]]:
        """The headers that the answer gets."""
        fixed = _EDITOR if scope["path"] in _EDITORS else _PAGE
        if verdict is Verdict.REFUSED or not self._origins.shares(scope["path"]):
            return [*fixed, (b"cross-origin-resource-policy", b"same-origin")]
        return [
            *fixed,
            (b"cross-origin-resource-policy", b"cross-origin"),
            (b"access-control-allow-origin", b"*"),
            (b"access-control-expose-headers", b"ETag, Link, Location"),
        ]


def _headers(scope: Scope) -> dict[str, str]:
    """The headers of a request, the first of each name."""
    pairs = reversed(scope["headers"])
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in pairs}


def _has_body(headers: Mapping[str, str]) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


class _Left(Exception):
    """The client has left before its body was whole."""


class _TooBig(Exception):
    """The body is over `MAX_BODY`."""


async def _body(headers: Mapping[str, str], receive: Receive) -> bytes:
    """The whole body; raises `_TooBig`, `_Left`, and TimeoutError after `MAX_WAIT`."""
    said = headers.get("content-length", "0")
    if said.isdecimal() and int(said) > MAX_BODY:
        raise _TooBig
    body = bytearray()
    async with asyncio.timeout(MAX_WAIT):
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _Left
            body += message.get("body", b"")
            if len(body) > MAX_BODY:
                raise _TooBig
            if not message.get("more_body"):
                return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives the body once more, and then what else comes."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay


def _refused(scope: Scope, status: int, text: str, **values: Any) -> Response:
    """The answer to what is not let through; it does not use the `Host`, which may be no host at all."""
    request = Request({**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"host"]})
    with speaking(languages.wanted(request)):
        return problem(request, status, messages.text(f"security.{text}", **values))


def _asked(scope: Scope, *, wrong: bool) -> Response:
    """The question for the token."""
    request = Request(scope)
    with speaking(languages.wanted(request)):
        said = messages.text("security.wrong_token" if wrong else "security.no_token")
        if for_programs(request):
            return problem(request, 401, said)
        return render(request, "token.html", status=401, said=said, kept=request.query_params.multi_items())
