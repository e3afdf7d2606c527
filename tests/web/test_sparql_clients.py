"""SPARQLWrapper against a real server of the explorer."""

from __future__ import annotations

import csv
import io
from urllib.error import HTTPError
from xml.dom.minidom import Document

import pytest
from rdflib import Graph
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

PREFIX = "PREFIX kg: <https://govreport.example/ontology#>\n"
TERMS = PREFIX + "SELECT ?term ?label WHERE { ?term a kg:Term ; rdfs:label ?label } ORDER BY ?term LIMIT 3"
TERM = "https://govreport.example/id/term/保定市-2023/13"
WAYS = [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]


def wrapped(url: str, query: str, way: tuple[str, str] = WAYS[0]) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(f"{url}/sparql")
    wrapper.setMethod(way[0])
    wrapper.setRequestMethod(way[1])
    wrapper.setQuery(query)
    return wrapper


@pytest.mark.parametrize("way", WAYS)
def test_select(serving: str, way: tuple[str, str]) -> None:
    wrapper = wrapped(serving, TERMS, way)
    found = {}
    for format in (JSON, XML, CSV, TSV):
        wrapper.setReturnFormat(format)
        found[format] = wrapper.query().convert()
    labels = [row["label"]["value"] for row in found[JSON]["results"]["bindings"]]
    assert len(labels) == 3
    assert isinstance(found[XML], Document)
    literals = found[XML].getElementsByTagName("literal")
    assert [literal.firstChild.data for literal in literals] == labels
    rows = list(csv.DictReader(io.StringIO(found[CSV].decode())))
    assert [row["label"] for row in rows] == labels
    assert [line.split("\t")[1] for line in found[TSV].decode().splitlines()[1:]] == [
        f'"{text}"@zh' for text in labels
    ]


@pytest.mark.parametrize("way", WAYS)
def test_ask(serving: str, way: tuple[str, str]) -> None:
    wrapper = wrapped(serving, f"ASK {{ <{TERM}> ?p ?o }}", way)
    wrapper.setReturnFormat(JSON)
    assert wrapper.query().convert()["boolean"] is True
    wrapper.setReturnFormat(XML)
    assert wrapper.query().convert().getElementsByTagName("boolean")[0].firstChild.data == "true"


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "query", [f"DESCRIBE <{TERM}>", f"CONSTRUCT {{ <{TERM}> ?p ?o }} WHERE {{ <{TERM}> ?p ?o }}"]
)
def test_rdf(serving: str, way: tuple[str, str], query: str) -> None:
    wrapper = wrapped(serving, query, way)
    sizes = set()
    for format, name in ((TURTLE, "turtle"), (N3, "n3"), (RDFXML, "xml"), (JSONLD, "json-ld"), (XML, "xml")):
        wrapper.setReturnFormat(format)
        found = wrapper.query().convert()
        sizes.add(len(found if isinstance(found, Graph) else Graph().parse(data=found, format=name)))
    assert len(sizes) == 1
    assert min(sizes) > 5


def test_the_dataset_of_the_client(serving: str) -> None:
    wrapper = wrapped(serving, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    wrapper.setReturnFormat(JSON)
    sizes = []
    for graph in ("https://govreport.example/id/graph/保定市-2023", "urn:none"):
        wrapper.clearParameter("default-graph-uri")
        wrapper.addDefaultGraph(graph)
        sizes.append(int(wrapper.query().convert()["results"]["bindings"][0]["n"]["value"]))
    assert sizes[0] > 1_000
    assert sizes[1] == 0


def test_errors_reach_the_client(serving: str) -> None:
    wrong = wrapped(serving, "SELECT * { ?s ?p }")
    wrong.addCustomHttpHeader("Accept-Language", "en")
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        wrong.query()
    update = wrapped(serving, "CLEAR ALL", WAYS[1])
    with pytest.raises(HTTPError, match="403"):
        update.query()
