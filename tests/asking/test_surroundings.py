"""What lies around a node, read from the store node by node."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.asking.nodes import read_graph
from kg.asking.opened import OpenStore
from kg.asking.surroundings import surroundings
from kg.errors import NoNode
from kg.model import Graph
from kg.pictures.network import network
from kg.pictures.page import neighbourhood
from kg.stores.folder import StoreFolder
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import full
from tests.asking.test_opened import KEYS, SONGHE, YUNCHUAN, put


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("surroundings") / "store"
    put(path, *(text.replace("建成", "深化“放管服”改革，建成") for text in (SONGHE, YUNCHUAN)))
    return path


@pytest.fixture(scope="module")
def store(path: Path) -> OxigraphStore:
    return OxigraphStore(StoreFolder(path).current().facts_path)


@pytest.fixture(scope="module")
def graph(path: Path) -> Graph:
    return read_graph(StoreFolder(path))


@pytest.mark.parametrize("depth", range(5))
def test_the_picture_is_that_of_the_whole_graph_cut_out(path: Path, depth: int) -> None:
    opened = OpenStore(StoreFolder(path))
    whole = opened.report_graph(KEYS[0])
    for focus in whole.nodes:
        found = opened.around(focus, depth, report=KEYS[0])
        assert network(found.graph, focus) == network(neighbourhood(whole, focus, depth), focus)
        assert not found.more


def test_a_thing_of_two_reports_has_what_both_say(store: OxigraphStore, graph: Graph) -> None:
    focus = full("thing/放管服改革")
    found = surroundings(store, focus, 2).graph
    whole = neighbourhood(graph, focus, 2)
    assert set(found.nodes) == set(whole.nodes)
    assert {edge.key for edge in found.edges} == {edge.key for edge in whole.edges}
    alone = surroundings(store, focus, 2, full(f"report/{KEYS[0]}")).graph
    assert set(alone.nodes) < set(found.nodes)


def test_what_only_another_report_tells_is_left_out(store: OxigraphStore) -> None:
    term = full(f"term/{KEYS[0]}/1")
    found = surroundings(store, term, 4).graph
    assert full("thing/放管服改革") in found.nodes
    assert not [iri for iri in found.nodes if KEYS[1] in iri]


@pytest.mark.parametrize("most", [1, 2, 5, 8])
def test_the_nearest_are_kept_where_there_are_too_many(store: OxigraphStore, graph: Graph, most: int) -> None:
    focus = full(f"term/{KEYS[0]}/1")
    found = surroundings(store, focus, 4, most=most)
    assert found.more
    assert len(found.graph) == most
    near = [set(neighbourhood(found.graph, focus, depth).nodes) for depth in range(5)]
    for depth in range(4):
        nearer = set(surroundings(store, focus, depth).graph.nodes)
        assert near[depth] == nearer or set(found.graph.nodes) <= nearer
    assert set(found.graph.nodes) <= set(graph.nodes)


def test_all_that_there_is_is_not_more(store: OxigraphStore) -> None:
    focus = full(f"term/{KEYS[0]}/1")
    there = len(surroundings(store, focus, 2).graph)
    assert surroundings(store, focus, 2, most=there).more is False
    assert surroundings(store, focus, 2, most=there - 1).more is True


@pytest.mark.parametrize("name", ["term/none", "a b<>", f"graph/{KEYS[0]}", f"provenance/{KEYS[0]}"])
def test_what_is_no_node_is_named(store: OxigraphStore, name: str) -> None:
    with pytest.raises(NoNode):
        surroundings(store, full(name), 2)


def test_a_node_of_another_report_is_none_of_this(store: OxigraphStore) -> None:
    with pytest.raises(NoNode):
        surroundings(store, full(f"term/{KEYS[0]}/1"), 2, full(f"report/{KEYS[1]}"))
