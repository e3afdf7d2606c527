"""Extracted things in the graph: identifiers, one node per thing, sections, places and what lies in them."""

from __future__ import annotations

import pytest

from kg.graph import problems, shacl_problems
from kg.model import Honor, Indicator, Place, Project
from kg.rdf import quads
from tests.linking.extractions import edges, of_class, reading


def test_each_class_has_identifiers_of_its_own() -> None:
    reader = reading("青石大桥、青石集团、青石论坛、文明城市、青石湖、双高行动、甲1工程、阜平县。")
    for cls, words in (
        ("Project", "青石大桥"),
        ("Organization", "青石集团"),
        ("Event", "青石论坛"),
        ("Honor", "文明城市"),
        ("Place", "青石湖"),
        ("Initiative", "双高行动"),
        ("Initiative", "甲1工程"),
    ):
        reader.thing(cls, words)
    reader.thing("Place", "阜平县", code="130624")
    graph = reader.graph()
    found = of_class(graph, "Project", "Organization", "Event", "Honor", "Place", "Initiative")
    assert set(found) == {
        "project/云川市/青石大桥",
        "organization/青石集团",
        "event/青石论坛",
        "honor/文明城市",
        "place/云川市/青石湖",
        "thing/双高行动",
        "thing/云川市/甲1工程",
        "place/130624",
        "place/130600",
        "place/130000",
    }
    assert problems(graph) == []
    assert shacl_problems(quads(graph)) == []


def test_a_division_lies_in_those_around_it_by_their_official_names() -> None:
    reader = reading("阜平、易县加快发展。")
    reader.thing("Place", "阜平", code="130624")
    reader.thing("Place", "易县", code="130633", confidence=0.6)
    graph = reader.graph()
    assert edges(graph, "partOf")[:3] == [
        ("place/130600", "place/130000"),
        ("place/130624", "place/130600"),
        ("place/130633", "place/130600"),
    ]
    county = of_class(graph, "Place")["place/130624"]
    assert (county.label, county.aliases) == ("阜平县", ("阜平",))
    assert isinstance(county, Place)
    assert county.code == "130624"
    province = of_class(graph, "Place")["place/130000"]
    assert (province.label, province.mentions) == ("河北省", ())
    (edge,) = [edge for edge in graph.edges if edge.subject.endswith("130600") and edge.predicate == "partOf"]
    assert [mention.confidence for mention in edge.evidence] == [0.8, 0.6]
    assert {mention.rule for mention in edge.evidence} == {"linking.division"}


def test_spellings_quotes_and_repeated_mentions_are_one_node() -> None:
    reader = reading("实施“人才领航”行动。深化人才领航行动。推进“人才领航”。")
    reader.thing("Initiative", "“人才领航”行动")
    reader.thing("Initiative", "人才领航行动")
    reader.thing("Initiative", "“人才领航”", 1)
    (node,) = of_class(reader.graph(), "Initiative").values()
    assert node.label == "“人才领航”行动"
    assert node.aliases == ("人才领航行动", "“人才领航”")
    assert len(node.mentions) == 3


def test_one_name_of_two_classes_is_two_nodes() -> None:
    reader = reading("青石中心开工。青石中心牵头。")
    reader.thing("Project", "青石中心")
    reader.thing("Organization", "青石中心", 1)
    assert set(of_class(reader.graph(), "Project", "Organization")) == {
        "project/云川市/青石中心",
        "organization/青石中心",
    }


def test_the_members_of_an_elliptical_list_are_things_of_their_own() -> None:
    reader = reading("建设甲县、乙县水库。")
    reader.thing("Project", "甲县、乙县水库", name="甲县水库")
    reader.thing("Project", "乙县水库")
    assert [node.label for node in of_class(reader.graph(), "Project").values()] == ["甲县水库", "乙县水库"]


@pytest.mark.parametrize(
    ("cls", "statuses", "wanted"),
    [
        (Project, ["planned", "completed"], "completed"),
        (Project, ["unknown", "started"], "started"),
        (Honor, ["sought", "gained"], "gained"),
    ],
)
def test_a_thing_has_the_furthest_of_its_statuses(
    cls: type[Project | Honor], statuses: list[str], wanted: str
) -> None:
    reader = reading("青石桥。青石桥。")
    for nth, status in enumerate(statuses):
        reader.thing(cls.__name__, "青石桥", nth, status=status)
    (node,) = of_class(reader.graph(), cls.__name__).values()
    assert isinstance(node, cls)
    assert node.status == wanted


def test_the_innermost_section_mentions_a_thing_as_surely_as_it_was_found() -> None:
    reader = reading("一是产业兴旺。抓招商。引进青石集团。")
    reader.thing("Organization", "青石集团", confidence=0.42)
    graph = reader.graph()
    (edge,) = [edge for edge in graph.edges if edge.predicate == "mentions"]
    assert graph.nodes[edge.subject].label == "抓招商"
    assert [(m.quote, m.rule, m.confidence) for m in edge.evidence] == [("青石集团", "linking.section", 0.42)]
    (node,) = of_class(graph, "Organization").values()
    assert [(m.rule, m.confidence) for m in node.mentions] == [("test.thing", 0.42)]


def test_a_term_that_names_a_mere_concept_denotes_the_extracted_thing_of_that_name() -> None:
    reader = reading("办好枫林书院。", "1.枫林书院：一所书院。")
    reader.thing("Project", "枫林书院")
    graph = reader.graph()
    assert edges(graph, "denotes") == [("term/云川市-2024/1", "project/云川市/枫林书院")]
    assert of_class(graph, "Concept") == {}
    assert problems(graph) == []


def test_a_term_denotes_the_indicator_of_its_name() -> None:
    reader = reading("单位地区生产总值能耗下降3%。", "1.单位地区生产总值能耗：每单位产值的能耗。")
    reader.measure("单位地区生产总值能耗下降3%", "单位地区生产总值能耗", 3, "%", at="单位地区生产总值能耗")
    graph = reader.graph()
    ((_, target),) = edges(graph, "denotes")
    assert isinstance(of_class(graph, "Indicator")[target], Indicator)


def test_an_extracted_initiative_with_a_terms_name_is_what_the_term_denotes() -> None:
    reader = reading("深化“1530”工程[1]，推进“1530”工程。", "[1]“1530”工程：我市的一项工程。")
    reader.thing("Initiative", "“1530”工程")
    graph = reader.graph()
    (thing,) = of_class(graph, "Initiative").values()
    assert edges(graph, "denotes") == [("term/云川市-2024/1", "thing/云川市/1530工程")]
    assert len(thing.mentions) == 3
    assert {mention.rule for mention in thing.mentions} == {"glossary.mention", "glossary.entry"}


def test_an_initiative_found_within_a_terms_mention_is_the_same() -> None:
    reader = reading("深化“双链”工程建设。", "1.“双链”工程建设：一项工程。")
    reader.thing("Initiative", "“双链”工程")
    assert list(of_class(reader.graph(), "Initiative", "Concept")) == ["thing/双链工程建设"]


def test_all_that_was_found_in_the_mentions_of_a_term_is_one_thing_and_its_links_with_it() -> None:
    reader = reading("深化“双链”工程建设。“双链”工程促成青石桥。", "1.“双链”工程建设：一项工程。")
    whole = reader.thing("Initiative", "“双链”工程建设")
    part = reader.thing("Initiative", "“双链”工程", 1)
    bridge = reader.thing("Project", "青石桥")
    reader.link(part, "includes", bridge, "“双链”工程促成青石桥")
    reader.link(whole, "includes", part, "深化")
    graph = reader.graph()
    assert list(of_class(graph, "Initiative")) == ["thing/双链工程建设"]
    assert edges(graph, "includes") == [("thing/双链工程建设", "project/云川市/青石桥")]
    assert problems(graph) == []


def test_a_thing_that_a_term_shares_by_its_definition_is_local_to_the_place() -> None:
    reader = reading("实施“每周一课”机制。", "1.“每周一课”机制：我市探索的机制。")
    reader.thing("Initiative", "“每周一课”机制")
    assert list(of_class(reader.graph(), "Initiative")) == ["thing/云川市/每周一课机制"]


def test_a_definition_refers_to_an_extracted_thing_of_that_name() -> None:
    reader = reading("实施“甲乙”工程和“丙丁”行动。", "1.“甲乙”工程：衔接“丙丁”行动。")
    reader.thing("Initiative", "“丙丁”行动")
    graph = reader.graph()
    assert edges(graph, "refersTo") == [("term/云川市-2024/1", "thing/丙丁行动")]
    assert of_class(graph, "Concept") == {}


def test_what_the_glossary_gives_has_rules_too() -> None:
    graph = reading(
        "实施“2+6”[1]体系。", "[1]“2+6”体系：“2”是指煤、电2个老产业；“6”是指光、风等6个新产业。"
    ).graph()
    rules = {mention.rule for node in graph.nodes.values() for mention in node.mentions}
    stated = {mention.rule for edge in graph.edges for mention in edge.evidence}
    assert rules == {
        "structure.heading",
        "glossary.entry",
        "glossary.mark",
        "glossary.mention",
        "glossary.component",
    }
    assert stated == {"structure.heading", "glossary.entry", "glossary.component", "linking.section"}
