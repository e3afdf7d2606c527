"""The RDF formats."""

from __future__ import annotations

from typing import BinaryIO

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from kg.vocabulary import PREFIXES, RDF

_TYPE = RDF + "type"


def write_rdf(format: RdfFormat, quads: list[Quad], stream: BinaryIO) -> None:
    """Write the quads, sorted, each once; a format without named graphs gets the union of the graphs."""
    if format.supports_datasets:
        serialize(_sorted(quads), stream, format, prefixes=PREFIXES)
    else:
        union = {Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads}
        triples = (quad.triple for quad in _sorted(union))
        serialize(triples, stream, format, prefixes=PREFIXES)


def _sorted(quads: list[Quad] | set[Quad]) -> list[Quad]:
    return sorted(set(quads), key=_place)


def _place(quad: Quad) -> tuple[str, str, bool, str, str]:
    """By graph and subject; the types of a subject come before what else is said of it."""
    predicate = quad.predicate.value
    return str(quad.graph_name), str(quad.subject), predicate != _TYPE, predicate, str(quad.object)
