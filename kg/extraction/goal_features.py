"""What a clause looks like that may state a goal, and what stands around it, as features for the model."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from kg.extraction.clauses import Clause, place
from kg.extraction.facts import Found, FoundMeasure, FoundThing
from kg.extraction.lines import Hits, Line
from kg.extraction.wordlists import Words, column, lexicon

Form = Literal["clause", "first", "member", "last"]
_WORDS = "goal-words.tsv"
_LENGTHS = (4, 6, 8, 10, 13, 17, 23, 32, 45)
_LENGTH = [
    next((f"length={most}" for most in _LENGTHS if length <= most), "longest") for length in range(101)
]
SHORT = 14
"""Characters of a sentence that may be a heading: 打造友好之城。"""
_TRAILS = ("建设", "工作", "发展", "创建")
"""Words behind the last word that says what is to be: 推动制造强省建设."""
_ACTIVE = frozenset({"do", "hold", "lead-in", "study", "let", "better"})
_LISTED = frozenset({"found", "win", "become", "reach", "keep", "raise", "lower", "solve"})
_OPEN = frozenset({"none", "activity"})


@dataclass(frozen=True, slots=True)
class Wording:
    """How what may be a goal is worded: where it starts and ends, its verb and its last word.

    `sort` and `head` are the sorts of the verb and of the last `word`, `bare` that of the word before 建设
    and the like; `inner` are the sorts of the verbs within, where it begins with none.
    """

    start: int
    end: int
    verb: str
    sort: str
    word: str
    head: str
    bare: str
    inner: tuple[str, ...]

    def may_be_goal(self) -> bool:
        """Whether it says more than that something is done."""
        if self.sort == "none":
            return self.head != "none"
        return self.sort not in _ACTIVE or self.head not in _OPEN or self.bare not in ("", *_OPEN)

    def may_be_list(self) -> bool:
        """Whether the members of the list that a clause is may each be a goal."""
        return self.sort in _LISTED or (self.head not in _OPEN and self.sort == "none")


class _Tables(NamedTuple):
    """The words of the list by their roles, and the sort of each."""

    drives: Words
    ways: dict[str, str]
    verbs: Words
    sorts: dict[str, str]
    heads: Words
    kinds: dict[str, str]
    signs: Words
    says: dict[str, str]


@cache
def _tables() -> _Tables:
    return _Tables(
        *(lexicon(_WORDS, "drive"), column(_WORDS, 2, "drive")),
        *(lexicon(_WORDS, "verb"), column(_WORDS, 2, "verb")),
        *(lexicon(_WORDS, "head"), column(_WORDS, 2, "head")),
        *(lexicon(_WORDS, "sign"), column(_WORDS, 2, "sign")),
    )


def _head(tables: _Tables, text: str, start: int, end: int) -> tuple[str, str, str]:
    """The last word, its sort, and the sort of the word before 建设 and the like."""
    heads, kinds = tables.heads, tables.kinds
    if text[end - 1] in "”)":
        word = heads.before(text, start, end - 1)
        return word, f"quoted {kinds.get(word, 'none')}", ""
    word, bare = heads.before(text, start, end), ""
    if text[end - 2 : end] in _TRAILS:
        bare = kinds.get(heads.before(text, start, end - 2), "none")
    return word, kinds.get(word, "none"), bare


class Surroundings:
    """What was found in one line, by place, and the words of the list in it."""

    def __init__(self, line: Line, found: Sequence[Found]) -> None:
        self.text = line.text
        self._placed = [(*place(line, thing.span), _class(thing)) for thing in found]
        self._starts = [start for start, _, _ in self._placed]
        self._verbs = Hits([hit for hit in line.longest(_tables().verbs) if hit[1] - hit[0] > 1])
        self._signs = line.longest(_tables().signs)

    def within(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """What begins in `[start, end)`: where it starts and ends, and its class."""
        low = bisect.bisect_left(self._starts, start)
        return self._placed[low : bisect.bisect_left(self._starts, end, low)]

    def wording(self, start: int, end: int) -> Wording:
        """Read the words before the verb of `[start, end)`, the verb and the last word."""
        tables, text = _tables(), self.text
        at, first, driving = start, start, True
        verb = tables.verbs.at(text, at, end)
        while at < end and (word := tables.drives.at(text, at, end)) and len(verb) <= len(word):
            at += len(word)
            driving = driving and tables.ways[word] == "drive"
            first = at if driving else first
            verb = tables.verbs.at(text, at, end)
        first = first if first < end else start
        inner = () if verb else tuple(dict.fromkeys(self._said(self._verbs, tables.sorts, at, end)))
        word, head, bare = _head(tables, text, first, end)
        return Wording(first, end, verb, tables.sorts.get(verb, "none"), word, head, bare, inner)

    def signs(self, start: int, end: int) -> list[str]:
        """What the words of `[start, end)` say of a goal: that it is vague, or more than one."""
        return list(dict.fromkeys(self._said(self._signs, _tables().says, start, end)))

    def _said(self, hits: Hits, sorts: dict[str, str], start: int, end: int) -> Iterator[str]:
        return (sorts[self.text[left:right]] for left, right in hits.within(start, end))


def of_clause(
    read: Sequence[tuple[Clause, Wording]], at: int, period: str, around: Surroundings
) -> list[str]:
    """The features that the clause `read[at]` of a line lends to all that is proposed in it."""
    clause = read[at][0]
    features = [
        f"left={min(clause.left, 3)}",
        f"index={min(clause.index, 3)}",
        f"sentence={min(clause.sentence, 2)}",
        f"period={_kind(period)}",
    ]
    if clause.index:
        before = read[at - 1][0]
        features += dict.fromkeys(f"after {cls}" for _, _, cls in around.within(before.start, before.end))
    elif clause.left == 0:
        features.append("alone")
        if clause.end - clause.start <= SHORT:
            features.append("heads more" if at + 1 < len(read) else "ends short")
    return features


def of_candidate(worded: Wording, form: Form, of_all: Wording, around: Surroundings) -> list[str]:
    """The features of a clause or a member of its list; `of_all` is the wording of the clause."""
    start, end, head, sort = worded.start, worded.end, worded.head, worded.sort
    if sort == "none" and form in ("member", "last"):
        sort = f"none after {of_all.sort}"
    features = [
        f"form={form}",
        f"verb={sort}",
        f"head={head}",
        f"{sort}>{head}",
        f"word={worded.verb}",
        f"{worded.verb}>{head}",
        f"last2={around.text[end - 2 : end]}",
        _LENGTH[min(end - start, 100)],
    ]
    if worded.bare:
        features += [f"bare={worded.bare}", f"{sort}>{head}>{worded.bare}"]
    for inner in worded.inner:
        features += [f"inner={inner}", f"{inner} in {head}"]
    for sign in around.signs(start, end):
        features += [f"sign={sign}", f"{sign} {sort}"]
    return features + _holds(start, end, around)


def _holds(start: int, end: int, around: Surroundings) -> list[str]:
    """Which things stand in the goal, end with it, or fill most of it."""
    features: dict[str, None] = {}
    for left, right, cls in around.within(start, end):
        features[f"holds {cls}"] = None
        if right >= end:
            features[f"ends with {cls}"] = None
        if (right - left) * 10 >= (end - start) * 6:
            features[f"mostly {cls}"] = None
    return list(features)


def _kind(period: str) -> str:
    """A year, a year with words, the years of a plan or a stretch."""
    if period.isdecimal():
        return "year"
    return "until" if period[:4].isdecimal() else "plan" if "五" in period else "stretch"


def _class(found: Found) -> str:
    if isinstance(found, FoundThing):
        return found.cls
    return f"Measure {found.aspect}" if isinstance(found, FoundMeasure) else "Goal"
