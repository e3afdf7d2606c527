"""The components of the spaCy pipeline, one a file, in the order in which they run.

Each reads the report that `of(doc)` gives, adds what it finds to its extraction, and marks the spans on
the Doc, in the span group of their class.  A token is a character, so token indices are text offsets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from kg.extraction.facts import Extraction, Found
from kg.extraction.phrases import Reading
from kg.extraction.setting import Settings
from kg.glossary import GlossaryTerm
from kg.structure import Structure

ORDER = ("kg_measures", "kg_things", "kg_trained", "kg_goals", "kg_links")
_KEY = "kg"


@dataclass(slots=True)
class Work:
    """A report on its way through the pipeline: what is known of it, and what was found so far."""

    structure: Structure
    terms: tuple[GlossaryTerm, ...]
    reading: Reading
    settings: Settings
    extraction: Extraction = field(default_factory=Extraction)


def of(doc: Doc) -> Work:
    """The report that a Doc is of."""
    work: Work = doc.user_data[_KEY]
    return work


def give(doc: Doc, work: Work) -> None:
    """Let a Doc carry its report through the pipeline."""
    doc.user_data[_KEY] = work


def mark(doc: Doc, group: str, found: Iterable[Found]) -> None:
    """Mark what was found as a span group, each span labelled by its class, its rule as the span's id."""
    doc.spans[group] = [
        DocSpan(doc, thing.span.start, thing.span.end, label=thing.type, span_id=thing.rule)
        for thing in found
    ]
