"""Filling the facts of a store: many reports at a time, the last text of each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import Store

from kg.graph import canonical
from kg.model import Graph
from kg.rdf import quads, read, trig
from kg.stores import facts
from kg.stores.facts import FactsWriter
from tests.graphs import REPORT, other_graph, tiny_graph

OTHER = other_graph().reports()[0].id


def renamed() -> Graph:
    """The tiny graph with another title of its report."""
    graph = tiny_graph()
    graph.nodes[REPORT] = replace(graph.nodes[REPORT], label="新标题")
    return graph


@pytest.mark.parametrize("batch", [1, facts.BATCH], ids=["one by one", "all at once"])
def test_the_last_text_of_each_report_is_held(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "BATCH", batch)
    store = Store()
    with FactsWriter(store) as writer:
        writer.replace(REPORT, trig(tiny_graph()))
        writer.replace(OTHER, trig(other_graph()))
        writer.replace(REPORT, trig(renamed()))
    assert set(store) == {*quads(renamed()), *quads(other_graph())}
    assert read(quads(renamed())).nodes == canonical(renamed()).nodes


def test_a_text_that_cannot_be_loaded_is_told_at_the_end() -> None:
    with pytest.raises(SyntaxError), FactsWriter(Store()) as writer:
        writer.replace(REPORT, b"no TriG")


def fail_midway(store: Store) -> None:
    with FactsWriter(store) as writer:
        writer.replace(REPORT, trig(tiny_graph()))
        raise KeyError


def test_nothing_is_loaded_after_an_error() -> None:
    store = Store()
    with pytest.raises(KeyError):
        fail_midway(store)
    assert list(store) == []
