"""The first page: the search box, its results, and ways in without a name."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kg.asking.names import Answers
from kg.errors import BadValue, UnknownName
from kg.language import choose, listed
from kg.model import Node
from kg.vocabulary import full, short
from kg.web.node_view import caption
from kg.web.rendering import render
from kg.web.site import Here, Site
from kg.web.titles import titled
from kg.words import CLASSES

router = APIRouter()

_HITS = 50
_PER_PAGE = 60
_BROWSED = (
    "Term",
    "Initiative",
    "Project",
    "Goal",
    "Indicator",
    "Place",
    "Organization",
    "Event",
    "Honor",
    "Concept",
    "Section",
    "Measure",
    "Component",
)
"""The types in the order in which they are offered."""


@router.get("/")
def search(
    request: Request, site: Here, q: str = "", type: str = "", report: str = "", after: str = ""
) -> Response:
    """With `q` what it names, with `type` alone the nodes of that type, else the way in.

    Raises UnknownName for a type that is none, NoNode for a report that is none.
    """
    if type and type not in CLASSES:
        known = listed(_BROWSED)
        raise UnknownName(what=choose("类型", "type"), name=type, known=known)
    if q.strip():
        return _results(request, site, q.strip(), type)
    if type:
        return _browse(request, site, type, report, after)
    return render(
        request,
        "search.html",
        connected=site.store.connected(18),
        reports=site.store.reports(),
        counts=_counts(site),
        titled=titled,
    )


def _results(request: Request, site: Site, query: str, type: str) -> Response:
    wrong, status = "", 200
    answers = every = Answers(query, (), ())
    try:
        every = site.store.names(query, limit=_HITS)
        answers = _kept(site, every, type) if type else every
    except BadValue as error:
        wrong, status = str(error), 400
    found = Counter(hit.type for hit in every.hits)
    if type:
        found[type] = len(answers.hits)
    return render(
        request,
        "results.html",
        status=status,
        query=query,
        type=type,
        answers=answers,
        wrong=wrong,
        types=[(name, found[name]) for name in CLASSES if name in found],
        titles={item.iri: titled(item) for item in site.store.reports()},
        counts=() if answers.hits else _counts(site),
    )


def _kept(site: Site, every: Answers, type: str) -> Answers:
    """The answers of one type; looked up only where what was found is cut off, or none is of that type."""
    hits = tuple(hit for hit in every.hits if hit.type == type)
    if hits and len(every.hits) < _HITS:
        return Answers(every.query, hits, ())
    return site.store.names(every.query, limit=_HITS, type=type)


def _browse(request: Request, site: Site, type: str, report: str, after: str) -> Response:
    page = site.store.nodes(
        type=type, report=report or None, after=full(after) if after else None, limit=_PER_PAGE
    )
    return render(
        request,
        "browse.html",
        type=type,
        report=next((item for item in site.store.reports() if item.key == report), None),
        items=[_entry(node) for node in page.items],
        total=page.total,
        first=not after,
        next=short(page.items[-1].id) if page.more else "",
        counts=_counts(site),
        titled=titled,
    )


def _entry(node: Node) -> dict[str, Any]:
    label, note = caption(node)
    return {"iri": node.id, "label": label, "note": note}


def _counts(site: Site) -> list[tuple[str, int]]:
    """The types that the store holds, with how many nodes each has."""
    counts = site.store.counts()
    return [(type, counts[type]) for type in _BROWSED if type in counts]
