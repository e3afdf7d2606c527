"""What a name looks like and what stands around it, as features for the models.

A feature is a short string, `last2=工程`; a model gives it a weight.  All look at a fixed number of
characters, so that the time is linear in the number of candidates.
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters

from kg.extraction.lines import Line
from kg.extraction.phrases import Part
from kg.extraction.wordlists import Words, column, lexicon

_LENGTHS = (2, 3, 4, 5, 6, 8, 10, 13, 17, 23, 99)
_LENGTH = [next(f"length={most}" for most in _LENGTHS if length <= most) for length in range(100)]
_SHAPES = {
    **dict.fromkeys("0123456789", "digits"),
    **dict.fromkeys(ascii_letters, "latin"),
    "“": "holds quoted",
    "《": "titled",
    "的": "of",
    "和": "and",
    "与": "and",
    "及": "and",
    "、": "list within",
}
_TOLD = re.compile("[“《的和与及、0-9A-Za-z]")
_STOPS = {
    **dict.fromkeys(",;:", "clause"),
    **dict.fromkeys("。!?", "sentence"),
    **dict.fromkeys("和与及", "joint"),
    **dict.fromkeys("”’」』)》", "closes"),
    **dict.fromkeys("“‘「『(《", "opens"),
    "、": "list",
    "等": "and so on",
    "的": "of",
    "": "sentence",
}
_BEFORE = {stop: f"before:{name}" for stop, name in _STOPS.items()}


def around(line: Line, part: Part, start: int, end: int, follows: str = "") -> list[str]:
    """The features of the characters `[start, end)` of a line, which lie in that part of it.

    `follows` is what stands after them, if it is known already.
    """
    text = line.text
    found = [
        *part.said,
        "at start" if start == part.start else "within",
        "last1=" + text[end - 1],
        "last2=" + text[end - 2 : end],
        _BEFORE.get(text[start - 1 : start], "before:words"),
        "after:" + (follows or following(line, end)),
        _LENGTH[min(end - start, 99)],
        "ends part" if end == part.end else "goes on",
    ]
    _add_shape(found, text[start:end])
    return found


def following(line: Line, at: int) -> str:
    """What stands after a name: a stop, a joint, what became of it, another verb, or other words."""
    known = line.follows.get(at)
    if known is None:
        known = line.follows[at] = _following(line.text, at)
    return known


def _following(text: str, at: int) -> str:
    stop = _STOPS.get(text[at : at + 1])
    if stop:
        return stop
    words, after = _verbs()
    word = words.at(text, at, len(text))
    if word:
        return after.get(word, "verb")
    return "number" if text[at].isdigit() else "words"


@cache
def _verbs() -> tuple[Words, dict[str, str]]:
    """The words that may follow a name, and what those that tell its status say."""
    after = {word: status or "said" for word, status in column("verbs.tsv", 2, "after").items()}
    return lexicon("verbs.tsv", "after", "lead", "weak", "adverb"), after


def _add_shape(found: list[str], words: str) -> None:
    if words[0] == "“":
        found.append("all quoted" if words.find("”") == len(words) - 1 else "opens quoted")
    if told := _TOLD.findall(words):
        found += {_SHAPES[char]: None for char in told}
