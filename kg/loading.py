"""From the store to a server: every stored report, one after the other."""

from __future__ import annotations

from collections.abc import Callable

from kg.propertygraph import PropertyGraph, property_graph
from kg.rdf import read_reports, report_graphs
from kg.stores.endpoint import endpoint
from kg.stores.folder import Generation, StoreFolder
from kg.stores.neo4j import Server, connected, loading
from kg.stores.oxigraph import OxigraphStore
from loaders import loader


def load_neo4j(
    folder: StoreFolder,
    place: Server,
    progress: Callable[[str, int, int, bool], None] = lambda report, nodes, relationships, unchanged: None,
) -> tuple[int, int]:
    """Load every report into Neo4j; how many nodes and relationships were counted there.

    `progress` is told of each report: its IRI, its nodes and relationships, and whether all were there
    before.  Raises what `StoreFolder.current` raises, and ServerError.
    """
    store, reports = folder.read(_opened)
    graphs = (_property_graph(store, report) for report in reports)
    with connected(place) as driver, loading(place):
        counted: tuple[int, int] = loader("neo4j")(
            graphs, driver, place.database, lambda loaded: progress(*loaded)
        )
    return counted


def load_sparql(folder: StoreFolder, url: str, progress: Callable[[str], None] = lambda graph: None) -> int:
    """Put both named graphs of every report into the graph store at the URL; the triples as counted there.

    `progress` is told the IRI of each named graph.  Raises BadValue for a URL that does not fit, what
    `StoreFolder.current` raises, and ServerError.
    """
    place = endpoint(url)
    store, reports = folder.read(_opened)
    names = (name for report in reports for name in report_graphs(report))
    graphs = ((name, [quad.triple for quad in store.graph(name)]) for name in names)
    triples: int = loader("sparql")(graphs, place, progress)
    return triples


def _opened(generation: Generation) -> tuple[OxigraphStore, list[str]]:
    return OxigraphStore(generation.facts_path), sorted(generation.manifest.reports)


def _property_graph(store: OxigraphStore, report: str) -> PropertyGraph:
    quads = (quad for name in report_graphs(report) for quad in store.graph(name))
    return property_graph(*read_reports(quads))
