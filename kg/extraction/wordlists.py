"""Words of `ontology/lexicon/` made ready for being looked for in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from operator import itemgetter
from typing import Any

from kg.lexicon import rows

Spot = tuple[int, int]
"""Where a word begins and ends."""


class Words:
    """Words that are looked up at a place of a text, before it, or all along it.

    `shared` says that they are the same for all reports, so that they can be looked for together with others.
    """

    def __init__(self, words: Iterable[str], *, shared: bool = False) -> None:
        self.shared = shared
        self.words = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
        self._heads = _by_key(self.words, slice(0, 2), slice(0, 1))
        self._tails = _by_key(self.words, slice(-2, None), slice(-1, None))
        self._automaton = _automaton({word: len(word) for word in self.words})

    def at(self, text: str, start: int, end: int) -> str:
        """The longest word that begins at `start` and ends by `end`, or nothing."""
        for word in (
            self._heads.get(text[start : start + 2]) or self._heads.get(text[start : start + 1]) or ()
        ):
            if text.startswith(word, start, end):
                return word
        return ""

    def before(self, text: str, start: int, end: int) -> str:
        """The longest word that ends at `end` and begins at or after `start`, or nothing."""
        tail = text[end - 2 if end > 1 else 0 : end]
        for word in self._tails.get(tail) or self._tails.get(tail[-1:]) or ():
            if text.endswith(word, start, end):
                return word
        return ""

    def found(self, text: str, start: int, end: int) -> list[Spot]:
        """The longest words from left to right, none within another."""
        if self._automaton is None or start >= end:
            return []
        hits = [(last + 1 - length, last + 1) for last, length in self._automaton.iter(text, start, end)]
        return apart(hits) if len(hits) > 1 else hits

    def all(self, text: str) -> list[Spot]:
        """Every word of the text, also within others, by their ends, the longest first of those."""
        heads = self._heads
        found = [
            (at, at + len(word))
            for at in (hit.start() for hit in self._openings.finditer(text))
            for word in heads.get(text[at : at + 2]) or heads.get(text[at]) or ()
            if text.startswith(word, at)
        ]
        return sorted(found, key=itemgetter(1))

    @cached_property
    def _openings(self) -> re.Pattern[str]:
        """The characters where a word may begin, as far as the one after them tells."""
        first, second = ({word[at] for word in self.words if len(word) > 1} for at in (0, 1))
        alone = {word for word in self.words if len(word) == 1}
        return re.compile(f"{_one_of(first)}(?={_one_of(second)})|{_one_of(alone)}")


class Together:
    """The words of several lists, looked for in one go."""

    def __init__(self, lists: Iterable[Words]) -> None:
        self.lists = tuple(lists)
        holders: dict[str, list[int]] = {}
        for index, words in enumerate(self.lists):
            for word in words.words:
                holders.setdefault(word, []).append(index)
        self._automaton = _automaton({word: (len(word), tuple(held)) for word, held in holders.items()})

    def all(self, text: str) -> dict[Words, list[Spot]]:
        """Every word of each list in the text, as `Words.all` gives them."""
        spots: list[list[Spot]] = [[] for _ in self.lists]
        for last, (length, held) in self._automaton.iter(text) if self._automaton is not None else ():
            spot = (last + 1 - length, last + 1)
            for index in held:
                spots[index].append(spot)
        return dict(zip(self.lists, spots, strict=True))


def _one_of(chars: set[str]) -> str:
    return f"[{re.escape(''.join(sorted(chars)))}]" if chars else "(?!)"


def _by_key(words: list[str], pair: slice, single: slice) -> dict[str, list[str]]:
    """The first or last two characters → the words that have them, then the word of one character."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[pair], []).append(word)
    alone = {word for word in words if len(word) == 1}
    for key, known in found.items():
        if len(key) > 1 and key[single] in alone:
            known.append(key[single])
    return found


def apart(spots: Iterable[Spot]) -> list[Spot]:
    """Of words by their ends the longest from left to right, none within another."""
    longest = dict(spots)
    found: list[Spot] = []
    last = 0
    for start in sorted(longest):
        if start >= last:
            last = longest[start]
            found.append((start, last))
    return found


def _automaton(words: dict[str, Any]) -> Any:
    """An automaton (Aho and Corasick) that gives what is known of each word found; None for no words."""
    from ahocorasick import Automaton

    automaton = Automaton()
    for word, known in words.items():
        automaton.add_word(word, known)
    if not len(automaton):
        return None
    automaton.make_automaton()
    return automaton


@cache
def lexicon(name: str, *sorts: str) -> Words:
    """The words of a list whose second column is one of `sorts`; all of them where none is asked for."""
    return Words((row[0] for row in rows(name) if not sorts or row[1] in sorts), shared=True)


@cache
def column(name: str, index: int, *sorts: str) -> dict[str, str]:
    """Word → what a column of the list says of it."""
    return {
        row[0]: row[index] if len(row) > index else "" for row in rows(name) if not sorts or row[1] in sorts
    }
