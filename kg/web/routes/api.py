"""The JSON interface, its OpenAPI document, and the page of that."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kg.asking.opened import OpenStore
from kg.errors import StoreError
from kg.vocabulary import short
from kg.web.api import nodes, questions, reference, reports
from kg.web.api.asked import as_json
from kg.web.api.document import document
from kg.web.rendering import render
from kg.web.routes import graph
from kg.web.site import Here

router = APIRouter()
for _part in (nodes, reports, questions):
    router.include_router(_part.router)


@router.get("/api/openapi.json", include_in_schema=False)
def openapi(site: Here) -> Response:
    """The OpenAPI document."""
    return as_json(_document(site.settings.token is not None))


@router.get("/api", include_in_schema=False)
def page(request: Request, site: Here) -> HTMLResponse:
    """The OpenAPI document as a page."""
    found = _document(site.settings.token is not None)
    tags = reference.by_tag(found, _examples(site.store))
    return render(request, "api.html", tags=tags, shapes=reference.shapes(found))


def _examples(store: OpenStore) -> dict[str, str]:
    """Values of parameters that the store has an answer for."""
    try:
        reports, terms = store.reports(), store.nodes(type="Term", limit=2).items
    except StoreError:
        return {}
    named = {"key": reports[0].key, "report": reports[0].key} if reports else {}
    if terms:
        first, last = short(terms[0].id), short(terms[-1].id)
        named |= {"identifier": first, "from": first, "to": last}
    return named


@cache
def _document(token: bool) -> dict[str, Any]:
    return document([*router.routes, *graph.router.routes], token=token)
