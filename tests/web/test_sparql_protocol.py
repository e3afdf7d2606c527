"""The requests of the W3C's SPARQL 1.1 protocol and service description tests, and those of our own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.asking.service import SD
from kg.stores.folder import StoreFolder
from kg.vocabulary import RDF
from kg.web.app import build_app
from kg.web.settings import Settings

DATA = "http://kasei.us/2009/09/sparql/data/"
QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
DOCUMENT = NamedNode("http://xmlns.com/foaf/0.1/Document")
BOTH = f"ASK {{ <{DATA}data1.rdf> a ?type . <{DATA}data2.rdf> a ?type . }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{DATA}data1.rdf> a ?type }} GRAPH ?g2 {{ <{DATA}data2.rdf> a ?type }} }}"


def graphs(**numbers: list[int]) -> str:
    """`default=[1], named=[2]` as the parameters of the protocol."""
    return urlencode(
        [(f"{kind}-graph-uri", f"{DATA}data{number}.rdf") for kind in numbers for number in numbers[kind]]
    )


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of an explorer whose store has three graphs, of one document each."""
    path = tmp_path_factory.mktemp("protocol") / "store"
    with StoreFolder(path).build() as draft:
        for number in (1, 2, 3):
            document = NamedNode(f"{DATA}data{number}.rdf")
            draft.facts.add(Quad(document, NamedNode(RDF + "type"), DOCUMENT, document))
        for number, text in enumerate(("=1+1", "-5", "@x", "+A1\t", "a=b"), 1):
            draft.facts.add(
                Quad(
                    NamedNode(f"urn:cell:{number}"), NamedNode("urn:text"), Literal(text), NamedNode("urn:g")
                )
            )
    app = build_app(Settings(store=path, timeout=20, size=20_000))
    with TestClient(
        app, "http://127.0.0.1:8000", headers={"accept-language": "en"}, follow_redirects=False
    ) as client:
        yield client


def post(client: TestClient, text: str | bytes, type_: str | None, url: str = "/sparql/") -> Response:
    headers = {"content-type": type_} if type_ else {}
    return client.post(url, content=text, headers=headers)


def is_true(answer: Response) -> bool:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == JSON
    return bool(answer.json()["boolean"])


def test_a_query_comes_by_get_by_form_and_as_it_is(endpoint: TestClient) -> None:
    graph = graphs(default=[0])
    assert is_true(endpoint.get(f"/sparql/?query=ASK%20%7B%7D&{graph}"))
    assert is_true(post(endpoint, "query=ASK%20%7B%7D", FORM, f"/sparql/?{graph}"))
    assert is_true(post(endpoint, f"query=ASK+%7B%7D&{graph}", f"{FORM}; charset=UTF-8", "/sparql"))
    assert is_true(post(endpoint, "ASK {}", QUERY))


def test_the_protocol_says_what_the_default_graph_is(endpoint: TestClient) -> None:
    assert is_true(endpoint.get(f"/sparql/?query={quote(BOTH)}&{graphs(default=[1, 2])}"))
    assert is_true(post(endpoint, BOTH, QUERY, f"/sparql/?{graphs(default=[1, 2])}"))
    assert not is_true(post(endpoint, BOTH, QUERY, f"/sparql/?{graphs(default=[1, 3])}"))
    assert not is_true(post(endpoint, NAMED, QUERY, f"/sparql/?{graphs(default=[1, 2])}"))


def test_the_protocol_says_which_graphs_are_named(endpoint: TestClient) -> None:
    assert is_true(endpoint.get(f"/sparql/?query={quote(NAMED)}&{graphs(named=[1, 2])}"))
    assert is_true(post(endpoint, NAMED, QUERY, f"/sparql/?{graphs(named=[1, 2])}"))
    assert not is_true(post(endpoint, NAMED, QUERY, f"/sparql/?{graphs(named=[1])}"))
    assert not is_true(post(endpoint, BOTH, QUERY, f"/sparql/?{graphs(named=[1, 2])}"))


def test_a_full_dataset(endpoint: TestClient) -> None:
    query = f"ASK {{ <{DATA}data3.rdf> a ?type {NAMED.removeprefix('ASK {')}"
    assert is_true(post(endpoint, query, QUERY, f"/sparql/?{graphs(default=[3], named=[1, 2])}"))
    assert not is_true(post(endpoint, query, QUERY, f"/sparql/?{graphs(default=[1], named=[1, 2])}"))


def test_the_dataset_of_the_protocol_comes_before_that_of_the_query(endpoint: TestClient) -> None:
    query = NAMED.replace("ASK", f"ASK FROM <{DATA}data3.rdf>")
    assert not is_true(post(endpoint, query, QUERY))
    assert is_true(post(endpoint, query, QUERY, f"/sparql/?{graphs(named=[1, 2])}"))
    as_the_w3c_encodes_it = quote(f"{DATA}data1.rdf&named-graph-uri={DATA}data2.rdf", safe="")
    assert is_true(post(endpoint, query, QUERY, f"/sparql/?named-graph-uri={as_the_w3c_encodes_it}"))


@pytest.mark.parametrize(
    "parameters", ["default-graph-uri=a", "named-graph-uri=", "default-graph-uri=urn%3Aa+b"]
)
def test_a_graph_that_is_no_iri_is_told(endpoint: TestClient, parameters: str) -> None:
    answer = endpoint.get(f"/sparql?query=ASK%7B%7D&{parameters}")
    assert answer.status_code == 400
    assert "IRI" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "type_"),
    [
        ("SELECT (1 AS ?value) {}", JSON),
        ("ASK {}", JSON),
        ("DESCRIBE <http://example.org/>", "text/turtle; charset=utf-8"),
        ("CONSTRUCT { <s> <p> 1 } WHERE {}", "text/turtle; charset=utf-8"),
    ],
)
def test_a_client_that_says_nothing_gets_the_usual_form(endpoint: TestClient, query: str, type_: str) -> None:
    answer = post(endpoint, query, QUERY, f"/sparql/?{graphs(default=[0])}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, type_)
    assert answer.headers["vary"].split(", ")[0].lower().startswith("accept")


def test_relative_iris_are_relative_to_the_endpoint(endpoint: TestClient) -> None:
    answer = post(endpoint, "CONSTRUCT { <s> <p> 1 } WHERE {}", QUERY, "/sparql?format=nt")
    assert answer.text.startswith("<http://127.0.0.1:8000/s> <http://127.0.0.1:8000/p> ")


SELECT = "SELECT ?n WHERE { BIND(1 AS ?n) }"
CONSTRUCT = 'CONSTRUCT { <urn:a> <urn:b> "c" } WHERE {}'


@pytest.mark.parametrize(
    ("query", "accept", "type_"),
    [
        (SELECT, "application/sparql-results+xml", XML),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "text/csv;q=0.4, application/sparql-results+xml;q=0.5", XML),
        (SELECT, "*/*;q=0.1, text/csv;q=0", JSON),
        (SELECT, f"{JSON};q=0, */*", XML),
        (SELECT, "APPLICATION/XML", XML),
        (SELECT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", XML),
        (SELECT, "nonsense", JSON),
        (SELECT, "", JSON),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "text/turtle;q=0.1, application/*;q=0.5", "application/ld+json"),
        (CONSTRUCT, f"{JSON},*/*;q=0.9", "text/turtle; charset=utf-8"),
    ],
)
def test_the_form_is_what_the_client_prefers(
    endpoint: TestClient, query: str, accept: str, type_: str
) -> None:
    answer = endpoint.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, type_)


@pytest.mark.parametrize(
    ("query", "name", "type_"),
    [
        *((SELECT, name, type_) for name, type_ in (("json", JSON), ("xml", XML), ("csv", "text/csv"))),
        (SELECT, "tsv", "text/tab-separated-values"),
        ("ASK {}", "xml", XML),
        (CONSTRUCT, "ttl", "text/turtle"),
        (CONSTRUCT, "nt", "application/n-triples"),
        (CONSTRUCT, "jsonld", "application/ld+json"),
        (CONSTRUCT, "rdf", "application/rdf+xml"),
    ],
)
def test_the_url_may_name_the_form(endpoint: TestClient, query: str, name: str, type_: str) -> None:
    parameters = {"query": query, "format": name}
    answer = endpoint.get("/sparql", params=parameters, headers={"accept": "image/png"})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, type_)


@pytest.mark.parametrize(
    ("query", "accept", "name"),
    [
        (SELECT, "image/png", None),
        (SELECT, "text/turtle", None),
        (CONSTRUCT, "text/csv", None),
        (SELECT, "*/*", "ttl"),
        (CONSTRUCT, "*/*", "csv"),
        (SELECT, "*/*", "pdf"),
        ("CONSTRUCT { <urn:a> <http://a/1> 1 } WHERE {}", "*/*", "rdf"),
    ],
)
def test_a_form_that_there_is_not_is_406(
    endpoint: TestClient, query: str, accept: str, name: str | None
) -> None:
    parameters = {"query": query, **({"format": name} if name else {})}
    answer = endpoint.get("/sparql", params=parameters, headers={"accept": accept})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"


def test_rdf_in_every_form_is_the_same(endpoint: TestClient) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    forms = {
        "ttl": RdfFormat.TURTLE,
        "nt": RdfFormat.N_TRIPLES,
        "jsonld": RdfFormat.JSON_LD,
        "rdf": RdfFormat.RDF_XML,
    }
    read = [
        {
            quad.triple
            for quad in parse(endpoint.get("/sparql", params={"query": query, "format": name}).content, form)
        }
        for name, form in forms.items()
    ]
    assert len(read[0]) == 8
    assert read.count(read[0]) == 4


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_not_allowed(endpoint: TestClient, method: str) -> None:
    answer = endpoint.request(method, "/sparql/?query=ASK%20%7B%7D", headers={"content-type": FORM})
    assert answer.status_code == 405
    assert {"GET", "HEAD", "POST", "OPTIONS"} == set(answer.headers["allow"].split(", "))


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("ASK {}", "text/plain", 415),
        ("query=ASK%20%7B%7D", None, 415),
        ("ASK {}", None, 415),
        ("", None, 415),
        ("ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16", 400),
        ("ASK {}".encode("utf-16"), QUERY, 400),
        (b"ASK {} # \xff", QUERY, 400),
        ("query=%FF", FORM, 400),
        (b"query=\xff", FORM, 400),
        ("x=1", FORM, 400),
        ("", FORM, 400),
        ("", QUERY, 400),
        ("query=", FORM, 400),
        ("&".join(["a=1"] * 2000), FORM, 400),
        ("query=ASK{}&query=ASK{}", FORM, 400),
        ("update=CLEAR%20ALL", FORM, 403),
        ("update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM, 403),
        ("CLEAR ALL", "application/sparql-update", 403),
        ("CLEAR NAMED".encode("utf-16"), "application/sparql-update; charset=UTF-16", 403),
        ("PREFIX a: <urn:a> insert data { a:b a:c a:d }", QUERY, 403),
        ("LOAD <http://127.0.0.1:1/>", QUERY, 403),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", QUERY, 400),
        (f"SELECT * {'{' * 129}{'}' * 129}", QUERY, 400),
        ("EXPLAIN SELECT * {}", QUERY, 400),
    ],
)
def test_a_wrong_request_is_told_why(
    endpoint: TestClient, text: str | bytes, type_: str | None, status: int
) -> None:
    answer = post(endpoint, text, type_)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ("query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", 400),
        ("query=ASK%20%7B", 400),
        ("query=%FF", 400),
        ("default-graph-uri=urn%3Aa", 400),
        ("update=CLEAR%20ALL", 403),
        ("query=CLEAR%20ALL", 403),
    ],
)
def test_a_wrong_get_is_told_why(endpoint: TestClient, parameters: str, status: int) -> None:
    answer = endpoint.get(f"/sparql/?{parameters}")
    assert (answer.status_code, answer.json()["status"]) == (status, status)


def test_a_syntax_error_has_its_place(endpoint: TestClient) -> None:
    answer = post(endpoint, "SELECT *\nWHERE { ?s ?p }", QUERY)
    assert answer.status_code == 400
    assert "line 2, column 15" in answer.json()["detail"]


def test_128_brackets_are_no_problem(endpoint: TestClient) -> None:
    assert post(endpoint, f"SELECT * {'{' * 128}{'}' * 128}", QUERY).status_code == 200


def test_an_answer_that_is_too_big_is_not_cut_off(endpoint: TestClient) -> None:
    numbers = " ".join(map(str, range(60)))
    query = f"SELECT * {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"
    assert post(endpoint, query + " LIMIT 100", QUERY).status_code == 200
    answer = post(endpoint, query, QUERY)
    assert answer.status_code == 503
    assert "too big" in answer.json()["detail"]


def test_a_query_that_takes_too_long_is_504(tmp_path: Path) -> None:
    with StoreFolder(tmp_path / "store").build() as draft:
        draft.facts.extend(
            Quad(NamedNode(f"urn:{number}"), NamedNode("urn:p"), Literal(number)) for number in range(300)
        )
    app = build_app(Settings(store=tmp_path / "store", timeout=1))
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with TestClient(app, "http://127.0.0.1:8000", headers={"accept-language": "en"}) as client:
        answer = post(client, query, QUERY)
    assert answer.status_code == 504
    assert "1 s" in answer.json()["detail"]


CELLS = "SELECT ?text { ?s <urn:text> ?text } ORDER BY ?s"


def test_a_spreadsheet_runs_no_cell(endpoint: TestClient) -> None:
    csv = endpoint.get("/sparql", params={"query": CELLS, "format": "csv"}).text
    assert csv == "text\r\n'=1+1\r\n-5\r\n'@x\r\n'+A1\t\r\na=b\r\n"
    tsv = endpoint.get("/sparql", params={"query": CELLS, "format": "tsv"}).text
    assert tsv.splitlines()[1:4] == ['"\'=1+1"', '"-5"', '"\'@x"']


def test_raw_cells_are_as_they_are(endpoint: TestClient) -> None:
    csv = endpoint.get("/sparql", params={"query": CELLS, "format": "csv", "raw": "1"}).text
    assert csv == "text\r\n=1+1\r\n-5\r\n@x\r\n+A1\t\r\na=b\r\n"
    rows = endpoint.get("/sparql", params={"query": CELLS, "format": "json"}).json()["results"]["bindings"]
    assert rows[0]["text"]["value"] == "=1+1"


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", RdfFormat.TURTLE),
        ("text/turtle", RdfFormat.TURTLE),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_without_a_query_the_endpoint_describes_itself(
    client: TestClient, path: str, accept: str, form: RdfFormat
) -> None:
    answer = client.get(path, headers={"accept": accept})
    assert answer.status_code == 200
    triples = [quad.triple for quad in parse(answer.content, form)]
    pairs = {(triple.predicate.value, triple.object.value) for triple in triples}
    assert (SD + "endpoint", f"http://127.0.0.1:8000{path}") in pairs
    assert (RDF + "type", SD + "Service") in pairs
    assert (SD + "name", "https://govreport.example/id/graph/保定市-2023") in pairs


def test_the_description_keeps_to_the_vocabulary_of_the_w3c(client: TestClient) -> None:
    domains = {
        "endpoint": "Service",
        "feature": "Service",
        "supportedLanguage": "Service",
        "resultFormat": "Service",
        "defaultDataset": "Service",
        "defaultGraph": "Dataset",
        "namedGraph": "Dataset",
        "name": "NamedGraph",
        "graph": "NamedGraph",
    }
    ranges = {
        "defaultDataset": "Dataset",
        "defaultGraph": "Graph",
        "namedGraph": "NamedGraph",
        "graph": "Graph",
    }
    triples = [quad.triple for quad in parse(client.get("/sparql").content, RdfFormat.TURTLE)]
    types = {item.subject: item.object.value for item in triples if item.predicate.value == RDF + "type"}
    used = {item.predicate.value.removeprefix(SD) for item in triples if item.predicate.value.startswith(SD)}
    assert used == set(domains)
    for item in triples:
        name = item.predicate.value.removeprefix(SD)
        if name in domains:
            assert types[item.subject] == SD + domains[name]
        if name in ranges:
            assert types[item.object] == SD + ranges[name]


def test_a_browser_is_led_to_the_editor(endpoint: TestClient) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    answer = endpoint.get("/sparql", headers={"accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, "/ask/sparql")


def test_head_and_options(endpoint: TestClient) -> None:
    head = endpoint.head("/sparql?query=ASK%7B%7D")
    assert (head.status_code, head.headers["content-type"]) == (200, JSON)
    options = endpoint.options("/sparql")
    assert options.status_code == 204
    assert "POST" in options.headers["allow"]


def test_errors_are_in_the_language_of_the_client(endpoint: TestClient) -> None:
    answer = endpoint.get("/sparql?update=x", headers={"accept-language": "zh-CN"})
    assert "只读" in answer.json()["detail"]
    assert json.loads(answer.content)["title"]
