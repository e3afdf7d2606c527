"""What a SPARQL endpoint says of itself: the W3C's SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from kg.asking.answer import Answer
from kg.errors import BadValue
from kg.rdf import report_graphs
from kg.stores.folder import StoreFolder
from kg.vocabulary import DCTERMS, KG, RDF

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
)


def service_description(folder: StoreFolder, endpoint: str) -> Answer:
    """The endpoint at that URL, whose named graphs are those of the reports in the store.

    Raises BadValue for what is no URL, and what `StoreFolder.current` raises.
    """
    graphs = [graph for report in folder.current().manifest.reports for graph in report_graphs(report)]
    try:
        triples = tuple(Triple(*map(NamedNode, line)) for line in _lines(endpoint, graphs))
    except ValueError:
        raise BadValue(option="endpoint", value=endpoint, wanted="URL") from None
    return Answer(kind="graph", triples=triples)


def _lines(endpoint: str, graphs: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    service, dataset, default = (f"{endpoint}#{name}" for name in ("service", "dataset", "default-graph"))
    yield service, RDF + "type", SD + "Service"
    yield service, SD + "endpoint", endpoint
    yield service, SD + "supportedLanguage", SD + "SPARQL11Query"
    yield service, SD + "feature", SD + "UnionDefaultGraph"
    for name in _RESULTS:
        yield service, SD + "resultFormat", _FORMATS + name
    yield service, SD + "defaultDataset", dataset
    yield dataset, RDF + "type", SD + "Dataset"
    yield dataset, DCTERMS + "conformsTo", KG.rstrip("#")
    yield dataset, SD + "defaultGraph", default
    yield default, RDF + "type", SD + "Graph"
    for number, graph in enumerate(graphs, 1):
        named, held = f"{endpoint}#named-graph-{number}", f"{endpoint}#graph-{number}"
        yield dataset, SD + "namedGraph", named
        yield named, RDF + "type", SD + "NamedGraph"
        yield named, SD + "name", graph
        yield named, SD + "graph", held
        yield held, RDF + "type", SD + "Graph"
