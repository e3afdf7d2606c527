"""The glossary of a report: its terms, where the body marks and names them, and what they expand to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.glossary.entries import Entry, read_entries
from kg.glossary.expansion import LONGEST_DEFINITION, expand
from kg.glossary.mentions import Finder, fold_body, folded_text
from kg.glossary.names import Name, read_name
from kg.glossary.parts import Part
from kg.lexicon import ClassWord, class_word
from kg.model import Span
from kg.notices import LineNumbers, Notice
from kg.structure import Structure

_SHORT_FOR = re.compile(r"(?:即|是|指|为)?[“《](?P<name>[^“”《》]{4,40})[”》]的(?:简称|统称|合称|缩写)")
_QUOTES = re.compile(r"[“”\"‘’「」『』]")

__all__ = ["Entry", "GlossaryTerm", "Named", "Part", "read_glossary"]


@dataclass(frozen=True, slots=True)
class Named:
    """One label of an entry, where the body names it, and the class word that it ends in anywhere."""

    label: Span
    mentions: tuple[Span, ...]
    word: ClassWord | None


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """An entry with all that the report says of it.

    `marks` are spans of the body, `named` its labels, `parts` the expansion, `aliases` other
    spellings, `count` the number that the name says if it says one alone; `serial` counts the entries
    with the same number before it.
    """

    entry: Entry
    serial: int
    marks: tuple[Span, ...]
    named: tuple[Named, ...]
    parts: tuple[Part, ...]
    aliases: tuple[str, ...]
    count: int | None

    @property
    def listed(self) -> int | None:
        """How many parts are listed, where the name says another number."""
        plain = self.parts and all(part.count is None for part in self.parts)
        return len(self.parts) if plain and self.count not in (None, len(self.parts)) else None


def read_glossary(structure: Structure) -> tuple[tuple[GlossaryTerm, ...], tuple[Notice, ...]]:
    """The terms in the order of the glossary, and what does not add up between marks, entries and numbers."""
    terms = _Reader(structure).terms()
    return terms, tuple(_notices(structure, terms))


class _Reader:
    """Reads the entries of one glossary against the body of their report."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.text = structure.report.text
        self.entries = read_entries(structure)
        self.names = [[read_name(self.text, label) for label in entry.labels] for entry in self.entries]
        self.body = fold_body(structure)
        self.cores = Counter(self._core(name) for names in self.names for name in names)
        self.numbers = Counter(entry.number for entry in self.entries)

    def _core(self, name: Name) -> str:
        return folded_text(name.core.of(self.text))

    def terms(self) -> tuple[GlossaryTerm, ...]:
        seen: Counter[int] = Counter()
        terms = []
        for entry, names in zip(self.entries, self.names, strict=True):
            terms.append(self._term(entry, names, seen[entry.number]))
            seen[entry.number] += 1
        return tuple(terms)

    def _term(self, entry: Entry, names: list[Name], serial: int) -> GlossaryTerm:
        named = _sharing(self.text, [self._named(name) for name in names])
        spoken = [self.structure.unmarked(span) for label in named for span in label.mentions]
        return GlossaryTerm(
            entry=entry,
            serial=serial,
            marks=self._marks(entry, named),
            named=named,
            parts=tuple(expand(self.text, entry)),
            aliases=_aliases(self.text, entry, names, spoken),
            count=_count(names),
        )

    def _named(self, name: Name) -> Named:
        mentions = _longest(set(Finder(name, self.cores[self._core(name)] > 1).find(self.body)))
        spellings = [name.label.of(self.text), *(span.of(self.text) for span in mentions)]
        word = next((word for spelling in spellings if (word := class_word(_bare(spelling)))), None)
        return Named(name.label, mentions, word)

    def _marks(self, entry: Entry, named: tuple[Named, ...]) -> tuple[Span, ...]:
        """The marks with the entry's number; where entries share it, those at its own mentions, if any."""
        marks = [mark.span for mark in self.structure.marks if mark.number == entry.number]
        mentions = [span for label in named for span in label.mentions]
        own = [mark for mark in marks if any(span.start < mark.start <= span.end for span in mentions)]
        return tuple(marks if self.numbers[entry.number] == 1 or not own else own)


def _count(names: list[Name]) -> int | None:
    """The number that a name says, if it says one alone: 4 for 四上."""
    groups = [group for name in names for group in name.groups]
    number = groups[0].number if len(groups) == 1 else None
    return number if number and number > 1 else None


def _sharing(text: str, found: list[Named]) -> tuple[Named, ...]:
    """The labels of an entry; a class word that follows one in the body is said of all: “甲”“乙”要求."""
    own = [class_word(_bare(named.label.of(text))) for named in found]
    words = (named.word for named, word in zip(found, own, strict=True) if word is None)
    spoken = next((word for word in words if word), None)
    return tuple(replace(named, word=named.word or spoken) for named in found)


def _longest(spans: set[Span]) -> tuple[Span, ...]:
    """The spans in order, without those that lie within another."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or not kept[-1].covers(span):
            kept.append(span)
    return tuple(kept)


def _bare(text: str) -> str:
    return _QUOTES.sub("", text)


def _aliases(text: str, entry: Entry, names: list[Name], spoken: list[str]) -> tuple[str, ...]:
    """The spellings that people may type: without quotes, the core, each label, those of the body."""
    headword = entry.headword.of(text)
    found = [_bare(headword)]
    for name in names:
        core = name.core.of(text)
        found += [_bare(name.label.of(text)), core, core + name.suffix, name.before + core]
    found += [_bare(words) for words in spoken]
    found += [hit["name"] for hit in [_SHORT_FOR.match(text, entry.definition.start)] if hit]
    return tuple(dict.fromkeys(alias for alias in found if alias and alias != headword))


def _notices(structure: Structure, terms: tuple[GlossaryTerm, ...]) -> list[Notice]:
    text = structure.report.text
    lines = LineNumbers(text)
    numbers = {term.entry.number for term in terms}
    notices = [
        Notice(
            lines.of(mark.span.start),
            f"脚注标记 [{mark.number}] 没有对应的名词解释",
            f"footnote mark [{mark.number}] has no glossary entry",
        )
        for mark in structure.marks
        if mark.number not in numbers
    ]
    for term in terms:
        line = lines.of(term.entry.headword.start)
        said = [*_entry_remarks(text, term, marked=bool(structure.marks)), *_part_remarks(text, term)]
        notices += [Notice(line, zh, en) for zh, en in said]
    return sorted(notices, key=lambda notice: notice.line)


def _entry_remarks(text: str, term: GlossaryTerm, *, marked: bool) -> Iterator[tuple[str, str]]:
    """Of an entry: a number used before, no mark in the body, no mention in the body."""
    number, headword = term.entry.number, term.entry.headword.of(text)
    if term.serial:
        yield f"编号 {number} 已用过,又用于 {headword}", f"the number {number} is used again, for {headword}"
    if marked and not term.marks:
        yield f"正文中没有标记 [{number}]({headword})", f"the body has no mark [{number}] ({headword})"
    if len(term.entry.definition) > LONGEST_DEFINITION:
        yield f"{headword} 的释义过长,未作展开", f"the definition of {headword} is too long to be expanded"
    if term.listed is not None:
        yield (
            f"{headword}:名称中的数为 {term.count},列出 {term.listed} 项",
            f"{headword}: the name says {term.count}, listed are {term.listed}",
        )
    if not any(label.mentions for label in term.named):
        yield f"正文中没有提到 {headword}", f"the body never names {headword}"


def _part_remarks(text: str, term: GlossaryTerm) -> Iterator[tuple[str, str]]:
    """Of an expansion: a number that differs from the members listed."""
    for part in term.parts:
        if part.count and part.count > 1 and part.members and len(part.members) != part.count:
            label = part.label.of(text)
            yield (
                f"{label}:称有 {part.count} 项,列出 {len(part.members)} 项",
                f"{label}: said to be {part.count}, listed are {len(part.members)}",
            )
