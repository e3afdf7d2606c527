"""The component that finds measures: span group `measures`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.components import mark, of
from kg.extraction.measures import find_measures


@Language.component("kg_measures")
def measures(doc: Doc) -> Doc:
    """The component."""
    work = of(doc)
    work.extraction.measures = find_measures(work.structure, work.settings)
    mark(doc, "measures", work.extraction.measures)
    return doc
