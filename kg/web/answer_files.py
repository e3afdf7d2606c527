"""Answers as files to keep."""

from __future__ import annotations

import io

from fastapi.responses import Response

from kg.asking import results, table
from kg.asking.answer import Answer
from kg.asking.table import Table
from kg.errors import UnknownName
from kg.language import choose, listed

FILES = {
    "oxigraph": ("csv", "json", "tsv", "xml"),
    "embedded": ("csv", "json", "tsv"),
    "graph": ("ttl", "jsonld"),
}
"""Engine → the formats of its answers; those of CONSTRUCT and DESCRIBE are under `graph`."""
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "xml": "application/xml",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
}


def wanted(format: str, on: str) -> None:
    """Raises UnknownName, with the choices, for a format that is not among `FILES[on]`."""
    if format not in FILES.get(on, ()):
        known = listed(FILES.get(on, ()))
        raise UnknownName(what=choose("格式", "format"), name=format, known=known)


def file(answer: Answer | Table, format: str, name: str, *, raw: bool = False) -> Response:
    """The answer as a download called NAME.FORMAT; `raw` leaves cells of CSV as they are."""
    out = io.StringIO(newline="")
    if isinstance(answer, Table):
        table.write(answer, format, out, raw=raw)
    else:
        results.write(answer, format, out, raw=raw)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{format}"',
        "Cache-Control": "no-store",
    }
    return Response(out.getvalue(), media_type=_TYPES[format], headers=headers)
