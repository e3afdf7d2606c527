"""Searching and the pages of nodes in a real browser, on a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kg.web.rendering import page_url
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

TERM = page_url("term/保定市-2023/13")
GDP = page_url("indicator/地区生产总值")
LIT = "[...(CSS.highlights.get('lit') ?? [])].map(String).join('|')"
Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, serving: str) -> Iterator[Open]:
    """Opens a page; afterwards no script, style or request of it may have failed or been refused."""
    visits: list[Visit] = []

    def opened(path: str = "/", *, width: int = 1280, height: int = 900, **options: Any) -> Any:
        options = {"locale": "en-GB", "reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        found = Visit(context.new_page())
        visits.append(found)
        found.page.goto(serving + path)
        return found.page

    yield opened
    for found in visits:
        found.page.context.close()
        assert [text for text in found.troubles if "GL Driver Message" not in text] == []
        assert {url for url in found.requests if not url.startswith(serving)} == set()


def answers(page: Any) -> list[str]:
    page.get_by_role("option").first.wait_for()
    return [text.replace("\n", " ") for text in page.get_by_role("option").all_inner_texts()]


@pytest.mark.parametrize(
    ("typed", "how"),
    [("yiwusanling", "pinyin"), ("ywsl", "initials"), ("名校长团队", "component"), ("1530", "alias")],
)
def test_typing_answers_with_the_term_its_report_and_how_it_matched(
    opened: Open, typed: str, how: str
) -> None:
    page = opened()
    page.get_by_role("combobox").press_sequentially(typed, delay=20)
    found = next(text for text in answers(page) if "“1530”工程" in text and "[13]" in text)
    assert how in found
    assert "Term" in found.title()
    assert "保定市-2023" in found


def test_the_keyboard_leads_from_any_page_to_a_term_and_back(opened: Open) -> None:
    page = opened(GDP)
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    assert box.evaluate("box => box === document.activeElement")
    page.keyboard.type("baoding")
    assert len(answers(page)) > 3
    assert box.get_attribute("aria-expanded") == "true"
    chosen = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))"
    place = f"Number({chosen}.dataset.place)"
    assert page.evaluate(place) == 0
    for key, wanted in (
        ("ArrowDown", 1),
        ("End", len(answers(page)) - 1),
        ("ArrowDown", 0),
        ("ArrowUp", len(answers(page)) - 1),
        ("Home", 0),
    ):
        page.keyboard.press(key)
        assert page.evaluate(place) == wanted
        assert page.evaluate(f"{chosen}.getAttribute('aria-selected')") == "true"
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Escape")
    assert box.input_value() == ""
    page.keyboard.type("ywsl")
    page.get_by_role("option", name="“1530”工程").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{TERM}")
    assert page.locator("h1").inner_text() == "“1530”工程"
    page.go_back()
    assert page.locator("h1").inner_text() == "地区生产总值"


def test_enter_before_any_answer_and_the_last_option_show_all_results(opened: Open) -> None:
    page = opened()
    page.get_by_role("combobox").fill("baoding")
    page.get_by_role("option", name="See all results").click()
    page.wait_for_url("**/?q=baoding")
    assert page.locator(".hits li").count() > 8


def test_what_is_not_found_is_said_in_the_list(opened: Open) -> None:
    page = opened()
    page.get_by_role("combobox").press_sequentially("龘龘龘")
    page.locator(".combobox-list:not([hidden])").wait_for()
    assert "Nothing found" in page.locator(".combobox-list").inner_text()
    assert "Nothing found" in page.locator(".combobox [role=status]").inner_text()


def test_only_the_last_text_is_answered(opened: Open) -> None:
    page = opened()
    box = page.get_by_role("combobox")
    for typed in ("b", "ba", "ywsl"):
        box.fill(typed)
    page.get_by_role("option", name="“1530”工程").wait_for()
    page.wait_for_timeout(300)
    assert "“1530”工程" in answers(page)[0]


def test_the_slash_is_a_letter_while_one_types(opened: Open) -> None:
    page = opened()
    page.get_by_role("combobox").press_sequentially("a/b")
    assert page.get_by_role("combobox").input_value() == "a/b"


def test_the_language_and_the_theme_are_switched_and_kept(opened: Open) -> None:
    page = opened(TERM, color_scheme="light")
    page.get_by_role("link", name="中文").click()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.get_by_role("heading", name="名称拆解").is_visible()
    page.get_by_role("button", name="切换明暗").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto(page.url.split("?")[0].replace(TERM, "/"))
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.locator("#recent a").first.inner_text().startswith("“1530”工程")


def test_a_mention_opens_the_reader_at_its_words(opened: Open) -> None:
    page = opened(TERM)
    link = page.locator(".standing a.lit").first
    words = link.inner_text()
    link.click()
    page.wait_for_selector("html[data-reader=ready]")
    assert page.evaluate(LIT) == words


def test_the_words_behind_an_edge_unfold(opened: Open) -> None:
    page = opened(TERM)
    evidence = page.locator(".group .evidence").first
    assert not evidence.locator(".sentence").first.is_visible()
    evidence.locator("summary").focus()
    page.keyboard.press("Enter")
    assert evidence.locator("a.lit").first.is_visible()


def test_a_component_lights_the_stretch_that_it_explains(opened: Open) -> None:
    page = opened(page_url("term/保定市-2023/17"))
    page.locator(".twig[data-mark=b] > .twig-row").hover()
    lit = page.locator(".headword .is-lit").all_inner_texts()
    assert [text.split()[0] for text in lit] == ["1"]
    assert page.locator(".headword .piece").nth(2).get_attribute("class") == "piece is-lit"


def test_an_indicator_is_drawn_with_two_looks_that_follow_the_theme(opened: Open) -> None:
    page = opened(GDP, color_scheme="light")
    drawing = page.locator(".chart-drawing svg")
    drawing.wait_for()
    assert "3.8%" in drawing.text_content()
    assert "≈7%" in drawing.text_content()
    assert drawing.locator("pattern").count() > 0
    fills = (
        "[...document.querySelectorAll('.chart-drawing path')].map(path => path.getAttribute('fill')).join()"
    )
    light = page.evaluate(fills)
    page.get_by_role("button", name="Switch between light and dark").click()
    page.wait_for_function(f"{fills} !== {light!r}")


def test_nothing_jumps_while_a_page_loads(opened: Open) -> None:
    page = opened("/")
    page.add_init_script(
        "window.jumps = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) "
        "if (!entry.hadRecentInput) window.jumps += entry.value })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    for path in (GDP, TERM, page_url("report/保定市-2023")):
        page.goto(page.url.split("/page")[0].rstrip("/") + path)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(200)
        assert page.evaluate("window.jumps") < 0.02, path


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=baoding",
        "/?q=龘",
        "/?type=Initiative",
        TERM,
        page_url("term/保定市-2023/9"),
        GDP,
        page_url("place/130600"),
        page_url("report/保定市-2023"),
        page_url("section/保定市-2023/1.1"),
        "/page/nothing",
    ],
)
def test_a_narrow_screen_needs_no_sideways_scrolling(
    browser: Any,
    serving: str,
    path: str,
    language: str,
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale=language)
    page = context.new_page()
    page.goto(serving + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_the_pages_work_without_scripts(browser: Any, serving: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(serving)
    page.fill("#search", "ywsl")
    page.press("#search", "Enter")
    page.locator(".hit-name").first.click()
    assert page.locator("h1").inner_text() == "“1530”工程"
    context.close()
