"""Answers of either query language as rows of plain values."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

from kg.asking.answer import Answer, Term
from kg.asking.results import compact
from kg.asking.table import Row, Table, Value
from kg.language import choose
from kg.vocabulary import ID

_NUMBERS = frozenset({"integer", "decimal", "double", "float"})


class Iri(str):
    """An IRI of an RDF answer, apart from text."""

    __slots__ = ()


def plain_rows(answer: Answer | Table) -> tuple[tuple[str, ...], list[Row]]:
    """The names of the columns, and the rows as plain values in which an IRI is an `Iri`.

    The columns of triples are named in the language that is spoken.
    """
    if isinstance(answer, Table):
        return answer.columns, [tuple(map(_with_iris, row)) for row in answer.rows]
    if answer.kind == "graph":
        parts = (
            (triple.subject, triple.predicate, triple.object)
            for triple in answer.triples
            if isinstance(triple, Triple)
        )
        names = (choose("主语", "subject"), choose("谓语", "predicate"), choose("宾语", "object"))
        return names, [tuple(map(_plain, row)) for row in parts]
    return answer.variables, [tuple(map(_plain, row)) for row in answer.rows]


def _with_iris(value: Value) -> Value:
    return Iri(value) if isinstance(value, str) and value.startswith(ID) else value


def _plain(term: Term | None) -> Value:
    match term:
        case NamedNode():
            return Iri(term.value)
        case Literal() if term.datatype.value.rpartition("#")[2] in _NUMBERS:
            return _number(term.value)
    return compact(term) if term is not None else None


def _number(text: str) -> Value:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def compact_iri(iri: str) -> str:
    """An IRI for people, as `kg.asking.results.compact` has it; what is none stays as it is."""
    try:
        return compact(NamedNode(iri))
    except ValueError:
        return iri
