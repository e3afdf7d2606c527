"""The page of the JSON interface in a real browser: its forms ask and show, and nothing breaks its policy."""

from __future__ import annotations

from typing import Any

import pytest

from kg.web.rendering import script
from tests.needs import missing

pytestmark = pytest.mark.browser

SENT = {"zh-CN": "发送", "en-GB": "Send"}


@pytest.fixture(params=SENT)
def page(request: pytest.FixtureRequest, browser: Any, serving: str) -> Any:
    if not script("api"):
        missing("these tests need the front end: make frontend")
    context = browser.new_context(locale=request.param, viewport={"width": 360, "height": 740})
    found = context.new_page()
    troubles: list[str] = []
    found.on("console", lambda message: troubles.append(message.text))
    found.on("pageerror", lambda error: troubles.append(str(error)))
    found.goto(f"{serving}/api")
    assert found.locator("#lookup button").text_content().startswith(SENT[request.param])
    yield found
    context.close()
    assert troubles == []


def opened(page: Any, operation: str) -> Any:
    """The form of an operation, opened as people do."""
    article = page.locator(f"#{operation}")
    article.locator("summary").first.click()
    return article


def sent(article: Any) -> str:
    """What the form shows after it was sent with the keyboard."""
    article.locator("button").press("Enter")
    article.locator(".api-answer").wait_for()
    return str(article.locator(".api-answer").inner_text())


def test_forms_ask_with_their_values_and_show_the_answers(page: Any) -> None:
    lookup = opened(page, "lookup")
    lookup.locator("input[name=q]").fill("1530")
    lookup.locator("select[name=type]").select_option("Term")
    assert '"label": "“1530”工程"' in sent(lookup)
    assert "/api/lookup?q=1530&type=Term" in lookup.locator(".api-status").inner_text()
    node = opened(page, "node")
    node.locator("input[name=identifier]").fill("term/保定市-2023/13")
    assert '"number": 13' in sent(node)
    question = opened(page, "ask")
    question.locator("select[name=name]").select_option("expansion")
    question.locator("[data-place=object]").fill("name=1530")
    assert '"columns"' in sent(question)
    cypher = opened(page, "ask_cypher")
    cypher.locator("textarea").fill('{"query": "RETURN 1 AS one"}')
    assert '"one"' in sent(cypher)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_link_to_a_shape_opens_it(page: Any) -> None:
    fact = page.locator("#shape-Found")
    assert not fact.get_attribute("open")
    lookup = page.locator("#lookup")
    lookup.locator("summary").nth(1).click()
    lookup.locator("a[href='#shape-Found']").click()
    fact.locator("table").wait_for()
