"""The names of places to look for in a report, which depend on the place that the report is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extraction.divisions import Division, divisions, home_code, short_name
from kg.extraction.lines import Line
from kg.extraction.wordlists import Words, column

WORDS = "place-words.tsv"
_SORTS = ("region", "pair", "zone", "nature", "sight", "country", "bloc", "compass", "inner")


@dataclass(frozen=True)
class Gazetteer:
    """The names to look for in the reports of one place, and what each of them is.

    `levels` says near county, city, region …; `own` are the names of the report's city and province, `decoys`
    words that only hold the name of a place; `home` is the code of the division that the report is of.
    """

    words: Words
    levels: dict[str, str]
    own: frozenset[str]
    decoys: frozenset[str]
    home: str | None = None

    def found(self, line: Line, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The places named in `[start, end)`, the report's own city and province left out."""
        for at, stop in self.words.found(line.text, start, end):
            word = line.text[at:stop]
            if word not in self.own and word not in self.decoys:
                yield at, stop

    def names(self, line: Line, start: int, end: int) -> bool:
        """Whether a place is named in `[start, end)`, be it the report's own."""
        return any(line.text[a:b] not in self.decoys for a, b in self.words.found(line.text, start, end))


@cache
def gazetteer(place: str | None) -> Gazetteer:
    """The gazetteer for the reports of a place (保定市, 河北省; None for the country)."""
    home = home_code(place)
    levels: dict[str, str] = {}
    own: set[str] = set()
    for division in divisions():
        level = _level(division, home)
        for name in _spellings(division, home):
            levels.setdefault(name, level)
            if level == "own":
                own.add(name)
    for sort in _SORTS:
        for word in column(WORDS, 1, sort):
            levels.setdefault(word, sort)
    decoys = frozenset(column(WORDS, 1, "decoy")) - levels.keys()
    return Gazetteer(Words([*levels, *decoys]), levels, frozenset(own), decoys, home)


@cache
def abbreviations(home: str | None) -> frozenset[str]:
    """The characters by which routes name their ends: 京, 沪 and those of cities and near counties."""
    near = [d for d in divisions() if d.code.endswith("00") or (home and d.code[:2] == home[:2])]
    short = "".join(short_name(division.name) for division in near)
    return (frozenset(short) | frozenset(column(WORDS, 1, "abbreviation"))) - frozenset("城市区县乡新")


def is_common(word: str) -> bool:
    """Whether the short name of a county is an ordinary word too."""
    return word in column(WORDS, 1, "common")


def _level(division: Division, home: str | None) -> str:
    """What a division is to the reports of a place: its own, near (within it), or by its rank."""
    if not home:
        return division.level
    if division.code in (home, f"{home[:2]}0000"):
        return "own"
    if division.code.startswith(_prefix(home)):
        return f"near {division.level}"
    return division.level if division.code[:2] != home[:2] else f"neighbouring {division.level}"


def _spellings(division: Division, home: str | None) -> Iterator[str]:
    """The names under which a division is looked for: far away a county has its full name alone."""
    short, county = short_name(division.name), not division.code.endswith("00")
    inside = home is not None and division.code[:2] == home[:2]
    near = home is not None and division.code.startswith(_prefix(home))
    if len(division.name) >= 3 or near:
        yield division.name
    if len(short) >= 2 and (not county or near or (inside and not is_common(short))):
        yield short


def _prefix(code: str) -> str:
    """The digits that the codes of what lies within a division begin with."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
