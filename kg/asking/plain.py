"""The answer to a SPARQL query as a table of plain values, as Cypher gives them."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.asking.answer import Answer, Term
from kg.asking.table import Table, Value
from kg.vocabulary import DECIMAL, INTEGER, XSD

_FLOATS = frozenset({DECIMAL, XSD + "double", XSD + "float"})
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


def as_table(answer: Answer) -> Table:
    """The rows of a SELECT: IRIs as text, numbers and truth values as such, what is unbound as None."""
    rows = tuple(tuple(map(plain_term, row)) for row in answer.rows)
    return Table(answer.variables, rows, truncated=answer.truncated)


def plain_term(term: Term | None) -> Value:
    """A term as a plain value; a literal that is no number of its type stays text."""
    match term:
        case None:
            return None
        case NamedNode():
            return term.value
        case BlankNode():
            return f"_:{term.value}"
        case Literal():
            return _literal(term)
    return str(term)


def _literal(term: Literal) -> Value:
    datatype = term.datatype.value
    try:
        if datatype == INTEGER:
            return int(term.value)
        if datatype in _FLOATS:
            return float(term.value)
    except ValueError:
        return term.value
    return _TRUTH.get(term.value, term.value) if datatype == XSD + "boolean" else term.value
