"""Which language people are spoken to in, and the choice between two texts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from unicodedata import category


def language() -> str:
    """`zh` or `en`: `KG_LANG` if it is set, else the locale of the environment, else `en`."""
    for name in ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").lower()
        if value:
            return "zh" if value.startswith("zh") else "en"
    return "en"


def listed(names: Iterable[str]) -> str:
    """The names one after the other, or the word for none."""
    return choose("、", ", ").join(names) or choose("无", "none")


def printable(text: str) -> str:
    r"""The text on one line, with escapes as `\x1b` for the characters that steer a terminal."""
    return "".join(
        char if char.isprintable() or category(char) == "Zs" else ascii(char)[1:-1] for char in text
    )


def choose(zh: str, en: str) -> str:
    """The text in the language of the environment."""
    return zh if language() == "zh" else en
