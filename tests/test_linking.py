"""From spans to nodes and edges: identifiers, what is shared, evidence, references."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import canonical, problems
from kg.model import Component, Concept, Edge, Graph, Initiative, Organization, Report, Section, Term
from kg.pipeline import read_graph
from kg.rdf import quads, read
from kg.vocabulary import short
from tests.reports import BUNDLED, HEAD, report, with_glossary


def graph_of(source: Report) -> Graph:
    return read_graph(source)[0]


def labels(graph: Graph, predicate: str) -> list[tuple[str, str]]:
    ends = (
        (graph.nodes[edge.subject], graph.nodes[edge.object])
        for edge in graph.edges
        if edge.predicate == predicate
    )
    return [(subject.label, target.label) for subject, target in ends]


def test_a_term_and_the_thing_it_names_are_two_nodes() -> None:
    graph = graph_of(with_glossary("实施“甲乙”工程。", "1.“甲乙”工程：一项工程。"))
    assert labels(graph, "denotes") == [("“甲乙”工程", "“甲乙”工程")]
    (edge,) = (edge for edge in graph.edges if edge.predicate == "denotes")
    assert isinstance(graph.nodes[edge.subject], Term)
    assert isinstance(graph.nodes[edge.object], Initiative)


def test_an_entry_of_two_terms_denotes_two_things() -> None:
    graph = graph_of(with_glossary("抓好“两重”“两新”。", "1.“两重”“两新”：甲和乙，丙和丁。"))
    assert [thing for _, thing in labels(graph, "denotes")] == ["“两重”", "“两新”"]


@pytest.mark.parametrize(
    ("headword", "definition", "identifier"),
    [
        ("“双高”行动", "指建设高水平学校和高水平专业。", "thing/双高行动"),
        ("“1530”工程", "一项工程。", "thing/云川市/1530工程"),
        ("“5+N”体系", "一个体系。", "thing/云川市/5+n体系"),
        ("“每周一课”机制", "我市探索形成的工作机制。", "thing/云川市/每周一课机制"),
    ],
)
def test_only_names_that_any_government_would_give_are_shared(
    headword: str, definition: str, identifier: str
) -> None:
    graph = graph_of(with_glossary(f"推进{headword}。", f"1.{headword}：{definition}"))
    (edge,) = (edge for edge in graph.edges if edge.predicate == "denotes")
    assert short(edge.object) == identifier


def test_the_class_of_a_thing_follows_its_class_word_in_the_body_too() -> None:
    graph = graph_of(
        with_glossary(
            "坚持“晨光营”[1]机制，办好“双卓学院”，学“枫林”。",
            "[1]“晨光营”：一种。",
            "[2]“双卓学院”：一所。",
            "[3]“枫林”：一种。",
        )
    )
    classes = {
        node.label: type(node)
        for node in graph.nodes.values()
        if not isinstance(node, Term | Section | Report)
    }
    assert classes == {"“晨光营”": Initiative, "“双卓学院”": Organization, "“枫林”": Initiative}


def test_the_innermost_section_mentions_a_thing_and_says_where() -> None:
    graph = graph_of(
        with_glossary("一是产业兴旺。抓招商。实施“甲乙”工程，成效明显。", "1.“甲乙”工程：一项工程。")
    )
    (edge,) = (edge for edge in graph.edges if edge.predicate == "mentions")
    assert graph.nodes[edge.subject].label == "抓招商"
    assert [mention.quote for mention in edge.evidence] == ["“甲乙”工程"]


def test_sections_are_numbered_within_their_parents() -> None:
    graph = graph_of(report(HEAD + "一是甲。\n二是乙。\n二、今年打算\n（一）丙。\n"))
    sections = {short(node.id): node.label for node in graph.nodes.values() if isinstance(node, Section)}
    assert sections == {
        "section/云川市-2024/1": "一、2023年工作回顾",
        "section/云川市-2024/1.1": "一是甲。",
        "section/云川市-2024/1.2": "二是乙。",
        "section/云川市-2024/2": "二、今年打算",
        "section/云川市-2024/2.1": "（一）丙。",
    }


def test_components_keep_their_order_symbols_and_counts() -> None:
    graph = graph_of(
        with_glossary("建“2+6”体系。", "1.“2+6”体系：“2”是指煤、电2个老产业；“6”是指光、风等6个新产业。")
    )
    parts = [node for node in graph.nodes.values() if isinstance(node, Component)]
    assert [(part.position, part.label, part.symbol, part.count, part.listed) for part in parts] == [
        (0, "老产业", "2", 2, None),
        (0, "煤", None, None, None),
        (1, "电", None, None, None),
        (1, "新产业", "6", 6, 2),
        (0, "光", None, None, None),
        (1, "风", None, None, None),
    ]
    first = parts[0]
    assert (first.symbol_start, first.symbol_end) == (1, 2)


def test_a_definition_refers_to_terms_documents_and_names_of_weight() -> None:
    graph = graph_of(
        with_glossary(
            "实施“甲乙”工程和“丙丁”行动。",
            "1.“甲乙”工程：落实《云川市总体规划“十五五”纲要》，衔接“丙丁”行动、“三个导向”，办“好”。",
            "2.“丙丁”行动：一项行动。",
        )
    )
    assert labels(graph, "refersTo") == [
        ("“甲乙”工程", "《云川市总体规划“十五五”纲要》"),
        ("“甲乙”工程", "“丙丁”行动"),
        ("“甲乙”工程", "三个导向"),
    ]


def test_two_entries_with_one_number_are_two_terms() -> None:
    graph = graph_of(with_glossary("实施甲工程[1]、乙工程[1]。", "[1]甲工程：一。", "[1]乙工程：二。"))
    assert [short(node.id) for node in graph.nodes.values() if isinstance(node, Term)] == [
        "term/云川市-2024/1",
        "term/云川市-2024/1-2",
    ]


def test_two_reports_share_a_thing_and_keep_their_terms() -> None:
    first = with_glossary("推进“双优”。", "1.“双优”：指优质学校和优质专业。")
    second = replace(first, id=first.id.replace("2024", "2025"))
    both = graph_of(first)
    both.update(graph_of(second))
    assert len([edge for edge in both.edges if edge.predicate == "denotes"]) == 2
    assert len({edge.object for edge in both.edges if edge.predicate == "denotes"}) == 1


def test_a_concept_of_one_report_is_what_another_calls_it() -> None:
    graph = Graph([Concept(id="a", label="双优", aliases=("甲",))])
    graph.add(Initiative(id="a", label="“双优”", aliases=("乙",), kind="行动"))
    graph.add(Concept(id="a", label="双优"))
    assert graph.nodes["a"] == Initiative(id="a", label="“双优”", aliases=("甲", "乙", "双优"), kind="行动")


def test_what_is_added_twice_is_there_once() -> None:
    graph = graph_of(with_glossary("实施“甲乙”工程。", "1.“甲乙”工程：一项工程。"))
    nodes, edges = len(graph), graph.size
    graph.update(graph_of(with_glossary("实施“甲乙”工程。", "1.“甲乙”工程：一项工程。")))
    assert (len(graph), graph.size) == (nodes, edges)
    assert Edge("a", "b", "c").key == ("a", "b", "c")


pieces = st.sampled_from(
    [
        "“",
        "”",
        "《",
        "》",
        "一是",
        "二、",
        "（三）",
        "甲",
        "工程",
        "行动",
        "1",
        "+",
        "N",
        "[1]",
        "①",
        "，",
        "。",
        "：",
        "\n",
        "名词解释\n",
        "1.",
        "2.",
        "即",
        "和",
        "、",
        "𠮷",
        "😀",
        " ",
    ]
)


@given(st.lists(pieces, max_size=80).map("".join))
def test_any_text_gives_a_sound_graph(text: str) -> None:
    graph = graph_of(report(text))
    assert problems(graph) == []


def test_the_graph_of_the_bundled_report_is_sound_and_survives_rdf() -> None:
    from kg.reading import read as read_report

    graph = graph_of(read_report(BUNDLED))
    assert problems(graph) == []
    assert read(quads(graph)).nodes == canonical(graph).nodes
