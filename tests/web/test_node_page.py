"""The pages of nodes, as a browser without scripts gets them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient
from lxml.html import HtmlElement, fromstring

from kg.asking.nodes import read_graph
from kg.building import build
from kg.model import NODE_CLASSES, Graph, Indicator, Node, Report
from kg.stores.folder import StoreFolder
from kg.vocabulary import as_path, full, short
from kg.web.app import build_app
from kg.web.rendering import page_url
from kg.web.settings import Settings
from kg.words import CLASSES
from tests.web.conftest import HERE

KEY = "保定市-2023"


@pytest.fixture(scope="module")
def graph(store: Path) -> Graph:
    return read_graph(StoreFolder(store))


def opened(client: TestClient, iri: str, language: str = "en") -> HtmlElement:
    answer = client.get(page_url(full(iri)), headers={"accept-language": language})
    assert answer.status_code == 200, iri
    return fromstring(answer.text)


def words(page: HtmlElement, path: str) -> list[str]:
    return [" ".join(part.text_content().split()) for part in page.xpath(path)]


def links(page: HtmlElement, path: str) -> list[str]:
    return [str(link.get("href")) for link in page.xpath(f"{path}//a")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("type", NODE_CLASSES)
def test_every_type_of_node_has_a_page(client: TestClient, graph: Graph, type: str, language: str) -> None:
    nodes = [node for node in graph.nodes.values() if node.type == type]
    assert nodes
    for node in nodes[:: max(1, len(nodes) // 5)]:
        page = opened(client, node.id, language)
        assert words(page, "//h1") == [" ".join(node.label.split())]
        kind = CLASSES[type]
        assert words(page, "//p[@class='node-kind']//span[@class='type-tag']") == [
            kind.zh if language == "zh" else kind.en
        ]


def test_the_page_is_found_however_its_address_is_encoded(client: TestClient) -> None:
    for path in (as_path("term/保定市-2023/13"), "term/保定市-2023/13", "term/保定市%2D2023/%31%33"):
        assert client.get(f"/page/{path}").status_code == 200


def test_a_name_with_a_slash_of_its_own_keeps_its_page(client: TestClient, graph: Graph) -> None:
    encoded = [node for node in graph.nodes.values() if "%" in node.id]
    for node in encoded[:5]:
        assert client.get(page_url(node.id)).status_code == 200


@pytest.mark.parametrize(
    "path", ["nothing", "term/保定市-2023/9999", "", "%00", "../../etc/passwd", "a%2F..%2Fb"]
)
def test_what_is_not_there_is_told_with_a_search_box(client: TestClient, path: str) -> None:
    answer = client.get(f"/page/{path}")
    assert answer.status_code == 404
    assert fromstring(answer.text).xpath("//main//input[@name='q']")


def test_a_term_is_defined_expanded_and_quoted(client: TestClient, graph: Graph) -> None:
    page = opened(client, f"term/{KEY}/13")
    assert words(page, "//p[@class='definition-text']")[0].startswith("即1个名校长团队培养5个校长学员")
    assert words(page, "//p[@class='headword']/span[@data-mark]") == ["1a", "5b", "30c"]
    rows = words(page, "//ul[@class='tree']//div[@class='twig-row']/span[@class='twig-name']")
    assert rows == ["1 个 名校长团队", "5 个 校长学员", "30 个 教师学员"]
    assert page.xpath("//ul[@class='tree']/li/@data-mark") == ["a", "b", "c"]
    sections = words(page, "//section[@class='standing']/h3")
    assert sections == ["教育事业蓬勃发展", "四是人才保定场景", "建设教育强市"]
    assert page_url("thing/保定市/1530工程") in links(page, "//div[@class='facet']")


def test_every_lit_stretch_leads_to_its_own_words_in_the_reader(client: TestClient, graph: Graph) -> None:
    report = graph.nodes[full(f"report/{KEY}")]
    assert isinstance(report, Report)
    page = opened(client, f"term/{KEY}/1")
    lit = page.xpath("//a[@class='lit']")
    assert len(lit) > 6
    for link in lit:
        path, _, span = link.get("href").partition("#c")
        start, end = map(int, span.split("-"))
        assert unquote(path) == f"/reader/{KEY}"
        assert report.text[start:end].startswith(link.text_content().rstrip("…"))


def test_the_rule_and_the_confidence_stand_beside_each_sentence(client: TestClient) -> None:
    page = opened(client, f"term/{KEY}/13")
    rules = words(page, "//section[@class='standing'][1]//span[@class='rule']")
    assert rules == ["glossary.mention 0.97", "glossary.mark 1.00"]


def test_a_component_leads_back_to_its_term(client: TestClient) -> None:
    page = opened(client, f"component/{KEY}/13/0")
    assert page_url(full(f"term/{KEY}/13")) in links(page, "//nav[@class='trail']")


def test_an_indicator_has_its_values_as_a_table(client: TestClient) -> None:
    page = opened(client, "indicator/地区生产总值")
    rows = [words(row, "./td|./th") for row in page.xpath("//section[@class='values']//tbody/tr")]
    assert ["保定市", "growth", "2022", "3.8%", "—"] in rows
    assert ["保定市", "growth", "2023", "—", "≈7%"] in rows
    assert ["保定市", "level", "2022", "3880.3亿元", "—"] in rows


def test_every_value_of_every_indicator_is_on_its_page(client: TestClient, graph: Graph) -> None:
    measures: dict[str, set[str]] = {}
    for edge in graph.edges:
        if edge.predicate == "ofIndicator":
            measures.setdefault(edge.object, set()).add(edge.subject)
    indicators = [node for node in graph.nodes.values() if isinstance(node, Indicator)]
    for node in indicators[::25]:
        found = set(links(opened(client, node.id), "//section[@class='group']"))
        assert {page_url(iri) for iri in measures[node.id]} <= found


def test_a_place_lists_what_lies_in_it(client: TestClient) -> None:
    city = links(opened(client, "place/130600"), "//section[@class='group']")
    assert page_url(full("place/130602")) in city
    district = opened(client, "place/130602")
    assert page_url(full("place/130600")) in links(district, "//nav[@class='trail']")
    assert "河北保定竞秀经济开发区" in " ".join(words(district, "//section[@class='group']"))


def test_a_report_has_its_counts_terms_outline_and_ways_on(client: TestClient, graph: Graph) -> None:
    page = opened(client, f"report/{KEY}")
    assert len(page.xpath("//ol[@class='term-list']/li")) == 31
    sections = [node for node in graph.nodes.values() if node.type == "Section"]
    assert {page_url(node.id) for node in sections} == set(links(page, "//ol[@class='outline']"))
    onward = links(page, "//p[@class='actions']")
    assert onward == [
        f"/reader/{quote(KEY)}",
        f"/graph?report={quote(KEY)}",
        f"/downloads?report={quote(KEY)}",
    ]
    assert f"/?type=Term&report={quote(KEY)}" in links(page, "//ul[@class='tallies']")


def test_a_section_opens_at_its_text_and_lists_what_it_mentions(client: TestClient, graph: Graph) -> None:
    node = graph.nodes[full(f"section/{KEY}/1.8.3")]
    page = opened(client, node.id)
    assert links(page, "//p[@class='actions']") == [f"/reader/{quote(KEY)}#c5103-5274"]
    assert page_url(full("thing/保定市/1530工程")) in links(page, "//section[@class='group']")


def test_a_page_links_to_its_data(client: TestClient) -> None:
    page = opened(client, f"term/{KEY}/13")
    path = as_path(f"term/{KEY}/13")
    assert links(page, "//ul[@class='data-links']") == [
        f"/data/{path}.ttl",
        f"/data/{path}.jsonld",
        f"/api/nodes/{path}",
    ]
    assert page.xpath("//link[@rel='alternate']/@href") == [f"/data/{path}.ttl", f"/data/{path}.jsonld"]


def test_labels_of_a_hostile_report_are_text(tmp_path: Path) -> None:
    name = "<img src=x onerror=alert(1)>"
    text = (
        "2024年云川市人民政府工作报告\n\n一、2024年工作安排\n"
        f"深入实施“{name}”工程[1]，地区生产总值增长7%左右。\n\n名词解释\n[1]“{name}”工程：即1个</script>中心。\n"
    )
    (tmp_path / "report.txt").write_text(text, "utf-8")
    folder = StoreFolder(tmp_path / "store")
    build([str(tmp_path / "report.txt")], folder)
    with TestClient(build_app(Settings(store=folder.path)), HERE) as client:
        for node in read_graph(folder).nodes.values():
            answer = client.get(page_url(node.id))
            assert answer.status_code == 200, short(node.id)
            assert "<img" not in answer.text
            assert not fromstring(answer.text).xpath("//*[@onerror]")


def test_long_lists_are_folded_not_cut(client: TestClient, graph: Graph) -> None:
    node = most_connected(graph)
    page = opened(client, node.id)
    others = {edge.object for edge in graph.edges if edge.subject == node.id and edge.predicate == "mentions"}
    assert len(others) > 20
    assert {page_url(iri) for iri in others} <= set(links(page, "//section[@class='group']"))
    assert page.xpath("//details[@class='more']")


def most_connected(graph: Graph) -> Node:
    counts: dict[str, int] = {}
    for edge in graph.edges:
        if edge.predicate == "mentions":
            counts[edge.subject] = counts.get(edge.subject, 0) + 1
    return graph.nodes[max(counts, key=lambda iri: counts[iri])]
