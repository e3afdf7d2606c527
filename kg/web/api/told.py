"""The error answers of the routes, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

MEDIA_TYPE = "application/problem+json"
_MEANINGS = {
    400: "A value that has no answer: a name without a letter, a cursor that is none, a refused query.",
    401: "The explorer wants an access token.",
    403: "The request does not come from where it may.",
    404: "There is no such node, report or question, or nothing is found.",
    406: "The answer cannot be had in that form.",
    413: "The body is over 1 MiB.",
    414: "The URL is too long.",
    422: "A parameter is missing or of the wrong form; `errors` says which.",
    500: "An error of the program.",
    503: "The store cannot be read, or the query was not answered.",
    504: "The query took longer than it may.",
}


def told(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers with these statuses, beside those that every route has."""
    return {status: _told(_MEANINGS[status]) for status in sorted({401, 403, 414, 500, 503, *statuses})}


def _told(meaning: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": meaning, "content": {MEDIA_TYPE: {"schema": schema}}}
