"""The things of a report, each one once, whatever its spellings.

First the extracted things are gathered by class and name, then the glossary lays its names on them, and
only when all is known do they become nodes.  A name of two classes is two things.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache

from kg.extraction import indicators
from kg.extraction.divisions import divisions, enclosing
from kg.extraction.facts import Found, FoundMeasure, FoundThing
from kg.linking.draft import DIVISION, Draft
from kg.linking.shortforms import Name, same_things
from kg.model import (
    NODE_CLASSES,
    THING_CLASSES,
    Concept,
    Indicator,
    Initiative,
    Mention,
    Node,
    Place,
    Project,
    Role,
    Span,
)
from kg.naming import fold as fold_name
from kg.vocabulary import mint

fold = lru_cache(maxsize=1 << 14)(fold_name)
"""Folded names are asked for again and again: at each mention of a thing."""

_LOCAL = re.compile(r"\d|我[市省县区州盟旗]|[本全][市省县区州]|[a-z]\+|\+[a-z]", re.IGNORECASE)
_PLACE_WORD = re.compile(r"(?:特别行政区|自治区|自治州|自治县|地区|[省市县区州盟旗])$")
_JOINT = re.compile("[、，,]")
_STATUSES = ("completed", "underway", "started", "planned", "gained", "held", "sought", "unknown")
_WEIGHT = {status: place for place, status in enumerate(_STATUSES)}
"""The statuses of projects and honours: where a report gives several, that of the least weight counts."""


@dataclass(slots=True, eq=False)
class Entity:
    """A thing: its class, the last part of its IRI, and what the report says of it.

    `names` are its spellings, the label first; `mentions` stand in the body, `entries` in the glossary.
    """

    cls: type[Node]
    key: str
    iri: str
    names: dict[str, None] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    entries: list[Mention] = field(default_factory=list)
    kind: str | None = None
    status: str | None = None
    code: str | None = None

    @property
    def label(self) -> str:
        """The first of the names."""
        return next(iter(self.names))

    def rename(self, label: str) -> None:
        """Make that name the label."""
        self.names = dict.fromkeys((label, *self.names))

    def node(self) -> Node:
        """The node of the thing."""
        label, *aliases = self.names
        values = {name: getattr(self, name) for name in _OWN_FIELDS[self.cls]}
        mentions = (*self.mentions, *self.entries)
        return self.cls(id=self.iri, label=label, aliases=tuple(aliases), mentions=mentions, **values)


_OWN_FIELDS = {
    cls: {item.name for item in fields(cls)} & {"kind", "status", "code"} for cls in NODE_CLASSES.values()
}
"""The fields of a class that not every node has, as an entity holds them."""


def is_local(*texts: str) -> bool:
    """Whether a name is one that each government gives on its own: it has a code, or is said to be 我市's."""
    return any(_LOCAL.search(text) for text in texts)


class Entities:
    """The things of one report, by what was found and by their names."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._by_key: dict[tuple[type[Node], str], Entity] = {}
        self._by_name: dict[str, dict[Entity, None]] = defaultdict(dict)
        self._of: dict[Key, Entity] = {}
        self._initiatives: dict[int, tuple[Span, Entity]] = {}
        self._one_with: dict[Entity, Entity] = {}

    def gather(self, things: Iterable[FoundThing], measures: Iterable[FoundMeasure]) -> None:
        """Take in what was extracted, the spellings and short forms of one name as one thing."""
        groups: dict[tuple[str, str], list[FoundThing]] = defaultdict(list)
        for thing in sorted(things, key=lambda thing: thing.span):
            groups[thing.cls, _code(thing) or fold(thing.name) or thing.name].append(thing)
        for entity, group in zip(self._settled(groups), groups.values(), strict=True):
            for thing in group:
                self._take(entity, thing)
        for measure in measures:
            self._measured(measure)

    def of(self, found: Found) -> Entity:
        """The thing that was found; the indicator, if it was a measure."""
        return self._whole(self._of[key_of(found)])

    def named(self, *names: str) -> list[Entity]:
        """The things with one of the names, initiatives first."""
        found = dict.fromkeys(entity for name in names for entity in self._by_name.get(fold(name), ()))
        return sorted(found, key=lambda entity: entity.cls is not Initiative)

    def initiative_within(self, span: Span) -> Entity | None:
        """An initiative that was found at the start of the span and no further than its end."""
        found = self._initiatives.get(span.start)
        return self._whole(found[1]) if found and span.covers(found[0]) else None

    def absorb(self, entity: Entity, other: Entity) -> None:
        """Make the other thing one with the first: its names, its mentions, and what was found to be it."""
        if entity is other:
            return
        del self._by_key[other.cls, other.key]
        for name in other.names:
            self.call(entity, name)
            self._by_name[fold(name)].pop(other, None)
        entity.mentions += other.mentions
        entity.entries += other.entries
        entity.kind = entity.kind or other.kind
        self._one_with[other] = entity

    def called(self, words: str, cls: type[Node], *, local: bool) -> Entity:
        """The thing of that class and name, a new one where there is none."""
        entity = self._entity(cls, fold(words) or words, local=local)
        self.call(entity, words)
        return entity

    def call(self, entity: Entity, words: str) -> None:
        """Add a name of a thing."""
        if words not in entity.names:
            entity.names[words] = None
            self._by_name[fold(words)].setdefault(entity)

    def claim(self, entity: Entity, words: str, *, local: bool) -> None:
        """Give a thing the glossary's name for it, and an initiative the identity that goes with that."""
        self.call(entity, words)
        entity.rename(words)
        if entity.cls is Initiative:
            entity.iri = self._iri(Initiative, fold(words) or words, local=local)

    def write(self) -> None:
        """Put the things into the graph, with the sections that mention them and what places lie in."""
        for entity in list(self._by_key.values()):
            for mention in entity.mentions:
                self._draft.mentioned(entity.iri, mention)
            if entity.code:
                self._enclose(entity, entity.code)
        for entity in self._by_key.values():
            self._draft.graph.add(entity.node())

    def _whole(self, entity: Entity) -> Entity:
        """The thing that an entity became one with, or itself."""
        while entity in self._one_with:
            entity = self._one_with[entity]
        return entity

    def _settled(self, groups: dict[tuple[str, str], list[FoundThing]]) -> list[Entity]:
        """An entity for each group, one for those whose names are forms of one name."""
        firsts = [group[0] for group in groups.values()]
        places = {fold(thing.name) for thing in firsts if thing.cls == "Place"}
        places.add(fold(self._draft.report.place or ""))
        places |= {_PLACE_WORD.sub("", name) for name in places}
        names = [Name(thing.cls, fold(thing.name), bool(_JOINT.search(thing.name))) for thing in firsts]
        same = same_things(names, places)
        entities: list[Entity] = []
        for number, (thing, (_, key)) in enumerate(zip(firsts, groups, strict=True)):
            code = _code(thing)
            if number in same and code is None:
                entities.append(entities[same[number]])
            else:
                entities.append(self._entity(THING_CLASSES[thing.cls], key, code, local=is_local(key)))
        return entities

    def _take(self, entity: Entity, thing: FoundThing) -> None:
        self.call(entity, thing.name)
        entity.mentions.append(self._draft.found(thing, thing.span))
        entity.kind = entity.kind or thing.kind
        if thing.status and (entity.status is None or _WEIGHT[thing.status] < _WEIGHT[entity.status]):
            entity.status = thing.status
        self._of[key_of(thing)] = entity
        if entity.cls is Initiative:
            self._initiatives.setdefault(thing.span.start, (thing.span, entity))

    def _measured(self, measure: FoundMeasure) -> None:
        """The indicator of a measure, which is named by the measure's own words if by no others."""
        words = measure.indicator or self._draft.structure.unmarked(measure.span)
        key, name = _indicator(words)
        entity = self._entity(Indicator, key, local=False)
        self.call(entity, name)
        self.call(entity, words)
        entity.mentions.append(self._draft.found(measure, measure.indicator_span or measure.span))
        self._of[key_of(measure)] = entity

    def _entity(self, cls: type[Node], key: str, code: str | None = None, *, local: bool) -> Entity:
        known = self._by_key.get((cls, key))
        if known is None:
            iri = self._iri(cls, key, code, local=local)
            known = self._by_key[cls, key] = Entity(cls, key, iri, code=code)
        return known

    def _iri(self, cls: type[Node], key: str, code: str | None = None, *, local: bool) -> str:
        if cls in (Initiative, Concept):
            return mint("thing", *([self._draft.scope] if local else []), key)
        if cls is Project or (cls is Place and code is None):
            return mint(cls.__name__.lower(), self._draft.scope, key)
        return mint(cls.__name__.lower(), key)

    def _enclose(self, place: Entity, code: str) -> None:
        """A division under its official name, and those that it lies in, each part of the next."""
        place.rename(_divisions().get(code, place.label))
        surest = max((*place.mentions, *place.entries), key=lambda mention: mention.confidence)
        evidence = self._draft.report.mention(surest.span, Role.EVIDENCE, DIVISION, surest.confidence)
        for outer_code, name in enclosing(code):
            outer = self._entity(Place, outer_code, outer_code, local=False)
            outer.rename(name)
            self._draft.edge(place.iri, "partOf", outer.iri, evidence)
            place = outer


def _code(thing: FoundThing) -> str | None:
    return thing.code if thing.cls == "Place" else None


Key = tuple[str, int, int, str]


def key_of(found: Found) -> Key:
    """By what a found thing is known again: class, place and name; its confidence and rule may differ."""
    span = found.span
    if isinstance(found, FoundThing):
        return found.cls, span.start, span.end, found.name
    words = found.indicator if isinstance(found, FoundMeasure) else ""
    return type(found).__name__, span.start, span.end, words


@lru_cache(maxsize=4096)
def _indicator(words: str) -> tuple[str, str]:
    """The key and the name of an indicator."""
    return indicators.key(words) or fold(words) or words, indicators.name(words) or words


@cache
def _divisions() -> dict[str, str]:
    """The official names of the divisions by their codes."""
    return {division.code: division.name for division in divisions()}
