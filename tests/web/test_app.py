"""The application as a whole: the front end that is built later."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kg import paths
from kg.web.app import build_app
from kg.web.settings import Settings
from tests.web.conftest import HERE


def test_the_front_end_may_be_built_later(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "assets").mkdir()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(paths, "web", lambda: tmp_path)
        app = build_app(Settings(store=store))
    with TestClient(app, HERE) as client:
        assert client.get("/built/site.js").status_code == 404
        (tmp_path / "built").mkdir()
        (tmp_path / "built" / "site.js").write_text("let x", "utf-8")
        answer = client.get("/built/site.js")
    assert answer.text == "let x"
    assert "immutable" in answer.headers["cache-control"]
