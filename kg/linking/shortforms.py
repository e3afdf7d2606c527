"""Which names of a report name one thing: short forms, and spellings that differ by a slip.

A shorter name is a short form of a longer one of its class that stands earlier in the report, where exactly
one does and what it leaves out says little: a word of `ontology/lexicon/short-forms.tsv`, the place where
the thing is, the number of a meeting.  雄商高铁 is not 京雄商高铁.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg import naming
from kg.lexicon import rows

LEAST_SLIP = 6
"""Characters of the shortest name that may be misspelt; in shorter ones another character is another name."""
MOST_ALIKE = 30
"""With how many names of like form a name is compared."""
_LONGEST_PLACE = 8
_LEAST = {"Organization": 2, "Place": 2}
_LEAST_OF_OTHERS = 3
_SITED = ("Organization", "Project", "Place")
"""The classes whose names may begin with the place where the thing is."""
_NATURAL = re.compile(r"[江河湖海山岛淀湾]$")
"""What lies in the country is not the district that is named after it."""
_EDITION = re.compile(r"第?[\d一二三四五六七八九十百]{1,6}届|首届|(?:19|20)\d\d年?")
_SIGNS = re.compile(r"[\da-z+零〇一二三四五六七八九十百千万两东南西北中上下内外新老甲乙丙丁]")
_LOOSE = frozenset("的和与及之省市县")
"""Characters that a name may have or lack."""


class Name(NamedTuple):
    """A name: the class of what it names, and its folded form (`kg.naming.fold`).

    `joint` says that it names several in one, so that a part of it is no short form.
    """

    cls: str
    folded: str
    joint: bool = False


def same_things(names: Sequence[Name], places: Container[str] = frozenset()) -> dict[int, int]:
    """For the names that another one stands for, their number and the number of that earlier name.

    `names` are in the order of the text, each once; `places` the folded names of places.  Takes time linear
    in the number of names.
    """
    known = _Known(places)
    same: dict[int, int] = {}
    for number, name in enumerate(names):
        earlier = known.short_for(name) or known.slip_of(name)
        if len(earlier) == 1:
            (same[number],) = earlier
        known.add(name, same.get(number, number))
    return same


class _Known:
    """The names so far, under the shorter forms that they may have and the ends that a slip leaves alone."""

    def __init__(self, places: Container[str]) -> None:
        self._places = places
        self._forms: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._letters: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        self._ends: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)

    def add(self, name: Name, number: int) -> None:
        """Remember a name of the thing with that number."""
        for form in self._shorter(name):
            self._forms[name.cls, form].add(number)
        if name.cls == "Organization":
            for char in dict.fromkeys(name.folded[:3]):
                self._letters[char, name.folded[-1:]].append((name.folded, number))
        for end in _ends(name):
            self._ends[end].append((name.folded, number))

    def short_for(self, name: Name) -> set[int]:
        """The things that the name may be a short form of."""
        found = set(self._forms.get((name.cls, name.folded), ()))
        if not found and name.cls == "Organization":
            letters = self._letters.get((name.folded[:1], name.folded[-1:]), ())
            found = {number for known, number in letters[:MOST_ALIKE] if _abbreviates(name.folded, known)}
        return found

    def slip_of(self, name: Name) -> set[int]:
        """The things whose name differs from this one by a slip."""
        near = {alike for end in _ends(name) for alike in self._ends.get(end, ())[-MOST_ALIKE:]}
        return {number for known, number in near if _is_slip(name.folded, known)}

    def _shorter(self, name: Name) -> Iterator[str]:
        """The shorter forms that a name may have."""
        if name.joint:
            return
        bare = {name.folded, *self._beheaded(name)}
        tails = _words(name.cls, "tail")
        tailed = [form for form in bare if form.endswith(tails)]
        forms = bare.union(form[: -len(tail)] for form in tailed for tail in tails if form.endswith(tail))
        least = _LEAST.get(name.cls, _LEAST_OF_OTHERS)
        forms.discard(name.folded)
        for form in forms:
            if len(form) >= least and not (name.cls == "Place" and _NATURAL.search(form)):
                yield form

    def _beheaded(self, name: Name) -> Iterator[str]:
        folded = name.folded
        heads = _words(name.cls, "head")
        if folded.startswith(heads):
            yield from (folded[len(head) :] for head in heads if folded.startswith(head))
        if name.cls in _SITED:
            for length in range(2, min(_LONGEST_PLACE, len(folded) - 1) + 1):
                if folded[:length] in self._places:
                    yield folded[length:]
        edition = _EDITION.match(folded) if name.cls == "Event" else None
        if edition:
            yield folded[edition.end() :]


@cache
def _words(cls: str, side: str) -> tuple[str, ...]:
    return tuple(word for of, at, word in rows("short-forms.tsv") if (of, at) == (cls, side))


def _abbreviates(short: str, name: str) -> bool:
    """Whether a name is made of single characters of another, the last one its last: 中科院 of 中国科学院.

    Neighbours are no single characters: 北京大学 is no abbreviation of 北京理工大学.
    """
    if not 3 <= len(short) <= len(name) // 2 + 1 or short[-1] != name[-1]:
        return False
    at = -2
    for char in short:
        at = name.find(char, at + 2)
        if at < 0:
            return False
    return True


def _ends(name: Name) -> list[tuple[str, str]]:
    """The first and the last three characters: of six, a slip leaves one of them alone."""
    if len(name.folded) < LEAST_SLIP:
        return []
    return [(name.cls, "^" + name.folded[:3]), (name.cls, name.folded[-3:] + "$")]


def _is_slip(one: str, other: str) -> bool:
    """Whether one character is typed wrongly or left out: one of the same sound, twice, or of no weight.

    Characters that count or tell apart (numerals, letters, 东 and 西) are never a slip.
    """
    from rapidfuzz.distance import Levenshtein

    if Levenshtein.distance(one, other, score_cutoff=1) != 1 or _SIGNS.findall(one) != _SIGNS.findall(other):
        return False
    (edit,) = Levenshtein.editops(one, other)
    if edit.tag == "replace":
        sounds = naming.readings(one[edit.src_pos])
        return not set(sounds).isdisjoint(naming.readings(other[edit.dest_pos]))
    longer, at = (one, edit.src_pos) if edit.tag == "delete" else (other, edit.dest_pos)
    return longer[at] in _LOOSE or longer[at] in (longer[at - 1 : at], longer[at + 1 : at + 2])
