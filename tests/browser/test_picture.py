"""The page of a graph in a real browser, from disk, with no network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.model import Concept, Edge, Graph, Report, Term
from kg.pictures import write_page
from kg.vocabulary import mint
from tests.pictures.picture_graphs import Writer, report_graph

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
HOSTILE = (
    "<script>window.__pwned=1;alert(1)</script>",
    '"><img src=x onerror="window.__pwned=1;alert(1)">',
    "</script><script>window.__pwned=1;alert(1)</script>",
    "javascript:window.__pwned=1",
    "{{7*7}}{% raw %}",
    "<!--<script>",
    "'-(window.__pwned=1)-'",
    "\u2028\u2029</title></style>",
)


@pytest.fixture(scope="module")
def report_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("picture") / "graph.html"
    write_page(report_graph(terms=62, sections=120, components=360), path)
    return path


def screen_position(page: Any, name: str, type_: str) -> tuple[float, float]:
    box = page.locator("#picture").bounding_box()
    at = page.evaluate(
        "([name, type]) => network.canvasToDOM("
        "NODES.find((n) => CARDS.nodes[n.id].label === name && n.type === type))",
        [name, type_],
    )
    return box["x"] + at["x"], box["y"] + at["y"]


def test_typing_a_name_and_enter_flies_to_the_node_and_opens_its_card(visit: Open, report_page: Path) -> None:
    page = visit(report_page).page
    before = page.evaluate("network.getViewPosition()")
    page.fill("#search", "百园３号")
    assert page.locator("#matches li").first.inner_text().splitlines()[0] == "“百园3号”机制"
    page.press("#search", "Enter")
    assert page.locator("#card h2").inner_text() == "“百园3号”机制"
    assert page.evaluate("network.getViewPosition()") != before
    x, y = screen_position(page, "“百园3号”机制", "Term")
    card = page.locator("#card").bounding_box()
    assert x < card["x"]
    assert 200 < y < 800
    assert page.evaluate("network.getScale()") >= 1


def test_the_list_of_matches_is_walked_with_the_arrow_keys(visit: Open, report_page: Path) -> None:
    page = visit(report_page).page
    page.fill("#search", "强链")
    second = page.locator("#matches li").nth(1).locator("span").inner_text()
    page.press("#search", "ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") == "match-1"
    page.press("#search", "Enter")
    assert page.locator("#card h2").inner_text() == second


def test_an_alias_is_found_and_nonsense_is_said_to_be_nothing(visit: Open, report_page: Path) -> None:
    page = visit(report_page).page
    page.fill("#search", "清泉1号工程")
    assert page.locator("#matches li").count() == 2
    page.fill("#search", "没有的东西")
    assert page.locator("#found-count").inner_text() == "没有匹配的节点"
    page.press("#search", "Enter")
    assert page.locator("#card").is_hidden()
    page.press("#search", "Escape")
    assert page.locator("#found").is_hidden()


def test_a_click_on_a_node_shows_its_card_with_the_evidence_marked(visit: Open, report_page: Path) -> None:
    page = visit(report_page).page
    page.mouse.click(*screen_position(page, "“星火2号”行动", "Term"))
    card = page.locator("#card")
    assert card.locator("h2").inner_text() == "“星火2号”行动"
    assert card.locator(".type").inner_text() == "名词"
    assert "2个科技创新示范点" not in card.locator("h2").inner_text()
    parts = card.locator("section", has=page.get_by_role("heading", name="组成部分"))
    first = parts.locator("li").first
    label = first.locator("button").inner_text()
    assert first.locator("mark").inner_text() == label
    assert first.locator("blockquote").inner_text().startswith("[2]“星火2号”行动：即")


def test_a_neighbour_in_the_card_is_clickable_and_shows_count_unit_and_symbol(
    visit: Open, report_page: Path
) -> None:
    page = visit(report_page).page
    page.fill("#search", "星火2号")
    page.press("#search", "Enter")
    neighbour = page.locator("#card .neighbour", has_text="示范点").first
    label = neighbour.inner_text()
    neighbour.click()
    assert page.locator("#card h2").inner_text() == label
    facts = page.locator("#card .facts").inner_text().split()
    assert {"数目", "2", "单位", "个", "对应字符"} <= set(facts)


def test_many_neighbours_are_folded_until_asked_for(visit: Open, tmp_path: Path) -> None:
    report = Report(id=mint("report", "x"), label="报告")
    concepts = [Concept(id=mint("concept", n), label=f"概念{n}") for n in range(20)]
    edges = [Edge(report.id, "mentions", concept.id) for concept in concepts]
    write_page(Graph([report, *concepts], edges), tmp_path / "x.html", focus=report.id)
    page = visit(tmp_path / "x.html").page
    assert page.locator("#card .neighbour").count() == 6
    page.get_by_role("button", name="显示全部 20 条").click()
    assert page.locator("#card .neighbour").count() == 20


def test_a_filter_hides_a_type_and_reset_brings_it_back(visit: Open, report_page: Path) -> None:
    page = visit(report_page).page
    hidden = "NODES.filter((n) => nodeSet.get(n.id).hidden).map((n) => n.type)"
    label = page.locator("#types label", has_text="组成部分")
    assert label.locator(".count").inner_text() == "360"
    label.click()
    assert page.evaluate(hidden) == ["Component"] * 360
    assert page.evaluate("EDGES.every((e) => e.predicate !== 'hasComponent' || edgeSet.get(e.id).hidden)")
    page.click("#reset")
    assert page.evaluate(hidden) == []
    assert label.locator("input").is_checked()


def test_with_every_type_hidden_the_page_says_so(visit: Open, report_page: Path) -> None:
    page = visit(report_page).page
    for box in page.locator("#types input").all():
        box.uncheck()
    assert page.locator("#nothing-text").inner_text() == "所有类型都已隐藏。"
    page.click("#nothing-reset")
    assert page.locator("#nothing").is_hidden()


def test_search_shows_a_node_again_whose_type_is_hidden(visit: Open, report_page: Path) -> None:
    page = visit(report_page).page
    page.locator("#types label", has_text="名词").click()
    page.fill("#search", "星火2号")
    page.press("#search", "Enter")
    assert page.locator("#types label", has_text="名词").locator("input").is_checked()


def test_an_empty_graph_says_so(visit: Open, tmp_path: Path) -> None:
    write_page(Graph(), tmp_path / "x.html", title="空")
    assert visit(tmp_path / "x.html").page.locator("#nothing-text").inner_text() == "图谱中没有节点。"


def test_the_language_follows_the_browser_and_can_be_switched(visit: Open, report_page: Path) -> None:
    page = visit(report_page, locale="en-US").page
    assert page.locator("#legend-title").inner_text() == "Legend and filters"
    assert page.locator("#types").inner_text().splitlines()[0] == "Report"
    page.fill("#search", "星火2号")
    page.press("#search", "Enter")
    assert "Has component" in page.locator("#card").inner_text()
    page.click("#language")
    assert page.locator("#legend-title").inner_text() == "图例与筛选"
    assert "组成部分" in page.locator("#card").inner_text()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_a_phone_shows_the_card_as_a_sheet_below_the_node(visit: Open, report_page: Path) -> None:
    page = visit(report_page, width=360, height=740, has_touch=True, is_mobile=True).page
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.fill("#search", "星火2号")
    page.press("#search", "Enter")
    card = page.locator("#card").bounding_box()
    assert (card["x"], card["width"]) == (0, 360)
    x, y = screen_position(page, "“星火2号”行动", "Term")
    assert 0 < x < 360
    assert y < card["y"]
    page.locator("#card .close").click()
    assert page.locator("#card").is_hidden()


def until(page: Any, condition: str) -> None:
    """Wait until the condition holds; Playwright's own way needs `eval`, which the page's policy refuses."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")


def test_a_dark_page_has_light_ink(visit: Open, report_page: Path) -> None:
    page = visit(report_page, color_scheme="dark").page
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert min(int(part) for part in ink.removeprefix("rgb(").removesuffix(")").split(",")) > 200
    fill = "nodeSet.get(0).color.background"
    dark = page.evaluate(fill)
    page.emulate_media(color_scheme="light")
    until(page, f"{fill} !== '{dark}'")


def test_the_picture_stands_still_two_seconds_after_loading(visit: Open, report_page: Path) -> None:
    page = visit(report_page, reduced_motion="no-preference").page
    state = "[network.getPositions(), network.getScale(), network.getViewPosition()]"
    page.wait_for_timeout(2000)
    before = page.evaluate(state)
    page.wait_for_timeout(1000)
    assert page.evaluate(state) == before
    assert len(before[0]) == 605


def test_the_whole_report_is_in_view_with_the_important_names_written(visit: Open, report_page: Path) -> None:
    page = visit(report_page).page
    assert page.evaluate(
        "NODES.map((n) => network.canvasToDOM(n)).every(({ x, y }) =>"
        " x > 0 && y > 0 && x < element('picture').clientWidth && y < element('picture').clientHeight)"
    )
    until(page, "written.length > 0")
    names = page.evaluate("written.map(({ node }) => node.type)")
    assert "Report" in names
    assert names.count("Term") > 30


def test_zoom_buttons_zoom(visit: Open, report_page: Path) -> None:
    page = visit(report_page).page
    fitted = page.evaluate("network.getScale()")
    page.click("#zoom-in")
    assert page.evaluate("network.getScale()") == pytest.approx(fitted * 1.5)
    page.click("#zoom-fit")
    assert page.evaluate("network.getScale()") == pytest.approx(fitted)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_in_a_report_is_run(visit: Open, tmp_path: Path, hostile: str) -> None:
    writer = Writer()
    span = writer.write(hostile)
    report = Report(
        id=mint("report", hostile), label=hostile, text=writer.text, place=hostile, speaker=hostile
    )
    term = Term(
        id="javascript:window.__pwned=1//" + hostile, label=hostile, aliases=(hostile + "!",), number=1,
        labels=(hostile,), definition=hostile, kind=hostile,
    )  # fmt: skip
    edges = [
        Edge(report.id, predicate, term.id, (report.mention(span),)) for predicate in ("mentions", hostile)
    ]
    write_page(Graph([report, term], edges), tmp_path / "x.html", title=hostile)
    page = visit(tmp_path / "x.html").page
    page.fill("#search", hostile)
    page.press("#search", "Enter")
    page.click("#language")
    page.locator("#card .neighbour").first.click()
    page.wait_for_timeout(50)
    assert page.evaluate("window.__pwned === undefined")
    assert page.locator("script:not([type])").count() == 2
    assert page.locator("img").count() == 0
    assert page.evaluate("CARDS.nodes[1].label") == hostile
    assert page.locator("h1").text_content() == hostile


def test_the_policy_stops_a_script_that_is_not_ours(browser: Any, report_page: Path) -> None:
    page = browser.new_page()
    page.goto(report_page.as_uri())
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.__pwned = 1'}))"
    )
    assert page.evaluate("window.__pwned === undefined")
    page.close()
