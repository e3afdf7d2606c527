"""The glossary of a report: its entries with their parts, and the things that they denote.

What a term names is shared by all reports that name it so (“双一流” is one thing), unless the name is
one that each government gives on its own: one with a code in it (“1530”), or one whose definition
speaks of 我市 or 我省.  Such a name is told apart by the report's place.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.glossary import GlossaryTerm, Named, Part
from kg.glossary.names import read_name
from kg.linking.draft import COMPONENT, ENTRY, MARK, NAMED, Draft
from kg.linking.entities import Entities, Entity, fold, is_local
from kg.model import THING_CLASSES, Component, Concept, Initiative, Mention, Role, Span, Term
from kg.vocabulary import mint


class Glossary:
    """The entries of a glossary as nodes: the `iris` of the terms, and the `names` of each, taken apart.

    `named` gives the term that a folded name is of.  Made, it has given the things their names; `write` puts
    the entries into the graph.
    """

    def __init__(self, draft: Draft, entities: Entities, terms: Sequence[GlossaryTerm]) -> None:
        self.draft = draft
        self.text = draft.text
        self.entities = entities
        self.terms = terms
        self.iris = [mint("term", draft.key, _number(term)) for term in terms]
        self.names = [[read_name(self.text, label.label) for label in term.named] for term in terms]
        self.named: dict[str, str] = {}
        for iri, names in zip(self.iris, self.names, strict=True):
            for name in names:
                for span in (name.label, name.core):
                    self.named.setdefault(fold(span.of(self.text)), iri)
        self._claimed: set[Entity] = set()
        self._denoted = [[self._thing(label, term) for label in term.named] for term in terms]

    def write(self) -> None:
        """Put the entries into the graph, with their parts and edges to what they denote."""
        for iri, term, things in zip(self.iris, self.terms, self._denoted, strict=True):
            self._term(iri, term)
            self.draft.stated(iri, "partOf", self.draft.report.id, term.entry.headword, ENTRY)
            for position, part in enumerate(term.parts):
                component = mint("component", self.draft.key, _number(term), position)
                self._part(iri, component, part, position, term.entry.headword)
            for label, thing in zip(term.named, things, strict=True):
                self.draft.stated(iri, "denotes", thing.iri, label.label, ENTRY)

    def _thing(self, label: Named, term: GlossaryTerm) -> Entity:
        """What a label names: an extracted thing, or one that the glossary alone knows."""
        words = label.label.of(self.text)
        spellings = [words, *(self.draft.structure.unmarked(span) for span in label.mentions)]
        local = is_local(words, term.entry.definition.of(self.text))
        cls = THING_CLASSES[label.word.cls] if label.word else Concept
        others = term.aliases if len(term.named) == 1 else ()
        known = self._known(label, [*spellings, *others], cls)
        entity = known[0] if known else self.entities.called(words, cls, local=local)
        if known and entity not in self._claimed:
            self.entities.claim(entity, words, local=local)
        for other in known[1:]:
            if other.cls is Initiative is entity.cls and other not in self._claimed:
                self.entities.absorb(entity, other)
        self._claimed.add(entity)
        for spelling in spellings:
            self.entities.call(entity, spelling)
        entity.kind = label.word.kind if label.word else entity.kind
        entity.mentions += [self.draft.mention(span, NAMED) for span in label.mentions]
        entity.entries.append(self.draft.mention(label.label, ENTRY))
        return entity

    def _known(self, label: Named, spellings: list[str], cls: type) -> list[Entity]:
        """The extracted things that a label may name: a mere concept is whatever has its name."""
        found = [entity for entity in self.entities.named(*spellings) if cls in (Concept, entity.cls)]
        if cls in (Concept, Initiative):
            within = (self.entities.initiative_within(span) for span in label.mentions)
            found += [entity for entity in within if entity and entity not in self._claimed]
        return list(dict.fromkeys(found))

    def _term(self, iri: str, term: GlossaryTerm) -> None:
        entry = term.entry
        self.draft.graph.add(
            Term(
                id=iri,
                label=entry.headword.of(self.text),
                aliases=term.aliases,
                mentions=tuple(self._mentions(term)),
                number=entry.number,
                labels=tuple(label.of(self.text) for label in entry.labels),
                definition=entry.definition.of(self.text),
                kind=next((label.word.kind for label in term.named if label.word), None),
                count=term.count if term.listed is not None else None,
                listed=term.listed,
            )
        )

    def _mentions(self, term: GlossaryTerm) -> list[Mention]:
        mention, entry = self.draft.mention, term.entry
        found = [mention(span, NAMED) for label in term.named for span in label.mentions]
        found.append(mention(entry.headword, ENTRY, Role.HEADWORD))
        found += [mention(entry.definition, ENTRY, Role.DEFINITION)] if len(entry.definition) else []
        found += [mention(span, MARK, Role.MARK) for span in term.marks]
        return sorted(found)

    def _part(self, parent: str, iri: str, part: Part, position: int, headword: Span) -> None:
        listed = len(part.members)
        self._component(
            Component(
                id=iri,
                label=part.label.of(self.text),
                mentions=(self.draft.mention(part.label, COMPONENT),),
                position=position,
                symbol=part.symbol.of(self.text) if part.symbol else None,
                symbol_start=part.symbol.start - headword.start if part.symbol else None,
                symbol_end=part.symbol.end - headword.start if part.symbol else None,
                count=part.count,
                unit=part.unit,
                listed=listed if part.count and part.count > 1 and listed not in (0, part.count) else None,
            ),
            parent,
        )
        for place, span in enumerate(part.members):
            mention = self.draft.mention(span, COMPONENT)
            member = f"{iri}/{place}"
            self._component(
                Component(id=member, label=mention.quote, mentions=(mention,), position=place), iri
            )

    def _component(self, component: Component, parent: str) -> None:
        self.draft.graph.add(component)
        self.draft.stated(parent, "hasComponent", component.id, component.mentions[0].span, COMPONENT)


def _number(term: GlossaryTerm) -> str:
    """The number of an entry; of those that have one number, the later ones tell themselves apart."""
    return f"{term.entry.number}-{term.serial + 1}" if term.serial else str(term.entry.number)
