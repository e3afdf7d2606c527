"""The query library as pages have it: by theme, as forms, as commands."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from kg.asking.library import ENGINES, Parameter, Question, library
from kg.asking.opened import OpenStore
from kg.language import choose
from kg.words import VALUES, word

THEMES: dict[str, tuple[str, ...]] = {
    "terms": (
        "terms",
        "expansion",
        "definitions",
        "term-sections",
        "components",
        "cross-references",
        "count-differs",
        "most-mentioned",
        "unmentioned-terms",
    ),
    "initiatives": (
        "initiative",
        "connected",
        "aims",
        "achievements",
        "goals",
        "parts",
        "aimless",
        "projects",
        "projects-by-county",
    ),
    "figures": (
        "indicator",
        "targets-and-actuals",
        "targets-without-actual",
        "growth",
        "ranks",
        "amounts",
    ),
    "places": ("place", "places", "organizations", "partners", "events", "honors"),
    "report": ("reports", "promises", "section-terms", "recurring", "shared-things"),
    "sources": ("rules", "uncertain"),
}
"""Theme → its questions, both in the order of the page; what is in none comes last of all."""

ON = ENGINES[:2]
"""The engines that need no server."""
_STATUSES = ("completed", "started", "underway", "planned", "unknown")
_TYPES: dict[str, tuple[str, ...]] = {
    "indicator": ("Indicator",),
    "initiative": ("Initiative", "Project", "Term"),
    "place": ("Place",),
}
_EXAMPLES = 4
_FULL_WIDTH = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）"})


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter as a field of a form.

    `kind` is lookup, choice, number or text.  `choices` are values with what they are called; `types` the
    classes that a lookup is about; `examples` names to begin with; `error` what is wrong with the value.
    """

    name: str
    label: str
    kind: str
    value: str
    required: bool
    default: str
    choices: tuple[tuple[str, str], ...] = ()
    types: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    error: str = ""


def by_theme(wanted: str = "") -> list[tuple[str, list[Question]]]:
    """The questions whose titles, descriptions or names hold `wanted`, by theme; no theme is empty."""
    known = library()
    themed = {name for names in THEMES.values() for name in names}
    themes = {**THEMES, "others": tuple(name for name in known if name not in themed)}
    found = [
        (theme, [known[name] for name in names if name in known and _about(known[name], wanted)])
        for theme, names in themes.items()
    ]
    return [(theme, questions) for theme, questions in found if questions]


def _about(question: Question, wanted: str) -> bool:
    text = " ".join([question.name, *question.texts.values()]).casefold()
    return all(part in text for part in wanted.casefold().split())


def title(question: Question) -> str:
    """The title, in the language that is spoken."""
    return _set(question.title)


def description(question: Question) -> str:
    """What the question gives, in the language that is spoken."""
    return _set(choose(question.texts["description@zh"], question.texts["description@en"]))


def _set(text: str) -> str:
    """A text of the library with the punctuation of its language: in the files Chinese has that of ASCII."""
    return choose(text.translate(_FULL_WIDTH), text)


def fields(
    question: Question, given: Mapping[str, str], store: OpenStore, errors: Mapping[str, str]
) -> tuple[Field, ...]:
    """The form of the question with the given values, else the defaults."""
    return tuple(_field(question, item, given, store, errors) for item in question.parameters)


def ready(question: Question, given: Mapping[str, str]) -> bool:
    """Whether all that must be given is there."""
    return all(given.get(item.name) or item.default is not None for item in question.parameters)


def command(question: Question, given: Mapping[str, str], on: str) -> str:
    """The same question as a command."""
    words = ["kg", "query", question.name]
    for name, value in given.items():
        if value:
            words += ["-p", f"{name}={value}"]
    if on != ENGINES[0]:
        words += ["--on", on]
    return shlex.join(words)


def _field(
    question: Question, item: Parameter, given: Mapping[str, str], store: OpenStore, errors: Mapping[str, str]
) -> Field:
    types = _types(question, item)
    choices = _choices(item, store)
    kind = "lookup" if types else "choice" if choices else "number" if item.type == "integer" else "text"
    return Field(
        name=item.name,
        label=_set(item.description),
        kind=kind,
        value=given.get(item.name) or item.default or "",
        required=item.default is None,
        default=item.default or "",
        choices=choices,
        types=types,
        examples=_examples(types, store) if item.default is None else (),
        error=errors.get(item.name, ""),
    )


def _types(question: Question, item: Parameter) -> tuple[str, ...]:
    match item.name:
        case "name":
            return _TYPES.get(question.name, ("Term",))
        case "section":
            return ("Section",)
        case "place" | "county":
            return ("Place",)
    return ()


def _choices(item: Parameter, store: OpenStore) -> tuple[tuple[str, str], ...]:
    if item.name == "status":
        return tuple((name, word(VALUES, name)) for name in _STATUSES)
    if item.name == "report":
        return ("", choose("全部", "all")), *((report.iri, report.title) for report in store.reports())
    if item.name == "year":
        years = sorted({report.year for report in store.reports() if report.year}, reverse=True)
        return ("", choose("全部", "all")), *((str(year), str(year)) for year in years)
    return ()


def _examples(types: tuple[str, ...], store: OpenStore) -> tuple[str, ...]:
    if "Initiative" in types:
        return tuple(item.label for item in store.connected(_EXAMPLES))
    return tuple(dict.fromkeys(item.label for item in store.of_class(types[0], _EXAMPLES)))
