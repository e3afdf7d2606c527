"""The JSON interface: each route, its errors in both languages, and its document with the page of that."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad

from kg.asking.library import library
from kg.asking.nodes import read_graph
from kg.model import NODE_CLASSES, Graph, Role, Section
from kg.rdf import report_graphs
from kg.stores.folder import StoreFolder
from kg.vocabulary import FIELDS, as_path, full, short
from kg.web.app import build_app
from kg.web.settings import Settings
from tests.web.conftest import HERE

KEY = "保定市-2023"
TERM = f"term/{KEY}/13"
PROBLEM = "application/problem+json"
EN = {"accept-language": "en"}
ZH = {"accept-language": "zh"}


@pytest.fixture(scope="module")
def graph(store: Path) -> Graph:
    return read_graph(StoreFolder(store))


def got(client: TestClient, url: str, **values: Any) -> Any:
    answer = client.get(url, params=values)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def refused(client: TestClient, url: str, status: int, **values: Any) -> dict[str, Any]:
    """The problem that a request is answered with, after checking that both languages tell of it."""
    answers = [client.get(url, params=values, headers=headers) for headers in (EN, ZH)]
    english, chinese = (answer.json() for answer in answers)
    for answer in answers:
        assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM), answer.text
        assert "etag" not in answer.headers
    for said in (english, chinese):
        assert (said["type"], said["status"]) == ("about:blank", status)
        assert said["title"]
    assert english["detail"] != chinese["detail"]
    assert re.search("[一-鿿]", chinese["detail"])
    return dict(english)


def walked(client: TestClient, url: str, limit: int, **values: Any) -> list[Any]:
    """The items of all pages, by the `Link` of each, after checking that the body has the same address."""
    found: list[Any] = []
    at = str(client.get(url, params={**values, "limit": limit}).request.url)
    while True:
        answer = client.get(at)
        page = answer.json()
        assert len(page["items"]) <= limit
        found += page["items"]
        if page["next"] is None:
            assert "link" not in answer.headers
            assert len(found) == page["total"]
            return found
        at = re.fullmatch(r'<(.+)>; rel="next"', answer.headers["link"])[1]  # type: ignore[index]
        assert quote(page["next"]) in at


def test_a_lookup_tells_what_a_name_means_and_how_it_matched(client: TestClient) -> None:
    found = got(client, "/api/lookup", q="1530", limit=3)
    assert found["query"] == "1530"
    assert found["nearest"] == []
    assert found["hits"][0] == {
        "id": TERM,
        "iri": f"https://govreport.example/id/{TERM}",
        "label": "“1530”工程",
        "type": "Term",
        "number": 13,
        "report": f"https://govreport.example/id/report/{KEY}",
        "match": "alias",
        "matched_name": "1530",
        "score": 0.95,
    }


def test_a_lookup_keeps_to_its_type_and_limit_and_suggests_where_nothing_is_found(client: TestClient) -> None:
    found = got(client, "/api/lookup", q="bd", type="Project", limit=2)
    assert [hit["type"] for hit in found["hits"]] == ["Project", "Project"]
    none = got(client, "/api/lookup", q="双百工程大会战")
    assert none["hits"] == []
    assert none["nearest"]


def test_a_node_is_its_card(client: TestClient, graph: Graph) -> None:
    found = got(client, f"/api/nodes/{as_path(TERM)}")
    node = graph.nodes[found["iri"]]
    assert (found["id"], found["label"], found["number"]) == (TERM, node.label, 13)
    places = {(item["start"], item["end"], item["quote"]) for item in found["passages"]}
    assert places == {(item.span.start, item.span.end, item.quote) for item in node.mentions}
    assert [part["label"] for part in found["expansion"]]
    assert {edge["predicate"] for edge in found["edges"]} >= {"partOf", "denotes"}


def test_every_node_of_the_store_is_reached_by_the_identifier_in_the_list(client: TestClient) -> None:
    for item in walked(client, "/api/nodes", 200)[::23]:
        assert got(client, f"/api/nodes/{as_path(item['id'])}")["iri"] == item["iri"]


@pytest.mark.parametrize("limit", [7, 200])
def test_the_pages_of_a_list_hold_each_node_once(client: TestClient, graph: Graph, limit: int) -> None:
    values = {"type": "Term"} if limit == 7 else {}
    found = walked(client, "/api/nodes", limit, **values)
    wanted = [node.id for node in graph.nodes.values() if not values or node.type == "Term"]
    assert sorted(item["iri"] for item in found) == sorted(wanted)
    for item in found:
        node = graph.nodes[item["iri"]]
        assert (item["label"], item["type"]) == (node.label, node.type)
    if values:
        assert [item["number"] for item in found] == sorted(item["number"] for item in found)


def test_a_list_of_nodes_keeps_to_its_report(client: TestClient, graph: Graph) -> None:
    assert got(client, "/api/nodes", report=KEY, limit=1)["total"] == len(graph)
    assert "report/另一份" in refused(client, "/api/nodes", 404, report="另一份")["detail"]


def test_reports_are_told_with_what_they_hold(client: TestClient, graph: Graph) -> None:
    (only,) = walked(client, "/api/reports", 1)
    assert (only["key"], only["place"], only["year"]) == (KEY, "保定市", 2023)
    assert only["counts"]["Term"] == 31
    assert sum(only["counts"].values()) == len(graph)
    assert got(client, f"/api/reports/{quote(KEY)}") == only


def test_the_text_of_a_report_is_what_all_offsets_refer_to(client: TestClient, graph: Graph) -> None:
    found = got(client, f"/api/reports/{quote(KEY)}/text")
    (report,) = graph.reports()
    assert found["text"] == report.text
    sections = {(item["iri"], item["start"], item["end"]) for item in found["sections"]}
    assert sections == {
        (node.id, node.start, node.end) for node in graph.nodes.values() if isinstance(node, Section)
    }
    starts = [item["start"] for item in found["sections"]]
    assert starts == sorted(starts)


def test_the_facts_of_a_report_are_the_mentions_of_its_nodes_each_once(
    client: TestClient, graph: Graph
) -> None:
    found = walked(client, f"/api/reports/{quote(KEY)}/facts", 190)
    wanted = [
        (mention.span.start, mention.span.end, node.id, mention.role.value, mention.quote, mention.rule)
        for node in graph.nodes.values()
        for mention in node.mentions
        if mention.role is not Role.FURNITURE
    ]
    names = ("start", "end", "iri", "role", "quote", "rule")
    assert sorted(tuple(item[name] for name in names) for item in found) == sorted(wanted)
    text = graph.reports()[0].text
    assert all(text[item["start"] : item["end"]] == item["quote"] for item in found)
    assert [item["start"] for item in found] == sorted(item["start"] for item in found)
    terms = walked(client, f"/api/reports/{quote(KEY)}/facts", 50, type="Term")
    assert terms == [item for item in found if item["type"] == "Term"]


def test_the_shortest_way_is_a_chain_of_edges(client: TestClient, graph: Graph) -> None:
    goal = next(edge for edge in graph.edges if edge.predicate == "targets")
    values = {"from": TERM, "to": short(goal.object)}
    found = got(client, "/api/path", **values)
    edges = {(edge.subject, edge.predicate, edge.object) for edge in graph.edges}
    at = found["from"]["iri"]
    for step in found["steps"]:
        ends = (at, step["node"]["iri"]) if step["direction"] == "out" else (step["node"]["iri"], at)
        assert (ends[0], step["predicate"], ends[1]) in edges
        at = step["node"]["iri"]
    assert at == found["to"]["iri"] == goal.object
    closed = {"longest": len(found["steps"]) - 1}
    assert got(client, "/api/path", **values, **closed) == {**found, "steps": None, "complete": False}
    without = ["mentions", "partOf", "denotes", "hasComponent", "refersTo"]
    assert got(client, "/api/path", **values, without=without)["steps"] is None


def test_the_questions_are_told_in_both_languages(client: TestClient) -> None:
    found = got(client, "/api/questions")["items"]
    assert [item["name"] for item in found] == list(library())
    place = next(item for item in found if item["name"] == "place")
    assert place["parameters"] == [
        {
            "name": "name",
            "type": "string",
            "required": True,
            "default": None,
            "description": {"zh": "地方", "en": "the place"},
        }
    ]
    assert all(item["title"]["zh"] and item["description"]["en"] for item in found)


def test_a_question_gives_rows_of_plain_values(client: TestClient) -> None:
    found = got(client, "/api/questions/terms", limit=31)
    assert found["truncated"] is False
    assert [row[found["columns"].index("number")] for row in found["rows"]] == list(range(1, 32))
    assert {row[0] for row in found["rows"]} == {f"https://govreport.example/id/report/{KEY}"}
    cut = got(client, "/api/questions/terms", limit=3)
    assert (len(cut["rows"]), cut["truncated"]) == (3, True)
    assert got(client, "/api/questions/expansion", name="1530")["rows"]


@pytest.mark.parametrize("by", ["format", "accept"])
def test_rows_are_had_as_csv(client: TestClient, by: str) -> None:
    if by == "format":
        answer = client.get("/api/questions/terms", params={"format": "csv"})
    else:
        answer = client.get("/api/questions/terms", headers={"accept": "text/csv, application/json;q=0.5"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.text, newline="")))
    plain = got(client, "/api/questions/terms")
    assert rows == [plain["columns"], *([str(value) for value in row] for row in plain["rows"])]


def test_cells_of_csv_are_no_formulas(client: TestClient) -> None:
    query = {"query": "RETURN '=1+1' AS sum, -3 AS number"}
    answer = client.post("/api/cypher", params={"format": "csv"}, json=query)
    assert answer.text.splitlines()[1] == "'=1+1,-3"


def test_cypher_gives_nodes_and_takes_parameters(client: TestClient) -> None:
    query = "MATCH (t:Term {number: $number}) RETURN t.name AS name, t, $more AS more"
    asked = {"query": query, "parameters": {"number": 13, "more": [1.5, None, {"a": True}]}}
    found = client.post("/api/cypher", json=asked).json()
    assert found["columns"] == ["name", "t", "more"]
    ((name, node, more),) = found["rows"]
    assert (name, more) == ("“1530”工程", [1.5, None, {"a": True}])
    assert node["labels"] == ["Term"]
    assert node["properties"]["number"] == 13


@pytest.mark.parametrize(
    ("url", "status", "values"),
    [
        ("/api/lookup", 400, {"q": "，。"}),
        ("/api/nodes", 400, {"cursor": "abc"}),
        ("/api/nodes", 400, {"cursor": "WyJub2RlcyJd"}),
        ("/api/reports", 400, {"cursor": "é"}),
        ("/api/nodes/term/none", 404, {}),
        ("/api/nodes/%00%ff%20%22", 404, {}),
        ("/api/nodes/", 404, {}),
        ("/api/reports/none", 404, {}),
        ("/api/reports/none/text", 404, {}),
        ("/api/reports/a%20b%3E/facts", 404, {}),
        ("/api/path", 404, {"from": TERM, "to": "thing/none"}),
        ("/api/path", 404, {"from": "a b", "to": TERM}),
        ("/api/questions/none", 404, {}),
        ("/api/questions/terms", 400, {"colour": "red"}),
        ("/api/questions/place", 400, {}),
        ("/api/questions/place", 404, {"name": "亚特兰蒂斯"}),
        ("/api/questions/connected", 400, {"least": "many"}),
    ],
)
def test_what_cannot_be_answered_is_told_in_both_languages(
    client: TestClient, url: str, status: int, values: dict[str, str]
) -> None:
    refused(client, url, status, **values)


@pytest.mark.parametrize(
    ("url", "values", "parameter"),
    [
        ("/api/lookup", {}, "q"),
        ("/api/lookup", {"q": ""}, "q"),
        ("/api/lookup", {"q": "长" * 201}, "q"),
        ("/api/lookup", {"q": "x", "type": "Thing"}, "type"),
        ("/api/lookup", {"q": "x", "limit": "51"}, "limit"),
        ("/api/nodes", {"limit": "0"}, "limit"),
        ("/api/nodes", {"limit": "1_0"}, "limit"),
        ("/api/nodes", {"limit": "9" * 5000}, "limit"),
        ("/api/nodes", {"cursor": "x" * 2001}, "cursor"),
        (f"/api/reports/{quote(KEY)}/facts", {"type": "None"}, "type"),
        ("/api/path", {"from": TERM}, "to"),
        ("/api/path", {"from": TERM, "to": TERM, "without": "knows"}, "without"),
        ("/api/path", {"from": TERM, "to": TERM, "longest": "21"}, "longest"),
        ("/api/questions/terms", {"format": "xls"}, "format"),
        ("/api/graph", {"depth": "many"}, "depth"),
    ],
)
def test_a_wrong_parameter_is_named(
    client: TestClient, url: str, values: dict[str, str], parameter: str
) -> None:
    said = refused(client, url, 422, **values)
    assert [item["parameter"] for item in said["errors"]] == [parameter]
    assert said["detail"] == f"{parameter}: {said['errors'][0]['detail']}"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b"{", "#"),
        (b"[]", "#"),
        (b"{}", "#/query"),
        (b'{"query": 3}', "#/query"),
        (b'{"query": ""}', "#/query"),
        (rb'{"query": "RETURN \ud800"}', "#/query"),
        (b'{"query": "RETURN 1", "a/b~c": 1}', "#/a~1b~0c"),
        (rb'{"query": "RETURN $a", "parameters": {"a": ["\udfff"]}}', "#/parameters"),
        (b'{"query": "RETURN $a", "parameters": {"a": NaN}}', "#/parameters"),
    ],
)
def test_a_wrong_part_of_a_body_is_pointed_at(client: TestClient, body: bytes, pointer: str) -> None:
    answer = client.post("/api/cypher", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)
    assert [item["pointer"] for item in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"query": "CREATE (n)"}', 400),
        (b'{"query": "MATCH (n RETURN n"}', 400),
        (b"[" * 100_000, 400),
        (b'{"query": "' + b" " * (1 << 20) + b'"}', 413),
    ],
)
def test_a_query_that_is_not_run_is_a_problem(client: TestClient, body: bytes, status: int) -> None:
    answer = client.post("/api/cypher", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)


def test_unknown_paths_and_methods_are_problems(client: TestClient) -> None:
    for method, url, status in (
        ("GET", "/api/none", 404),
        ("POST", "/api/none", 404),
        ("PUT", "/api/nodes", 405),
    ):
        answer = client.request(method, url)
        assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert "GET" in answer.headers["allow"]


def test_without_a_store_the_answer_says_so(tmp_path: Path) -> None:
    with TestClient(build_app(Settings(store=tmp_path / "none")), HERE) as client:
        for url in ("/api/lookup", "/api/nodes", "/api/reports", "/api/questions/terms"):
            said = refused(client, url, 503, **({"q": "x"} if url == "/api/lookup" else {}))
            assert "kg build" in said["detail"]
        assert got(client, "/api/questions")["items"]
        assert client.get("/api").status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "/api/lookup?q=1530",
        "/api/nodes?type=Place",
        f"/api/nodes/{as_path(TERM)}",
        "/api/reports",
        f"/api/reports/{quote(KEY)}/text",
        f"/api/reports/{quote(KEY)}/facts",
        f"/api/path?from={quote(TERM)}&to={quote(TERM)}",
        "/api/questions",
        "/api/openapi.json",
        "/api",
    ],
)
def test_an_answer_that_the_client_has_is_not_sent_again(client: TestClient, url: str) -> None:
    first = client.get(url)
    again = client.get(url, headers={"if-none-match": first.headers["etag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_the_document_names_every_route_and_tells_errors_in_one_shape(client: TestClient) -> None:
    document = got(client, "/api/openapi.json")
    assert set(document["paths"]) >= {
        "/api/lookup",
        "/api/nodes",
        "/api/nodes/{identifier}",
        "/api/path",
        "/api/reports/{key}/facts",
        "/api/questions/{name}",
        "/api/cypher",
        "/api/graph",
    }
    for path, item in document["paths"].items():
        for operation in item.values():
            assert all(operation[name] for name in ("summary", "description", "tags")), path
            assert all(one["description"] for one in operation.get("parameters", ())), path
            for status, answer in operation["responses"].items():
                assert (PROBLEM in answer.get("content", {})) == (int(status) >= 400), (path, status)
    shapes = document["components"]["schemas"]
    assert {f"{name}Card" for name in NODE_CLASSES} < set(shapes)
    named = set(re.findall(r'"#/components/schemas/(\w+)"', client.get("/api/openapi.json").text))
    assert named <= set(shapes)
    assert "security" not in document


def test_the_document_of_a_closed_explorer_asks_for_the_token(store: Path) -> None:
    token = "x" * 32
    with TestClient(build_app(Settings(store=store, token=token)), HERE) as client:
        headers = {"authorization": f"Bearer {token}"}
        document = client.get("/api/openapi.json", headers=headers).json()
        assert document["security"] == [{"token": []}]
        assert client.get("/api/nodes").status_code == 401


def test_the_page_lists_every_operation_in_both_languages(client: TestClient) -> None:
    document = got(client, "/api/openapi.json")
    english, chinese = (client.get("/api", headers=headers).text for headers in ({}, ZH))
    for path, item in document["paths"].items():
        for operation in item.values():
            name = operation["operationId"]
            for page in (english, chinese):
                assert f'id="{name}"' in page
                assert f"<code>{path}</code>" in page
            assert f'<h3 id="{name}-title">{operation["summary"]}</h3>' in english
    assert "试一试" in chinese
    assert "`" not in english + chinese


def test_the_examples_on_the_page_can_be_opened(client: TestClient) -> None:
    found = re.findall(r'<a href="(/api/[^"]+)"><code>', client.get("/api").text)
    assert len(found) >= 10
    for url in found:
        assert client.get(url.replace("&amp;", "&")).status_code == 200, url


def test_an_error_of_the_program_is_a_problem_as_well(store: Path, tmp_path: Path) -> None:
    shutil.copytree(store, tmp_path / "store")
    with StoreFolder(tmp_path / "store").build() as draft:
        report = full(f"report/{KEY}")
        year = NamedNode(FIELDS["year"].iri)
        draft.facts.add(Quad(NamedNode(report), year, Literal("当年"), NamedNode(report_graphs(report)[0])))
    app = build_app(Settings(store=tmp_path / "store"))
    with TestClient(app, HERE, raise_server_exceptions=False) as client:
        answer = client.get("/api/reports")
    assert (answer.status_code, answer.headers["content-type"]) == (500, PROBLEM)
    assert answer.json() == {"type": "about:blank", "title": "Internal Server Error", "status": 500}
