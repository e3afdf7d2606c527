"""Where in its line a name stands: the clause or member of a list that holds it, and the words around it."""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extraction.features import following
from kg.extraction.gazetteer import gazetteer
from kg.extraction.phrases import Line, Part, Reading, lexicon
from kg.extraction.wordlists import Spot, Words

PLACES, ORGANIZATIONS, HONORS, EVENTS = (
    f"{name}-words.tsv" for name in ("place", "organization", "honor", "event")
)
KNOWN = ("company", "ministry", "academy", "laboratory", "hospital", "world")
"""The sorts of organisations that have a name of their own."""
_LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "place end": (PLACES, ("natural", "built")),
    "organization": (ORGANIZATIONS, KNOWN),
    "organization end": (ORGANIZATIONS, ("suffix",)),
    "trade": (ORGANIZATIONS, ("trade",)),
    "honor verb": (HONORS, ("verb", "firm")),
    "honor end": (HONORS, ("ending", "title")),
    "honor strong": (HONORS, ("strong",)),
    "event": (EVENTS, ("name", "party")),
    "event end": (EVENTS, ("ending", "generic")),
}
_LONGEST = 24
_WORDS = ("verb=", "kind=")
"""Features of a part that hold its very words: too many to learn from few examples."""
_OPENERS = {
    **dict.fromkeys("“‘「『《(", "quote"),
    **dict.fromkeys(",;:。!?", "stop"),
    **dict.fromkeys("在与同向对到至从于由被和及为的", "particle"),
    "、": "list",
    "": "stop",
}


@dataclass(frozen=True, slots=True)
class Holders:
    """A line with its parts and the words of the lists in it, both in order."""

    line: Line
    parts: list[Part]
    begins: list[int]
    lists: Mapping[str, Words]
    every: Mapping[str, list[Spot]]

    def part(self, at: int) -> Part:
        """The part that holds the character at `at`, or the last one before it."""
        return self.parts[max(0, bisect.bisect_right(self.begins, at) - 1)]

    def words(self, name: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """The words of a list in `[start, end)`: the longest from left to right, none within another."""
        if name not in self.every:
            return []
        hits = self.line.longest(self.lists[name])
        return list(hits.within(start, len(self.line.text) if end is None else end))

    def has(self, name: str, start: int, end: int) -> bool:
        """Whether `[start, end)` holds a word of a list."""
        return bool(self.words(name, start, end))


def holders(reading: Reading) -> tuple[Holders, ...]:
    """All lines that have parts."""
    return _holders(_Same(reading))


class _Same:
    """A reading by its identity, so that what is read from it for one class serves the next."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def __hash__(self) -> int:
        return id(self.reading)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.reading is self.reading


@lru_cache(maxsize=1)
def _holders(same: _Same) -> tuple[Holders, ...]:
    reading = same.reading
    lists = _lists(reading.structure.report.place)
    parts: dict[int, list[Part]] = {}
    for part in reading.parts:
        parts.setdefault(id(part.line), []).append(part)
    return tuple(
        Holders(line, held, [part.begin for part in held], lists, _every(line, lists))
        for line in reading.lines
        if (held := parts.get(id(line)))
    )


def _every(line: Line, lists: Mapping[str, Words]) -> dict[str, list[Spot]]:
    """List → where its words stand, of the lists that have any in the line."""
    return {name: spots for name, words in lists.items() if (spots := line.all(words))}


@cache
def _lists(place: str | None) -> dict[str, Words]:
    lists = {name: lexicon(file, *sorts) for name, (file, sorts) in _LISTS.items()}
    return {"place": gazetteer(place).words, **lists}


def outline(line: Line, part: Part, start: int, end: int) -> tuple[str, ...]:
    """Features of `[start, end)` that tell little of the words themselves, so that few examples will do."""
    return (
        *(feature for feature in part.said if not feature.startswith(_WORDS)),
        f"length={min(end - start, _LONGEST)}",
        f"before:{leading(part, start)}",
        f"after:{following(line, end)}",
        "at start" if start <= part.start else "within",
        "ends part" if end >= part.end else "goes on",
        "enclosed" if line.depth[start] else "open",
    )


def leading(part: Part, start: int) -> str:
    """What stands before a name: the verbs of its part, another verb, a mark, a particle, or other words."""
    text = part.line.text
    if start <= part.start:
        return "start"
    opener = _OPENERS.get(text[start - 1 : start])
    if opener:
        return opener
    return "verb" if lexicon("verbs.tsv", "lead", "weak").before(text, part.begin, start) else "words"
