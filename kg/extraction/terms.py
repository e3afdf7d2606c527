"""The terms of the glossary where the body names them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from typing import Literal

from kg.extraction.facts import FoundThing
from kg.extraction.phrases import Reading
from kg.glossary import GlossaryTerm
from kg.lexicon import class_word
from kg.model import Span

_CLASSES: dict[str, Literal["Initiative", "Organization"]] = {
    "Initiative": "Initiative",
    "Organization": "Organization",
}


def find_terms(reading: Reading, terms: tuple[GlossaryTerm, ...]) -> Iterator[FoundThing]:
    """What the glossary explains and the body names."""
    text, marks = reading.structure.report.text, [mark.span for mark in reading.structure.marks]
    for term in terms:
        for label in term.named:
            cls = _CLASSES.get(label.word.cls) if label.word else "Initiative"
            if cls is None:
                continue
            for span in label.mentions:
                span = _trimmed(text, span)
                name = _without(text, span, marks)
                word = class_word(name.replace("”", ""))
                yield FoundThing(
                    span=span,
                    rule=f"{cls.lower()}.term",
                    confidence=0.95,
                    cls=cls,
                    name=name,
                    kind=word.kind if word else None,
                )


def _trimmed(text: str, span: Span) -> Span:
    """The mention without what follows its quotation, where a mark stands between or it is no class word."""
    close = max(text.rfind("”", span.start, span.end), text.rfind('"', span.start + 1, span.end)) + 1
    rest = text[close : span.end]
    if not close or not rest or close <= span.start:
        return span
    word = class_word(rest)
    return span if word and len(rest) <= 6 and word.word != "项目" else Span(span.start, close)


def _without(text: str, span: Span, marks: list[Span]) -> str:
    first = bisect.bisect_left(marks, span.start, key=lambda mark: mark.start)
    last = bisect.bisect_left(marks, span.end, key=lambda mark: mark.start)
    gaps = {at for mark in marks[first:last] for at in range(mark.start, mark.end)}
    return "".join(
        text[at] for at in range(span.start, span.end) if at not in gaps and not text[at].isspace()
    )
