"""What the name index holds of a graph: entries, their names, and the keys and tokens that find them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg import naming
from kg.model import Component, Goal, Graph, Measure, Node, Report, Section, Term
from kg.stores.via import Via

_NAMELESS = (Report, Section, Component, Goal, Measure)


class Name(NamedTuple):
    """One name of an entry: `kind` is label, alias or component, `key` its form by `kg.naming.key`."""

    kind: str
    text: str
    key: str


Entry = tuple[str, str, str, int | None, str | None]
"""The IRI, label, type, number and definition (as a key) of an entry."""


@dataclass(frozen=True, slots=True)
class NameRows:
    """The rows of one graph; `entry` and `name` are places in the first and in the second list, from 0."""

    entries: list[Entry]
    names: list[tuple[int, Name]]
    """Entry and name."""
    name_tokens: list[str]
    """What the full-text table holds of each name."""
    keys: list[tuple[Via, str, int]]
    """The kind of key, the key and the name, sorted."""
    definition_tokens: list[tuple[int, str]]
    """Entry, and what the full-text table holds of its definition."""
    stand_ins: list[tuple[str, int]]
    """The IRI of a thing, and the entry that stands for it."""
    readings: list[tuple[str, int, str]]
    """How the characters of the names are read: character, place among its readings, sound."""


def rows(graph: Graph) -> NameRows:
    """All that the index holds of a graph."""
    numbers = {node.id: place for place, node in enumerate(entries(graph))}
    made = [_entry(node) for node in entries(graph)]
    owned = [(numbers[owner], name) for owner, known in names(graph).items() for name in known]
    return NameRows(
        entries=made,
        names=owned,
        name_tokens=[tokens(name) for _, name in owned],
        keys=sorted((via, key, number) for number, (_, name) in enumerate(owned) for via, key in _keys(name)),
        definition_tokens=[
            (place, definition_tokens(entry[-1])) for place, entry in enumerate(made) if entry[-1] is not None
        ],
        stand_ins=[(thing, numbers[term]) for thing, term in stand_ins(graph)],
        readings=readings({char for _, name in owned for char in naming.fold(name.text)}),
    )


def _entry(node: Node) -> Entry:
    if isinstance(node, Term):
        return (node.id, node.label, node.type, node.number, naming.key(node.definition) or None)
    return (node.id, node.label, node.type, None, None)


def entries(graph: Graph) -> Iterator[Node]:
    """The nodes that can be looked up: all but the parts of reports and terms, and goals and measures."""
    return (node for node in graph.nodes.values() if not isinstance(node, _NAMELESS))


def names(graph: Graph) -> dict[str, list[Name]]:
    """The names by the id of their entry; of two names with one key, the first and best is kept."""
    found: dict[str, dict[str, Name]] = defaultdict(dict)
    for node in entries(graph):
        labels = (node.label, *node.labels) if isinstance(node, Term) else (node.label,)
        _put(found[node.id], "label", labels)
        _put(found[node.id], "alias", node.aliases)
    for term, component in _components(graph):
        _put(found[term], "component", (component.label, *component.aliases))
    return {owner: list(by_key.values()) for owner, by_key in found.items()}


def _put(known: dict[str, Name], kind: str, texts: Iterable[str]) -> None:
    for text in texts:
        if key := naming.key(text):
            known.setdefault(key, Name(kind, text, key))


def _components(graph: Graph) -> Iterator[tuple[str, Component]]:
    """The components with the term at the root of their tree."""
    children = defaultdict(list)
    for edge in graph.edges:
        if edge.predicate == "hasComponent":
            children[edge.subject].append(edge.object)
    for node in graph.nodes.values():
        if not isinstance(node, Term):
            continue
        waiting, seen = list(children[node.id]), set()
        while waiting:
            part = waiting.pop(0)
            component = graph.nodes.get(part)
            if part not in seen and isinstance(component, Component):
                seen.add(part)
                yield node.id, component
                waiting += children[part]


def stand_ins(graph: Graph) -> Iterator[tuple[str, str]]:
    """Pairs of a thing and the term that stands for it: it denotes the thing and has its name."""
    for edge in graph.edges:
        term, thing = graph.nodes.get(edge.subject), graph.nodes.get(edge.object)
        if edge.predicate == "denotes" and isinstance(term, Term) and thing is not None:
            shared = {naming.fold(label) for label in (term.label, *term.labels)}
            if naming.fold(thing.label) in shared:
                yield thing.id, term.id


def tokens(name: Name) -> str:
    """What the full-text table holds of a name: its characters, its pairs, those of its core, its sound."""
    core = naming.without_class_word(name.key)
    found = [*name.key, *naming.grams(name.key), *naming.grams(core)]
    found += [naming.length_token(len(name.key)), naming.length_token(len(core))]
    if name.kind != "component":
        for sound in sorted(naming.main_pinyin(name.text)):
            found += naming.sound_grams(sound)
    return " ".join(dict.fromkeys(found))


def definition_tokens(definition: str) -> str:
    """What the full-text table holds of a definition, given as a key."""
    return " ".join(dict.fromkeys(naming.grams(definition)))


def _keys(name: Name) -> Iterator[tuple[Via, str]]:
    """The keys under which a name is found; of components only the name itself."""
    yield Via.NAME, name.key
    if name.kind == "component":
        return
    core = naming.without_class_word(name.key)
    if core != name.key:
        yield Via.CORE, core
    for sound in naming.pinyin_keys(name.text):
        yield Via.PINYIN, sound
    for letters in naming.initials_keys(name.text):
        yield Via.INITIALS, letters


def readings(chars: Iterable[str]) -> list[tuple[str, int, str]]:
    """How characters are read: each with the place of a reading, the commonest first, and its sound."""
    return [(char, place, sound) for char in chars for place, sound in enumerate(naming.readings(char))]
