"""The picture in a real browser, on a real server: each thing that a reader can do with it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree

import pytest

from kg.building import build
from kg.pictures.network import network
from kg.stores.folder import StoreFolder
from kg.web.rendering import page_url
from kg.web.settings import Settings
from tests.browser.conftest import Visit
from tests.pictures.picture_graphs import report_graph
from tests.reports import HEAD
from tests.web.conftest import running

pytestmark = pytest.mark.browser

KEY = "保定市-2023"
TERM = f"term/{KEY}/13"
NAME = "“1530”工程"
SVG = "{http://www.w3.org/2000/svg}"
NAMES = "() => document.querySelector('.sigma-names').toDataURL()"
Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, serving: str) -> Iterator[Open]:
    """Opens a page; afterwards no script, style or request of it may have failed or been refused."""
    visits: list[tuple[Visit, str]] = []

    def opened(path: str, *, width: int = 1280, height: int = 900, at: str = serving, **options: Any) -> Any:
        options = {"locale": "en-GB", "reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        found = Visit(context.new_page())
        visits.append((found, at))
        found.page.goto(at + path)
        return found.page

    yield opened
    for found, at in visits:
        found.page.context.close()
        assert found.troubles == []
        assert {url for url in found.requests if not url.startswith((at, "blob:"))} == set()


def drawn(page: Any) -> Any:
    """The page when its picture stands still."""
    page.locator("#message").wait_for(state="hidden")
    page.locator("#shown").wait_for()
    return still(page)


def still(page: Any) -> Any:
    page.wait_for_timeout(400)
    return page


def state(page: Any) -> dict[str, list[str]]:
    """What the address says."""
    return parse_qs(urlsplit(page.evaluate("() => location.href")).query)


def camera(page: Any) -> list[float]:
    return [float(part) for part in state(page)["at"][0].split(",")]


def data_of(page: Any, query: str = "") -> dict[str, Any]:
    found: dict[str, Any] = page.request.get(f"{page.url.split('/graph')[0]}/api/graph{query}").json()
    return found


def place_of(page: Any, data: dict[str, Any], number: int) -> tuple[float, float]:
    """Where a node is on the screen."""
    x, y, scale = camera(page)
    box = page.locator("#picture").bounding_box()
    nodes = data["nodes"]
    return (
        box["x"] + box["width"] / 2 + (nodes["x"][number] - x) * scale,
        box["y"] + box["height"] / 2 + (nodes["y"][number] - y) * scale,
    )


def choose(page: Any, query: str, name: str) -> None:
    """Look a node up in the picture's own search box and choose it by the keyboard."""
    page.locator("#graph-search").fill(query)
    option = page.locator(".graph-search [role=option]", has_text=name).first
    option.wait_for()
    place = page.locator(".graph-search [role=option]").all_inner_texts()
    at = next(number for number, text in enumerate(place) if name in text)
    for _ in range(at + 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    still(page)


def listed(page: Any) -> list[str]:
    """The names in the list of what is in view."""
    if not page.locator("#graph-list").get_attribute("open"):
        page.evaluate("() => { document.getElementById('graph-list').open = true; }")
    still(page)
    found: list[str] = page.locator("#list-nodes .node-button").all_inner_texts()
    return found


def title(page: Any) -> str:
    return str(page.locator("#card-title").inner_text())


def test_the_report_stands_in_the_middle_and_nothing_moves(opened: Open) -> None:
    page = drawn(opened("/graph"))
    data = data_of(page)
    number = data["types"].index("Report")
    x, y = place_of(page, data, data["nodes"]["type"].index(number))
    box = page.locator("#picture").bounding_box()
    assert abs(x - box["x"] - box["width"] / 2) < 60
    assert abs(y - box["y"] - box["height"] / 2) < 60
    before = page.evaluate(NAMES)
    page.wait_for_timeout(700)
    assert page.evaluate(NAMES) == before
    assert "of 1," in page.locator("#shown").inner_text()


def test_search_flies_to_the_node_and_opens_its_card(opened: Open) -> None:
    page = drawn(opened("/graph"))
    choose(page, "1530", NAME)
    assert title(page) == NAME
    assert page.evaluate("() => document.activeElement.id") == "card-title"
    assert state(page)["node"] == [TERM]
    data = data_of(page)
    x, y = place_of(page, data, data["nodes"]["id"].index(TERM))
    box, card = page.locator("#picture").bounding_box(), page.locator("#card").bounding_box()
    assert abs(x - (box["x"] + card["x"]) / 2) < 30
    assert abs(y - box["y"] - box["height"] / 2) < 30
    assert NAME in page.locator("#graph-said").inner_text()


def test_the_card_leads_to_the_page_and_to_the_words(opened: Open) -> None:
    page = drawn(opened(f"/graph?node={quote(TERM)}"))
    card = page.locator("#card")
    card.locator(".definition").wait_for()
    assert "1个名校长" in card.locator(".definition").inner_text()
    assert card.get_by_role("link", name="Open page").get_attribute("href").endswith("/13")
    link = card.locator(".passages a").first
    assert "/reader/" in link.get_attribute("href")
    assert "#c" in link.get_attribute("href")
    assert link.locator("mark").inner_text()


def test_a_click_on_a_node_opens_its_card_and_one_beside_closes_it(opened: Open) -> None:
    page = drawn(opened(f"/graph?node={quote(TERM)}"))
    data = data_of(page)
    edges = data["edges"]
    term = data["nodes"]["id"].index(TERM)
    part = next(
        end
        for start, end, predicate in zip(edges["from"], edges["to"], edges["predicate"], strict=True)
        if start == term and data["predicates"][predicate] == "hasComponent"
    )
    page.mouse.click(*place_of(page, data, part))
    page.locator("#card-title", has_text=data["nodes"]["label"][part]).wait_for()
    box = page.locator("#picture").bounding_box()
    page.mouse.click(box["x"] + 6, box["y"] + 6)
    page.locator("#card").wait_for(state="hidden")
    still(page)
    assert "node" not in state(page)


def test_a_touched_node_is_lit_with_its_neighbours(opened: Open) -> None:
    page = drawn(opened(f"/graph?node={quote(TERM)}"))
    page.get_by_role("button", name="Close").click()
    data = data_of(page)
    page.mouse.move(*place_of(page, data, data["nodes"]["id"].index(TERM)))
    page.locator("#picture.over-node").wait_for()
    lit = page.evaluate(NAMES)
    page.mouse.move(280, 880)
    page.locator("#picture:not(.over-node)").wait_for()
    still(page)
    assert page.evaluate(NAMES) != lit


def test_dragging_and_the_wheel_move_the_picture(opened: Open) -> None:
    page = drawn(opened("/graph"))
    x, y, scale = camera(page)
    page.mouse.move(700, 400)
    page.mouse.down()
    page.mouse.move(760, 430, steps=5)
    page.wait_for_timeout(200)
    page.mouse.up()
    still(page)
    moved = camera(page)
    assert moved[0] < x
    assert moved[1] < y
    assert moved[2] == scale
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(500)
    assert camera(still(page))[2] > scale


def test_the_keyboard_moves_zooms_and_closes(opened: Open) -> None:
    page = drawn(opened("/graph"))
    start = camera(page)
    page.locator("#picture").focus()
    page.keyboard.press("ArrowRight")
    right = camera(still(page))
    page.keyboard.press("ArrowUp")
    up = camera(still(page))
    assert (right[0] > start[0], right[1] == start[1]) == (True, True)
    assert (up[0] == right[0], up[1] < right[1]) == (True, True)
    page.keyboard.press("+")
    assert camera(still(page))[2] > start[2]
    page.keyboard.press("0")
    assert camera(still(page)) == start
    choose(page, "1530", NAME)
    page.keyboard.press("Escape")
    page.locator("#card").wait_for(state="hidden")
    assert page.evaluate("() => document.activeElement.id") == "picture"


def test_buttons_zoom(opened: Open) -> None:
    page = drawn(opened("/graph"))
    start = camera(page)
    page.get_by_role("button", name="Zoom in").click()
    assert camera(still(page))[2] > start[2]
    page.get_by_role("button", name="Zoom out").click()
    page.locator("#zoom").get_by_role("button", name="Show all").click()
    assert camera(still(page)) == start


def test_types_are_hidden_and_shown(opened: Open) -> None:
    page = drawn(opened("/graph"))
    before = listed(page)
    page.get_by_role("checkbox", name="initiative").uncheck()
    assert set(state(still(page))["hide"]) == {"Initiative"}
    assert page.evaluate("() => document.activeElement.value") == "Initiative"
    hidden = listed(page)
    assert len(hidden) != len(before) or hidden != before
    assert page.locator("#list-nodes .type-Initiative").count() == 0
    page.locator("#legend-all").click()
    still(page)
    assert "hide" not in state(page)
    assert listed(page) == before


def test_hiding_everything_says_so(opened: Open) -> None:
    page = drawn(opened(f"/graph?focus={quote(TERM)}&depth=1"))
    for place in range(page.get_by_role("checkbox").count()):
        page.get_by_role("checkbox").nth(place).uncheck()
    assert page.locator("#message").inner_text().strip() == "Every type is hidden."


def test_collapse_hides_what_hangs_on_a_node_and_expand_shows_it(opened: Open) -> None:
    page = drawn(opened(f"/graph?node={quote(TERM)}"))
    assert "教师学员" in listed(page)
    page.locator("#card").get_by_role("button", name="Collapse").click()
    assert "教师学员" not in listed(page)
    assert state(page)["closed"] == [TERM]
    assert "hidden" in page.locator("#graph-said").inner_text()
    page.locator("#card").get_by_role("button", name="Expand").click()
    assert "教师学员" in listed(page)
    assert "closed" not in state(page)


def test_expand_loads_neighbours_that_the_picture_lacks(opened: Open) -> None:
    page = drawn(opened(f"/graph?focus={quote(TERM)}&depth=0"))
    box = page.locator("#picture").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("#card").wait_for()
    before = set(listed(page))
    assert before == {NAME}
    page.locator("#card").get_by_role("button", name="Expand").click()
    page.locator("#graph-said", has_text="more nodes").wait_for()
    more = set(listed(page)) - before
    assert more
    link = page.evaluate("() => location.href")
    again = drawn(opened(link.partition("/graph")[1] + link.partition("/graph")[2]))
    assert more <= set(listed(again))


def test_expand_says_when_the_neighbours_cannot_be_loaded(browser: Any, serving: str) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{serving}/graph?focus={quote(TERM)}&depth=0&node={quote(TERM)}")
    drawn(page)
    page.route("**/api/graph?*", lambda route: route.abort())
    page.locator("#card").get_by_role("button", name="Expand").click()
    page.locator("#card-note", has_text="could not be loaded").wait_for()
    assert listed(page) == [NAME]
    assert "opened" not in state(page)
    page.context.close()


def test_a_path_between_two_nodes_is_lit_and_told(opened: Open) -> None:
    page = drawn(opened(f"/graph?node={quote(TERM)}"))
    page.locator("#card").get_by_role("button", name="Path from here").click()
    assert NAME in page.locator("#path-help").inner_text()
    choose(page, "三步走", "三步走")
    steps = page.locator("#path-steps .node-button").all_inner_texts()
    assert steps[0] == NAME
    assert "三步走" in steps[-1]
    assert len(steps) > 2
    assert page.locator("#path-steps .step-edge").count() == len(steps) - 1
    assert str(len(steps) - 1) in page.locator("#path-help").inner_text()
    data = data_of(page)
    ids = data["nodes"]["id"]
    ends = state(page)["path"]
    assert [data["nodes"]["label"][ids.index(end)] for end in ends] == [steps[0], steps[-1]]
    page.get_by_role("button", name="Clear the path").click()
    assert "path" not in state(still(page))


def test_the_link_reproduces_the_view(opened: Open) -> None:
    page = drawn(opened("/graph"))
    page.get_by_role("checkbox", name="measure").uncheck()
    choose(page, "1530", NAME)
    page.locator("#zoom").get_by_role("button", name="Zoom out").click()
    page.mouse.move(300, 100)
    still(page)
    link = page.evaluate("() => location.href")
    again = drawn(opened("/graph" + link.partition("/graph")[2]))
    again.mouse.move(300, 100)
    still(again)
    assert title(again) == NAME
    assert not again.get_by_role("checkbox", name="measure").is_checked()
    assert camera(again) == camera(page)
    assert again.evaluate(NAMES) == page.evaluate(NAMES)


def test_the_link_is_copied(opened: Open) -> None:
    page = drawn(opened(f"/graph?node={quote(TERM)}"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    page.locator("#keep-note", has_text="copied").wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.evaluate("() => location.href")
    assert "at=" in copied


def test_the_picture_is_saved_as_svg(opened: Open, tmp_path: Path) -> None:
    page = drawn(opened("/graph"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as SVG").click()
    waiting.value.save_as(tmp_path / "x.svg")
    root = ElementTree.parse(tmp_path / "x.svg").getroot()
    texts = {text.text for text in root.iter(f"{SVG}text")}
    assert "2023年保定市政府工作报告" in texts
    assert len(list(root.iter(f"{SVG}polygon"))) > 200
    assert len(list(root.iter(f"{SVG}line"))) > 100
    assert waiting.value.suggested_filename.endswith(".svg")


def test_the_picture_is_saved_as_png(opened: Open, tmp_path: Path) -> None:
    page = drawn(opened("/graph"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as PNG").click()
    waiting.value.save_as(tmp_path / "x.png")
    content = (tmp_path / "x.png").read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width = int.from_bytes(content[16:20], "big")
    assert width == round(page.locator("#picture").bounding_box()["width"])
    colours = page.evaluate(
        """async (bytes) => {
          const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
          const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
          context.drawImage(image, 0, 0);
          const { data } = context.getImageData(0, 0, image.width, image.height);
          const found = new Set(new Uint32Array(data.buffer));
          return [found.has(0xffa85f1d), found.has(0xfffafcfd)];
        }""",
        list(content),
    )
    assert colours == [True, True], "the blue of terms, and the paper"


def test_dark_and_light_change_the_picture(opened: Open) -> None:
    page = drawn(opened("/graph"))
    light = page.evaluate(NAMES)
    page.locator("#theme").click()
    assert page.evaluate(NAMES) != light
    page.locator("#theme").click()
    assert page.evaluate(NAMES) == light


def test_a_narrow_screen_has_the_card_as_a_sheet(opened: Open) -> None:
    page = drawn(opened(f"/graph?node={quote(TERM)}", width=360, height=740))
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    card, stage = page.locator("#card").bounding_box(), page.locator("#stage").bounding_box()
    assert card["width"] == stage["width"]
    assert card["y"] > stage["y"] + 0.4 * stage["height"]
    data = data_of(page)
    assert stage["y"] < place_of(page, data, data["nodes"]["id"].index(TERM))[1] < card["y"]


def test_much_is_thinned_until_one_comes_near(opened: Open) -> None:
    data = network(report_graph(terms=500, sections=600, components=3400))
    page = opened("/reader")
    page.route("**/api/graph?*", lambda route: route.fulfill(json=data))
    page.goto(page.url.split("/reader")[0] + "/graph")
    drawn(page)
    words = page.locator("#shown").inner_text()
    count, there = (int(word.replace(",", "")) for word in words.split() if word[0].isdigit())
    assert there == len(data["nodes"]["id"])
    assert count < 1000
    part = data["nodes"]["type"].index(data["types"].index("Component"))
    page.goto(f"{page.url.split('?')[0]}?at={data['nodes']['x'][part]},{data['nodes']['y'][part]},1")
    assert re.fullmatch(r"\d+ nodes in view", drawn(page).locator("#shown").inner_text())


def test_what_fails_can_be_tried_again(browser: Any, serving: str) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.route("**/api/graph?*", lambda route: route.abort())
    page.goto(f"{serving}/graph")
    again = page.get_by_role("button", name="Try again")
    again.wait_for()
    assert "could not be loaded" in page.locator("#message").inner_text()
    page.unroute("**/api/graph?*")
    again.click()
    drawn(page)
    page.context.close()


def test_without_webgl_there_is_a_list(browser: Any, serving: str) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.add_init_script(
        "const got = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        " return kind.startsWith('webgl') ? null : got.call(this, kind, ...rest); };"
    )
    page.goto(f"{serving}/graph")
    page.locator("#message", has_text="WebGL").wait_for()
    page.locator("#list-nodes a").first.click()
    page.locator("h1", has_text="政府工作报告").first.wait_for()
    assert "/page/report/" in page.url
    page.context.close()


def test_without_scripts_the_types_lead_on(opened: Open) -> None:
    page = opened("/graph", java_script_enabled=False)
    page.locator("#legend").get_by_role("link", name="term").click()
    assert page.url.endswith("/?type=Term")


def test_both_languages(opened: Open) -> None:
    page = drawn(opened("/graph", locale="zh-CN"))
    choose(page, "1530", NAME)
    assert page.locator("#card").get_by_role("button", name="以此为起点").is_visible()
    assert "视野内" in page.locator("#shown").inner_text()
    page.locator("a[hreflang=en]").click()
    assert "nodes in view" in drawn(page).locator("#shown").inner_text()
    assert title(page) == NAME


def test_the_small_picture_of_a_node_leads_to_its_neighbours(opened: Open) -> None:
    page = opened(page_url(TERM))
    figure = page.locator("figure.neighbourhood[data-state=drawn]")
    figure.scroll_into_view_if_needed()
    box = figure.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    steps = [(x, y) for x in range(8, int(box["width"]), 14) for y in range(8, int(box["height"]), 14)]
    places = [(box["x"] + x, box["y"] + y) for x, y in steps]
    for place in sorted(places, key=lambda place: math.dist(place, middle), reverse=True):
        page.mouse.move(*place)
        if "over-node" in (figure.get_attribute("class") or ""):
            break
    before = page.url
    page.mouse.click(*place)
    page.wait_for_url(lambda url: url != before)
    assert "/page/" in page.url


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of an explorer on a report whose names are markup."""
    folder = tmp_path_factory.mktemp("hostile")
    names = ("<img src=x onerror=window.pwned=1>", "</script><script>window.pwned=1</script>")
    body = "".join(f"深入实施“{name}”工程[{number}]。\n" for number, name in enumerate(names, 1))
    notes = "".join(f"[{number}]“{name}”工程：即{name}两个基地。\n" for number, name in enumerate(names, 1))
    (folder / "report.txt").write_text(f"{HEAD}{body}\n名词解释\n{notes}", "utf-8")
    build([str(folder / "report.txt")], StoreFolder(folder / "store"))
    with running(Settings(store=folder / "store")) as url:
        yield url


def test_markup_in_names_stays_text(opened: Open, hostile: str, tmp_path: Path) -> None:
    page = drawn(opened("/graph", at=hostile))
    names = [name for name in listed(page) if "pwned" in name]
    assert names
    for name in names:
        page.locator("#zoom").get_by_role("button", name="Show all").click()
        still(page)
        page.locator("#list-nodes .node-button", has_text=name).first.click()
        still(page)
        assert page.locator("#card img, #card script").count() == 0
        page.locator("#card").get_by_role("button", name="Path").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download as SVG").click()
    waiting.value.save_as(tmp_path / "x.svg")
    tags = {element.tag.removeprefix(SVG) for element in ElementTree.parse(tmp_path / "x.svg").iter()}
    assert tags <= {"svg", "title", "rect", "g", "line", "polygon", "circle", "text"}
    assert page.evaluate("() => window.pwned") is None


def test_wrong_addresses_do_no_harm(opened: Open) -> None:
    wrong = "&".join(["node=nothing", "hide=Nothing", "path=a", "path=b", "closed=x", "opened=y", "at=1,x,0"])
    page = drawn(opened(f"/graph?{wrong}"))
    assert page.locator("#card").is_hidden()
    assert json.loads(page.locator("#data-picture").text_content())["focus"] is None
