"""What went wrong, as HTTP says it: a page for people, `application/problem+json` (RFC 9457) for programs."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from kg.errors import (
    KgError,
    NoNode,
    NothingFound,
    QueryFailed,
    QueryStopped,
    QueryTimeout,
    StoreError,
    UnknownName,
    UsageError,
)
from kg.web import messages
from kg.web.api.wrong import summary, wrong_parts
from kg.web.negotiation import wants_page
from kg.web.rendering import render

_STATUSES: tuple[tuple[type[KgError], int], ...] = (
    (NoNode, 404),
    (NothingFound, 404),
    (UnknownName, 404),
    (UsageError, 400),
    (QueryTimeout, 504),
    (QueryStopped, 503),
    (QueryFailed, 503),
    (StoreError, 503),
)
_PROGRAMS = ("/api", "/sparql", "/data/", "/download/")
"""Paths under which no page is shown, whatever the client accepts."""
_RETRY = "10"
"""In seconds: when to ask again for what is not to be had just now."""


def install(app: FastAPI) -> None:
    """Have the app answer the errors of the program, of wrong requests and of HTTP itself."""

    @app.exception_handler(KgError)
    def failed(request: Request, error: KgError) -> Response:
        return problem(request, status_of(error), message(error))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        detail = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        return problem(request, error.status_code, detail, dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def wrong(request: Request, error: RequestValidationError) -> Response:
        parts = wrong_parts(error)
        return problem(request, 422, summary(parts), errors=parts)

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        return problem(request, 500, "")  # the server logs the error


def status_of(error: KgError) -> int:
    """The status of HTTP for an error of the program."""
    return next((status for cls, status in _STATUSES if isinstance(error, cls)), 500)


def message(error: KgError) -> str:
    """The message of an error, in words that fit the web where it speaks of the command line."""
    key = f"errors.{type(error).__name__}"
    if not messages.has(key):
        key = "errors.StoreError" if isinstance(error, StoreError) else ""
    if not key:
        return str(error)
    option = str(error.details.get("option", "")).lstrip("-")
    return " ".join(messages.text(key, **{**error.details, "option": option}).split())


def for_programs(request: Request) -> bool:
    """Whether the answer is no page."""
    return request.method != "GET" or request.url.path.startswith(_PROGRAMS) or not wants_page(request)


def problem(
    request: Request,
    status: int,
    detail: str,
    headers: dict[str, str] | None = None,
    errors: list[dict[str, str]] | None = None,
) -> Response:
    """The answer to a request that failed; `errors` are its wrong parts."""
    title = HTTPStatus(status).phrase
    if not for_programs(request):
        answer: Response = render(request, "problem.html", status=status, detail=detail, code=status)
    else:
        body: dict[str, object] = {"type": "about:blank", "title": title, "status": status}
        if detail:
            body["detail"] = detail
        if errors:
            body["errors"] = errors
        answer = JSONResponse(body, status, media_type="application/problem+json")
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["retry-after"] = _RETRY
    answer.headers.update(headers or {})
    return answer
