"""The text of a report with its facts, and the list of the reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated as Param

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from kg.asking.annotated import annotated
from kg.asking.opened import ReportSummary
from kg.errors import NoNode
from kg.model import NODE_CLASSES
from kg.vocabulary import as_path, from_path, full, short
from kg.web.outline import nested
from kg.web.reader_view import CODES, columns, counted, paragraphs, style_sheet
from kg.web.rendering import render
from kg.web.site import Here
from kg.words import CLASSES, EDGES, FIELDS, INVERSES, VALUES, word

router = APIRouter()


@router.get("/assets/highlights.css")
def highlights_css() -> Response:
    """How the highlights of each type look."""
    return Response(style_sheet(), media_type="text/css")


@router.get("/reader")
def reports(request: Request, site: Here) -> Response:
    """The reports to be read; the only one at once."""
    known = site.store.reports()
    if len(known) == 1:
        return RedirectResponse(_url(known[0].key), 303)
    return _list(request, known)


@router.get("/reader/{key:path}")
def reader(
    request: Request,
    site: Here,
    key: str,
    types: Param[list[str] | None, Query()] = None,
    focus: Param[str | None, Query(max_length=2_000)] = None,
) -> Response:
    """The text of a report, with the facts of `types` highlighted and the words of the node `focus` lit."""
    raw = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0]
    name = from_path(raw.removeprefix("/reader/"))
    try:
        read = annotated(site.store.report_graph(name))
    except NoNode:
        return _list(request, site.store.reports(), missing=key)
    shown = _shown(types)
    focused = full(from_path(focus)) if focus else None
    lit = [number for number, fact in enumerate(read.facts) if fact.node.id == focused]
    return render(
        request,
        "reader.html",
        read=read,
        report=read.report,
        key=name,
        path=_url(name),
        shown=shown,
        counts=counted(read.facts),
        codes=CODES,
        paragraphs=paragraphs(read, shown, frozenset(lit)),
        outline=nested(read.outline, lambda part: part.depth),
        facts=columns(read.facts),
        focus=short(focused) if focused else None,
        focus_label=read.facts[lit[0]].node.label if lit else focus,
        lit=[read.facts[number].mention.span for number in lit],
        words=_words(),
    )


def _list(request: Request, known: tuple[ReportSummary, ...], missing: str | None = None) -> Response:
    """The list of the reports, also where the one that was asked for is `missing`."""
    urls = {report.key: _url(report.key) for report in known}
    status = 404 if missing is not None else 200
    return render(request, "reader_list.html", status=status, reports=known, urls=urls, missing=missing)


def _url(key: str) -> str:
    return f"/reader/{as_path(key)}"


def _shown(types: Iterable[str] | None) -> frozenset[str]:
    """The types to be shown: all, or those that are said (`types=Term,Goal`, or each by itself)."""
    if types is None:
        return frozenset(NODE_CLASSES)
    return frozenset(name for part in types for name in part.split(",")) & NODE_CLASSES.keys()


def _words() -> dict[str, dict[str, str]]:
    """The words for the names of the vocabulary that the script writes."""
    tables = {
        "types": CLASSES,
        "edges": EDGES,
        "inverses": INVERSES,
        "fields": FIELDS,
        "values": VALUES,
    }
    return {name: {key: word(table, key) for key in table} for name, table in tables.items()}
