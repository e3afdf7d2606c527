"""What a report says: measures, goals, named things and the links between them.

The rules are modules of their own, each with plain functions over the structure of a report; the spaCy
pipeline of `kg.extraction.pipeline` runs them as components in their order.
"""

from __future__ import annotations

from kg.extraction.facts import Extraction
from kg.glossary import GlossaryTerm
from kg.structure import Structure


def extract(
    structure: Structure, terms: tuple[GlossaryTerm, ...], *, trained: str | None = None
) -> Extraction:
    """All that the body of a report says.

    `trained` names an installed spaCy pipeline whose entities are added; raises NoPipeline if there is none.
    """
    from kg.extraction.pipeline import run

    return run(structure, terms, trained)
