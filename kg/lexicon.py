"""The word lists in `ontology/lexicon/`, which people of the field may edit."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import NamedTuple

from kg import paths


class ClassWord(NamedTuple):
    """The last word of a name, the class of what is so named, and the kind that is kept."""

    word: str
    cls: str
    kind: str


@cache
def class_words() -> tuple[ClassWord, ...]:
    """All class words, the longest first."""
    listed = rows("class-words.tsv")
    return tuple(
        sorted((ClassWord(word, cls, kind or word) for word, cls, kind in listed), key=_longest_first)
    )


def class_word(name: str) -> ClassWord | None:
    """The longest class word that ends the name, if any does."""
    return next((entry for entry in class_words() if name.endswith(entry.word)), None)


@cache
def lead_words() -> tuple[str, ...]:
    """Words that lead into a list, the longest first."""
    return tuple(sorted((word for (word,) in rows("lead-words.tsv")), key=lambda word: (-len(word), word)))


@cache
def fingerprint() -> str:
    """A hash (hex) of all lists and weights: when it changes, so may what is read from a report."""
    files = sorted([*paths.ontology().glob("lexicon/*.tsv"), *paths.ontology().glob("weights/*.tsv")])
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _longest_first(entry: ClassWord) -> tuple[int, str]:
    return (-len(entry.word), entry.word)


@cache
def rows(name: str) -> list[list[str]]:
    """The rows of a list in `ontology/lexicon/` as their columns; lines that begin with # are for people."""
    text = (paths.ontology() / "lexicon" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
