"""Measures, goals and links in the graph."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import canonical, problems, shacl_problems
from kg.model import Goal, Measure
from kg.rdf import quads, read
from kg.vocabulary import CURRENCY, short
from tests.linking.extractions import Reader, edges, of_class, reading


def measures(reader: Reader) -> list[Measure]:
    return [node for node in reader.graph().nodes.values() if isinstance(node, Measure)]


def test_a_measure_keeps_what_was_found_and_has_its_value_in_the_normal_unit() -> None:
    reader = reading("全市生产总值完成3880.3亿元。")
    found = reader.measure("全市生产总值完成3880.3亿元", "全市生产总值", 3880.3, "亿元", at="全市生产总值")
    (measure,) = measures(reader)
    assert short(measure.id) == f"measure/云川市-2024/{found.span.start}"
    assert measure.label == "全市生产总值完成3880.3亿元"
    assert (measure.indicator, measure.value, measure.unit) == ("全市生产总值", 3880.3, "亿元")
    assert (measure.aspect, measure.status, measure.period) == ("level", "actual", "2023")
    assert (measure.normal_value, measure.normal_unit) == (388030000000.0, CURRENCY + "CNY")
    assert measure.place == "云川市"


def test_a_range_is_a_range_in_the_normal_unit_too() -> None:
    reader = reading("投资5至10万元。")
    reader.measure("投资5至10万元", "投资", 5, "万元", value_max=10)
    (measure,) = measures(reader)
    assert (measure.normal_value, measure.normal_value_max) == (50000.0, 100000.0)


def test_a_unit_that_has_no_normal_one_is_left_as_written() -> None:
    reader = reading("客流3番。")
    reader.measure("客流3番", "客流", 3, "番")
    (measure,) = measures(reader)
    assert (measure.normal_value, measure.normal_unit) == (None, None)


def test_all_names_of_an_indicator_are_one_node() -> None:
    reader = reading("全市生产总值完成3000亿元。今年，GDP增长6%。")
    reader.measure("全市生产总值完成3000亿元", "全市生产总值", 3000, "亿元", at="全市生产总值")
    reader.measure("GDP增长6%", "GDP", 6, "%", at="GDP", status="target", period="2024")
    graph = reader.graph()
    (indicator,) = of_class(graph, "Indicator").values()
    assert short(indicator.id) == "indicator/地区生产总值"
    assert indicator.label == "地区生产总值"
    assert indicator.aliases == ("全市生产总值", "GDP")
    assert len(edges(graph, "ofIndicator")) == 2
    assert [mention.quote for mention in indicator.mentions] == ["全市生产总值", "GDP"]


def test_a_section_mentions_the_measure_its_indicator_and_the_goal() -> None:
    reader = reading("收入增长6%，争创文明城市。")
    reader.measure("收入增长6%", "收入", 6, "%", at="收入")
    reader.goal("争创文明城市")
    graph = reader.graph()
    assert {target.split("/")[0] for _, target in edges(graph, "mentions")} == {
        "measure",
        "indicator",
        "goal",
    }
    assert {subject for subject, _ in edges(graph, "mentions")} == {"section/云川市-2024/1"}


def test_the_evidence_of_an_indicator_runs_from_its_name_to_the_value() -> None:
    reader = reading("收入完成30亿元，同比增长6%。")
    reader.measure("增长6%", "收入", 6, "%", at="收入")
    (edge,) = [edge for edge in reader.graph().edges if edge.predicate == "ofIndicator"]
    assert [(m.quote, m.rule) for m in edge.evidence] == [("收入完成30亿元，同比增长6%", "test.measure")]


@pytest.mark.parametrize(
    ("body", "words", "at", "place"),
    [
        ("阜平县收入增长6%。", "收入增长6%", "收入", "阜平县"),
        ("其中，阜平收入增长6%。", "收入增长6%", "收入", "阜平县"),
        ("阜平县收入完成3亿元，增长6%。", "增长6%", "收入", "阜平县"),
        ("全市收入增长5%，阜平县增长6%。", "增长6%", "收入", "阜平县"),
        ("对阜平县出口增长6%。", "出口增长6%", "出口", "云川市"),
        ("阜平县、易县收入增长6%。", "收入增长6%", "收入", "云川市"),
        ("阜平县开工，收入增长6%。", "收入增长6%", "收入", "云川市"),
    ],
)
def test_a_measure_is_of_the_place_that_opens_its_clause(body: str, words: str, at: str, place: str) -> None:
    reader = reading(body)
    reader.thing("Place", "阜平县" if "阜平县" in body else "阜平", code="130624")
    reader.measure(words, at, 6, "%", at=at)
    assert [measure.place for measure in measures(reader)] == [place]


def test_two_findings_at_one_start_have_identifiers_of_their_own() -> None:
    reader = reading("城乡收入分别增长6%。")
    for indicator in ("城镇收入", "农村收入", "城乡收入"):
        reader.measure("增长6%", indicator, 6, "%")
    reader.measure("增长6%", "城镇收入", 6, "%")
    start = reader.span("增长6%").start
    assert sorted(of_class(reader.graph(), "Measure")) == [
        f"measure/云川市-2024/{start}",
        f"measure/云川市-2024/{start}-{start + 4}",
        f"measure/云川市-2024/{start}-{start + 4}-2",
    ]


def test_a_measure_without_an_indicator_is_its_own() -> None:
    reader = reading("增长6%。")
    reader.measure("增长6%", "", 6, "%")
    graph = reader.graph()
    assert [node.label for node in of_class(graph, "Indicator").values()] == ["增长6%"]
    assert shacl_problems(quads(graph)) == []


def test_a_goal_is_labelled_without_footnote_marks() -> None:
    reader = reading("争创“双优”[1]城市。")
    reader.goal("争创“双优”[1]城市", deadline="")
    (goal,) = of_class(reader.graph(), "Goal").values()
    assert isinstance(goal, Goal)
    assert (goal.label, goal.deadline) == ("争创“双优”城市", None)


def test_links_join_the_nodes_of_what_was_found() -> None:
    reader = reading("实施双高行动，建设青石大桥，收入增长6%，争创文明城市，由青石集团参加，落户阜平县。")
    plan, bridge = reader.thing("Initiative", "双高行动"), reader.thing("Project", "青石大桥")
    company, county = reader.thing("Organization", "青石集团"), reader.thing("Place", "阜平县", code="130624")
    growth, goal = reader.measure("收入增长6%", "收入", 6, "%", at="收入"), reader.goal("争创文明城市")
    for subject, predicate, target in (
        (plan, "includes", bridge),
        (plan, "achieves", growth),
        (plan, "targets", goal),
        (bridge, "involves", company),
        (bridge, "locatedIn", county),
    ):
        reader.link(subject, predicate, target, "实施双高行动，建设青石大桥")
    graph = reader.graph()
    assert edges(graph, "includes") == [("thing/双高行动", "project/云川市/青石大桥")]
    assert edges(graph, "achieves") == [("thing/双高行动", f"measure/云川市-2024/{growth.span.start}")]
    assert edges(graph, "targets") == [("thing/双高行动", f"goal/云川市-2024/{goal.span.start}")]
    assert edges(graph, "involves") == [("project/云川市/青石大桥", "organization/青石集团")]
    assert edges(graph, "locatedIn") == [("project/云川市/青石大桥", "place/130624")]
    (edge,) = [edge for edge in graph.edges if edge.predicate == "includes"]
    assert [(m.quote, m.rule, m.confidence) for m in edge.evidence] == [
        ("实施双高行动，建设青石大桥", "test.link", 0.6)
    ]
    assert shacl_problems(quads(graph)) == []


def test_the_end_of_a_link_that_stands_in_no_list_is_a_fact_too() -> None:
    reader = reading("实施双高行动，建设青石大桥，收入增长6%。")
    plan, bridge = reader.thing("Initiative", "双高行动"), reader.thing("Project", "青石大桥")
    growth = reader.measure("收入增长6%", "收入", 6, "%")
    reader.extraction.things.clear()
    reader.extraction.measures.clear()
    reader.link(plan, "includes", bridge, "实施双高行动")
    reader.link(plan, "achieves", replace(growth, confidence=0.1), "实施双高行动")
    assert len(of_class(reader.graph(), "Initiative", "Project", "Measure", "Indicator")) == 4


def test_a_link_between_two_names_of_one_thing_is_none() -> None:
    reader = reading("“双高”行动即双高行动。")
    reader.link(
        reader.thing("Initiative", "“双高”行动"), "includes", reader.thing("Initiative", "双高行动"), "即"
    )
    assert edges(reader.graph(), "includes") == []


PIECES = [
    "“",
    "”",
    "阜平县",
    "青石集团",
    "甲乙行动",
    "1530",
    "工程",
    "[1]",
    "，",
    "。",
    "\n",
    "增长6%",
    "𠮷",
    "一是",
]
CLASSES = ["Initiative", "Project", "Organization", "Place", "Honor", "Event"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join), st.data())
def test_anything_found_anywhere_gives_a_sound_graph_that_survives_rdf(
    text: str, data: st.DataObject
) -> None:
    reader = reading(text + "\n名词解释\n1.“甲乙”行动：一项。\n")
    size = len(reader.report.text)
    found = []
    for _ in range(data.draw(st.integers(0, 8))):
        start = data.draw(st.integers(0, size - 1))
        words = reader.report.text[start : data.draw(st.integers(start + 1, min(size, start + 12)))]
        kind = data.draw(st.sampled_from([*CLASSES, "measure", "goal"]))
        if kind == "measure":
            found.append(reader.measure(words, words[:3].strip(), 6.5, "亿元"))
        elif kind == "goal":
            found.append(reader.goal(words))
        else:
            code = data.draw(st.sampled_from([None, "130624", "999999"])) if kind == "Place" else None
            found.append(reader.thing(kind, words, name=words.strip() or "甲", code=code))
    for _ in range(data.draw(st.integers(0, 4)) if found else 0):
        ends = data.draw(st.tuples(*[st.sampled_from(found)] * 2))
        reader.link(ends[0], "includes", ends[1], "名词解释")
    graph = reader.graph()
    assert problems(graph) == []
    back = read(quads(graph))
    assert back.nodes == canonical(graph).nodes
    assert list(back.edges) == list(canonical(graph).edges)
