"""Which language people are spoken to in, and the choice between two texts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from unicodedata import category

LANGUAGES = ("zh", "en")

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def language() -> str:
    """`zh` or `en`: that of `speaking`, else `KG_LANG` or the locale of the environment, else `en`."""
    spoken = _spoken.get()
    if spoken:
        return spoken
    for name in ("KG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").lower()
        if value:
            return "zh" if value.startswith("zh") else "en"
    return "en"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language, one of `LANGUAGES`, in this context whatever the environment says."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def listed(names: Iterable[str]) -> str:
    """The names one after the other, or the word for none."""
    return choose("、", ", ").join(names) or choose("无", "none")


def printable(text: str) -> str:
    r"""The text on one line, with escapes as `\x1b` for the characters that steer a terminal."""
    return "".join(
        char if char.isprintable() or category(char) == "Zs" else ascii(char)[1:-1] for char in text
    )


def choose(zh: str, en: str) -> str:
    """The text in the language that is spoken."""
    return zh if language() == "zh" else en
