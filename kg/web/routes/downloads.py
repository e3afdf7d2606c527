"""The files of every export format, the page that lists them, and the interfaces for programs."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from kg.asking.opened import ReportSummary
from kg.errors import NoNode
from kg.web.downloads import KINDS, disposition, file_name, made
from kg.web.exports import Exports, Key
from kg.web.rendering import render
from kg.web.site import Here

router = APIRouter()

_METHODS = ["GET", "HEAD"]
_exports = Exports()


@router.api_route("/downloads", methods=_METHODS)
def downloads(request: Request, site: Here, report: str = "") -> Response:
    """The formats with a link to the file of each, for all reports or for one; raises NoNode."""
    reports = site.store.reports()
    chosen = _chosen(reports, report)
    groups = groupby(KINDS.items(), key=lambda item: item[1].use)
    return render(
        request,
        "downloads.html",
        reports=reports,
        chosen=chosen,
        nodes=sum(sum(item.counts.values()) for item in ([chosen] if chosen else reports)),
        groups=[(use, list(formats)) for use, formats in groups],
        origin=str(request.base_url).rstrip("/"),
    )


@router.api_route("/download/{format}", methods=_METHODS)
async def download(
    request: Request, site: Here, format: str, report: str = "", raw: bool = False
) -> Response:
    """The file of a format, of all reports or of one; raises UnknownName, NoNode."""
    name = file_name(format, report or None)
    if report and not any(known.key == report for known in await run_in_threadpool(site.store.reports)):
        raise NoNode(name=f"report/{report}")
    headers = {"Content-Disposition": disposition(name), "Cache-Control": "no-store"}
    media_type = KINDS[format].media_type
    if request.method == "HEAD":
        return Response(headers=headers, media_type=media_type)
    key = Key(site.store, await run_in_threadpool(site.store.generation), format, report or None, raw)
    file = await _exports.file(request, key, partial(made, site.store, format, report or None, raw=raw))
    headers["Content-Length"] = str(file.size)
    return StreamingResponse(file.pieces(), headers=headers, media_type=media_type)


def _chosen(reports: tuple[ReportSummary, ...], key: str) -> ReportSummary | None:
    """The report with that key, or none for no key; raises NoNode."""
    if not key:
        return None
    for report in reports:
        if report.key == key:
            return report
    raise NoNode(name=f"report/{key}")
