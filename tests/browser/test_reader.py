"""The reader in a real browser, on a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from kg.building import build
from kg.stores.folder import StoreFolder
from kg.vocabulary import as_path
from kg.web.settings import Settings
from tests.browser.conftest import Visit
from tests.reports import BUNDLED
from tests.web.conftest import running

pytestmark = pytest.mark.browser

ASTRAL = """2024年云川市人民政府工作报告
——2024年1月20日在云川市第八届人民代表大会第四次会议上
一、去年工作
𠮷祥如意😀，地区生产总值增长6.5%，𠮷😀尾。
二、今年工作
地区生产总值增长7%左右。
"""
BAODING = f"/reader/{as_path('保定市-2023')}"
YUNCHUAN = f"/reader/{as_path('云川市-2024')}"
LIT = "[...(CSS.highlights.get('lit') ?? [])].map(String).join('|')"
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("reader")
    (folder / "astral.txt").write_bytes(ASTRAL.replace("\n", "\r\n").encode())
    build([str(BUNDLED), str(folder / "astral.txt")], StoreFolder(folder / "store"))
    with running(Settings(store=folder / "store")) as url:
        yield url


@pytest.fixture
def reading(browser: Any, server: str) -> Iterator[Open]:
    """Opens a page of the reader; afterwards nothing may have gone wrong in it."""
    visits: list[Visit] = []

    def opened(path: str = BAODING, *, width: int = 1280, height: int = 900, **options: Any) -> Any:
        options = {"locale": "en-GB", "reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        found = Visit(context.new_page())
        visits.append(found)
        found.page.goto(server + path)
        if options.get("java_script_enabled", True):
            found.page.wait_for_selector("html[data-reader=ready]")
        return found.page

    yield opened
    for found in visits:
        found.page.context.close()
        assert found.troubles == []


def in_view(page: Any, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    return bool(box and 0 <= box["y"] < page.viewport_size["height"])


def tap(page: Any, selector: str) -> None:
    """Click the middle of the first line of what may be broken over two."""
    link = page.locator(selector)
    link.evaluate("(a) => a.scrollIntoView({block: 'center'})")
    box = link.evaluate("(a) => a.getClientRects()[0].toJSON()")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_a_click_on_a_highlight_opens_the_fact(reading: Open) -> None:
    page = reading()
    page.click("#c1114-1121")
    first = page.locator("#opened .fact").first
    assert first.locator("h3").inner_text() == "央企在保子公司"
    first.get_by_text("Rule measure.before").wait_for()
    assert "225家" in first.inner_text()
    assert (
        first.get_by_role("link", name="Open its page").get_attribute("href").startswith("/page/indicator/")
    )
    outer = page.locator("#opened .outer")
    assert outer.count() == 1
    outer.locator("summary").click()
    outer.get_by_text("Rule").wait_for()
    assert "新增25家" in outer.inner_text()


def test_an_evidence_link_goes_to_its_words(reading: Open) -> None:
    page = reading()
    page.click("#c1114-1121")
    page.locator("#opened .evidence").first.click()
    assert page.evaluate(LIT) != ""
    assert "#c" in page.url


def test_a_click_on_a_fact_scrolls_to_its_words_and_lights_them(reading: Open) -> None:
    page = reading()
    page.click("#tab-list")
    page.select_option("#list-type", "Component")
    page.fill("#list-text", "综合督查方案")
    entry = page.locator("#list a").first
    assert not in_view(page, "#text a:text-is('综合督查方案')")
    entry.click()
    assert in_view(page, "#text a:text-is('综合督查方案')")
    assert page.evaluate(LIT) == "综合督查方案"


def test_the_list_is_filtered_by_type_and_says_when_nothing_fits(reading: Open) -> None:
    page = reading()
    page.click("#tab-list")
    page.select_option("#list-type", "Place")
    assert page.inner_text("#list-count") == "100 facts"
    page.fill("#list-text", "没有这个")
    assert page.inner_text("#list-count").startswith("No fact fits")
    page.select_option("#list-type", "")
    page.fill("#list-text", "")
    assert page.locator("#list a").count() == 300
    page.click("#list button")
    assert page.locator("#list a").count() == 600


def test_a_footnote_mark_opens_its_entry_and_the_entry_leads_back(reading: Open) -> None:
    page = reading()
    page.click("#c708-711")
    card = page.locator("#opened .fact").first
    assert card.locator("h3").inner_text() == "“1+11+1”政策体系"
    card.get_by_text("第一个“1”是总体文件").wait_for()
    page.locator("#text .back a[href='#c708-711']").click()
    assert in_view(page, "#c708-711")
    assert page.evaluate(LIT) == "[2]"


def test_types_are_hidden_and_shown_and_the_address_remembers_it(reading: Open) -> None:
    page = reading()
    page.click("#none")
    assert page.locator("#text a[data-f][href]").count() == 0
    page.check("#legend input[value=Place]")
    assert page.locator("#text a[data-f][href]").count() == page.locator("#text a.Pla").count() > 90
    assert page.url.endswith("?types=Place")
    page.reload()
    page.wait_for_selector("html[data-reader=ready]")
    assert page.locator("#text a.Pla").count() > 90
    assert page.locator("#text a.Mea").count() == 0
    page.click("#all")
    assert "types" not in page.url


def test_the_script_marks_as_the_server_does(reading: Open) -> None:
    def marked(page: Any) -> list[tuple[str, str]]:
        links = page.locator("#text a[data-f]")
        found = links.evaluate_all("(all) => all.map((a) => [a.className, a.getAttribute('href')])")
        return [(classes, unquote(href)) for classes, href in found]

    page = reading()
    page.click("#none")
    page.click("#all")
    assert marked(page) == marked(reading(java_script_enabled=False))


@pytest.mark.parametrize(
    ("start", "words"),
    [("𠮷祥", "𠮷祥如"), ("😀，地", "😀，地"), ("𠮷😀尾", "𠮷😀尾"), ("6.5%，", "6.5"), ("左右", "左右。")],
)
def test_an_address_scrolls_to_any_characters_of_the_source(reading: Open, start: str, words: str) -> None:
    text = ASTRAL.replace("\n", "\r\n")
    at = text.index(start)
    page = reading(f"{YUNCHUAN}#c{at}-{at + len(words)}")
    assert page.evaluate(LIT) == words


def test_an_address_far_down_is_in_view_on_load_and_one_beyond_the_end_does_no_harm(reading: Open) -> None:
    page = reading(f"{BAODING}#c21240-21250")
    top = page.evaluate("[...CSS.highlights.get('lit')][0].getBoundingClientRect().top")
    assert 0 < top < 900
    page = reading(f"{BAODING}#c999999-1000000")
    assert page.evaluate(LIT) == ""


def test_a_node_in_focus_is_walked_through(reading: Open) -> None:
    page = reading(f"{BAODING}?focus=place/110000")
    assert page.inner_text("#focus-at") == "1 / 10"
    first = page.evaluate("scrollY")
    page.click("#focus-back")
    assert page.inner_text("#focus-at") == "10 / 10"
    assert page.evaluate("scrollY") > first
    assert page.evaluate(LIT) == "北京"
    assert page.locator("#text a.lit").count() == 10
    page.click("#focus-end")
    assert page.locator("#text a.lit").count() == 0
    assert "focus" not in page.url


def test_all_places_of_an_open_fact_are_lit(reading: Open) -> None:
    page = reading()
    page.click("#c1042-1044")
    page.get_by_role("button", name="Highlight all 10 places").click()
    assert page.inner_text("#focus-at") == "1 / 10"
    assert "focus=place" in page.url


def test_the_keyboard_goes_from_fact_to_fact_and_escape_brings_back(reading: Open) -> None:
    page = reading()
    assert page.locator("#text a[data-f][tabindex='0']").count() == 1
    page.locator("#c442-450").focus()
    page.keyboard.press("j")
    after = focused(page)
    assert after != "c442-450"
    page.keyboard.press("k")
    assert focused(page) == "c442-450"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H3"
    page.keyboard.press("Escape")
    assert focused(page) == "c442-450"
    assert page.locator("#opened > *").count() == 0
    page.uncheck("#keys")
    page.locator("#c442-450").focus()
    page.keyboard.press("j")
    assert focused(page) == "c442-450"


def test_letters_typed_into_the_filter_move_nothing(reading: Open) -> None:
    page = reading()
    page.click("#tab-list")
    page.locator("#list-text").focus()
    page.keyboard.type("jk")
    assert page.input_value("#list-text") == "jk"
    assert focused(page) == "list-text"


def test_the_outline_follows_the_text(reading: Open) -> None:
    page = reading()
    page.click("#outline a:text-is('二、阔步迈上新征程')")
    page.wait_for_function(
        "document.querySelector('#outline [aria-current]')?.textContent.startsWith('二、阔步')"
    )
    assert in_view(page, "#s7003")


def test_what_is_copied_is_the_text_alone(reading: Open) -> None:
    page = reading()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#c708-711').closest('p'))")
    assert page.evaluate("String(getSelection())").startswith(
        "落实国家、省稳经济政策措施,出台稳经济运行“1+11+1”政策体系[2],精准释放政策红利。全市生产总值完成3880.3亿元"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_text_and_a_sheet_below(reading: Open, scheme: str) -> None:
    page = reading(width=360, height=740, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#panel").is_hidden()
    tap(page, "#c1097-1101")
    panel = page.locator("#panel").bounding_box()
    assert panel["y"] > 150
    words = page.locator("#c1097-1101").bounding_box()
    assert 0 <= words["y"] < words["y"] + words["height"] <= panel["y"]
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert focused(page) == "c1097-1101"
    page.click("[data-opens=legend]")
    assert page.locator("#legend").is_visible()
    page.click("[data-opens=outline]")
    assert page.locator("#legend").is_hidden()
    page.click("#outline a:text-is('二、阔步迈上新征程')")
    assert page.locator("#outline").is_hidden()
    assert in_view(page, "#s7003")


def test_without_a_script_highlights_are_links_and_filters_a_form(reading: Open) -> None:
    page = reading(java_script_enabled=False)
    page.click("#none", force=True) if page.locator("#none").is_visible() else None
    for box in page.locator("#legend input[type=checkbox]").all():
        box.set_checked(box.get_attribute("value") == "Place")
    page.get_by_role("button", name="Apply").click()
    assert page.locator("#text a[data-f][href]").count() == page.locator("#text a.Pla").count() > 90
    page.locator("#text a.Pla").first.click()
    assert "/page/place/" in page.url


def test_no_rule_of_accessibility_is_broken(reading: Open) -> None:
    axe = (Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js").read_text("utf-8")
    for width, scheme in ((1280, "light"), (1280, "dark"), (360, "light")):
        page = reading(width=width, color_scheme=scheme)
        page.click("#c708-711")
        page.get_by_text("第一个“1”是总体文件").first.wait_for()
        page.evaluate(f"{axe}; 0")
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations)")
        assert [
            (rule["id"], rule["nodes"][0]["html"][:200], rule["nodes"][0]["failureSummary"]) for rule in found
        ] == []
