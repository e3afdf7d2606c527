"""Clauses: the stretches of a line between its stops, and the sentences that they make up."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.phrases import Line
from kg.model import Span

_STOPS = re.compile("[,;:。!?、]")
_NUMBERED = re.compile(
    r"(?:\([一二三四五六七八九十]{1,3}\)|第?[一二三四五六七八九十]{1,3}(?:是|要|、)|\d{1,2}[.、](?!\d)|——)+"
)
_ENDS = "。!?"
_STOPPED = ",;:。!?"


@dataclass(slots=True)
class Clause:
    """A clause `[start, end)` of a line, without the number that opens it and the stop that ends it.

    `sentence` and `index` count the sentences of the line and the clauses of the sentence from 0, `left`
    how many clauses of the sentence follow; `members` are the parts of the list that the clause is;
    `numbered` that a number opens it.
    """

    start: int
    end: int
    sentence: int
    index: int
    left: int
    members: tuple[tuple[int, int], ...]
    numbered: bool


def place(line: Line, span: Span) -> tuple[int, int]:
    """Where a span of the source stands in the line: the first of its characters, and behind the last."""
    offsets = line.offsets
    if isinstance(offsets, range):
        return max(0, span.start - offsets.start), min(len(offsets), span.end - offsets.start)
    return bisect.bisect_left(offsets, span.start), bisect.bisect_left(offsets, span.end)


def clauses(line: Line) -> list[Clause]:
    """The clauses of a line, in order; stops within quotes and brackets end none."""
    found: list[Clause] | None = line.memo.get("clauses")
    if found is None:
        found = line.memo["clauses"] = list(_clauses(line))
    return found


def _clauses(line: Line) -> Iterator[Clause]:
    for number, sentence in enumerate(_sentences(line)):
        last = len(sentence) - 1
        for index, members in enumerate(sentence):
            start, end = members[0][0], members[-1][1]
            numbered = start > 0 and line.text[start - 1] not in _STOPPED
            yield Clause(start, end, number, index, last - index, tuple(members), numbered)


def _sentences(line: Line) -> Iterator[list[list[tuple[int, int]]]]:
    """The sentences as their clauses, these as their members, which are not empty."""
    text, depth = line.text, line.depth
    sentence: list[list[tuple[int, int]]] = []
    members: list[tuple[int, int]] = []
    at = _opened(text, 0)
    for hit in _STOPS.finditer(text):
        stop = hit.start()
        if depth[stop] or stop < at:
            continue
        if stop > at:
            members.append((at, stop))
        at = stop + 1
        if hit[0] == "、":
            continue
        at = _opened(text, at)
        if members:
            sentence.append(members)
            members = []
        if hit[0] in _ENDS and sentence:
            yield sentence
            sentence = []
    if at < len(text):
        members.append((at, len(text)))
    if members:
        sentence.append(members)
    if sentence:
        yield sentence


def _opened(text: str, at: int) -> int:
    """Where the words begin after a number such as 一是."""
    number = _NUMBERED.match(text, at)
    return number.end() if number else at
