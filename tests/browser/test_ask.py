"""Ask in Chromium: a form that is answered, the two editors, errors, downloads, links that reproduce."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser

Open = Callable[..., Any]

SPARQL = "SELECT ?t ?x ?n WHERE { ?t a kg:Term ; kg:number ?n ; kg:denotes ?x } ORDER BY ?n LIMIT 7"
CYPHER = "MATCH (t:Term)-[d:DENOTES]->(x)\nRETURN t, d, x LIMIT 4"
EDITED = {"sparql": ".CodeMirror", "cypher": ".cm-content"}


@pytest.fixture
def ask(browser: Any, serving: str) -> Iterator[Open]:
    """Opens a page of the explorer; afterwards nothing may have gone wrong or been asked of other hosts."""
    contexts: list[Any] = []
    troubles: list[str] = []

    def opened(path: str, *, locale: str = "en", **options: Any) -> Any:
        context = browser.new_context(
            locale=locale, reduced_motion="reduce", accept_downloads=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: _check(request.url, serving, troubles))
        page.goto(serving + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [text for text in troubles if "status of 400" not in text] == []


def _check(url: str, serving: str, troubles: list[str]) -> None:
    if not url.startswith((serving, "data:", "blob:")):
        troubles.append(f"asked of another host: {url}")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_form_is_answered(ask: Open, locale: str) -> None:
    page = ask("/ask", locale=locale)
    page.fill("#filter", "名词 构成 按原文顺序" if locale == "zh-CN" else "expands text's order")
    page.locator(".questions li:visible").nth(1).wait_for(state="detached")
    page.click("a[href='/ask/q/expansion']")
    page.fill("#field-name[role=combobox]", "1530")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector("table.answer tbody tr")
    assert "name=" in page.url
    page.click("[data-view=graph]")
    page.wait_for_selector("#view-graph canvas")
    page.click("[data-view=query]")
    assert page.is_visible("#view-query pre")
    assert "view=query" in page.url
    page.reload()
    assert page.is_visible("#view-query pre")


def test_question_is_downloaded(ask: Open) -> None:
    page = ask("/ask/q/reports")
    with page.expect_download() as started:
        page.click(".downloads a >> text=CSV")
    assert started.value.suggested_filename == "reports.csv"


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_yasgui_runs_a_query_and_the_link_reproduces_it(ask: Open, locale: str) -> None:
    page = ask("/ask/sparql", locale=locale)
    page.click(".CodeMirror")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(SPARQL)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#yasr tbody tr")
    assert page.locator("#yasr tbody tr").count() == 7
    assert page.locator("#yasr a.node-link").first.get_attribute("href").startswith("/page/term/")
    page.click(".select_graph")
    page.wait_for_selector("#yasr canvas")
    page.click(".select_table")
    with page.expect_download() as started:
        page.click(".downloads a >> text=CSV")
    assert started.value.suggested_filename == "answer.csv"
    again = ask(page.url[page.url.index("/ask") :], locale=locale)
    again.wait_for_selector("#yasr tbody tr")
    assert again.locator("#yasr tbody tr").count() == 7


def test_yasgui_shows_what_is_wrong(ask: Open) -> None:
    page = ask("/ask/sparql?query=" + quote("SELECT ?t WHERE { ?t a }"))
    page.wait_for_selector("#yasr .error-line")
    assert "line 1, column 24" in page.inner_text("#yasr .error-line")
    assert page.inner_text("#status") == "The query failed."


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_cypher_editor_runs_a_query_and_the_link_reproduces_it(ask: Open, locale: str) -> None:
    page = ask("/ask/cypher", locale=locale)
    page.click(".cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(CYPHER)
    page.keyboard.press("Control+Enter")
    page.locator("#answer tbody tr").nth(3).wait_for()
    assert page.locator("#answer .chip.relation").first.inner_text() == "DENOTES"
    page.click("[data-view=graph]")
    page.wait_for_selector("#answer canvas")
    again = ask(page.url[page.url.index("/ask") :], locale=locale)
    assert again.locator("#answer tbody tr").count() == 4
    assert "DENOTES" in again.inner_text(".cm-content")


def test_cypher_editor_marks_the_place_of_an_error(ask: Open) -> None:
    page = ask("/ask/cypher")
    page.click(".cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("MATCH (n\nRETURN n")
    page.click("#editor-form button[type=submit]")
    page.wait_for_selector("#answer .error-line")
    assert page.get_attribute("#answer .error-line", "data-line") == "2"
    page.keyboard.insert_text("X")
    assert "XRETURN n" in page.inner_text(".cm-content")


def test_cypher_editor_completes_labels(ask: Open) -> None:
    page = ask("/ask/cypher")
    page.click(".cm-content")
    page.keyboard.press("Control+a")
    page.keyboard.type("MATCH (n:Ind")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".cm-tooltip-autocomplete li >> text=Indicator")


@pytest.mark.parametrize("kind", EDITED)
def test_escape_then_tab_leaves_the_editor(ask: Open, kind: str) -> None:
    page = ask(f"/ask/{kind}")
    page.click(EDITED[kind])
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('editor').contains(document.activeElement)")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.getElementById('editor').contains(document.activeElement)")


@pytest.mark.parametrize("path", ["/ask", "/ask/q/goals", "/ask/sparql", "/ask/cypher"])
def test_nothing_sticks_out_of_a_narrow_page(ask: Open, path: str) -> None:
    page = ask(path, viewport={"width": 360, "height": 740})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize("kind", EDITED)
def test_editor_is_a_form_without_script(ask: Open, kind: str) -> None:
    page = ask(f"/ask/{kind}", java_script_enabled=False)
    page.fill("#query", SPARQL if kind == "sparql" else CYPHER)
    page.click("#editor-form button[type=submit]")
    assert page.locator("#answer tbody tr").count() == (7 if kind == "sparql" else 4)
