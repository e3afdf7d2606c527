"""The query library: each question is `NAME.rq` and `NAME.cypher` in `queries/`, under the same header.

    # title@zh: …            # title@en: …
    # description@zh: …      # description@en: …
    # param NAME (string|integer|iri) [default=VALUE]: zh / en

In Cypher the lines of the header begin with `//`; it is read from the `.rq`.

Without `default=` a parameter must be given; with an empty default it may be left out, and any value will
do.  An empty value counts as left out.  In SPARQL a parameter is a variable that the query projects; it is
replaced by a term, a string by a literal in Chinese.  In Cypher it is `$NAME`, null where it is left out,
and an IRI is a string.  An IRI may be short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg import paths
from kg.asking import cypher, neo4j, sparql
from kg.asking.answer import Answer, Term
from kg.asking.child import MAX_ANSWER, Stop
from kg.asking.names import find_names
from kg.asking.table import Table, Value
from kg.errors import BadValue, UnknownName
from kg.language import choose, listed
from kg.stores.folder import StoreFolder
from kg.vocabulary import full

if TYPE_CHECKING:
    from kg.stores.neo4j import Server

NAME = "name"
ENGINES = ("oxigraph", "embedded", "neo4j")
"""Who can answer the questions: the first in SPARQL, the others in Cypher."""

_LEAST = 0.01
"""In seconds: what a second try has at the end of its time."""
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

    def value(self, text: str) -> str | int:
        """The value as plain data, an IRI in full; raises BadValue if it does not fit the type."""
        if self.type == "string":
            return text
        if self.type == "integer":
            if not _INTEGER.fullmatch(text.strip()):
                raise BadValue(option=self.name, value=text, wanted=choose("整数", "an integer"))
            return int(text)
        try:
            return NamedNode(full(text.strip())).value
        except ValueError:
            raise BadValue(option=self.name, value=text, wanted=choose("IRI", "an IRI")) from None

    def term(self, text: str) -> Term:
        """The value as a term; raises BadValue if it does not fit the type."""
        value = self.value(text)
        if self.type == "iri":
            return NamedNode(str(value))
        return Literal(value) if isinstance(value, int) else Literal(value, language="zh")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library; `texts` go by `title@zh`, `description@en` and so on."""

    name: str
    sparql: str
    cypher: str
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
        return {item.name: item.term(value) for item, value in self._given(values) if value}

    def plain(self, values: Mapping[str, str]) -> dict[str, Value]:
        """Parameter → plain value, None for one that is left out; raises as `bindings` does."""
        return {item.name: item.value(value) if value else None for item, value in self._given(values)}

    def _given(self, values: Mapping[str, str]) -> Iterator[tuple[Parameter, str]]:
        """Each parameter with its value or default, empty for one that may be left out."""
        known = {parameter.name for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise _unknown(choose("参数", "parameter"), name, known)
        for parameter in self.parameters:
            value = values.get(parameter.name) or parameter.default
            if value is None:
                wanted = choose(f"给出:{parameter.zh}", f"given: {parameter.en}")
                raise BadValue(option=parameter.name, value="", wanted=wanted)
            yield parameter, value


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
    on: str = ENGINES[0],
    server: Server | None = None,
    timeout: float = 30.0,
    limit: int | None = None,
    size: int = MAX_ANSWER,
    stop: Stop | None = None,
) -> Answer | Table:
    """The answer to a question of the library on the store folder at `path`, or on a Neo4j server.

    `on` is one of `ENGINES`: `oxigraph` gives an Answer, the others a Table; `neo4j` needs the `server`.
    A parameter called `name` takes a name as it stands in the graph, or else what `kg lookup` takes.
    Raises UnknownName and BadValue for the name, the engine and the parameters, NothingFound for a name that
    is not in the store, else what `select` raises.
    """
    asked = question(name)
    given = dict(values or {})
    ends = monotonic() + timeout
    ask = partial(_ask, path, asked, on=on, server=server, limit=limit, size=size, stop=stop)
    answer = ask(given, timeout=timeout)
    if answer.rows or NAME not in given:
        return answer
    given[NAME] = find_names(StoreFolder(path), given[NAME], limit=1).best().matched_name
    return ask(given, timeout=max(ends - monotonic(), _LEAST))


def _ask(
    path: Path,
    asked: Question,
    given: Mapping[str, str],
    *,
    on: str,
    server: Server | None,
    timeout: float,
    limit: int | None,
    size: int,
    stop: Stop | None,
) -> Answer | Table:
    if on not in ENGINES:
        raise _unknown(choose("引擎", "engine"), on, ENGINES)
    if on == "oxigraph":
        bindings = asked.bindings(given)
        return sparql.select(
            path, asked.sparql, bindings=bindings, timeout=timeout, limit=limit, size=size, stop=stop
        )
    parameters = asked.plain(given)
    if on == "neo4j":
        if server is None:
            raise ValueError("a server is needed")
        return neo4j.select(server, asked.cypher, parameters=parameters, timeout=timeout, limit=limit)
    return cypher.select(
        path, asked.cypher, parameters=parameters, timeout=timeout, limit=limit, size=size, stop=stop
    )


def _read(path: Path) -> Question:
    text = path.read_text("utf-8")
    header = [line for line in text.splitlines() if line.startswith("#")]
    texts = {f"{found[1]}@{found[2]}": found[3] for line in header if (found := _TEXT.match(line))}
    parameters = tuple(Parameter(*found.groups()) for line in header if (found := _PARAM.match(line)))
    return Question(path.stem, text, path.with_suffix(".cypher").read_text("utf-8"), parameters, texts)


def _unknown(what: str, name: str, known: Iterable[str]) -> UnknownName:
    return UnknownName(what=what, name=name, known=listed(sorted(known)))
