"""From spans to a graph: one node per thing, edges with evidence, and IRIs that stay the same.

The rooms within: `draft` (the graph as it grows, and its sections), `entities` (each thing once) with
`shortforms`, `glossary` and `references` (the entries), `statements` (measures, goals and links).
"""

from __future__ import annotations

from kg.extraction.facts import Extraction, Found, FoundGoal, FoundMeasure, FoundThing
from kg.glossary import GlossaryTerm
from kg.linking.draft import Draft
from kg.linking.entities import Entities, Key, key_of
from kg.linking.glossary import Glossary
from kg.linking.references import References
from kg.linking.statements import Statements
from kg.model import Graph
from kg.structure import Structure

__all__ = ["link"]


def link(structure: Structure, terms: tuple[GlossaryTerm, ...], extraction: Extraction) -> Graph:
    """The graph of one report: sections, glossary, things, measures and goals, and the links between them."""
    draft = Draft(structure)
    found = _facts(extraction)
    things = [fact for fact in found if isinstance(fact, FoundThing)]
    measures = [fact for fact in found if isinstance(fact, FoundMeasure)]
    entities = Entities(draft)
    entities.gather(things, measures)
    glossary = Glossary(draft, entities, terms)
    references = References(draft, entities, glossary)
    entities.write()
    glossary.write()
    references.write()
    statements = Statements(draft, entities, things)
    for fact in found:
        if isinstance(fact, FoundMeasure):
            statements.measure(fact)
        elif isinstance(fact, FoundGoal):
            statements.goal(fact)
    for stated in extraction.links:
        statements.link(stated)
    return draft.graph


def _facts(extraction: Extraction) -> list[Found]:
    """All that was found, once each: the ends of the links are facts even where no list has them."""
    listed = (*extraction.things, *extraction.measures, *extraction.goals)
    ends = (end for link in extraction.links for end in (link.subject, link.object))
    found: dict[Key, Found] = {}
    for fact in (*listed, *ends):
        found.setdefault(key_of(fact), fact)
    return list(found.values())
