"""The first page, the results and the lists, as a browser without scripts gets them."""

from __future__ import annotations

from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml.html import HtmlElement, fromstring

from kg.asking.nodes import read_graph
from kg.asking.opened import OpenStore
from kg.stores.folder import StoreFolder
from kg.web.rendering import page_url
from kg.words import CLASSES

TERM = page_url("term/保定市-2023/13")


def opened(client: TestClient, url: str, status: int = 200, language: str = "en") -> HtmlElement:
    answer = client.get(url, headers={"accept-language": language})
    assert answer.status_code == status, url
    return fromstring(answer.text)


def links(page: HtmlElement, path: str = "//main//a") -> list[str]:
    return [str(link.get("href")) for link in page.xpath(path)]


def words(page: HtmlElement, path: str = "//main") -> str:
    return " ".join(" ".join(part.text_content().split()) for part in page.xpath(path))


@pytest.mark.parametrize(
    ("query", "how"),
    [
        ("“1530”工程", "matched by exact"),
        ("1530", "alias"),
        ("yiwusanling", "pinyin"),
        ("ywsl", "initials"),
        ("名校长团队", "component"),
        ("1530行动", "class word"),
    ],
)
def test_a_query_finds_the_term_and_says_how(client: TestClient, query: str, how: str) -> None:
    page = opened(client, f"/?q={query}")
    assert TERM in links(page, "//ol[@class='hits']//a")
    hit = next(item for item in page.xpath("//ol[@class='hits']/li") if TERM in links(item, ".//a"))
    assert how in words(hit, ".")
    assert "2023年保定市政府工作报告" in words(hit, ".")
    assert page.xpath("//input[@id='search']")[0].get("value") == query


def test_results_are_in_the_language_that_is_asked_for(client: TestClient) -> None:
    chinese = opened(client, "/?q=ywsl", language="zh")
    assert chinese.get("lang") == "zh-CN"
    assert "拼音首字母" in words(chinese)
    assert "“ywsl”的检索结果" in words(chinese, "//h1")


def test_results_can_be_kept_to_one_type(client: TestClient) -> None:
    every = opened(client, "/?q=baoding")
    kept = opened(client, "/?q=baoding&type=Organization")
    of_types = every.xpath("//ol[@class='hits']/li/@class")
    assert len(set(of_types)) > 2
    assert set(kept.xpath("//ol[@class='hits']/li/@class")) == {"hit type-Organization"}
    assert "/?q=baoding&type=Organization" in links(every, "//nav[@class='type-filter']/a")
    assert kept.xpath("//form//input[@name='type']/@value") == ["Organization"]


def test_a_name_is_looked_up_once_and_nothing_is_counted_for_its_hits(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for name in ("names", "counts", "nodes"):
        real = getattr(OpenStore, name)

        def watched(*args: Any, name: str = name, real: Any = real, **values: Any) -> Any:
            asked.append(name)
            return real(*args, **values)

        monkeypatch.setattr(OpenStore, name, watched)
    page = opened(client, "/?q=1530工程&type=Term")
    assert TERM in links(page, "//ol[@class='hits']//a")
    assert asked == ["names"]
    opened(client, "/?lang=en&q=1530行动")
    assert asked == ["names", "names"]
    opened(client, "/?type=Term&after=term/保定市-2023/3")
    assert sorted(asked) == ["counts", "names", "names", "nodes"]


def test_a_type_finds_the_same_as_a_look_up_for_it(client: TestClient, store: Path) -> None:
    opened_store = OpenStore(StoreFolder(store))
    for query in ("baoding", "保定", "1530", "bd"):
        for type in ("Organization", "Place", "Term", "Project", "Component"):
            page = opened(client, f"/?q={query}&type={type}")
            found = links(page, "//ol[@class='hits']//a[starts-with(@href, '/page/')]")
            wanted = opened_store.names(query, limit=50, type=type)
            expected = [page_url(hit.id) for hit in (wanted.hits or wanted.nearest)]
            assert [url for url in found if url in expected] == expected


def test_the_types_are_told_with_how_many_nodes_each_has(client: TestClient, store: Path) -> None:
    page = opened(client, "/")
    graph = read_graph(StoreFolder(store))
    types = page.xpath("//ul[@class='types']//a")
    told = {link.get("href").partition("=")[2]: words(link, "*[@class='tally']") for link in types}
    counts = Counter(node.type for node in graph.nodes.values())
    assert told == {name: f"{counts[name]:,}" for name in counts if name != "Report"}


def test_what_is_not_found_gets_help_and_the_nearest_names(client: TestClient) -> None:
    page = opened(client, "/?q=保定精神文明新时代建设办法条例")
    assert "Nothing is called" in words(page, "//h1")
    assert "Try another spelling" in words(page)
    assert links(page, "//ol[@class='hits']//a")


@pytest.mark.parametrize("query", ["!!", "，。", "a" * 201])
def test_what_cannot_be_searched_is_said_on_the_page(client: TestClient, query: str) -> None:
    page = opened(client, f"/?q={query}", status=400)
    assert "cannot be searched" in words(page, "//h1")
    assert "a name" in words(page)


def test_a_query_is_never_markup(client: TestClient) -> None:
    hostile = '"><img src=x onerror=alert(1)></script>'
    answer = client.get("/", params={"q": hostile})
    assert "<img" not in answer.text
    assert hostile in unescape(answer.text)


def test_the_first_page_offers_reports_types_and_the_most_connected(client: TestClient) -> None:
    page = opened(client, "/")
    found = links(page)
    assert page_url("report/保定市-2023") in found
    assert "/reader/%E4%BF%9D%E5%AE%9A%E5%B8%82-2023" in found
    assert "/graph?report=%E4%BF%9D%E5%AE%9A%E5%B8%82-2023" in found
    assert {f"/?type={name}" for name in CLASSES if name != "Report"} <= set(found)
    assert page_url("thing/乐享保定场景") in found
    assert page.xpath("//input[@id='search']/@name") == ["q"]


def test_an_empty_query_is_the_first_page(client: TestClient) -> None:
    assert opened(client, "/?q=%20%20").xpath("//section[@class='hero']")


def test_a_type_is_listed_page_by_page_without_losing_or_repeating_any(
    client: TestClient, store: Path
) -> None:
    wanted = {
        page_url(node.id) for node in read_graph(StoreFolder(store)).nodes.values() if node.type == "Goal"
    }
    found: list[str] = []
    url = "/?type=Goal"
    while url:
        page = opened(client, url)
        found += links(page, "//ul[@class='entries']//a")
        url = next(iter(links(page, "//a[@rel='next']")), "")
    assert len(found) == len(wanted) > 60
    assert set(found) == wanted


def test_a_list_can_be_kept_to_a_report(client: TestClient) -> None:
    page = opened(client, "/?type=Term&report=保定市-2023")
    assert TERM in links(page, "//ul[@class='entries']//a")
    assert page_url("report/保定市-2023") in links(page)


def test_an_unknown_type_or_report_is_refused(client: TestClient) -> None:
    opened(client, "/?type=Nonsense", status=404)
    opened(client, "/?type=Term&report=nowhere-1999", status=404)


def test_every_other_page_has_the_small_search_box(client: TestClient) -> None:
    for url in (TERM, "/?type=Term"):
        page = opened(client, url)
        assert page.xpath("//header//form[@role='search'][@action='/']//input[@name='q'][@data-shortcut]")
