"""The component that finds named things: span group `things`, labelled by class."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.components import mark, of
from kg.extraction.things import find_things


@Language.component("kg_things")
def things(doc: Doc) -> Doc:
    """The component."""
    work = of(doc)
    work.extraction.things = find_things(work.reading, work.terms)
    mark(doc, "things", work.extraction.things)
    return doc
