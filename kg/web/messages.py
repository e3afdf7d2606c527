"""The message catalogues: `messages/LANGUAGE/PAGE.json`, text by key, with `{name}` for what is filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from kg import paths
from kg.language import language


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """The texts of all pages in a language, by `PAGE.KEY`."""
    files = sorted((paths.web() / "messages" / language).glob("*.json"))
    return {
        f"{file.stem}.{key}": text
        for file in files
        for key, text in json.loads(file.read_text("utf-8")).items()
    }


def text(key: str, **values: object) -> str:
    """The text of that key (`search.title`) in the language that is spoken; raises KeyError."""
    return catalogue(language())[key].format(**values)


def has(key: str) -> bool:
    """Whether there is a text of that key."""
    return key in catalogue(language())


def of_page(page: str) -> dict[str, str]:
    """The texts of one page by key, for its script, with placeholders as they are."""
    prefix = f"{page}."
    found = catalogue(language())
    return {key.removeprefix(prefix): value for key, value in found.items() if key.startswith(prefix)}
