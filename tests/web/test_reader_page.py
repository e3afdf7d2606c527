"""The reader's page: the text, its highlights, filters and links, as they come from the server."""

from __future__ import annotations

import html
import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient
from lxml import html as markup

from kg.asking.opened import OpenStore
from kg.building import build
from kg.model import NODE_CLASSES, Graph, Role, Term
from kg.stores.folder import StoreFolder
from kg.vocabulary import as_path, short
from kg.web.app import build_app
from kg.web.reader_view import CODES, style_sheet
from kg.web.settings import Settings
from tests.reports import BUNDLED
from tests.web.conftest import HERE

KEY = "保定市-2023"
URL = f"/reader/{as_path(KEY)}"
HOSTILE = """2024年<i>云川</i>市政府工作报告
——2024年1月20日 <script>alert(1)</script>
一、去年<img src=x onerror=alert(1)>工作
实施“<svg onload=alert(1)>”工程[1],地区生产总值增长6.5%,𠮷祥“javascript:alert(1)”行动[2]。
名词解释
[1]“<svg onload=alert(1)>”工程:即"><script>alert(2)</script>两个基地。
[2]“javascript:alert(1)”行动:指</textarea></title>的行动。
"""


@pytest.fixture(scope="module")
def graph(store: Path) -> Graph:
    return OpenStore(StoreFolder(store)).report_graph(KEY)


def article(answer_text: str) -> markup.HtmlElement:
    [found] = markup.fromstring(answer_text).xpath("//article")
    return found


def facts_of(answer_text: str) -> dict[str, dict[str, list[int]]]:
    said = re.search(r'id="data-facts">(.*?)</script>', answer_text, re.DOTALL)
    assert said
    found: dict[str, dict[str, list[int]]] = json.loads(said[1])
    return found


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["目录", "标注的类型", "全部事实", "举措"]),
        ("en", ["Contents", "Types of facts", "initiative"]),
    ],
)
def test_the_page_speaks_both_languages(client: TestClient, language: str, words: list[str]) -> None:
    answer = client.get(URL, headers={"accept-language": language})
    assert answer.status_code == 200
    assert [word for word in words if word not in answer.text] == []
    assert "2023年保定市政府工作报告" in answer.text


def test_the_page_holds_the_whole_text_of_the_report(client: TestClient, graph: Graph) -> None:
    [report] = graph.reports()
    shown = article(client.get(URL).text)
    for added in shown.xpath(".//summary | .//span[@class='back']"):
        added.drop_tree()
    assert re.sub(r"\s", "", shown.text_content()) == re.sub(r"\s", "", report.text)


def test_each_highlight_holds_the_characters_at_its_offsets(client: TestClient, graph: Graph) -> None:
    text = graph.reports()[0].text
    links = article(client.get(URL).text).xpath(".//a[@data-f]")
    assert len(links) > 1_500
    for link in links:
        assert link.text_content() == text[int(link.get("data-s")) : int(link.get("data-e"))]


def test_the_highlights_of_each_fact_are_its_quote(client: TestClient, graph: Graph) -> None:
    page = client.get(URL).text
    words: dict[int, str] = {}
    for link in article(page).xpath(".//a[@data-f]"):
        for number in link.get("data-f").split():
            words[int(number)] = words.get(int(number), "") + link.text_content()
    fact, text = facts_of(page)["fact"], graph.reports()[0].text
    assert len(words) == len(fact["start"])
    for number, (start, end) in enumerate(zip(fact["start"], fact["end"], strict=True)):
        assert words[number] == text[start:end]


def test_each_mark_links_to_its_term_and_the_entry_links_back(client: TestClient, graph: Graph) -> None:
    shown = article(client.get(URL).text)
    terms = [node for node in graph.nodes.values() if isinstance(node, Term)]
    marks = {link.get("href"): link for link in shown.xpath(".//a[contains(@class, 'mark')]")}
    assert set(marks) == {f"/page/{as_path(short(term.id))}" for term in terms}
    back = {link.get("href") for link in shown.xpath(".//span[@class='back']/a")}
    assert back == {f"#{link.get('id')}" for link in marks.values()}
    for term in terms:
        [mark] = term.of_role(Role.MARK)
        assert marks[f"/page/{as_path(short(term.id))}"].text_content() == mark.quote


def test_the_outline_leads_to_headings_that_are_there(client: TestClient) -> None:
    page = markup.fromstring(client.get(URL).text)
    targets = [link.get("href") for link in page.xpath("//nav[@id='outline']//a")]
    assert len(targets) == 114
    for target in targets:
        assert page.xpath(f"//*[@id='{target[1:]}']"), target


def test_no_two_elements_have_one_id_and_headings_come_in_order(client: TestClient) -> None:
    page = markup.fromstring(client.get(URL).text)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    heads = page.xpath("//article//*[self::h2 or self::h3 or self::h4 or self::h5 or @role='heading']")
    levels = [int(head.get("aria-level") or head.tag[1]) for head in heads]
    assert levels[0] == 2
    assert all(later <= before + 1 for before, later in pairwise(levels))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("types=Term,Measure", {"Ter", "Mea"}),
        ("types=&types=Goal&types=Place", {"Goa", "Pla"}),
        ("types=", set()),
        ("types=Nonsense", set()),
        ("", set(CODES.values())),
    ],
)
def test_types_are_filtered_without_a_script(client: TestClient, query: str, shown: set[str]) -> None:
    page = markup.fromstring(client.get(f"{URL}?{query}").text)
    links = page.xpath("//article//a[@data-f]")
    assert {link.get("class").split()[0] for link in links if link.get("href")} == shown
    assert all((link.get("href") is None) == (link.get("class") is None) for link in links)
    checked = page.xpath("//form[@id='legend']//input[@type='checkbox'][@checked]/@value")
    assert {CODES[name] for name in checked} == shown


def test_a_node_in_focus_is_lit_wherever_it_stands(client: TestClient, graph: Graph) -> None:
    place = next(node for node in graph.nodes.values() if node.label == "北京市")
    name = quote(short(place.id), safe="")
    page = markup.fromstring(client.get(f"{URL}?focus={name}").text)
    starts = {int(link.get("data-s")) for link in page.xpath("//article//a[contains(@class, 'lit')]")}
    assert starts == {mention.span.start for mention in place.mentions}
    anchors = page.xpath("//p[@class='focus-places']/a/@href")
    assert [page.xpath(f"//*[@id='{anchor[1:]}']")[0].text_content() for anchor in anchors] == [
        mention.quote for mention in sorted(place.mentions, key=lambda mention: mention.span)
    ]


def test_a_node_that_the_report_does_not_name_is_said_to_be_so(client: TestClient) -> None:
    answer = client.get(f"{URL}?focus=term/{quote('没有')}<b>")
    assert answer.status_code == 200
    assert "does not mention “term/没有&lt;b&gt;”" in answer.text


def test_one_report_is_opened_at_once_and_an_unknown_one_is_answered_with_the_list(
    client: TestClient,
) -> None:
    answer = client.get("/reader")
    assert (answer.status_code, unquote(answer.headers["location"])) == (303, f"/reader/{KEY}")
    for key in ("nowhere-1999", "a/b", "%3Cscript%3E", "..%2f..%2fetc"):
        missing = client.get(f"/reader/{key}")
        assert missing.status_code == 404
        assert URL in missing.text
        assert "<script>" not in missing.text.replace('<script src="/assets/theme.js"></script>', "")


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("reader")
    (folder / "hostile.txt").write_bytes(HOSTILE.replace("\n", "\r\n").encode())
    build([str(BUNDLED), str(folder / "hostile.txt")], StoreFolder(folder / "store"))
    return TestClient(build_app(Settings(store=folder / "store")), HERE, headers={"accept-language": "en"})


def test_several_reports_are_listed(two_reports: TestClient) -> None:
    page = markup.fromstring(two_reports.get("/reader").text)
    links = [link for link in page.xpath("//main//a/@href") if link.startswith("/reader/")]
    assert len(links) == 2
    assert [two_reports.get(link).status_code for link in links] == [200, 200]


def test_a_hostile_report_is_text_and_nothing_else(two_reports: TestClient) -> None:
    page = markup.fromstring(two_reports.get("/reader").text)
    [link] = [link for link in page.xpath("//main//a/@href") if "/reader/" in link and link != URL]
    answer = two_reports.get(link)
    shown = article(answer.text)
    assert "<img src=x onerror=alert(1)>" in shown.text_content()
    assert shown.xpath(".//img | .//script | .//svg | .//i | .//*[@onload] | .//*[@onerror]") == []
    assert [url for url in shown.xpath(".//a/@href") if not url.startswith(("/page/", "#"))] == []
    assert html.escape("<svg onload=alert(1)>") in answer.text
    assert "<svg onload" not in answer.text
    text = HOSTILE.replace("\n", "\r\n")
    for highlight in shown.xpath(".//a[@data-f]"):
        assert highlight.text_content() == text[int(highlight.get("data-s")) : int(highlight.get("data-e"))]
    assert shown.xpath(".//a[contains(@class, 'mark')]")


def test_every_type_has_a_code_a_line_and_a_glyph_of_its_own() -> None:
    assert len(set(CODES.values())) == len(NODE_CLASSES)
    rules = re.findall(
        r"^\.(\w{3})\{--type:var\(--type-(\w+)\);--glyph:([^;]+);", style_sheet(), re.MULTILINE
    )
    assert {(code, name) for code, name, _ in rules} == {(code, name) for name, code in CODES.items()}
    assert len({glyph for *_, glyph in rules}) == len(NODE_CLASSES)


def test_the_style_sheet_of_the_highlights_is_served(client: TestClient) -> None:
    answer = client.get("/assets/highlights.css")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.text == style_sheet()
