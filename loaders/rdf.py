"""Loads a report's graph into an Oxigraph store."""

from __future__ import annotations

from pyoxigraph import NamedNode, Store

from kg.model import Graph
from kg.rdf import quads, report_graphs


def load(graph: Graph, store: Store) -> None:
    """Put the graph of one report into the store, in place of what the store holds of that report.

    This takes two steps, so it is for a store that no one reads yet.  Raises ValueError, before anything is
    removed, if `graph` does not hold exactly one report; OSError if the store cannot be written.
    """
    fresh = list(quads(graph))
    for name in report_graphs(graph.reports()[0].id):
        store.remove_graph(NamedNode(name))
    store.bulk_extend(fresh)
