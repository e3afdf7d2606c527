"""What the name index holds of a graph: entries, their names, and the tokens that find them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg import naming
from kg.model import Component, Goal, Graph, Measure, Node, Report, Section, Term

_NAMELESS = (Report, Section, Component, Goal, Measure)


class Name(NamedTuple):
    """One name of an entry: `kind` is label, alias or component, `key` its form by `kg.naming.key`."""

    kind: str
    text: str
    key: str


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
