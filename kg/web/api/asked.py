"""What the routes share: parameters, the identifier in a path, and answers as JSON."""

from __future__ import annotations

import json
import math
import re
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Query, Request
from fastapi.responses import Response
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from kg.model import NODE_CLASSES, PREDICATES
from kg.vocabulary import from_path
from kg.web.api.cursors import MAX_CURSOR

MAX_LIMIT = 200
"""Items that a page of a list may have."""
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")


def _integer(text: object) -> object:
    """Pydantic would also take `1_0` and ` 1 `."""
    if isinstance(text, str) and not _INTEGER.fullmatch(text):
        raise PydanticCustomError("int_parsing", "not an integer")
    return text


def _known_type(name: str) -> str:
    if name not in NODE_CLASSES:
        raise PydanticCustomError("unknown_type", "no such type", {"known": ", ".join(NODE_CLASSES)})
    return name


def _known_predicate(name: str) -> str:
    if name not in PREDICATES:
        raise PydanticCustomError("unknown_predicate", "no such predicate", {"known": ", ".join(PREDICATES)})
    return name


INTEGER = BeforeValidator(_integer)
"""Comes last in a type, so that the bounds before it are in the document."""
Type = Annotated[
    str | None,
    AfterValidator(lambda name: name if name is None else _known_type(name)),
    Query(
        json_schema_extra={"type": "string", "enum": list(NODE_CLASSES)},
    ),
]
Predicates = Annotated[
    list[
        Annotated[str, AfterValidator(_known_predicate), Field(json_schema_extra={"enum": list(PREDICATES)})]
    ]
    | None,
    Query(max_length=len(PREDICATES)),
]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT), INTEGER]
Cursor = Annotated[
    str | None,
    Query(max_length=MAX_CURSOR),
]


def in_path(request: Request, after: int = 3, before: int = 0) -> str:
    """The identifier in the path of the request as it was sent, percent-encoding and all.

    `after` counts the segments before it, with the empty one at the beginning, `before` those behind it.
    """
    segments = request.scope["raw_path"].partition(b"?")[0].decode("ascii", "replace").split("/")
    return from_path("/".join(segments[after : len(segments) - before]))


def as_json(value: object, **headers: str) -> Response:
    """An answer of JSON; what JSON has no number for is text, what UTF-8 has no bytes for is `?`."""
    try:
        text = _dumped(value)
    except ValueError:
        text = _dumped(_finite(value))
    named = {name.replace("_", "-").title(): said for name, said in headers.items()}
    return Response(text.encode("utf-8", "replace"), media_type="application/json", headers=named)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _finite(value: Any) -> Any:
    match value:
        case float() if not math.isfinite(value):
            return str(value)
        case dict():
            return {key: _finite(item) for key, item in value.items()}
        case list() | tuple():
            return [_finite(item) for item in value]
    return value


def as_page(request: Request, items: list[dict[str, object]], next: str | None, **more: object) -> Response:
    """A page of a list: its items, and where the next begins, in the body and as `Link` (RFC 8288)."""
    body = {**more, "items": items, "next": next}
    if next is None:
        return as_json(body)
    path = quote(request.scope["raw_path"].partition(b"?")[0], safe="/%~")
    query = request.url.include_query_params(cursor=next).query
    return as_json(body, link=f'<{path}?{query}>; rel="next"')
