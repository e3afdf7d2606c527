"""The graph as a picture: its page and its data."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from kg.asking.named import Name
from kg.asking.opened import OpenStore, ReportSummary
from kg.errors import NoNode
from kg.model import NODE_CLASSES
from kg.vocabulary import ID, full
from kg.web.api.network_shapes import Network
from kg.web.api.told import told
from kg.web.rendering import render
from kg.web.routes.graph_data import ALL, chosen, drawn
from kg.web.site import Here
from kg.words import CLASSES, EDGES, INVERSES, word

router = APIRouter()
MOST_STEPS = 4
_STEPS = (1, 2, 3)
Report = Annotated[str | None, Query(max_length=200)]
Focus = Annotated[str | None, Query(max_length=500)]
Depth = Annotated[int, Query(ge=0, le=MOST_STEPS)]


@router.get("/api/graph", response_model=Network, responses=told(400, 404, 422))
def graph_data(site: Here, report: Report = None, focus: Focus = None, depth: Depth = 2) -> Response:
    """The nodes and edges of a report, or of what lies around a node, as columns, with their places."""
    return Response(drawn(site.store, report or None, focus or None, depth), media_type="application/json")


@router.get("/graph")
def graph_page(
    request: Request, site: Here, report: Report = None, focus: Focus = None, depth: Depth = 2
) -> HTMLResponse:
    """The page of the picture."""
    keys = chosen(site.store, report or None)
    around = _named(site.store, focus) if focus else None
    reports = site.store.reports()
    return render(
        request,
        "graph.html",
        reports=reports,
        report=report or (keys[0] if keys else None),
        all_reports=ALL,
        shown=[summary for summary in reports if summary.key in keys],
        focus=around,
        counts=_counts([summary for summary in reports if summary.key in keys]),
        picture=_picture(report, focus, depth),
        depths=[(steps, f"/graph?{_query(report, focus, steps)}") for steps in _STEPS],
    )


def _named(store: OpenStore, focus: str) -> Name:
    """The node as a link shows it; raises NoNode."""
    iri = full(focus)
    found = store.named([iri]).get(iri)
    if found is None:
        raise NoNode(name=focus)
    return found


def _counts(reports: list[ReportSummary]) -> list[tuple[str, int]]:
    """How many nodes of each class the reports have, in the order of the model."""
    total: Counter[str] = Counter()
    for report in reports:
        total.update(report.counts)
    return [(name, total[name]) for name in NODE_CLASSES if total[name]]


def _query(report: str | None, focus: str | None, depth: int) -> str:
    asked = {"report": report, "focus": focus, "depth": depth if focus else None}
    return urlencode({name: value for name, value in asked.items() if value not in (None, "")})


def _picture(report: str | None, focus: str | None, depth: int) -> dict[str, Any]:
    """What the script needs to know: where the data is, and what the types and predicates are called."""
    return {
        "url": f"/api/graph?{_query(report, focus, depth)}",
        "report": report,
        "focus": focus,
        "depth": depth,
        "base": ID,
        "types": {name: word(CLASSES, name) for name in CLASSES},
        "predicates": {name: [word(EDGES, name), word(INVERSES, name)] for name in EDGES},
    }
