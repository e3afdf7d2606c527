"""Every page of the explorer, in both languages and in light and dark, by the rules of WCAG 2.2 AA."""

from __future__ import annotations

from typing import Any

import pytest

from kg.vocabulary import as_path
from kg.web.rendering import page_url
from tests.needs import missing
from tests.reports import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KEY = as_path("保定市-2023")
PAGES = {
    "search": "/",
    "results": "/?q=baoding",
    "nothing found": "/?q=龘龘",
    "refused query": "/?q=!!",
    "list": "/?type=Initiative",
    "term": page_url("term/保定市-2023/13"),
    "term with a deep tree": page_url("term/保定市-2023/19"),
    "indicator": page_url("indicator/地区生产总值"),
    "place": page_url("place/130600"),
    "initiative": page_url("thing/乐享保定场景"),
    "section": page_url("section/保定市-2023/1.1"),
    "report": page_url("report/保定市-2023"),
    "graph": f"/graph?report={KEY}",
    "reader": f"/reader/{KEY}",
    "ask": "/ask",
    "question": "/ask/q/definitions?name=1530",
    "sparql": "/ask/sparql",
    "cypher": "/ask/cypher",
    "downloads": "/downloads",
    "api": "/api",
    "problem": "/page/nothing",
}
LOOKS = [("zh-CN", "light"), ("en-GB", "dark")]
"""Colours do not depend on the language, nor the structure on the colours."""
QUIET = """() => new Promise((settled) => {
  let waiting = setTimeout(settled, 200);
  new MutationObserver(() => { clearTimeout(waiting); waiting = setTimeout(settled, 200); })
    .observe(document, { subtree: true, childList: true, attributes: true });
})"""
"""Resolves when nothing in the page has changed for a while: axe fails on elements that go away under it."""
RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"], selectors: false });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) =>
    `${id}: ${node.html.slice(0, 200)} ${node.failureSummary.split("\\n").slice(1, 3).join(" ")}`));
}"""


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.is_file():
        missing("these tests need axe-core: npm ci in frontend/")
    return AXE.read_text("utf-8")


@pytest.mark.parametrize(("language", "theme"), LOOKS)
@pytest.mark.parametrize("page", PAGES)
def test_no_rule_is_broken(
    browser: Any, serving: str, axe: str, page: str, language: str, theme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        locale=language,
        color_scheme=theme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    try:
        shown = context.new_page()
        shown.goto(serving + PAGES[page], wait_until="networkidle")
        assert violations(shown, axe) == []
    finally:
        context.close()


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_no_rule_is_broken_while_the_answers_and_the_evidence_are_open(
    browser: Any, serving: str, axe: str, language: str, theme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, locale=language, color_scheme=theme, bypass_csp=True
    )
    try:
        shown = context.new_page()
        shown.goto(serving + PAGES["term"], wait_until="networkidle")
        shown.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
        shown.get_by_role("combobox").press_sequentially("baoding")
        shown.get_by_role("option").first.wait_for()
        assert violations(shown, axe) == []
    finally:
        context.close()


def violations(page: Any, axe: str) -> list[str]:
    page.evaluate(QUIET)
    page.evaluate(axe)
    found: list[str] = page.evaluate(RUN, RULES)
    return found
