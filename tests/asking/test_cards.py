"""Cards of what rules found: values side by side, rules and confidences, in both languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from kg.asking.card import as_json, read_card
from kg.asking.values import Values, side_by_side, written
from kg.cli.cards import lines
from kg.model import Graph, Measure
from tests.graphs import BRIDGE, COUNTY, GDP, GOAL, MEASURE, tiny_graph


def measure() -> Measure:
    node = tiny_graph().nodes[MEASURE]
    assert isinstance(node, Measure)
    return node


def card(name: str, graph: Graph | None = None) -> str:
    return "\n".join(lines(read_card(graph or tiny_graph(), name)))


@pytest.mark.parametrize(
    ("comparator", "value", "value_max", "unit", "text"),
    [
        ("=", 3880.3, None, "亿元", "3880.3亿元"),
        (">=", 7.0, None, "%", "≥7%"),
        ("<=", 5.5, None, "%", "≤5.5%"),
        ("≈", 1e-5, None, "吨", "≈0.00001吨"),
        ("=", 5.0, 6.0, "家", "5—6家"),
    ],
)
def test_a_value_is_written_with_its_comparator_range_and_unit(
    comparator: str, value: float, value_max: float | None, unit: str, text: str
) -> None:
    found = replace(measure(), comparator=comparator, value=value, value_max=value_max, unit=unit)
    assert written(found) == text


def test_what_is_so_stands_beside_what_is_to_be_period_by_period() -> None:
    aim = replace(measure(), value=6.0, value_max=None)
    fact = replace(aim, status="actual", value=5.5)
    last = replace(fact, period="2023", value=4.0)
    level = replace(last, aspect="level", value=100.0, unit="亿元")
    assert side_by_side([aim, fact, last, level, last]) == (
        Values("青石市", "level", "2023", ("100亿元",), ()),
        Values("青石市", "growth", "2023", ("4%",), ()),
        Values("青石市", "growth", "2024", ("5.5%",), ("6%",)),
    )


def test_the_card_of_an_indicator_lists_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = tiny_graph()
    monkeypatch.setenv("KG_LANG", "en")
    assert "\nValues\n  2024  growth  ·  target 6—6.5%  ·  青石市\n" in card(GDP)
    monkeypatch.setenv("KG_LANG", "zh")
    assert "\n数值\n  2024  增长  ·  目标 6—6.5%  ·  青石市\n" in card(GDP)
    (row,) = as_json(read_card(graph, GDP))["values"]  # type: ignore[misc]
    assert row == {
        "place": "青石市",
        "aspect": "growth",
        "period": "2024",
        "actual": (),
        "target": ("6—6.5%",),
    }


def test_cards_say_what_is_known_of_each_class(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    assert "  status: planned\n" in card(BRIDGE)
    assert "  code: 990101\n" in card(COUNTY)
    assert "  deadline: 2024\n" in card(GOAL)
    said = card(MEASURE)
    for line in ("indicator: 生产总值", "aspect: growth", "value: 6—6.5%", "status: target", "period: 2024"):
        assert f"  {line}\n" in said
    assert "  normal value: 6—6.5 PERCENT\n" in said
    assert "measure · 生产总值 2024 target  measure/青石市-2024/" in card(GDP)


def test_each_passage_and_each_edge_says_what_found_it_and_how_surely() -> None:
    said = card(BRIDGE)
    assert "⟦青石大桥⟧" in said
    assert "  (project.headed 0.80)\n" in said
    assert "  (links.list 0.75)\n" in said
    plain = json.loads(json.dumps(as_json(read_card(tiny_graph(), BRIDGE))))
    assert [(p["rule"], p["confidence"]) for p in plain["passages"]] == [("project.headed", 0.8)]
    (edge,) = [edge for edge in plain["edges"] if edge["predicate"] == "locatedIn"]
    assert [(p["rule"], p["confidence"]) for p in edge["evidence"]] == [("links.list", 0.75)]


def test_what_no_rule_found_says_none() -> None:
    passages = card("term/青石市-2024/1").partition("\nMarks")[2].partition("\nEdges")[0]
    assert "⟦“12”工程⟧" in passages
    assert re.findall(r"\d\.\d\d\)", passages) == []
