"""Which language a request is answered in: `?lang=`, else the cookie, else what the browser asks for."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.language import LANGUAGES, speaking

COOKIE = "kg-lang"
_YEAR = 31_536_000


def wanted(connection: HTTPConnection) -> str:
    """`zh` or `en`; Chinese where nothing is said, as the reports are."""
    for said in (connection.query_params.get("lang"), connection.cookies.get(COOKIE)):
        if said in LANGUAGES:
            return said
    for part in connection.headers.get("accept-language", "").lower().split(","):
        name = part.strip()[:2]
        if name in LANGUAGES:
            return name
    return LANGUAGES[0]


class Languages:
    """Speaks the language of each request while it is answered, and keeps the one that `?lang=` chose."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        language = wanted(connection)
        chosen = connection.query_params.get("lang") in LANGUAGES

        async def speak(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-language", language)
                if chosen:
                    cookie = f"{COOKIE}={language}; Path=/; Max-Age={_YEAR}; SameSite=Lax"
                    headers.append("set-cookie", cookie)
            await send(message)

        with speaking(language):
            await self._app(scope, receive, speak)
