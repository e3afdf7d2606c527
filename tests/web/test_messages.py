"""The message catalogues: the same keys and placeholders in both languages, and every key that is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import paths
from kg.language import LANGUAGES, speaking
from kg.web import messages
from tests.reports import ROOT

FILES = [
    *paths.web().glob("templates/**/*.html"),
    *paths.web().glob("**/*.py"),
]
_USED = re.compile(r"""(?:\bt|messages\.text|\btext)\(\s*["']([a-z_]+\.[a-z0-9_]+)["']\s*[,)]""")
_PLACEHOLDER = re.compile(r"\{(\w+)")


def test_both_languages_have_the_same_keys_with_the_same_placeholders() -> None:
    chinese, english = (messages.catalogue(language) for language in LANGUAGES)
    assert chinese.keys() == english.keys()
    differing = {
        key
        for key in chinese
        if set(_PLACEHOLDER.findall(chinese[key])) != set(_PLACEHOLDER.findall(english[key]))
    }
    assert differing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in messages.catalogue(language).items() if not text.strip()] == []


@pytest.mark.parametrize("file", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_key_that_a_file_asks_for_is_there(file: Path) -> None:
    known = messages.catalogue("en")
    assert [key for key in _USED.findall(file.read_text("utf-8")) if key not in known] == []


def test_placeholders_are_filled_in_the_language_that_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"zh": {"x.found": "找到 {count} 项"}, "en": {"x.found": "{count} found"}}
    monkeypatch.setattr(messages, "catalogue", texts.__getitem__)
    with speaking("zh"):
        assert messages.text("x.found", count=3) == "找到 3 项"
    with speaking("en"):
        assert messages.text("x.found", count=3) == "3 found"
        assert messages.of_page("x") == {"found": "{count} found"}
