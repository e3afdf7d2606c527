"""The vocabulary of the graph, as it defines itself."""

from __future__ import annotations

from functools import cache

from pyoxigraph import RdfFormat, parse

from kg import paths
from kg.asking.answer import Answer


@cache
def ontology() -> Answer:
    """The triples of the vocabulary, in the order of its file."""
    quads = parse(path=paths.ontology() / "kg.ttl", format=RdfFormat.TURTLE)
    return Answer(kind="graph", triples=tuple(quad.triple for quad in quads))
