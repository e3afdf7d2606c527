"""The sentences in which a node stands, each once, with the words that name it lit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.asking.card import Passage
from kg.model import Node, Section
from kg.vocabulary import as_path, short

_WITHIN_ENTRY = ("headword", "definition")
"""The roles of what the page of a term shows above its sentences."""


class Stretch(NamedTuple):
    """A stretch of a sentence; `url` opens the report at it where it is what was read."""

    text: str
    url: str | None


class Sentence(NamedTuple):
    """A sentence of a report: `line` counts from 1, `roles` and `rules` are those of what was read in it."""

    line: int
    url: str
    stretches: tuple[Stretch, ...]
    roles: tuple[str, ...]
    rules: tuple[tuple[str, float], ...]


class Standing(NamedTuple):
    """The sentences of one section of a report, or those outside of the known sections."""

    report: str
    section: Node | None
    sentences: tuple[Sentence, ...]


def reader_url(report: str, start: int, end: int) -> str:
    """Where the reader shows these characters of a report, which is named by its IRI."""
    return f"/reader/{as_path(report_key(report))}#c{start}-{end}"


def report_key(report: str) -> str:
    """The end of a report's IRI."""
    return short(report).removeprefix("report/")


def sentences(passages: Iterable[Passage]) -> tuple[Sentence, ...]:
    """The sentences of the passages, in the order in which each is first met."""
    found: dict[tuple[str, int, str], list[Passage]] = {}
    for passage in passages:
        found.setdefault((passage.report, passage.start - passage.at, passage.sentence), []).append(passage)
    return tuple(_sentence(sorted(same, key=lambda item: item.at)) for same in found.values())


def standings(passages: Iterable[Passage], sections: Iterable[Section]) -> tuple[Standing, ...]:
    """The sentences by report and section, without the entry of the term itself."""
    known = sorted(sections, key=lambda section: section.end - section.start)
    grouped: dict[tuple[str, str], list[Passage]] = {}
    by_id: dict[str, Node] = {section.id: section for section in known}
    for passage in passages:
        if passage.role not in _WITHIN_ENTRY:
            section = _around(passage, known)
            grouped.setdefault((passage.report, section.id if section else ""), []).append(passage)
    return tuple(
        Standing(report, by_id.get(section), sentences(found)) for (report, section), found in grouped.items()
    )


def _around(passage: Passage, sections: list[Section]) -> Section | None:
    """The smallest section of the passage's report that holds it; `sections` has the small ones first."""
    of_report = f"section/{report_key(passage.report)}/"
    for section in sections:
        if section.start <= passage.start < section.end and short(section.id).startswith(of_report):
            return section
    return None


def _sentence(same: list[Passage]) -> Sentence:
    first = same[0]
    return Sentence(
        line=first.line,
        url=reader_url(first.report, first.start, first.end),
        stretches=tuple(_stretches(first.sentence, same)),
        roles=tuple(dict.fromkeys(passage.role for passage in same)),
        rules=tuple(dict.fromkeys((passage.rule, passage.confidence) for passage in same if passage.rule)),
    )


def _stretches(sentence: str, passages: list[Passage]) -> Iterator[Stretch]:
    """The sentence in stretches; what overlaps an earlier quote is not lit again."""
    done = 0
    for passage in passages:
        end = min(len(sentence), passage.at + len(passage.quote))
        if passage.at < done or end <= passage.at:
            continue
        if passage.at > done:
            yield Stretch(sentence[done : passage.at], None)
        url = reader_url(passage.report, passage.start, passage.end)
        yield Stretch(sentence[passage.at : end], url)
        done = end
    if done < len(sentence):
        yield Stretch(sentence[done:], None)
