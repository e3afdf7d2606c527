"""What every page has."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from fastapi.testclient import TestClient
from lxml import html

from tests.web.conftest import HERE


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("/", "/?lang=zh"),
        ("/?q=a%26b&lang=en", "/?q=a%26b&lang=zh"),
        ("//evil.example/x", "//evil.example/x?lang=zh"),
        ("/page/term%2Fx", "/page/term%2Fx?lang=zh"),
    ],
)
def test_the_other_language_is_on_the_same_page(client: TestClient, url: str, there: str) -> None:
    place = HERE + url
    (link,) = html.fromstring(client.get(place).content).xpath("//header//a[@hreflang]")
    assert link.get("href").startswith("?")
    assert urljoin(place, link.get("href")) == HERE + there
