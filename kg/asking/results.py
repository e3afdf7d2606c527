"""Answers as text: a table for people, the W3C's result formats and RDF for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TextIO

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    parse_query_results,
    serialize,
)

from kg.asking.answer import Answer, Kind, Term
from kg.asking.drawing import drawn
from kg.cells import neutral
from kg.errors import BadValue
from kg.language import choose, listed, printable
from kg.vocabulary import ID, PREFIXES

_RESULTS = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
_GRAPHS = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
}
FORMATS: dict[Kind, tuple[str, ...]] = {
    "select": ("table", *_RESULTS),
    "ask": ("table", *_RESULTS),
    "graph": tuple(_GRAPHS),
}
"""Kind of answer → the formats it can be written in, the one for people first."""


_UNSAFE_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NAMED_IN_XML = re.compile(r"[^\W\d][\w.\-]*$")
"""How the IRI of a predicate must end to be the name of an element."""


def check_format(format: str | None, kind: Kind | None) -> None:
    """Raises BadValue, with the choices, for a format that no answer of the kind (None: any) has."""
    choices = FORMATS[kind] if kind else dict.fromkeys(name for names in FORMATS.values() for name in names)
    if format is not None and format not in choices:
        raise BadValue(option="--format", value=format, wanted=listed(choices))


def write(
    answer: Answer, format: str | None, out: TextIO, *, width: int | None = None, raw: bool = True
) -> None:
    """Write the answer in a format of its kind; None is the first of them.

    `width` is how many columns a table may take; longer cells are cut with `…`.  JSON, CSV, TSV and XML
    are the W3C's "SPARQL 1.1 Query Results" formats, in which CSV has CRLF line ends.  Unless `raw`, what a
    spreadsheet may take for a formula in CSV and TSV is marked as text (`kg.cells`).  Raises BadValue with
    the choices for a format that the kind of answer does not have, or that cannot hold these triples.
    """
    check_format(format, answer.kind)
    format = format or FORMATS[answer.kind][0]
    if format == "table":
        out.writelines(f"{line}\n" for line in _table(answer, width))
    elif answer.kind == "graph":
        out.write(_graph(answer, format))
    else:
        if format in ("csv", "tsv") and not raw:
            answer = replace(answer, rows=tuple(tuple(map(_neutral, row)) for row in answer.rows))
        solutions = parse_query_results(_interchange(answer), _interchange_format(answer))
        data = solutions.serialize(format=_RESULTS[format])
        text = (data or b"").decode()
        out.write(_UNSAFE_XML.sub(_xml_character, text) if format == "xml" else text)


def _graph(answer: Answer, format: str) -> str:
    """The triples; an IRI that RDF/XML, or a triple term that JSON-LD has no place for is refused."""
    if format == "rdf":
        for predicate in {triple.predicate.value for triple in answer.triples}:
            if not _NAMED_IN_XML.search(predicate):
                raise _no_place(format, predicate)
    try:
        data = serialize(answer.triples, format=_GRAPHS[format], prefixes=PREFIXES)
    except OSError as error:
        raise _no_place(format, str(error)) from None
    text = (data or b"").decode()
    return _UNSAFE_XML.sub(_xml_character, text) if format == "rdf" else text


def _no_place(format: str, what: str) -> BadValue:
    wanted = choose(f"能容纳 {what} 的格式", f"a format that has a place for {what}")
    return BadValue(option="--format", value=format, wanted=wanted)


def _neutral(term: Term | None) -> Term | None:
    if not isinstance(term, Literal) or (cell := neutral(term.value)) == term.value:
        return term
    return Literal(cell, language=term.language) if term.language else Literal(cell)


def compact(term: Term | None) -> str:
    """A term for people: IRIs with a known prefix or without the base of things, literals bare."""
    match term:
        case None:
            return ""
        case NamedNode():
            return _compact_iri(term.value)
        case BlankNode():
            return f"_:{term.value}"
        case Literal():
            return term.value
    return str(term)


def _compact_iri(iri: str) -> str:
    if iri.startswith(ID):
        return iri.removeprefix(ID)
    for prefix, base in PREFIXES.items():
        local = iri.removeprefix(base)
        if local != iri and local.replace("-", "_").isidentifier():
            return f"{prefix}:{local}"
    return f"<{iri}>"


def _interchange(answer: Answer) -> str:
    """The answer in a form that the engine's own serialisers take: JSON for a boolean, else TSV."""
    if answer.kind == "ask":
        return '{"head":{},"boolean":%s}' % ("true" if answer.boolean else "false")
    rows: list[Iterable[str]] = [[f"?{name}" for name in answer.variables]]
    rows += [["" if term is None else str(term) for term in row] for row in answer.rows]
    return "".join("\t".join(row) + "\n" for row in rows)


def _xml_character(found: re.Match[str]) -> str:
    """What stands for a character that XML would read as another one, or does not allow at all."""
    return "&#xD;" if found[0] == "\r" else "\N{REPLACEMENT CHARACTER}"


def _interchange_format(answer: Answer) -> QueryResultsFormat:
    return QueryResultsFormat.JSON if answer.kind == "ask" else QueryResultsFormat.TSV


def _table(answer: Answer, width: int | None) -> Iterable[str]:
    if answer.kind == "ask":
        return [choose("是", "yes") if answer.boolean else choose("否", "no")]
    rows = [[printable(compact(term)) for term in row] for row in answer.rows]
    numeric = [all(_is_number(row[index]) for row in answer.rows) for index in range(len(answer.variables))]
    return drawn(answer.variables, rows, numeric, width)


def _is_number(term: Term | None) -> bool:
    return term is None or (isinstance(term, Literal) and term.datatype.value in _NUMBERS)


_NUMBERS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
