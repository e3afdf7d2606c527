"""The OpenAPI document: made from the routes, with one shape for all that goes wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from kg import __version__
from kg.web.api import shapes
from kg.web.api.told import told
from kg.web.messages import catalogue

Operation = dict[str, Any]

_ABOUT = """Everything in the graph, as JSON.

- Identifiers are short (`term/保定市-2023/13`); in a path they are percent-encoded.
- Lists come in pages: `next` is the `cursor` of the next page, null on the last. `Link` has its address.
- Offsets count Unicode code points of a report's source text, from 0; the end is behind the last one.
- Whatever goes wrong is told as `application/problem+json` (RFC 9457), in Chinese or English by
  `Accept-Language` or `?lang=`.
- Answers but those of queries have an `ETag`; `If-None-Match` saves sending them again.
"""
_RUN = ("ask", "ask_cypher")
"""Operations that run a query each time; their answers have no ETag."""
TAGS = {
    "Nodes": "Names, nodes, and the ways between them.",
    "Reports": "Reports, their texts and what they say.",
    "Questions": "The query library and Cypher. SPARQL is at `/sparql`.",
    "Graph": "The picture of the graph.",
}


def document(routes: Iterable[BaseRoute], *, token: bool) -> dict[str, Any]:
    """The document for those of the routes that are under `/api`; `token` says that requests need one."""
    made = get_openapi(
        title="Work Report Graph",
        version=__version__,
        summary="Knowledge graphs of Chinese government work reports",
        description=_ABOUT,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        routes=list(routes),
        servers=[{"url": "/"}],
        tags=[{"name": name, "description": about} for name, about in TAGS.items()],
    )
    made["paths"] = {path: item for path, item in made["paths"].items() if path.startswith("/api/")}
    schemas = made["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = shapes.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"), Problem=problem)
    for _, _, operation in operations(made):
        _complete(operation)
    if token:
        made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}]
    return made


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    """Method, path and operation, in the order of the document."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def _complete(operation: Operation) -> None:
    """The tag, the errors of every route, and the headers of an answer."""
    operation.setdefault("tags", ["Graph"])
    name = operation["operationId"] = operation["operationId"].partition("_api_")[0]
    operation.update(summary=_text(f"summary_{name}"), description=_text(f"about_{name}"))
    for parameter in operation.get("parameters", ()):
        parameter["description"] = _text(f"parameter_{parameter['name']}")
    responses = operation["responses"]
    if "application/json" in responses.get("422", {}).get("content", {}):
        del responses["422"]  # what FastAPI says of wrong requests
    known = told(*([404, 422] if operation.get("parameters") else []))
    responses.update(
        {str(status): answer for status, answer in known.items() if str(status) not in responses}
    )
    operation["responses"] = dict(sorted(responses.items()))
    if name not in _RUN:
        responses["200"]["headers"] = {
            "ETag": {"schema": {"type": "string"}, "description": "Of this answer."}
        }
    content = responses["200"].get("content", {}).get("application/json", {}).get("schema", {})
    if content.get("$ref", "").endswith("Page"):
        responses["200"]["headers"]["Link"] = {
            "schema": {"type": "string"},
            "description": 'Where the next page is (`rel="next"`).',
        }


def _text(key: str) -> str:
    return catalogue("en")[f"api.{key}"].format()
