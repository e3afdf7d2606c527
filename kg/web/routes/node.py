"""The page of any node of the graph."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kg.asking.opened import ReportSummary
from kg.model import Node, Report, Section
from kg.vocabulary import as_path, from_path, short
from kg.web.charts import as_data, charts
from kg.web.node_view import arranged
from kg.web.outline import outline
from kg.web.rendering import render
from kg.web.sentences import reader_url, report_key
from kg.web.site import Here, Site
from kg.web.titles import titled

router = APIRouter()

_MOST = 2_000
"""How many sections and terms of a report are listed."""


@router.get("/page/{identifier:path}")
def page(request: Request, site: Here, identifier: str) -> Response:
    """The page of a node; raises NoNode."""
    raw = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0]
    card = site.store.card(from_path(raw.removeprefix("/page/")))
    node = card.node
    drawn = charts(card)
    listed = _listed(site, report_key(node.id)) if isinstance(node, Report) else {}
    return render(
        request,
        "node.html",
        card=card,
        node=node,
        view=arranged(card),
        reports=_reports(site, node),
        titles={report.iri: titled(report) for report in site.store.reports()},
        charts=drawn,
        chart_data=as_data(drawn),
        reader_url=reader_url,
        identifier=short(node.id),
        path=as_path(short(node.id)),
        **listed,
    )


def _reports(site: Site, node: Node) -> tuple[ReportSummary, ...]:
    """The reports that name the node, in the order of the store."""
    named = {mention.report for mention in node.mentions} | {node.id}
    return tuple(report for report in site.store.reports() if report.iri in named)


def _listed(site: Site, key: str) -> dict[str, Any]:
    """What the page of a report lists."""
    sections = site.store.nodes(type="Section", report=key, limit=_MOST).items
    return {
        "outline": outline(node for node in sections if isinstance(node, Section)),
        "terms": site.store.nodes(type="Term", report=key, limit=_MOST).items,
    }
