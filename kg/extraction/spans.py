"""Where a name can begin and end: after verbs, at quotes and joints; with the class word that ends it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from kg.extraction.gazetteer import Gazetteer, gazetteer
from kg.extraction.lines import Hits, Line
from kg.extraction.phrases import LONGEST_NAME, Part, Reading, after_verbs, cut_left
from kg.extraction.wordlists import Words, lexicon

_OPENING, _CLOSING = "“‘「『(《", "”’」』)》"
_TITLE = re.compile("《[^《》]{2,44}》")
_JOINT, _PARTING = re.compile("以及|[和与及]"), re.compile("[的等和与及、,。;“(]")
_COUNT = re.compile(
    r"(?:[^,;、。]{0,12}[的等])?(?:\d[\d.]*|[一二三四五六七八九十百两])[余多]?(?:个|家|座|条|项|所|处|批|大|支|款|种|类|只|台|套|对|回|列|艘|架|颗)(?!一)"
)
_FIRST = re.compile(
    r"(?:全球|全国|国内|全省|全市|世界|亚洲|国际)(?:唯一|首[个座条列批台套款制家次只艘例颗架]|最[大长高快新])|首[个座条列台套款艘颗架]"
)
LONGEST_TAIL = 12
"""How far after a quotation the class word may end that belongs to it."""


class Head(NamedTuple):
    """The class word `[start, end)` that may end a name."""

    start: int
    end: int
    word: str


class Stretch(NamedTuple):
    """Words that may be a name, with the class word that ends them; `how` says why it begins there."""

    start: int
    end: int
    head: Head | None
    how: str


def heads(line: Line, words: Words) -> list[Head]:
    """The class words of a line by their ends, the longest of those that end together.

    Of those within quotes or brackets only such as close them.
    """
    found: list[Head] = []
    text, last = line.text, 0
    for start, end in line.all(words):
        if end != last and (not cuts_quote(line, end) or text[end] in "”》"):
            found.append(Head(start, end, text[start:end]))
            last = end
    return found


@dataclass(frozen=True, slots=True)
class Ground:
    """What the candidates of one line are read against: its class words by their ends, quotations, places."""

    reading: Reading
    line: Line
    heads: list[Head]
    ends: list[int]
    quotes: list[tuple[int, int]]
    places: Hits

    def is_empty(self, start: int, end: int) -> bool:
        """Whether neither a class word ends nor a quotation begins in `[start, end]`."""
        at, quote = bisect.bisect_left(self.ends, start), bisect.bisect_left(self.quotes, (start, 0))
        if at < len(self.ends) and self.ends[at] <= end:
            return False
        return quote == len(self.quotes) or self.quotes[quote][0] > end

    def ending(self, at: int) -> Head | None:
        """The class word that ends at a place."""
        index = bisect.bisect_left(self.ends, at)
        return self.heads[index] if index < len(self.ends) and self.ends[index] == at else None

    def within(self, start: int, end: int) -> range:
        """The indices of the class words that end in `(start, end]`."""
        return range(bisect.bisect_right(self.ends, start), bisect.bisect_right(self.ends, end))

    def quoted(self, start: int, end: int) -> list[tuple[int, int]]:
        """The quotations and titles that begin in `[start, end)`, with their marks."""
        quotes = self.quotes
        if not quotes:
            return quotes
        return quotes[bisect.bisect_left(quotes, (start, 0)) : bisect.bisect_left(quotes, (end, 0))]

    def goes_on(self, index: int, free: Collection[str] = ()) -> bool:
        """Whether another class word (none of the `free`) holds or follows the one of the index at once."""
        end = self.heads[index].end
        for start, _, word in self.heads[index + 1 : index + 6]:
            if start > end or word in free:
                continue
            return True
        return False


def grounds(reading: Reading, words: Words) -> Iterator[tuple[Ground, list[tuple[Part, int]]]]:
    """The lines with their parts, and where the part after each begins."""
    known = gazetteer(reading.structure.report.place)
    for _, group in groupby(reading.parts, key=lambda part: id(part.line)):
        parts = list(group)
        line = parts[0].line
        found = heads(line, words)
        ground = Ground(
            reading, line, found, [head.end for head in found], quotations(line), places_in(line, known)
        )
        limits = [*(part.begin for part in parts[1:]), len(line.text)]
        yield ground, list(zip(parts, limits, strict=True))


def quotations(line: Line) -> list[tuple[int, int]]:
    """The quotations and titles of a line, with their marks, in order."""
    if "《" not in line.text:
        return list(line.quotes)
    return sorted([*line.quotes, *(hit.span() for hit in _TITLE.finditer(line.text))])


def places_in(line: Line, known: Gazetteer) -> Hits:
    """The names of places in a line, those of the report's own place too."""
    if "places" not in line.memo:
        text, decoys = line.text, known.decoys
        found = line.longest(known.words)
        line.memo["places"] = Hits([(at, stop) for at, stop in found if text[at:stop] not in decoys])
    places: Hits = line.memo["places"]
    return places


def organizations_in(line: Line) -> Hits:
    """The names in a line of organisations that all of China knows."""
    return line.longest(lexicon("organization-words.tsv", "name"))


def cuts_quote(line: Line, at: int) -> bool:
    """Whether the place lies within quotes or brackets."""
    depth = line.depth
    if not 0 < at < len(depth) or not depth[at] or not depth[at - 1]:
        return False
    return not (line.text[at - 1] in _CLOSING and line.text[at] in _OPENING)


def stretches(line: Line, part: Part, head: Head, left: int) -> list[Stretch]:
    """The words before a class word that may be a name with it, none beginning before `left`."""
    begin, end, _ = head
    least = max(left, end - LONGEST_NAME)
    starts: dict[int, str] = {}
    for start, how in _starts(line, part, head, cut_left(line, max(left, part.start), begin)):
        starts.setdefault(start, how)
    return [
        Stretch(start, end, head, how)
        for start, how in starts.items()
        if least <= start <= begin and line.text[start] not in _CLOSING and not cuts_quote(line, start)
    ]


def _starts(line: Line, part: Part, head: Head, first: int) -> Iterator[tuple[int, str]]:
    """The places where a name that the class word ends may begin, none before `first`, and why there."""
    text, end = line.text, head.start
    if count := _COUNT.match(text, first, end):
        yield count.end(), "counted"
    else:
        yield first, "led" if first > part.start or part.led else "first"
    core = text[first:end]
    if ("首" in core or "最" in core or "唯" in core) and (top := _last(line, _FIRST, first, end)):
        yield top, "superlative"
    if built := line.builds.last(first, end):
        yield built[1], "verb"
    joined = "和" in core or "与" in core or "及" in core
    joint = _last(line, _JOINT, first + 1, end) if joined else 0
    for start in (first, joint) if joint else (first,):
        weak = after_verbs(line, start, end)[0]
        if start < weak < end - 1:
            yield weak, "verb"
    if joint:
        yield joint, "joint"
    of = first + core.rfind("的")
    if of > first and not line.depth[of] and head.end - of > 4:
        yield of + 1, "of"
    opening = text.rfind("“", first, head.end)
    if opening > first and line.depth[opening]:
        yield opening, "quote"


def _last(line: Line, words: re.Pattern[str], start: int, end: int) -> int:
    """Where the last of the words outside quotes ends; 0 for none."""
    return max(
        (hit.end() for hit in words.finditer(line.text, start, end) if not line.depth[hit.start()]), default=0
    )


def tail(ground: Ground, at: int) -> Head | None:
    """The class word that belongs to a quotation that ends at `at`: “甲乙”提升 + 行动."""
    text, found = ground.line.text, None
    first = bisect.bisect_right(ground.ends, at)
    for head in ground.heads[first : first + 8]:
        if head.end > at + LONGEST_TAIL or (found and head.start > found.end):
            break
        if head.start < at:
            continue
        if _PARTING.search(text, at, head.start):
            break
        found = head
    return found
