"""Loads a report's graph into an Oxigraph store."""

from __future__ import annotations

from pyoxigraph import Store

from kg.model import Graph
from kg.rdf import trig
from kg.stores.facts import replace_facts


def load(graph: Graph, store: Store) -> None:
    """Put the graph of one report into the store, in place of what the store holds of that report.

    This takes two steps, so it is for a store that no one reads yet.  Raises ValueError, before anything is
    removed, if `graph` does not hold exactly one report; OSError if the store cannot be written.
    """
    text = trig(graph)
    replace_facts(store, {graph.reports()[0].id: text})
