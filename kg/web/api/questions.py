"""The questions of the library, and Cypher: rows as JSON or CSV."""

from __future__ import annotations

import asyncio
from io import StringIO
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.exceptions import HTTPException
from fastapi.responses import Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue
from pydantic_core import PydanticCustomError

from kg.asking import cypher, library, table
from kg.asking.answer import Answer
from kg.asking.plain import as_table
from kg.asking.table import Table
from kg.errors import UnknownName
from kg.web.api import query_shapes as shapes
from kg.web.api.asked import INTEGER, as_json
from kg.web.api.told import told
from kg.web.negotiation import Form, wanted
from kg.web.queries import answered
from kg.web.site import Here

router = APIRouter(tags=["Questions"], generate_unique_id_function=lambda route: route.name)

MAX_ROWS = 100_000
_OURS = frozenset({"format", "limit", "lang"})
"""Parameters of the route, which no question has."""

Format = Annotated[
    Literal["json", "csv"] | None,
    Query(),
]
Rows = Annotated[int, Query(ge=1, le=MAX_ROWS), INTEGER]
_ROWS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The rows.", "content": {"text/csv": {"schema": {"type": "string"}}}}
}
_FORMS = (
    Form("json", ("application/json",), frozenset({"json"})),
    Form("csv", ("text/csv",), frozenset({"csv"})),
)
_VALUES = {
    "name": "values",
    "in": "query",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    "example": {"name": "双一流"},
}


def _sound(value: Any) -> Any:
    """Text without lone halves of surrogate pairs, which no engine takes, and numbers that are numbers."""
    try:
        _checked(value)
    except UnicodeEncodeError:
        raise PydanticCustomError("string_unicode", "not Unicode") from None
    return value


def _checked(value: Any) -> None:
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, dict):
        for item in (*value, *value.values()):
            _checked(item)
    elif isinstance(value, list):
        for item in value:
            _checked(item)
    elif isinstance(value, float) and value - value != 0:
        raise PydanticCustomError("finite_number", "not finite")


class CypherQuery(BaseModel):
    """A reading query in Cypher."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"query": "MATCH (t:Term) RETURN t.number, t.name LIMIT 5", "parameters": {}}]
        },
    )

    query: Annotated[str, AfterValidator(_sound)] = Field(min_length=1, max_length=100_000)
    parameters: Annotated[dict[str, JsonValue], AfterValidator(_sound)] = Field(
        {}, max_length=1_000, description="Values for `$name` in the query."
    )


@router.get(
    "/api/questions",
    response_model=shapes.Questions,
    responses=told(),
)
def questions() -> Response:
    """The questions that can be asked by name, with their parameters, in both languages."""
    return as_json({"items": [_described(item) for item in library.library().values()]})


@router.get(
    "/api/questions/{name}",
    response_model=shapes.Rows,
    responses={**told(400, 404, 406, 422, 504), **_ROWS},
    openapi_extra={"parameters": [_VALUES]},
)
async def ask(
    request: Request,
    site: Here,
    name: Annotated[str, Path(examples=["terms"], json_schema_extra={"enum": list(library.library())})],
    format: Format = None,
    limit: Rows = 1_000,
) -> Response:
    """The rows that answer a question; its parameters are those of the URL."""
    asked = library.question(name)
    values = {key: value for key, value in request.query_params.items() if key not in _OURS}
    try:
        asked.bindings(values)
    except UnknownName as error:
        raise HTTPException(400, str(error)) from None
    answer = await answered(
        request, site, library.ask_library, site.settings.store, name, values, limit=limit
    )
    return await asyncio.to_thread(_rows, request, answer, format)


@router.post(
    "/api/cypher",
    response_model=shapes.Rows,
    responses={**told(400, 406, 413, 422, 504), **_ROWS},
)
async def ask_cypher(
    request: Request, site: Here, asked: CypherQuery, format: Format = None, limit: Rows = 1_000
) -> Response:
    """The rows of a reading query.

    A node is `{"labels": [...], "properties": {...}}`, a relationship `{"type": ..., "properties": {...}}`.
    """
    answer = await answered(
        request,
        site,
        cypher.select,
        site.settings.store,
        asked.query,
        parameters=asked.parameters,
        limit=limit,
    )
    return await asyncio.to_thread(_rows, request, answer, format)


def _described(asked: library.Question) -> dict[str, object]:
    def both(text: str) -> dict[str, str]:
        return {language: asked.texts[f"{text}@{language}"] for language in ("zh", "en")}

    return {
        "name": asked.name,
        "title": both("title"),
        "description": both("description"),
        "parameters": [
            {
                "name": item.name,
                "type": item.type,
                "required": item.default is None,
                "default": item.default,
                "description": {"zh": item.zh, "en": item.en},
            }
            for item in asked.parameters
        ],
    }


def _rows(request: Request, found: Answer | Table, format: str | None) -> Response:
    form = wanted(request, _FORMS, [format] if format else ())
    answer = as_table(found) if isinstance(found, Answer) else found
    if form.format == "csv":
        out = StringIO(newline="")
        table.write(answer, "csv", out, raw=False)
        text = out.getvalue().encode("utf-8", "replace")
        return Response(text, media_type=form.media_type, headers={"Vary": "Accept"})
    body = {"columns": answer.columns, "rows": answer.rows, "truncated": answer.truncated}
    return as_json(body, vary="Accept")
