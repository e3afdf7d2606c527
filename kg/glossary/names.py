"""What a headword is made of: its quoted core, what stands around it, and the numbers in it.

“7+18+N”现代产业体系 has the core 7+18+N and the suffix 现代产业体系; 三上门两加强 has the groups 三上门 and
两加强; 1530 is a code, whose groups only the definition can tell apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.glossary import lists
from kg.lexicon import class_word
from kg.model import Span
from kg.numerals import half_width, value

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_CODE = re.compile(r"\d{2,}")
_SUM = re.compile(r"[\dA-Za-z]{1,3}(?:\+[\dA-Za-z]{1,3})+")
_YEAR = re.compile(r"(?:19|20)\d\d年")
MEASURE = "个|大|项|类|条|篇|张|件|种|级|批|家|方面|位|名|支|所|组|座|场|处|份|款|户|系列"
_NUMERAL = "[一二两三四五六七八九十]{1,8}|双|百|千|(?<!^)多|\\d{1,9}"
_GROUP = re.compile(
    rf"(?P<numeral>(?:{_NUMERAL}))(?P<unit>(?:{MEASURE})(?=[^、，,]))?"
    r"(?P<noun>(?<=双)[^、，,]|(?:[^一二两三四五六七八九十双多、，,\d]|(?<=[个大项类条篇])[百千])+"
    r"(?:[一二两三四五六七八九十](?=$|[、，,]))?|(?<=个)一$)"
)
_DOUBLE = re.compile(r"双(?P<noun>[^、，,]+)")


@dataclass(frozen=True, slots=True)
class Group:
    """A number in a name with what it counts: 三 + 上门; `unit` is the measure word between them."""

    span: Span
    number: int | None
    unit: str | None
    noun: Span


@dataclass(frozen=True)
class Name:
    """A label taken apart.  `core` is its first quotation, or all of it where nothing is quoted."""

    text: str
    label: Span
    core: Span
    quoted: bool

    @property
    def before(self) -> str:
        """What stands before the quotation."""
        return self.text[self.label.start : self.core.start - 1] if self.quoted else ""

    @property
    def suffix(self) -> str:
        """What stands after the quotation."""
        return self.text[self.core.end + 1 : self.label.end] if self.quoted else ""

    @cached_property
    def code(self) -> str | None:
        """The digits of a core that is nothing else, as 1530, in half width."""
        hit = _CODE.fullmatch(self.text, self.core.start, self.core.end)
        return half_width(hit[0]) if hit else None

    @cached_property
    def sum(self) -> tuple[Span, ...]:
        """The symbols of a core such as 7+18+N, which may stand before other words (5+2就业之家)."""
        hit = _SUM.match(self.text, self.core.start, self.core.end)
        return tuple(lists.split(self.text, Span(*hit.span()), "+")) if hit else ()

    @cached_property
    def pieces(self) -> tuple[Span, ...]:
        """The stretches of the core between 、 and commas."""
        return tuple(lists.split(self.text, self.core, "、，,"))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The numbers in the core that count what follows them, in order."""
        if self.code or self.sum:
            return ()
        return tuple(group for piece in self.pieces for group in self._groups(piece))

    def _groups(self, piece: Span) -> list[Group]:
        year = _YEAR.match(self.text, piece.start, piece.end)
        start = year.end() if year else piece.start
        double = _DOUBLE.fullmatch(self.text, start, piece.end)
        if double and self.text.find("双", start + 1, piece.end) < 0:
            return [Group(Span(start, piece.end), 2, None, self._noun(*double.span("noun")))]
        return [
            Group(Span(*hit.span()), value(hit["numeral"]), hit["unit"], self._noun(*hit.span("noun")))
            for hit in _GROUP.finditer(self.text, start, piece.end)
            if self._counts(hit)
        ]

    def _counts(self, hit: re.Match[str]) -> bool:
        """Whether something is counted: 三年 of 三年倍增 is a time, 3个 of 3个100 a number."""
        return hit["noun"][:1] not in "年月日天周季" and not self.text[hit.end() : hit.end() + 1].isdecimal()

    def _noun(self, start: int, end: int) -> Span:
        """The noun without the class word that ends the core: 双高计划 counts what is 高."""
        noun = self.text[start:end]
        word = class_word(noun)
        return Span(start, end - len(word.word)) if word and len(word.word) < len(noun) else Span(start, end)


def read_name(text: str, label: Span) -> Name:
    """Take a label apart."""
    hit = _QUOTED.search(text, label.start, label.end)
    if hit is None:
        return Name(text, label, label, quoted=False)
    return Name(text, label, Span(*hit.span(1)), quoted=True)
