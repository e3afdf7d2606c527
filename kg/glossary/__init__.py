"""The glossary of a report: its terms, where the body marks and names them, and what they expand to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.glossary.entries import Entry, read_entries
from kg.glossary.expansion import expand
from kg.glossary.mentions import Finder, Folded, fold_body, folded_text
from kg.glossary.names import Name, read_name
from kg.glossary.parts import Part
from kg.lexicon import ClassWord, class_word
from kg.model import Span
from kg.notices import Notice, line_number
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
    spellings, `serial` counts the entries with the same number before it.
    """

    entry: Entry
    serial: int
    marks: tuple[Span, ...]
    named: tuple[Named, ...]
    parts: tuple[Part, ...]
    aliases: tuple[str, ...]


def read_glossary(structure: Structure) -> tuple[tuple[GlossaryTerm, ...], tuple[Notice, ...]]:
    """The terms in the order of the glossary, and what does not add up between marks, entries and numbers."""
    text = structure.report.text
    entries = read_entries(structure)
    body = fold_body(structure)
    cores = Counter(folded_text(name.core.of(text)) for entry in entries for name in _names(text, entry))
    seen: Counter[int] = Counter()
    terms = []
    for entry in entries:
        terms.append(_term(structure, entry, seen[entry.number], body, cores))
        seen[entry.number] += 1
    return tuple(terms), tuple(_notices(structure, terms))


def _names(text: str, entry: Entry) -> list[Name]:
    return [read_name(text, label) for label in entry.labels]


def _term(structure: Structure, entry: Entry, serial: int, body: Folded, cores: Counter[str]) -> GlossaryTerm:
    text = structure.report.text
    names = _names(text, entry)
    found = [_named(name, body, shared=cores[folded_text(name.core.of(text))] > 1) for name in names]
    named = _sharing(text, found)
    spoken = [span.of(text) for label in named for span in label.mentions]
    return GlossaryTerm(
        entry=entry,
        serial=serial,
        marks=tuple(mark.span for mark in structure.marks if mark.number == entry.number),
        named=named,
        parts=tuple(expand(text, entry)),
        aliases=_aliases(text, entry, names, spoken),
    )


def _named(name: Name, body: Folded, *, shared: bool) -> Named:
    mentions = _longest(set(Finder(name, shared).find(body)))
    spellings = [name.label.of(name.text), *(span.of(name.text) for span in mentions)]
    word = next((word for spelling in spellings if (word := class_word(_bare(spelling)))), None)
    return Named(name.label, mentions, word)


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
    found += [re.sub(r"\[\d+\]|［\d+］", "", _bare(words)) for words in spoken]
    found += [hit["name"] for hit in [_SHORT_FOR.match(text, entry.definition.start)] if hit]
    return tuple(dict.fromkeys(alias for alias in found if alias and alias != headword))


def _notices(structure: Structure, terms: list[GlossaryTerm]) -> list[Notice]:
    text = structure.report.text
    numbers = {term.entry.number for term in terms}
    notices = [
        Notice(
            line_number(text, mark.span.start),
            f"脚注标记 [{mark.number}] 没有对应的名词解释",
            f"footnote mark [{mark.number}] has no glossary entry",
        )
        for mark in structure.marks
        if mark.number not in numbers
    ]
    for term in terms:
        line = line_number(text, term.entry.headword.start)
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
