"""The component that finds goals: span group `goals`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.components import mark, of
from kg.extraction.goals import find_goals


@Language.component("kg_goals")
def goals(doc: Doc) -> Doc:
    """The component."""
    work = of(doc)
    found = work.extraction
    found.goals = find_goals(work.reading, work.settings, found.measures, found.things)
    mark(doc, "goals", found.goals)
    return doc
