"""The files of the export formats: what each is called, and how one is made."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, NamedTuple
from urllib.parse import quote

from kg.asking.opened import OpenStore
from kg.exporting import SEVERAL_FILES, check_format, export

_ALL = "govreport-kg"


class Kind(NamedTuple):
    """The ending and the media type of the files of a format, and the use that it is listed under."""

    ending: str
    media_type: str
    use: str


KINDS: dict[str, Kind] = {
    "csv": Kind("zip", "application/zip", "tables"),
    "facts": Kind("jsonl", "application/jsonl", "tables"),
    "ttl": Kind("ttl", "text/turtle; charset=utf-8", "rdf"),
    "trig": Kind("trig", "application/trig", "rdf"),
    "jsonld": Kind("jsonld", "application/ld+json", "rdf"),
    "nt": Kind("nt", "application/n-triples", "rdf"),
    "nq": Kind("nq", "application/n-quads", "rdf"),
    "cypher": Kind("cypher", "application/x-cypher-query", "property"),
    "neo4j-csv": Kind("zip", "application/zip", "property"),
    "graphml": Kind("graphml", "application/graphml+xml", "network"),
    "gexf": Kind("gexf", "application/gexf+xml", "network"),
}
"""Each format of `kg.exporting.FORMATS`, those that need no special program first."""


def file_name(format: str, report: str | None) -> str:
    """What the file of a report, or of all, is called; raises UnknownName for a format that there is not."""
    check_format(format, folder=True)
    return f"{_stem(format, report)}.{KINDS[format].ending}"


def disposition(name: str) -> str:
    """`Content-Disposition` for a file of that name: in ASCII, and (RFC 8187) as it is."""
    ascii_ = re.sub(r"[^\w.-]+", "", name, flags=re.ASCII).lstrip("-.")
    plain = ascii_ if ascii_ == name else f"report-{ascii_}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def made(store: OpenStore, format: str, report: str | None, *, raw: bool) -> IO[bytes]:
    """The file, at its start, in a place that is gone when it is closed.  Raises NoNode, WriteFailed."""
    quads = store.quads(report)
    out = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    try:
        if format in SEVERAL_FILES:
            with TemporaryDirectory() as folder:
                export(quads, format, Path(folder), raw=raw)
                _pack(Path(folder), _stem(format, report), out)
        else:
            export(quads, format, out, raw=raw)
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return out


def _stem(format: str, report: str | None) -> str:
    stem = report or _ALL
    return f"{stem}-{format}" if format in SEVERAL_FILES else stem


def _pack(folder: Path, name: str, out: IO[bytes]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"{name}/{path.name}")
