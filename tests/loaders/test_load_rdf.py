from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.errors import UnknownName
from kg.graph import canonical
from kg.model import Graph
from kg.rdf import quads, read
from loaders import LOADERS, loader
from loaders.rdf import load
from tests.graphs import REPORT, iri, other_graph, tiny_graph


def test_loading_fills_the_store() -> None:
    graph, store = tiny_graph(), Store()
    load(graph, store)
    assert set(store) == set(quads(graph))
    assert read(store).nodes == canonical(graph).nodes


def test_loading_again_changes_nothing() -> None:
    store = Store()
    load(tiny_graph(), store)
    before = set(store)
    load(tiny_graph(), store)
    assert set(store) == before


def test_a_changed_report_replaces_its_own_facts_only() -> None:
    store = Store()
    load(other_graph(), store)
    load(tiny_graph(), store)
    changed = tiny_graph()
    del changed.nodes[iri("component", 1, 1)]
    changed.nodes[REPORT] = replace(changed.nodes[REPORT], label="新标题")
    load(changed, store)
    graph = read(store)
    assert iri("component", 1, 1) not in graph.nodes
    assert graph.nodes[REPORT].label == "新标题"
    assert other_graph().nodes.keys() <= graph.nodes.keys()


def test_a_graph_that_cannot_be_loaded_removes_nothing() -> None:
    store = Store()
    load(tiny_graph(), store)
    both = tiny_graph()
    both.update(other_graph())
    before = set(store)
    for graph in (Graph(), both):
        with pytest.raises(ValueError, match="one report"):
            load(graph, store)
    assert set(store) == before


def test_loading_works_on_disk(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    load(tiny_graph(), store)
    load(tiny_graph(), store)
    del store
    assert read(Store(str(tmp_path / "store"))).nodes == canonical(tiny_graph()).nodes


def test_every_registered_loader_exists() -> None:
    for name in LOADERS:
        assert callable(loader(name))
    assert loader("rdf") is load


def test_an_unknown_loader_lists_the_known() -> None:
    with pytest.raises(UnknownName, match=r"neo5j.*rdf, .*networkx"):
        loader("neo5j")
