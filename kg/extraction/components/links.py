"""The component that links what the others found."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.components import of
from kg.extraction.links import find_links


@Language.component("kg_links")
def links(doc: Doc) -> Doc:
    """The component."""
    work = of(doc)
    work.extraction.links = find_links(work.reading, work.settings, work.extraction)
    return doc
