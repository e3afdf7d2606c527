"""A real browser for the tests, and pages of it that reach no network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.needs import missing
from tests.web.conftest import serving, store  # noqa: F401 - fixtures of the explorer

OpenPage = Callable[..., "Visit"]


class Visit:
    """A page in the browser, with what went wrong in it and what it asked for."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.troubles: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self.requests.append(request.url))

    def _console(self, message: Any) -> None:
        if "GL Driver Message" not in message.text:  # without a graphics card, WebGL says that it is slow
            self.troubles.append(message.text)

    def _dialog(self, dialog: Any) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium: the one that `KG_CHROMIUM` names, an installed one, or Playwright's own."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        missing("browser tests need Playwright: pip install playwright")
    named = [os.environ.get("KG_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    path = next((found for name in named if name and (found := shutil.which(name))), None)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = ["--disable-gpu", *(["--no-sandbox"] if root else [])]
    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(executable_path=path, args=arguments, headless=True)
        except Error as error:
            missing(f"browser tests need Chromium (set KG_CHROMIUM): {str(error).splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[OpenPage]:
    """Opens a file with the network refused; afterwards nothing may have gone wrong or been asked for."""
    visits: list[tuple[Visit, str]] = []

    def opened(path: Path, *, width: int = 1400, height: int = 900, **options: Any) -> Visit:
        options = {"locale": "zh-CN", "reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        context.route("**/*", lambda route: route.continue_() if _is_file(route) else route.abort())
        found = Visit(context.new_page())
        visits.append((found, path.as_uri()))
        found.page.goto(path.as_uri())
        return found

    yield opened
    for found, address in visits:
        found.page.context.close()
        assert found.troubles == []
        assert found.requests == [address]


def _is_file(route: Any) -> bool:
    return bool(route.request.url.startswith("file:"))
