"""What is said of nodes, mentions, statements and graphs of a report, and of what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, Triple, parse

from kg.asking.described import described, is_node, quads_of
from kg.asking.ontology import ontology
from kg.errors import NoNode
from kg.rdf import quads, report_graphs
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import ID, KG, OA, RDF, RDFS
from tests.graphs import other_graph, tiny_graph

SOURCE = NamedNode(OA + "hasSource")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> OxigraphStore:
    path = tmp_path_factory.mktemp("described") / "facts"
    filled = Store(str(path))
    filled.bulk_extend([*quads(tiny_graph()), *quads(other_graph())])
    filled.flush()
    del filled
    return OxigraphStore(path)


@pytest.fixture(scope="module")
def nodes(store: OxigraphStore) -> list[str]:
    return list(tiny_graph().nodes)


def test_a_description_has_all_that_is_said_of_a_node_and_whence(
    store: OxigraphStore, nodes: list[str]
) -> None:
    for iri in nodes:
        node = NamedNode(iri)
        found = set(described(store, iri).triples)
        assert {quad.triple for quad in store.match(node)} <= found
        assert {quad.triple for quad in store.match(None, None, node) if quad.predicate != SOURCE} <= found
        for mention in store.match(None, NamedNode(OA + "hasBody"), node):
            _assert_whole(store, mention.subject, found)
        for role in ("subject", "object"):
            for statement in store.match(None, NamedNode(RDF + role), node):
                for evidence in store.match(statement.subject, NamedNode(KG + "evidence")):  # type: ignore[arg-type]
                    _assert_whole(store, evidence.object, found)


def _assert_whole(store: OxigraphStore, mention: object, found: set[Triple]) -> None:
    """The mention, its passage and the selectors of that are all there."""
    waiting, reached = [mention], 0
    while waiting:
        at = waiting.pop()
        assert isinstance(at, NamedNode)
        for quad in store.match(at):
            reached += 1
            assert quad.triple in found
            if quad.predicate.value in (OA + "hasTarget", OA + "hasSelector"):
                waiting.append(quad.object)
    assert reached > 8


def test_neighbours_have_their_labels(store: OxigraphStore, nodes: list[str]) -> None:
    term = next(iri for iri in nodes if "/term/" in iri)
    found = described(store, term).triples
    ends = {
        item.object for item in found if item.subject.value == term and item.predicate.value.startswith(KG)
    }  # type: ignore[union-attr]
    labelled = {item.subject for item in found if item.predicate.value == RDFS + "label"}
    linked = {end for end in ends if isinstance(end, NamedNode) and end.value.startswith(ID)}
    assert linked
    assert linked <= labelled


def test_no_triple_stands_twice_and_each_is_in_the_store(store: OxigraphStore, nodes: list[str]) -> None:
    held = {quad.triple for quad in store.match()}
    for iri in nodes:
        found = described(store, iri).triples
        assert len(found) == len(set(found))
        assert set(found) <= held


def test_a_long_description_ends_and_says_where_the_rest_is(store: OxigraphStore, nodes: list[str]) -> None:
    report = next(iri for iri in nodes if "/report/" in iri)
    whole = described(store, report)
    assert not whole.truncated
    cut = described(store, report, most=10)
    assert cut.truncated
    assert cut.triples[:10] == whole.triples[:10]
    facts, _ = report_graphs(report)
    assert cut.triples[10:] == (Triple(NamedNode(report), NamedNode(RDFS + "seeAlso"), NamedNode(facts)),)
    assert described(store, report, most=len(whole.triples)) == whole


def test_a_named_graph_is_described_by_all_that_it_holds(store: OxigraphStore, nodes: list[str]) -> None:
    report = next(iri for iri in nodes if "/report/" in iri)
    for graph in report_graphs(report):
        assert set(described(store, graph).triples) == {quad.triple for quad in store.graph(graph)}


def test_nodes_are_told_from_what_is_said_of_them(store: OxigraphStore, nodes: list[str]) -> None:
    assert all(is_node(store, iri) for iri in nodes)
    mention = next(store.match(None, NamedNode(OA + "hasBody"))).subject
    statement = next(store.match(None, NamedNode(RDF + "subject"))).subject
    for other in (mention, statement):
        assert isinstance(other, NamedNode)
        assert not is_node(store, other.value)
        assert described(store, other.value).triples


@pytest.mark.parametrize("iri", [ID + "term/none", ID + "graph/none", "no iri", "", "http://elsewhere/x y"])
def test_what_is_not_there_is_no_node(store: OxigraphStore, iri: str) -> None:
    for ask in (is_node, described):
        with pytest.raises(NoNode):
            ask(store, iri)


def test_the_quads_of_one_report_and_of_all(store: OxigraphStore) -> None:
    both = [set(quads(graph)) for graph in (tiny_graph(), other_graph())]
    key = tiny_graph().reports()[0].id.removeprefix(f"{ID}report/")
    assert set(quads_of(store, key)) == both[0]
    assert set(quads_of(store, None)) == both[0] | both[1]
    with pytest.raises(NoNode):
        quads_of(store, "none")


def test_the_ontology_is_that_of_the_file() -> None:
    path = Path(__file__).parents[2] / "ontology" / "kg.ttl"
    assert set(ontology().triples) == {quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE)}
