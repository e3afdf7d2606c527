"""Reports: what they are, their text, and what they say, fact by fact."""

from __future__ import annotations

from bisect import bisect_right
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from kg.asking import card
from kg.asking.opened import ReportSummary
from kg.asking.report_facts import Fact
from kg.model import Section
from kg.vocabulary import full, short
from kg.web.api import shapes
from kg.web.api.asked import Cursor, Limit, Type, as_json, as_page, in_path
from kg.web.api.cursors import cursor as cursor_of
from kg.web.api.cursors import key_of
from kg.web.api.told import told
from kg.web.site import Here

router = APIRouter(tags=["Reports"], generate_unique_id_function=lambda route: route.name)

_Key = Annotated[str, Path(examples=["保定市-2023"])]


@router.get(
    "/api/reports",
    response_model=shapes.ReportPage,
    responses=told(400, 422),
)
def reports(request: Request, site: Here, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """The reports of the store, page by page."""
    after = key_of("reports", cursor, ("",))
    every = sorted(site.store.reports(), key=lambda item: item.key)
    start = bisect_right(every, after[0], key=lambda item: item.key) if after else 0
    shown = every[start : start + limit]
    next = cursor_of("reports", (shown[-1].key,)) if start + limit < len(every) else None
    return as_page(request, [_summary(report) for report in shown], next, total=len(every))


@router.get(
    "/api/reports/{key:path}/text",
    response_model=shapes.ReportText,
    responses=told(404),
)
def report_text(request: Request, site: Here, key: _Key) -> Response:
    """The source text, and the sections in it.  All offsets count its characters, as Unicode code points."""
    graph = site.store.report_graph(in_path(request, before=1))
    (report,) = graph.reports()
    sections = [node for node in graph.nodes.values() if isinstance(node, Section)]
    sections.sort(key=lambda section: (section.start, section.level, section.id))
    return as_json(
        {
            "id": short(report.id),
            "iri": report.id,
            "title": report.label,
            "text": report.text,
            "sections": [
                {**card.summary(node), "level": node.level, "start": node.start, "end": node.end}
                for node in sections
            ],
        }
    )


@router.get(
    "/api/reports/{key:path}/facts",
    response_model=shapes.FactPage,
    responses=told(400, 404, 422),
)
def report_facts(
    request: Request, site: Here, key: _Key, type: Type = None, cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """Every mention of every node in the report, or of those of one class, in the order of the text."""
    after = key_of("facts", cursor, (0, 0, "", ""))
    place = after and (after[0], after[1], full(after[2]), after[3])
    found = site.store.facts(in_path(request, before=1), type=type, after=place, limit=limit)
    next = None
    if found.more:
        start, end, iri, role = found.items[-1].place
        next = cursor_of("facts", (start, end, short(iri), role))
    return as_page(request, [_fact(fact) for fact in found.items], next, total=found.total)


@router.get(
    "/api/reports/{key:path}",
    response_model=shapes.Report,
    responses=told(404),
)
def report(request: Request, site: Here, key: _Key) -> Response:
    """A report without its text."""
    return as_json(_summary(site.store.report(in_path(request))))


def _summary(report: ReportSummary) -> dict[str, object]:
    return {"id": short(report.iri), **report._asdict()}


def _fact(fact: Fact) -> dict[str, object]:
    mention = fact.mention
    return {
        **card.summary(fact.node),
        "role": mention.role.value,
        "start": mention.span.start,
        "end": mention.span.end,
        "quote": mention.quote,
        "rule": mention.rule,
        "confidence": mention.confidence,
    }
