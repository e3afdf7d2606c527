"""Ask: the overview, every question as a form, the answers, the downloads and the editors without script."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient

from kg.asking.library import library
from kg.language import LANGUAGES, speaking
from kg.web import messages, questions
from kg.web.columns import heading

NAMES = {
    "definitions": "“1530”工程",
    "expansion": "“1530”工程",
    "indicator": "农林牧渔业增加值",
    "initiative": "“11258”总体部署",
    "place": "保定市",
    "promises": "促进全面消费",
    "section-terms": "教育事业蓬勃发展",
    "term-sections": "“1530”工程",
}
EMPTY = ("shared-things", "unmentioned-terms")
"""Questions to which the bundled report alone has no answer."""
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script>'


def given(name: str) -> dict[str, str]:
    """What the question needs."""
    needed = [item.name for item in library()[name].parameters if item.default is None]
    return dict.fromkeys(needed, NAMES.get(name, ""))


def get(client: TestClient, path: str, lang: str = "en", **values: str) -> Any:
    return client.get(f"{path}?{urlencode(values)}", headers={"accept-language": lang})


def rows(page: Any) -> list[str]:
    """The rows of the answer's table, as text."""
    body = re.search(r"<tbody>(.*?)</tbody>", page.text, re.DOTALL)
    found = re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL) if body else []
    return [html.unescape(re.sub(r"<[^>]+>", " ", row)) for row in found]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_overview_has_every_question_by_theme(client: TestClient, lang: str) -> None:
    page = html.unescape(get(client, "/ask", lang).text)
    with speaking(lang):
        for name, question in library().items():
            assert f'href="/ask/q/{name}"' in page
            assert questions.title(question) in page
            assert questions.description(question) in page
    assert "/ask/sparql" in page
    assert "/ask/cypher" in page


def test_themes_hold_each_question_once() -> None:
    named = [name for names in questions.THEMES.values() for name in names]
    assert sorted(named) == sorted(library())


def test_overview_filters_without_script(client: TestClient) -> None:
    page = get(client, "/ask", q="growth rates")
    assert re.findall(r'href="/ask/q/([^"]+)"', page.text) == ["growth"]
    assert "No question has" in get(client, "/ask", q=HOSTILE).text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", library())
def test_question_is_answered_the_same_on_both_engines(client: TestClient, name: str, lang: str) -> None:
    answers = []
    for on in questions.ON:
        page = get(client, f"/ask/q/{name}", lang, **given(name), on=on)
        assert page.status_code == 200
        assert bool(rows(page)) != (name in EMPTY)
        answers.append(rows(page))
    assert answers[0] == answers[1]
    with speaking(lang):
        assert questions.title(library()[name]) in html.unescape(page.text)


@pytest.mark.parametrize("name", library())
def test_columns_have_headings_in_words(name: str) -> None:
    returned = re.search(r"SELECT(?: DISTINCT)? (.*?) WHERE", library()[name].sparql, re.DOTALL)
    assert returned
    columns = re.findall(
        r"\?(\w+)(?=\)|\s|$)", re.sub(r"\((?:[^()]|\([^()]*\))*\sAS\s(\?\w+)\)", r"\1", returned[1])
    )
    bound = {item.name for item in library()[name].parameters}
    for lang in LANGUAGES:
        with speaking(lang):
            assert all(heading(column) != column for column in columns if column not in bound), columns


@pytest.mark.parametrize("name", NAMES)
def test_question_without_what_it_needs_is_a_form(client: TestClient, name: str) -> None:
    page = get(client, f"/ask/q/{name}")
    assert page.status_code == 200
    assert " required" in page.text
    assert "Fill in what is required" in page.text
    assert "field-error" not in page.text


def test_links_lead_to_the_nodes(client: TestClient) -> None:
    page = get(client, "/ask/q/definitions", name=NAMES["definitions"])
    links = re.findall(r'class="node-link" href="(/page/[^"]+)"', page.text)
    assert f"/page/term/{quote('保定市-2023')}/13" in links
    assert client.get(links[0]).status_code == 200


@pytest.mark.parametrize(
    ("values", "field", "line"),
    [
        ({"least": "many"}, "least", "It must be an integer."),
        ({"least": "1" * 40}, "least", "It must be an integer."),
    ],
)
def test_wrong_value_is_said_at_its_field(
    client: TestClient, values: dict[str, str], field: str, line: str
) -> None:
    page = get(client, "/ask/q/amounts", **values)
    assert page.status_code == 400
    assert f'id="error-{field}">{line}<' in page.text
    assert f'aria-describedby="error-{field}"' in page.text


def test_unknown_parameter_engine_and_question(client: TestClient) -> None:
    for values in ({"nonsense": "1"}, {"on": "neo4j"}):
        page = get(client, "/ask/q/amounts", **values)
        assert page.status_code == 400
        assert 'class="error-line" role="alert"' in page.text
    assert get(client, "/ask/q/nonsense").status_code == 404


def test_unknown_name_offers_what_comes_close(client: TestClient) -> None:
    page = get(client, "/ask/q/definitions", name="“153”工程")
    assert page.status_code in (200, 404)
    assert "1530" in page.text
    lost = get(client, "/ask/q/definitions", name="zzzzzzzz")
    assert lost.status_code == 404
    assert 'id="error-name">Nothing is called “zzzzzzzz”.<' in lost.text


def test_name_that_means_another_is_said(client: TestClient) -> None:
    page = get(client, "/ask/q/indicator", name=NAMES["indicator"])
    assert "Asked about “农林牧渔业总产值”." in page.text


@pytest.mark.parametrize("name", ["definitions", "amounts", "goals", "terms"])
def test_hostile_values_stay_text(client: TestClient, name: str) -> None:
    for item in library()[name].parameters:
        page = get(client, f"/ask/q/{name}", **{item.name: HOSTILE})
        assert page.status_code < 500
        assert "<img" not in page.text
        assert "<script>alert" not in page.text


def test_open_in_editor_asks_the_same(client: TestClient) -> None:
    for name in ("indicator", "recurring", "goals"):
        page = get(client, f"/ask/q/{name}", **given(name))
        for kind in ("sparql", "cypher"):
            found = re.search(rf'class="button" href="(/ask/{kind}\?[^"]+)"', page.text)
            assert found
            opened = client.get(html.unescape(found[1]))
            assert opened.status_code == 200, name
            assert len(rows(opened)) == len(rows(page)) > 0


def test_command_is_quoted(client: TestClient) -> None:
    page = get(client, "/ask/q/definitions", name="a'; rm -rf ~")
    assert "kg query definitions -p &#39;name=a&#39;&#34;&#39;&#34;&#39;; rm -rf ~&#39;" in page.text


@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("csv", "text/csv"),
        ("json", "application/json"),
        ("tsv", "text/tab-separated-values"),
        ("xml", "application/xml"),
    ],
)
def test_download(client: TestClient, format: str, kind: str) -> None:
    answer = get(client, "/ask/q/growth", format=format)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["content-disposition"] == f'attachment; filename="growth.{format}"'
    assert "亿元" in answer.text or "%" in answer.text


def test_downloads_have_the_rows_of_the_page(client: TestClient) -> None:
    page = get(client, "/ask/q/reports")
    assert (
        len(list(csv.reader(io.StringIO(get(client, "/ask/q/reports", format="csv").text))))
        == len(rows(page)) + 1
    )
    assert len(json.loads(get(client, "/ask/q/reports", on="embedded", format="json").text)) == len(
        rows(page)
    )
    assert get(client, "/ask/q/reports", on="embedded", format="xml").status_code == 404


def test_formulas_are_marked_unless_raw_is_asked_for(client: TestClient) -> None:
    for path, query in (
        ("/ask/sparql", 'SELECT ("=1+1" AS ?a) WHERE {}'),
        ("/ask/cypher", "RETURN '=1+1' AS a"),
    ):
        tame = get(client, path, query=query, run="1", format="csv").text.splitlines()
        raw = get(client, path, query=query, run="1", format="csv", raw="1").text.splitlines()
        assert raw[1] == "=1+1"
        assert not tame[1].strip('"').startswith("=")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["sparql", "cypher"])
def test_examples_of_the_editors_run(client: TestClient, kind: str, lang: str) -> None:
    page = get(client, f"/ask/{kind}", lang)
    examples = re.findall(r'data-example="([^"]+)"', page.text)
    assert sorted(examples) == sorted(library())
    for name in examples:
        assert get(client, f"/ask/{kind}", lang, example=name, run="1").status_code == 200, name


def test_editors_answer_without_script(client: TestClient) -> None:
    query = "SELECT ?t WHERE { ?t a kg:Term } ORDER BY ?t LIMIT 3"
    assert len(rows(get(client, "/ask/sparql", query=query, run="1"))) == 3
    assert rows(get(client, "/ask/sparql", query=query)) == []
    assert 'class="verdict">Yes<' in get(client, "/ask/sparql", query="ASK { ?t a kg:Term }", run="1").text
    query = "MATCH (t:Term)-[d:DENOTES]->(x) WHERE t.number = $n RETURN t, d, x"
    page = get(client, "/ask/cypher", query=query, parameters='{"n": 13}', run="1")
    assert [" ".join(row.split()) for row in rows(page)] == ["“1530”工程 DENOTES “1530”工程"]


def test_triples_are_shown_and_downloaded(client: TestClient) -> None:
    query = "CONSTRUCT { ?t a kg:Term } WHERE { ?t a kg:Term } LIMIT 2"
    page = get(client, "/ask/sparql", query=query, run="1")
    assert len(rows(page)) == 2
    link = re.search(r'href="(/ask/sparql\?[^"]+format=ttl)"', page.text)
    assert link
    turtle = client.get(html.unescape(link[1]))
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert "kg:Term" in turtle.text


def test_errors_of_the_editors_name_the_place(client: TestClient) -> None:
    for path, query in (("/ask/sparql", "SELECT ?t\nWHERE { ?t a }"), ("/ask/cypher", "MATCH (n\nRETURN n")):
        page = get(client, path, query=query, run="1")
        assert page.status_code == 400
        assert re.search(r'class="error-line" role="alert" data-line="2" data-column="\d+"', page.text)


@pytest.mark.parametrize("text", ["[1]", "{", '{"a": 1} x', "[" * 1_000])
def test_parameters_that_are_no_object(client: TestClient, text: str) -> None:
    page = get(client, "/ask/cypher", query="RETURN 1 AS a", parameters=text, run="1")
    assert page.status_code == 400
    assert "a JSON object" in page.text


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("DROP ALL", "/ask/sparql"),
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "/ask/sparql"),
        ("CREATE (n)", "/ask/cypher"),
    ],
)
def test_writing_and_network_are_refused(client: TestClient, query: str, path: str) -> None:
    assert get(client, path, query=query, run="1").status_code == 400


def test_editors_keep_hostile_queries_as_text(client: TestClient) -> None:
    for path in ("/ask/sparql", "/ask/cypher"):
        page = get(client, path, query="</textarea>" + HOSTILE, parameters=HOSTILE, run="1")
        assert page.status_code == 400
        assert "<img" not in page.text
        assert page.text.count("</textarea>") == 1
    shown_ = get(
        client, "/ask/cypher", query="RETURN $v AS v", parameters=json.dumps({"v": HOSTILE}), run="1"
    )
    assert shown_.status_code == 200
    assert "<img" not in shown_.text


def test_other_sites_iris_are_no_links(client: TestClient) -> None:
    query = "SELECT (<javascript:alert(1)> AS ?a) (<http://other.example/> AS ?b) WHERE {}"
    page = get(client, "/ask/sparql", query=query, run="1")
    answer = page.text[page.text.index('id="answer"') :]
    assert page.status_code == 200
    assert 'href="javascript' not in answer
    assert 'href="http://other' not in answer


def test_link_of_a_download_holds_the_query(client: TestClient) -> None:
    query = "SELECT ?t WHERE { ?t a kg:Term } LIMIT 1"
    page = get(client, "/ask/sparql", query=query, run="1")
    link = re.search(r'href="(/ask/sparql\?[^"]+format=csv)"', page.text)
    assert link
    assert parse_qs(urlsplit(html.unescape(link[1])).query)["query"] == [query]


def test_page_says_that_there_are_more_rows(client: TestClient) -> None:
    page = get(client, "/ask/sparql", query="SELECT * WHERE { ?s ?p ?o }", run="1")
    assert len(rows(page)) == 1000
    assert messages.catalogue("en")["ask.truncated"].format(count=1000) in page.text


def test_text_that_begins_as_an_iri_is_text(client: TestClient) -> None:
    query = "RETURN 'https://govreport.example/id/ <b>' AS a, ['https://govreport.example/id/x'] AS b"
    page = get(client, "/ask/cypher", query=query, run="1")
    assert page.status_code == 200
    assert "<b>" not in page.text


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ('"INF"^^xsd:double', "INF"),
        ('"-INF"^^xsd:double', "-INF"),
        ('"NaN"^^xsd:double', "NaN"),
        ("1e300", "1e+300"),
        ("-1e300", "-1e+300"),
        ('"%s"^^xsd:integer' % ("9" * 400), "INF"),
        ("9223372036854775807", "9223372036854775807"),
        ("2e15", "2000000000000000"),
        ("2.5", "2.5"),
    ],
)
def test_numbers_of_any_size_are_shown(client: TestClient, literal: str, text: str) -> None:
    answer = get(client, "/ask/sparql", run="1", query=f"SELECT ({literal} AS ?n) {{}}")
    assert answer.status_code == 200
    assert re.search(rf"<td[^>]*>\s*{re.escape(text)}\s*</td>", html.unescape(answer.text))


def test_numbers_of_any_size_are_shown_of_cypher_too(client: TestClient) -> None:
    answer = get(client, "/ask/cypher", run="1", query="RETURN [1e300, 2.0e0] AS n, 1e300 AS m")
    assert answer.status_code == 200
    assert html.unescape(answer.text).count("1e+300") >= 2
