"""The IRIs as linked data: `/id/…` leads to the page or the data of what it names, by `Accept`."""

from __future__ import annotations

import re
from typing import Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from kg.asking.answer import Answer
from kg.asking.ontology import ontology
from kg.vocabulary import BASE, ID, KG, as_path, from_path
from kg.web.negotiation import GRAPHS, HTML, Form, accepted, wanted
from kg.web.routes.sparql_protocol import written
from kg.web.site import Here, Site

router = APIRouter()

_METHODS = ["GET", "HEAD"]
_VOCABULARY = "/" + KG.removeprefix(BASE).rstrip("#")
_BY_FORMAT: Final = {form.format: form for form in GRAPHS}
_PLACE = re.compile(r"(?:passage|annotation)/([^/]+)/(\d+-\d+)(?:/|$)")
_GRAPH = re.compile(r"(?:graph|provenance)/([^/]+)")


@router.api_route("/id/{identifier:path}", methods=_METHODS)
def thing(request: Request, site: Here, identifier: str) -> Response:
    """See the page, or the data; raises NoNode."""
    named = _named(request, "/id/")
    page = _page(site, named)
    form = accepted(request, (HTML, *GRAPHS) if page else GRAPHS)
    place = page if page and form is HTML else _data_path(named, form)
    return RedirectResponse(place, 303, {"Vary": "Accept"})


@router.api_route("/data/{identifier:path}", methods=_METHODS)
def data(request: Request, site: Here, identifier: str) -> Response:
    """What is said of one thing, in the form that the end of the path or `Accept` says; raises NoNode."""
    path = _named(request, "/data/")
    named, dot, ending = path.rpartition(".")
    form = _BY_FORMAT.get(ending) if dot else None
    if form is None:
        named, form = path, accepted(request, GRAPHS)
    return _graph(site.store.described(named), form, _data_path(named, form), _links(named, form))


@router.api_route(_VOCABULARY, methods=_METHODS)
def vocabulary(request: Request) -> Response:
    """The vocabulary, or for people the page that shows it."""
    form = wanted(request, (*GRAPHS, HTML), request.query_params.getlist("format"))
    if form is HTML:
        return RedirectResponse("/downloads#vocabulary", 303, {"Vary": "Accept"})
    return _graph(ontology(), form, f"{_VOCABULARY}?format={form.format}", [])


def _named(request: Request, prefix: str) -> str:
    """The short identifier in the path, however it is encoded."""
    raw = request.scope["raw_path"].decode(errors="replace").partition("?")[0]
    named = from_path(raw.removeprefix(prefix))
    if not named:
        raise HTTPException(404)
    return named


def _page(site: Site, named: str) -> str | None:
    """Where a person sees what the identifier names: its page, its words in the report, or nowhere."""
    if site.store.is_node(named):
        return f"/page/{as_path(named)}"
    if place := _PLACE.match(named):
        return f"/reader/{as_path(place[1])}#c{place[2]}"
    if graph := _GRAPH.fullmatch(named):
        return f"/page/{as_path(f'report/{graph[1]}')}"
    return None


def _data_path(named: str, form: Form) -> str:
    return f"/data/{as_path(named)}.{form.format}"


def _links(named: str, form: Form) -> list[str]:
    others = (other for other in GRAPHS if other is not form)
    return [
        f'<{_data_path(named, form)}>; rel="canonical"',
        f'<{ID}{as_path(named)}>; rel="describes"',
        *(f'<{_data_path(named, other)}>; rel="alternate"; type="{other.types[0]}"' for other in others),
    ]


def _graph(answer: Answer, form: Form, place: str, links: list[str]) -> Response:
    headers = {"Vary": "Accept", "Content-Location": place}
    if links:
        headers["Link"] = ", ".join(links)
    return Response(written(answer, form), media_type=form.media_type, headers=headers)
