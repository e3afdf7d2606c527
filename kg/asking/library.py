"""The query library: one question a file in `queries/`, with a header that describes it.

    # title@zh: …            # title@en: …
    # description@zh: …      # description@en: …
    # param NAME (string|integer|iri) [default=VALUE]: zh / en

A parameter is a variable that the query projects; it is replaced by a term.  A string is looked for as a
literal in Chinese, an IRI may be short.  Without `default=` a parameter must be given; with an empty
default it may be left out, and any value will do.  An empty value counts as left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg import paths
from kg.asking.answer import Answer, Term
from kg.asking.names import find_names
from kg.asking.sparql import select
from kg.errors import BadValue, UnknownName
from kg.language import choose, listed
from kg.stores.folder import StoreFolder
from kg.vocabulary import INTEGER, full

NAME = "name"
_TEXT = re.compile(r"#\s*(title|description)@(zh|en):\s*(.+)")
_PARAM = re.compile(
    r"#\s*param\s+(\w+)\s+\((string|integer|iri)\)(?:\s+default=(\S*))?\s*:\s*(.+?)\s+/\s+(.+)"
)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question.

    `type` is string, integer or iri.  Where `default` is None it must be given; an empty one means any.
    """

    name: str
    type: str
    default: str | None
    zh: str
    en: str

    @property
    def description(self) -> str:
        """What it is, in the language of the environment."""
        return choose(self.zh, self.en)

    def term(self, value: str) -> Term:
        """The value as a term; raises BadValue if it does not fit the type."""
        if self.type == "string":
            return Literal(value, language="zh")
        if self.type == "integer":
            if not _INTEGER.fullmatch(value.strip()):
                raise BadValue(option=self.name, value=value, wanted=choose("整数", "an integer"))
            return Literal(str(int(value)), datatype=NamedNode(INTEGER))
        try:
            return NamedNode(full(value.strip()))
        except ValueError:
            raise BadValue(option=self.name, value=value, wanted=choose("IRI", "an IRI")) from None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library: `text` is SPARQL, `texts` go by `title@zh`, `description@en` and so on."""

    name: str
    text: str
    parameters: tuple[Parameter, ...]
    texts: Mapping[str, str]

    @property
    def title(self) -> str:
        """The title in the language of the environment."""
        return choose(self.texts["title@zh"], self.texts["title@en"])

    def bindings(self, values: Mapping[str, str]) -> dict[str, Term]:
        """Variable → term for the given values and the defaults.

        Raises UnknownName for a parameter that the question does not have, BadValue for a wrong value or
        a required one that is missing.
        """
        known = {parameter.name for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise _unknown(choose("参数", "parameter"), name, known)
        bound = {}
        for parameter in self.parameters:
            value = values.get(parameter.name) or parameter.default
            if value is None:
                wanted = choose(f"给出:{parameter.zh}", f"given: {parameter.en}")
                raise BadValue(option=parameter.name, value="", wanted=wanted)
            if value:
                bound[parameter.name] = parameter.term(value)
        return bound


@cache
def library() -> Mapping[str, Question]:
    """The questions by name, in the order of their names."""
    return {path.stem: _read(path) for path in sorted(paths.queries().glob("*.rq"))}


def question(name: str) -> Question:
    """The question of that name; raises UnknownName, which lists the known ones."""
    try:
        return library()[name]
    except KeyError:
        raise _unknown(choose("查询", "question"), name, library()) from None


def ask_library(
    path: Path,
    name: str,
    values: Mapping[str, str] | None = None,
    *,
    timeout: float = 30.0,
    limit: int | None = None,
) -> Answer:
    """The answer to a question of the library on the store folder at `path`.

    A parameter called `name` takes a name as it stands in the graph, or else what `kg lookup` takes.
    Raises UnknownName and BadValue for the name and the parameters, NothingFound for a name that is not in
    the store, else what `select` raises.
    """
    asked = question(name)
    given = dict(values or {})
    answer = select(path, asked.text, bindings=asked.bindings(given), timeout=timeout, limit=limit)
    if answer.rows or NAME not in given:
        return answer
    given[NAME] = find_names(StoreFolder(path), given[NAME], limit=1).best().matched_name
    return select(path, asked.text, bindings=asked.bindings(given), timeout=timeout, limit=limit)


def _read(path: Path) -> Question:
    text = path.read_text("utf-8")
    header = [line for line in text.splitlines() if line.startswith("#")]
    texts = {f"{found[1]}@{found[2]}": found[3] for line in header if (found := _TEXT.match(line))}
    parameters = (Parameter(*found.groups()) for line in header if (found := _PARAM.match(line)))
    return Question(path.stem, text, tuple(parameters), texts)


def _unknown(what: str, name: str, known: Mapping[str, Question] | set[str]) -> UnknownName:
    return UnknownName(what=what, name=name, known=listed(sorted(known)))
