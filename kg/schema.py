"""The schema of the property graph: labels, relationship types, properties; as data and as a drawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.model import PREDICATES
from kg.propertygraph import (
    EVIDENCE,
    LABELS,
    PATTERNS,
    PROPERTIES,
    SHARED,
    STATED_IN,
    STATEMENT,
    TYPES,
    Property,
    relationship_type,
)
from kg.words import CLASSES, EDGES, Words

_STATED = Words("载于", "stated in")
_BOX = "Shared"
"""The box of the drawing with all that reports may share."""


class Label(NamedTuple):
    """A label of nodes, its word in both languages, and the properties that such nodes may have."""

    name: str
    word: Words
    properties: tuple[Property, ...]


class Type(NamedTuple):
    """A type of relationships: its word, the labels it leads from and to, and its properties."""

    name: str
    word: Words
    patterns: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    properties: tuple[Property, ...]


def labels() -> list[Label]:
    """All labels, in the order of the model."""
    return [Label(name, CLASSES[name], PROPERTIES[name]) for name in LABELS]


def types() -> list[Type]:
    """All relationship types, in the order of the model."""
    words = {relationship_type(name): EDGES[name] for name in PREDICATES} | {STATED_IN: _STATED}
    return [
        Type(
            name,
            words[name],
            tuple((starts, ends) for starts, type_, ends in PATTERNS if type_ == name),
            STATEMENT if name == STATED_IN else EVIDENCE,
        )
        for name in TYPES
    ]


def type_name(item: Property) -> str:
    """The type of a property in the words of Cypher: `INTEGER`, `LIST<STRING>`."""
    return f"LIST<{item.type.upper()}>" if item.many else item.type.upper()


def as_json() -> dict[str, object]:
    """The schema as plain data: `labels` and `types`, each with the properties and their types."""
    return {
        "labels": [
            {"name": label.name, **label.word._asdict(), "properties": _types(label.properties)}
            for label in labels()
        ],
        "types": [
            {
                "name": item.name,
                **item.word._asdict(),
                "patterns": [{"from": list(starts), "to": list(ends)} for starts, ends in item.patterns],
                "properties": _types(item.properties),
            }
            for item in types()
        ],
    }


def _types(properties: tuple[Property, ...]) -> dict[str, str]:
    return {item.name: type_name(item) for item in properties}


def mermaid() -> str:
    """The labels and relationship types as a flowchart of Mermaid.

    An edge from or to the box of what reports share stands for one with each label in it.
    """
    return "\n".join(_drawing())


def _drawing() -> Iterator[str]:
    yield "flowchart LR"
    yield from (f"  {name}" for name in LABELS if name not in SHARED)
    yield f"  subgraph {_BOX} [may be told of by several reports]"
    yield from (f"    {name}" for name in SHARED)
    yield "  end"
    for starts, type_, ends in PATTERNS:
        yield f"  {_boxes(starts)} -- {type_} --> {_boxes(ends)}"


def _boxes(names: tuple[str, ...]) -> str:
    """Labels as Mermaid joins them; all that are shared as one box."""
    if set(SHARED) <= set(names):
        names = (_BOX, *(name for name in names if name not in SHARED))
    return " & ".join(names)
