"""A report full of markup and scripts, on every page of the explorer: nothing of it runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from kg.asking.nodes import read_graph
from kg.building import build
from kg.stores.folder import StoreFolder
from kg.vocabulary import as_path, short
from kg.web.settings import Settings
from tests.browser.conftest import Visit
from tests.web.conftest import running

pytestmark = pytest.mark.browser

TEXT = """2024年云川市人民政府工作报告
——2024年1月20日在云川市第八届人民代表大会第四次会议上
云川市市长 <img src=x onerror="window.__pwned=1">

一、2023年工作回顾<script>window.__pwned=1</script>
深入实施“<img src=x onerror=window.__pwned=1>”工程[1]，地区生产总值增长6.5%。
推进“javascript:window.__pwned=1”行动[2]，建成“</script><script>window.__pwned=1</script>”项目[3]。
二、2024年工作安排
实施“{{7*7}}${7*7}”计划[4]，地区生产总值增长7%左右。

名词解释
[1]“<img src=x onerror=window.__pwned=1>”工程：即<b>一个中心</b>、"><svg onload=__pwned=1>两个基地。
[2]“javascript:window.__pwned=1”行动：指javascript:window.__pwned=1的行动。
[3]“</script><script>window.__pwned=1</script>”项目：指</textarea></title></style><script>window.__pwned=1</script>。
[4]“{{7*7}}${7*7}”计划：指{% raw %}{{config}}的计划。
"""
NAME = "<img src=x onerror=window.__pwned=1>"
FOREIGN = """() => [
  ...document.querySelectorAll("img:not([src^='/']):not([src^='data:']):not([src^='blob:'])"),
  ...document.querySelectorAll("[onerror], [onload], [onmouseover]"),
  ...[...document.querySelectorAll("script")].filter((s) => !s.src && s.type !== "application/json"),
  ...[...document.querySelectorAll("a[href]")].filter((a) => a.href.startsWith("javascript:")),
].map((element) => element.outerHTML)"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """The URL of an explorer on such a report, and the paths of its pages."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "report.txt").write_text(TEXT, "utf-8")
    store = folder / "store"
    build([str(folder / "report.txt")], StoreFolder(store))
    nodes = [f"/page/{as_path(short(iri))}" for iri in read_graph(StoreFolder(store)).nodes]
    others = [
        "/",
        f"/?q={quote(NAME)}",
        "/?type=Initiative",
        "/graph",
        f"/graph?focus={quote('term/云川市-2024/1')}",
        f"/reader/{as_path('云川市-2024')}",
        "/ask",
        "/ask/q/terms",
        f"/ask/q/definitions?name={quote(NAME)}",
        f"/ask/sparql?query={quote('SELECT ?s ?l { ?s rdfs:label ?l }')}",
        f"/ask/cypher?query={quote('MATCH (t:Term) RETURN t, t.name')}",
        "/downloads",
    ]
    with running(Settings(store=store)) as url:
        yield url, nodes + others


def test_nothing_of_a_hostile_report_runs_on_any_page(browser: Any, hostile: tuple[str, list[str]]) -> None:
    url, paths = hostile
    assert len(paths) > 20
    context = browser.new_context(locale="en-GB", reduced_motion="reduce")
    try:
        for path in paths:
            visit = Visit(context.new_page())
            fetches = path.startswith(("/graph", "/ask/", "/page/term", "/page/report"))
            answer = visit.page.goto(url + path, wait_until="networkidle" if fetches else "load")
            assert answer.status == 200, path
            assert visit.page.evaluate("window.__pwned") is None, path
            assert visit.page.evaluate(FOREIGN) == [], path
            assert visit.troubles == [], path
            assert "49${" not in visit.page.content(), path
            visit.page.close()
    finally:
        context.close()


def test_a_hostile_name_is_typed_and_found_as_text(browser: Any, hostile: tuple[str, list[str]]) -> None:
    url, _ = hostile
    context = browser.new_context(locale="en-GB", reduced_motion="reduce")
    try:
        visit = Visit(context.new_page())
        visit.page.goto(url)
        box = visit.page.get_by_role("combobox").first
        box.fill(NAME)
        option = visit.page.get_by_role("option").first
        option.wait_for()
        assert NAME in option.inner_text()
        box.press("Enter")
        visit.page.wait_for_url("**/page/**")
        assert NAME in visit.page.locator("h1").inner_text()
        assert visit.page.evaluate("window.__pwned") is None
        assert visit.page.evaluate(FOREIGN) == []
        assert visit.troubles == []
    finally:
        context.close()


def test_the_texts_are_on_the_pages_as_they_stand(hostile: tuple[str, list[str]]) -> None:
    from urllib.request import urlopen

    url, paths = hostile
    term = next(path for path in paths if path.endswith("/1") and "/page/term" in path)
    with urlopen(url + term) as answer:
        page = answer.read().decode()
    assert "&lt;img src=x onerror=window.__pwned=1&gt;" in page
    assert "<img src=x" not in page
