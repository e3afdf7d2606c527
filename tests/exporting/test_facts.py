from __future__ import annotations

import io
import json
from typing import Any

from kg.exporting import export
from kg.model import Edge
from kg.rdf import quads
from kg.vocabulary import mint
from tests.graphs import BRIDGE, MEASURE, REPORT, TEXT, iri, other_graph, tiny_graph

KEYS = {
    "Term": ["number", "labels", "definition", "marks", "aliases"],
    "Component": ["symbol", "count", "unit"],
    "Initiative": ["kind"],
    "Project": ["status"],
    "Place": ["code"],
    "Honor": ["status"],
    "Goal": ["deadline"],
    "Measure": [
        "indicator",
        "aspect",
        "value",
        "valueMax",
        "unit",
        "comparator",
        "status",
        "period",
        "place",
        "normalValue",
        "normalValueMax",
        "normalUnit",
    ],
}


def facts(*graphs: Any) -> list[dict[str, Any]]:
    page = io.BytesIO()
    export((quad for graph in graphs for quad in quads(graph)), "facts", page)
    return [json.loads(line) for line in page.getvalue().decode().split("\n")[:-1]]


def of(identifier: str) -> dict[str, Any]:
    (fact,) = [fact for fact in facts(tiny_graph()) if fact.get("id") == identifier and "types" in fact]
    return fact


def quoted(spans: list[list[int]]) -> list[str]:
    return [TEXT[start:end] for start, end in spans]


def test_the_report_comes_first_then_the_nodes_then_the_edges() -> None:
    kinds = [fact["fact"] for fact in facts(tiny_graph())]
    graph = tiny_graph()
    assert kinds == ["report"] + ["node"] * len(graph) + ["edge"] * graph.size


def test_every_fact_has_the_keys_of_the_format_in_its_order() -> None:
    for fact in facts(tiny_graph()):
        if fact["fact"] == "report":
            wanted = [
                "fact",
                "id",
                "title",
                "place",
                "year",
                "date",
                "speaker",
                "source",
                "sha256",
                "characters",
            ]
        elif fact["fact"] == "node":
            wanted = ["fact", "id", "types", "label", "mentions", "rules", "confidences"]
            wanted += KEYS.get(fact["types"][0], [])
        else:
            wanted = ["fact", "subject", "predicate", "object", "evidence", "rules", "confidences"]
            wanted += ["position"] * (fact["predicate"] == "hasComponent")
        assert list(fact) == wanted


def test_the_report_line() -> None:
    assert facts(tiny_graph())[0] == {
        "fact": "report",
        "id": REPORT,
        "title": "青石市政府工作报告",
        "place": "青石市",
        "year": 2024,
        "date": "2024-01-08",
        "speaker": None,
        "source": "青石.txt",
        "sha256": "0123456789abcdef" * 4,
        "characters": len(TEXT),
    }


def test_a_term() -> None:
    term = of(iri("term", 1))
    assert term["types"] == ["Term"]
    assert (term["number"], term["labels"], term["aliases"]) == (1, ["“12”工程"], ["12", "12工程"])
    assert quoted([term["definition"]]) == ["市教育局选出1名校长、2名教师,到一网通办窗口学习。"]
    assert quoted(term["marks"]) == ["[1]"]
    assert quoted(term["mentions"]) == ["“12”工程"] * 3


def test_a_measure() -> None:
    measure = of(MEASURE)
    assert {key: measure[key] for key in KEYS["Measure"]} == {
        "indicator": "生产总值",
        "aspect": "growth",
        "value": 6,
        "valueMax": 6.5,
        "unit": "%",
        "comparator": "=",
        "status": "target",
        "period": "2024",
        "place": "青石市",
        "normalValue": 6,
        "normalValueMax": 6.5,
        "normalUnit": "http://qudt.org/vocab/unit/PERCENT",
    }
    assert str(measure["value"]) == "6"


def test_each_mention_and_piece_of_evidence_has_its_rule_and_confidence() -> None:
    bridge = of(BRIDGE)
    assert quoted(bridge["mentions"]) == ["青石大桥"]
    assert (bridge["rules"], bridge["confidences"]) == (["project.headed"], [0.8])
    (edge,) = [fact for fact in facts(tiny_graph()) if fact.get("predicate") == "awarded"]
    assert (edge["rules"], edge["confidences"]) == (["links.list"], [0.4])


def test_the_labels_stand_as_in_the_headword() -> None:
    assert of(iri("term", 2))["labels"] == ["一网通办", "一窗受理"]


def test_a_component_has_its_position_on_its_edge() -> None:
    component = of(iri("component", 1, 1))
    assert [component[key] for key in KEYS["Component"]] == ["2", 2, "名"]
    edges = [fact for fact in facts(tiny_graph()) if fact.get("predicate") == "hasComponent"]
    assert {(edge["object"], edge["position"]) for edge in edges} == {
        (iri("component", 1, 0), 0),
        (iri("component", 1, 1), 1),
    }


def test_an_edge_has_its_evidence() -> None:
    (edge,) = [fact for fact in facts(tiny_graph()) if fact.get("predicate") == "refersTo"]
    assert (edge["subject"], edge["object"]) == (iri("term", 1), iri("term", 2))
    assert quoted(edge["evidence"]) == ["市教育局选出1名校长、2名教师,到一网通办窗口学习。"]


def test_a_term_without_definition_mention_has_none() -> None:
    graph = tiny_graph()
    graph.nodes[iri("term", 1)] = type(graph.nodes[iri("term", 1)])(
        id=iri("term", 1),
        label="x",
        number=1,
        labels=("x",),
        definition="",  # type: ignore[call-arg]
    )
    (term,) = [fact for fact in facts(graph) if fact.get("id") == iri("term", 1)]
    assert term["definition"] is None


def test_two_reports_are_two_blocks_each_with_its_own_places() -> None:
    found = facts(tiny_graph(), other_graph())
    starts = [number for number, fact in enumerate(found) if fact["fact"] == "report"]
    assert [found[number]["place"] for number in starts] == ["白塔市", "青石市"]
    shared = [number for number, fact in enumerate(found) if fact.get("id") == mint("initiative", "12工程")]
    assert starts[0] < shared[0] < starts[1] < shared[1]
    assert quoted(found[shared[1]]["mentions"]) == ["“12”工程"]


def test_a_line_separator_in_a_label_stays_within_its_line() -> None:
    graph = tiny_graph()
    graph.connect(Edge(iri("term", 2), "refersTo", iri("term", 1)))
    page = io.BytesIO()
    export(quads(graph), "facts", page)
    assert page.getvalue().count(b"\n") == 1 + len(graph) + graph.size
