"""The files of every format, and the page that lists them."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient
from lxml import etree
from pyoxigraph import RdfFormat, parse

from kg.exporting import FORMATS
from kg.web.downloads import KINDS, disposition

KEY = "保定市-2023"
RDF = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
}


def test_every_format_is_listed_once() -> None:
    assert set(KINDS) == set(FORMATS)


@pytest.mark.parametrize("format", FORMATS)
def test_the_file_of_a_format(client: TestClient, format: str) -> None:
    answer = client.get(f"/download/{format}?report={quote(KEY)}")
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == len(answer.content) > 10_000
    assert answer.headers["content-type"].partition(";")[0] == KINDS[format].media_type.partition(";")[0]
    name = re.search(r"filename\*=UTF-8''(\S+)", answer.headers["content-disposition"])
    assert name
    assert unquote(name[1]).startswith(KEY)
    assert unquote(name[1]).endswith("." + KINDS[format].ending)
    if format in RDF:
        assert sum(1 for _ in parse(answer.content, RDF[format])) > 10_000
    elif format in ("graphml", "gexf"):
        assert len(etree.fromstring(answer.content)) > 0
    elif format == "facts":
        assert json.loads(answer.text.partition("\n")[0])["fact"] == "report"
    elif format == "cypher":
        assert answer.text.startswith("CREATE CONSTRAINT")
    else:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.testzip() is None
            names = {file.partition("/")[2] for file in archive.namelist()}
            wanted = {"nodes.csv", "edges.csv"} if format == "csv" else {"import.sh", "finish.cypher"}
            assert wanted <= names
            assert all(file.startswith(f"{KEY}-{format}/") for file in archive.namelist())


def test_all_reports_are_one_file(client: TestClient) -> None:
    answer = client.get("/download/nt")
    assert 'filename="govreport-kg.nt"' in answer.headers["content-disposition"]
    assert answer.content == client.get(f"/download/nt?report={quote(KEY)}").content


def test_cells_are_those_of_the_graph_if_that_is_asked_for(client: TestClient) -> None:
    texts = []
    for raw in ("", "?raw=1"):
        with zipfile.ZipFile(io.BytesIO(client.get(f"/download/csv{raw}").content)) as archive:
            file = next(name for name in archive.namelist() if name.endswith("nodes.csv"))
            texts.append(list(csv.reader(io.StringIO(archive.read(file).decode("utf-8-sig")))))
    assert len(texts[0]) == len(texts[1])
    cells = [pair for rows in zip(*texts, strict=True) for pair in zip(*rows, strict=True)]
    assert all(neutral in (raw, f"'{raw}") for neutral, raw in cells)


def test_head_tells_of_the_file(client: TestClient) -> None:
    answer = client.head("/download/ttl")
    assert answer.status_code == 200
    assert "govreport-kg.ttl" in answer.headers["content-disposition"]
    assert client.head("/download/ttl?report=none").status_code == 404


def test_an_unknown_format_is_told_the_choices(client: TestClient) -> None:
    answer = client.get("/download/xlsx")
    assert answer.status_code == 404
    assert all(name in answer.json()["detail"] for name in FORMATS)


@pytest.mark.parametrize("key", ["none", "../etc/passwd", "\r\nX: y", "保定市-2024"])
def test_an_unknown_report_is_404(client: TestClient, key: str) -> None:
    assert client.get("/download/ttl", params={"report": key}).status_code == 404
    assert client.get("/downloads", params={"report": key}).status_code == 404


@pytest.mark.parametrize("name", ["a.ttl", "保定市-2023.ttl", '"x";y\r\nz: 1.nt', "-.zip"])
def test_a_name_of_a_file_ends_no_header(name: str) -> None:
    found = re.fullmatch(
        r"attachment; filename=\"([\w.-]+)\"; filename\*=UTF-8''([\w.%~-]+)", disposition(name)
    )
    assert found
    assert unquote(found[2]) == name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_links_to_every_file(client: TestClient, language: str) -> None:
    page = client.get(f"/downloads?lang={language}").text
    for format in FORMATS:
        assert f'href="/download/{format}"' in page
    chosen = client.get(f"/downloads?lang={language}&report={quote(KEY)}").text
    for format in FORMATS:
        assert f'href="/download/{format}?report={quote(KEY)}"' in chosen
    client.cookies.clear()
