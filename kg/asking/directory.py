"""Which nodes a store holds, by class and report, in an order that pages can be cut from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import Generic, NamedTuple, TypeVar

from pyoxigraph import NamedNode

from kg.model import NODE_CLASSES
from kg.rdf import report_graphs
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import KG, RDF

T = TypeVar("T")
_TYPE = NamedNode(RDF + "type")
_DIGITS = re.compile("[0-9]+")
_WIDTH = 12
"""Digits to which a number in an IRI is filled up, so that 2 comes before 10."""


class Page(NamedTuple, Generic[T]):
    """A stretch of a list: `total` is the length of all of it, `more` says whether anything follows."""

    items: tuple[T, ...]
    total: int
    more: bool


class Entry(NamedTuple):
    """A node: its place in the order, IRI, class, and the facts graphs that tell of it."""

    order: tuple[str, str]
    iri: str
    type: str
    graphs: tuple[str, ...]


def order(iri: str) -> tuple[str, str]:
    """By what the nodes are ordered: their IRIs, with numbers by their value."""
    return _DIGITS.sub(lambda found: found[0].zfill(_WIDTH), iri), iri


def entries(store: OxigraphStore) -> tuple[Entry, ...]:
    """All nodes of a store in their order.

    A node that several reports tell of has the class that the first gives it, by IRI, that does not call it
    a mere Concept, as `kg.model.Graph.add` has it.
    """
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in NODE_CLASSES:
        for quad in store.match(None, _TYPE, NamedNode(KG + name)):
            told[quad.subject.value].append((quad.graph_name.value, name))  # type: ignore[union-attr]
    return tuple(sorted(_entry(iri, sorted(said)) for iri, said in told.items()))


def _entry(iri: str, said: list[tuple[str, str]]) -> Entry:
    type = next((name for _, name in said if name != "Concept"), "Concept")
    return Entry(order(iri), iri, type, tuple(dict.fromkeys(graph for graph, _ in said)))


def chosen(all: tuple[Entry, ...], type: str | None, report: str | None) -> tuple[Entry, ...]:
    """The entries of a class, and of the report with that IRI; None stands for any."""
    graph = report_graphs(report)[0] if report else None
    return tuple(
        entry for entry in all if type in (None, entry.type) and (graph is None or graph in entry.graphs)
    )


def page(items: tuple[Entry, ...], after: str | None, limit: int) -> Page[Entry]:
    """The first entries behind that IRI, which need not be one of them."""
    start = bisect_right(items, order(after), key=lambda entry: entry.order) if after is not None else 0
    return Page(items[start : start + limit], len(items), start + limit < len(items))
