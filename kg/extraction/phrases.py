"""The ground on which names are found: clauses, lists and the verbs around them."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain

from kg.extraction.lines import Line, lines
from kg.extraction.wordlists import Words, column, lexicon
from kg.model import Span
from kg.structure import PART, Structure

__all__ = [
    "FARTHEST",
    "LONGEST_NAME",
    "Line",
    "Part",
    "Reading",
    "Words",
    "after_verbs",
    "clause_end",
    "column",
    "counted",
    "cut_left",
    "lexicon",
    "read",
]

_COUNTED = re.compile(
    r"(?:\d[\d.]*|[一二三四五六七八九十两百千数多几各]+)[余多]?(?:个|家|座|条|项|所|处|批|万|亿|类|种|大|位|名|支|场|届|件|公里|次|对)"
)
_OF_A_LIST = re.compile(r"等(?:\d+|[一二两三四五六七八九十百]+)(?:多)?(?:个|条|项|家|座|方面|所|批|大|类)?")
_ENUMERATOR = re.compile(r"\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}是|——")
_FIELDS = re.compile(r"领域|方面|行业|地区")
_SEVERAL = re.compile(r"一批|若干|更多|一系列")
_PAST = re.compile(r"回顾|过去|去年|以来|(?:19|20)\d\d年(?:政府)?工作|取得|成就|主要工作情况")
_FUTURE = re.compile(r"今年|未来|目标|安排|重点|总体要求|任务|建议|奋力|部署")
_STOPS, _ENDS = re.compile("[。!?,;:、]"), "。!?"
_CLAUSE_END = re.compile("[,;。]")
_ROLES = ("lead", "weak", "adverb", "subject", "name")
_VERBS = frozenset({"lead", "weak", "adverb"})
LONGEST_NAME = 36
FARTHEST = 60
"""How many characters before or after a name its verbs are looked for."""


@dataclass(slots=True)
class Part:
    """A member of a list, or a clause that holds none, after the verbs that lead into it.

    `verb` is the last verb before it, here or further left in the sentence; `led` that it stands right
    before; `group` the members of the same list, of which `rank` counts the earlier ones; `described` the
    description after 等 (`cls` what it says of the members, `kind` its class word).
    """

    line: Line
    begin: int
    start: int
    end: int
    verb: str = ""
    led: bool = False
    rank: int = 0
    group: list[Part] = field(default_factory=list, repr=False)
    cls: str | None = None
    kind: str = ""
    _said: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """What is said of all names in the part, as features."""
        if not self._said:
            self._said = _said(self)
        return self._said

    @property
    def sense(self) -> str:
        """What the verb does with what follows it: carry, improve, build …; empty where none is known."""
        return _senses().get(self.verb, "")

    @property
    def several(self) -> bool:
        """Whether the words before the part say that it is not one thing: 一批, 若干."""
        return bool(_SEVERAL.search(self.line.text, self.begin, self.start))

    @property
    def text(self) -> str:
        """The words of the part."""
        return self.line.text[self.start : self.end]


@dataclass(frozen=True)
class Reading:
    """A report made ready for finding names: the structure, its lines, the parts of each."""

    structure: Structure
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    future: tuple[Span, ...]

    def is_future(self, offset: int) -> bool:
        """Whether a part of the report that speaks of what will be done holds the offset."""
        return bisect.bisect_right(self._edges, offset) % 2 == 1

    def release(self) -> None:
        """Let the parts go: as members of lists they hold each other, and would wait for the collector."""
        for part in self.parts:
            part.group = []

    @cached_property
    def _edges(self) -> list[int]:
        return [edge for span in self.future for edge in (span.start, span.end)]


def read(structure: Structure) -> Reading:
    """Make a report ready."""
    body = tuple(lines(structure))
    parts = tuple(chain.from_iterable(map(_parts, body)))
    return Reading(structure, body, parts, tuple(_future(structure)))


def counted(text: str) -> bool:
    """Whether the words count things (100个口袋公园) instead of naming one."""
    return bool(_COUNTED.search(text))


def cut_left(line: Line, start: int, end: int) -> int:
    """Where a name can begin at the earliest: after the last verb of those that stand in no name."""
    left = start = max(start, end - FARTHEST)
    last = line.leads.last(start, end)
    left = last[1] if last else left
    if line.text.find("等", left, end) >= 0:
        for hit in _OF_A_LIST.finditer(line.text, left, end):
            left = hit.end() if line.depth[hit.start()] == 0 else left
    return after_verbs(line, left, end, led=True)[0] if left > start else start


def after_verbs(line: Line, start: int, end: int, *, led: bool = False) -> tuple[int, str]:
    """Where the verbs and adverbs at `start` end, and the last verb of them; `led` that a verb precedes."""
    text, at, verb = line.text, start, ""
    while at < end:
        roles = _roles(text, at, end)
        if not roles or "name" in roles:
            break
        strong, light, soft = roles.get("lead", ""), roles.get("weak", ""), roles.get("adverb", "")
        if subject := roles.get("subject"):
            at += len(subject)
        elif strong and len(strong) >= len(light):
            at, verb = at + len(strong), strong
            at += text.startswith("了", at, end)
        elif light and not verb and not led:
            at, verb = at + len(light), light
        elif soft and not _roles(text, at + len(soft), end).keys().isdisjoint(_VERBS):
            at += len(soft)
        else:
            break
    return at, verb


def _roles(text: str, at: int, end: int) -> dict[str, str]:
    """Role → the longest verb of it that begins at the place."""
    verbs = _verbs()
    roles: dict[str, str] = {}
    for word, role in verbs.get(text[at : at + 2]) or verbs.get(text[at : at + 1]) or ():
        if role not in roles and text.startswith(word, at, end):
            roles[role] = word
    return roles


@cache
def _senses() -> dict[str, str]:
    return column("verbs.tsv", 3, "lead", "weak")


@cache
def _verbs() -> dict[str, list[tuple[str, str]]]:
    """The first two characters of verbs, or their only one, → the verbs that may stand there and their roles.

    The longest come first, those of one character last.
    """
    heads: dict[str, list[tuple[str, str]]] = {}
    for role in _ROLES:
        for word in column("verbs.tsv", 1, role):
            heads.setdefault(word[:2], []).append((word, role))
    singles = {head: words for head, words in heads.items() if len(head) == 1}
    return {
        head: sorted(words, key=lambda row: -len(row[0])) + (singles.get(head[0], []) if head[1:] else [])
        for head, words in heads.items()
    }


def clause_end(line: Line, at: int) -> int:
    """Where the clause that holds `at` ends, or far enough from it."""
    last = min(len(line.text), at + FARTHEST)
    hit = _CLAUSE_END.search(line.text, at, last)
    return hit.start() if hit else last


def _parts(line: Line) -> list[Part]:
    """The parts of a line: what its stops outside quotes and brackets leave."""
    parts: list[Part] = []
    members: list[tuple[int, int]] = []
    depth, at, verb = line.depth, 0, ""
    for hit in _STOPS.finditer(line.text):
        stop, mark = hit.start(), hit[0]
        if depth[stop]:
            continue
        members.append((at, stop))
        at = stop + 1
        if mark != "、":
            group = _group(line, members, verb)
            parts += group
            verb = "" if mark in _ENDS else group[-1].verb if group else verb
            members = []
    members.append((at, len(line.text)))
    return parts + _group(line, members, verb)


def _group(line: Line, members: list[tuple[int, int]], verb: str) -> list[Part]:
    """The members of the list that a clause is, with what the clause says of them all."""
    group: list[Part] = []
    for left, right in members:
        enumerator = _ENUMERATOR.match(line.text, left, right)
        left = enumerator.end() if enumerator else left
        if left >= right:
            continue
        at, own = after_verbs(line, left, right)
        if at >= right:
            at, own = left, ""
        verb = own or verb
        group.append(Part(line, left, at, right, verb, bool(own), len(group), group))
    _describe(group)
    return group


def _said(part: Part) -> tuple[str, ...]:
    rank, size = min(part.rank, 2), min(len(part.group), 4)
    return _told(part.sense or "none", part.led, rank, size, part.cls, part.several)


@lru_cache(maxsize=4096)
def _told(sense: str, led: bool, rank: int, size: int, cls: str | None, several: bool) -> tuple[str, ...]:
    how = "led" if led else "not led"
    return (
        f"sense={sense}",
        f"{how} {sense}",
        how,
        f"rank={rank}",
        f"group={size}",
        f"described={cls}",
        "several" if several else "one",
    )


def _describe(group: list[Part]) -> None:
    """Say of the members of a list what the words after 等 say of them."""
    if not group:
        return
    last = group[-1]
    at = last.line.text.find("等", last.start + 2, last.end)
    while at >= 0 and last.line.depth[at]:
        at = last.line.text.find("等", at + 1, last.end)
    if at < 0 or last.line.text.startswith("“", at + 1):
        return
    between = ""
    words, classes = lexicon("list-words.tsv"), column("list-words.tsv", 1)
    verbs, text, described, read = lexicon("verbs.tsv", "lead", "weak", "after"), last.line.text, "", at + 1
    for begin, stop in words.found(text, at + 1, min(at + 20, last.end)):
        if any(verbs.found(text, read if described else at + 1, begin)) and (
            described or _led(text, at + 1, begin)
        ):
            break
        described, between, read = text[begin:stop], text[at + 1 : begin], stop
    if (
        not described
        or len(between) > (3 if classes[described] == "Initiative" else 10)
        or (classes[described] != "Organization" and _FIELDS.search(between))
    ):
        return
    for part in group:
        part.cls, part.kind = classes[described], described
    last.end = at


def _led(text: str, start: int, end: int) -> bool:
    return any(lexicon("verbs.tsv", "lead").found(text, start, end))


def _future(structure: Structure) -> Iterator[Span]:
    """The parts that speak of what will be done."""
    text = structure.report.text
    for head in structure.sections:
        if head.level == PART:
            title = head.title.of(text)
            if _FUTURE.search(title) and not _PAST.search(title.split("目标")[0]):
                yield Span(head.start, head.end)
