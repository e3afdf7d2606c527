"""The columns of the query library in words: their headings, and what their values are called."""

from __future__ import annotations

from kg.language import language
from kg.web.messages import catalogue, text
from kg.words import CLASSES, EDGES, VALUES, word

QUOTED = frozenset({"definition", "quote", "words"})
"""The columns that hold the report's own words."""

_ACTORS = ("Initiative", "Project", "Term")
_THINGS = ("Initiative", "Project", "Organization", "Place", "Event", "Honor", "Concept")
_KINDS: dict[str, tuple[str, ...]] = {
    "actor": _ACTORS,
    "aim": ("Goal", "Measure"),
    "at": ("Place",),
    "component": ("Component",),
    "county": ("Place",),
    "event": ("Event",),
    "goal": ("Goal",),
    "holder": ("Organization", "Place", "Project", "Initiative"),
    "honor": ("Honor",),
    "indicator": ("Indicator",),
    "initiative": ("Initiative",),
    "label": _THINGS,
    "name": ("Term", *_THINGS, "Indicator"),
    "object": _THINGS,
    "of": ("Term", "Component"),
    "organization": ("Organization",),
    "other": ("Term", *_THINGS),
    "part": _THINGS,
    "partner": ("Organization",),
    "place": ("Place",),
    "project": ("Project",),
    "promise": ("Goal", "Measure", "Initiative", "Project", "Honor"),
    "section": ("Section",),
    "subject": _THINGS,
    "term": ("Term",),
    "thing": _THINGS,
    "title": ("Report",),
    "what": (*_THINGS, "Component", "Goal", "Measure"),
    "whole": _THINGS,
    "work": ("Initiative", "Project", "Event"),
}
"""Column → the classes of the nodes whose labels it holds, the likeliest first."""
_SIGNS = {"=": "=", ">=": "≥", "<=": "≤"}


def heading(name: str) -> str:
    """What the column is called in the language that is spoken."""
    key = f"ask.column_{name}"
    return text(key) if key in catalogue(language()) else name


def kinds(name: str) -> tuple[str, ...]:
    """The classes of the nodes whose labels the column holds; none if it holds no labels."""
    return _KINDS.get(name, ())


def spoken(name: str, value: str) -> str:
    """A value of the column in words, if it is a name of the vocabulary."""
    match name:
        case "status" | "aspect":
            return word(VALUES, value)
        case "type":
            return word(CLASSES, value)
        case "relation":
            return word(EDGES, value)
        case "comparator":
            return _SIGNS.get(value, value)
    return value
