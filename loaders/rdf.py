"""Loads a report's graph into an Oxigraph store."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kg.model import Graph
from kg.rdf import quads, report_graphs


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What one load did: the report's IRI, and how many nodes, edges and quads there are of it now.

    `removed` counts the quads that the store held of the report before.
    """

    report: str
    nodes: int
    edges: int
    quads: int
    removed: int


def load(graph: Graph, store: Store) -> LoadReport:
    """Put the graph of one report into the store, in place of what the store holds of that report.

    This takes two steps, so it is for a store that no one reads yet.  Raises ValueError, before anything is
    removed, if `graph` does not hold exactly one report; OSError if the store cannot be written.
    """
    fresh = list(quads(graph))
    report = graph.reports()[0].id
    removed = 0
    for name in map(NamedNode, report_graphs(report)):
        removed += sum(1 for _ in store.quads_for_pattern(None, None, None, name))
        store.remove_graph(name)
    store.bulk_extend(fresh)
    return LoadReport(report, nodes=len(graph), edges=graph.size, quads=len(fresh), removed=removed)
