from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import Problem, at_least, canonical, problems, shacl_problems
from kg.model import Component, Concept, Edge, Graph, Mention, Node, Role, Span, Term
from kg.rdf import quads
from kg.vocabulary import mint
from tests.graphs import BRIDGE, COUNTY, MEASURE, REPORT, TITLE, iri, other_graph, place, tiny_graph


def codes(graph: Graph) -> list[str]:
    return [problem.code for problem in problems(graph)]


def test_sound_graphs_have_no_problems() -> None:
    both = tiny_graph()
    both.update(other_graph())
    for graph in (Graph(), tiny_graph(), other_graph(), both):
        assert problems(graph) == []


def test_sound_graphs_keep_to_the_shapes() -> None:
    assert shacl_problems(quads(tiny_graph())) == []
    assert shacl_problems([*quads(tiny_graph()), *quads(other_graph())]) == []


def wrong_quote(graph: Graph) -> None:
    graph.add(replace(graph.nodes[iri("term", 1)], mentions=(Mention(REPORT, Span(0, 2), "青山"),)))


def quote_past_the_end(graph: Graph) -> None:
    graph.add(replace(graph.nodes[iri("term", 1)], mentions=(Mention(REPORT, Span(0, 9999), "青"),)))


def wrong_evidence(graph: Graph) -> None:
    graph.connect(Edge(iri("term", 1), "refersTo", iri("term", 2), (Mention(REPORT, Span(3, 4), "X"),)))


def unknown_report(graph: Graph) -> None:
    graph.add(replace(graph.nodes[iri("term", 1)], mentions=(place("12", report=mint("report", "x")),)))


def dangling_edge(graph: Graph) -> None:
    graph.connect(Edge(iri("term", 1), "denotes", mint("concept", "无")))


def unknown_predicate(graph: Graph) -> None:
    graph.connect(Edge(iri("term", 1), "likes", iri("term", 2)))


def unreachable(graph: Graph) -> None:
    graph.add(Concept(id=mint("concept", "孤岛"), label="孤岛"))


def gap_in_positions(graph: Graph) -> None:
    name = iri("component", 1, 1)
    graph.nodes[name] = replace(graph.nodes[name], position=2)  # type: ignore[call-arg]


def malformed_iri(graph: Graph) -> None:
    for name in ("no scheme", "https://a.example/a b", "https://a.example/%zz", "https://a.example/<"):
        graph.add(Concept(id=name, label="坏"))
        graph.connect(Edge(iri("term", 1), "denotes", name))


@pytest.mark.parametrize(
    ("spoil", "wanted"),
    [
        (wrong_quote, ["quote-differs"]),
        (quote_past_the_end, ["quote-differs"]),
        (wrong_evidence, ["quote-differs"]),
        (unknown_report, ["unknown-report"]),
        (dangling_edge, ["dangling-edge"]),
        (unknown_predicate, ["unknown-predicate"]),
        (unreachable, ["unreachable"]),
        (gap_in_positions, ["component-positions"]),
        (malformed_iri, ["malformed-iri"] * 4),
    ],
)
def test_each_broken_rule_is_found_alone(spoil: Callable[[Graph], None], wanted: list[str]) -> None:
    graph = tiny_graph()
    spoil(graph)
    assert codes(graph) == wanted


def test_percent_encoded_and_chinese_iris_are_well_formed() -> None:
    graph = tiny_graph()
    name = mint("concept", "“一 网/通办”", "%")
    graph.add(Concept(id=name, label="一网通办"))
    graph.connect(Edge(iri("term", 2), "denotes", name))
    assert codes(graph) == []


def test_a_problem_is_one_line_in_either_language(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = tiny_graph()
    graph.connect(Edge(iri("term", 1), "refersTo", iri("term", 2), (Mention(REPORT, Span(8, 11), "a\nb"),)))
    (problem,) = problems(graph)
    monkeypatch.setenv("KG_LANG", "en")
    assert "the quote says" in str(problem)
    assert str(problem).startswith("term/青石市-2024/1 refersTo term/青石市-2024/2: ")
    monkeypatch.setenv("KG_LANG", "zh")
    assert "引文为" in str(problem)
    assert "\n" not in str(problem)


def test_canonical_graphs_do_not_depend_on_the_order_of_adding() -> None:
    graph = tiny_graph()
    nodes, edges = list(graph.nodes.values()), list(graph.edges)
    Random(1).shuffle(nodes)
    Random(2).shuffle(edges)
    left, right = canonical(graph), canonical(Graph(nodes, edges))
    assert list(left.nodes.values()) == list(right.nodes.values())
    assert list(left.edges) == list(right.edges)


def test_the_labels_of_a_term_stand_as_in_its_headword() -> None:
    term = canonical(tiny_graph()).nodes[iri("term", 2)]
    assert isinstance(term, Term)
    assert term.labels == ("一网通办", "一窗受理")
    assert list(term.mentions) == sorted(term.mentions)


def test_a_problem_of_a_shape_is_in_both_languages() -> None:
    kept = [quad for quad in quads(tiny_graph()) if "definition" not in quad.predicate.value]
    problem, *others = shacl_problems(kept)
    assert problem == Problem("definition", iri("term", 1), "应有一条释文", "there must be one definition")
    assert [other.about for other in others] == [iri("term", 2)]


def predicates(graph: Graph) -> set[str]:
    return {edge.predicate for edge in graph.edges}


def test_nothing_is_left_out_where_all_is_sure_enough() -> None:
    graph = tiny_graph()
    kept, *left_out = at_least(graph, 0.3)
    assert (kept.nodes, list(kept.edges)) == (graph.nodes, list(graph.edges))
    assert left_out == [0, 0, 0]


def test_edges_and_nodes_below_the_confidence_are_left_out_and_counted() -> None:
    graph = tiny_graph()
    kept, nodes, edges, mentions = at_least(graph, 0.5)
    assert predicates(graph) - predicates(kept) == {"achieves", "about", "awarded"}
    assert (nodes, edges, mentions) == (0, 3, 3)
    kept, nodes, *_ = at_least(graph, 0.65)
    assert graph.nodes.keys() - kept.nodes.keys() == {TITLE}
    assert nodes == 1


def test_what_no_rule_found_stays() -> None:
    kept = at_least(tiny_graph(), 1).graph
    assert predicates(kept) == {"partOf", "mentions", "denotes", "hasComponent", "refersTo"}
    assert MEASURE not in kept.nodes
    assert kept.nodes[REPORT].mentions


def test_a_node_that_no_report_leads_to_any_more_is_left_out() -> None:
    graph = tiny_graph()
    sure = tuple(replace(mention, confidence=0.99) for mention in graph.nodes[BRIDGE].mentions)
    graph.nodes[BRIDGE] = replace(graph.nodes[BRIDGE], mentions=sure)
    kept = at_least(graph, 0.96).graph
    assert BRIDGE not in kept.nodes
    assert COUNTY not in kept.nodes
    assert problems(kept) == []


def test_the_components_that_stay_are_numbered_anew() -> None:
    graph = tiny_graph()
    first = graph.nodes[iri("component", 1, 0)]
    unsure = tuple(replace(mention, confidence=0.1) for mention in first.mentions)
    graph.nodes[first.id] = replace(first, mentions=unsure)
    kept = at_least(graph, 0.2).graph
    left = [node for node in kept.nodes.values() if isinstance(node, Component)]
    assert [(part.label, part.position) for part in left] == [("教师", 0)]
    assert problems(kept) == []


@given(st.data(), st.floats(0, 1))
def test_what_stays_is_sound_whatever_the_confidences(data: st.DataObject, least: float) -> None:
    """Whatever is unsure, what stays is a sound part of the graph, and filtering it again changes nothing."""
    graph = tiny_graph()

    def unsure(mention: Mention) -> Mention:
        return replace(mention, confidence=data.draw(st.sampled_from([0.0, 0.5, 1.0])))

    nodes: list[Node] = [
        node if node.id == REPORT else replace(node, mentions=tuple(map(unsure, node.mentions)))
        for node in graph.nodes.values()
    ]
    edges = [replace(edge, evidence=tuple(map(unsure, edge.evidence))) for edge in graph.edges]
    kept = at_least(Graph(nodes, edges), least).graph
    assert problems(kept) == []
    assert kept.nodes.keys() <= graph.nodes.keys()
    assert all(mention.confidence >= least for edge in kept.edges for mention in edge.evidence)
    again = at_least(kept, least)
    assert (again.nodes, again.edges, again.mentions) == (0, 0, 0)


def test_canonical_keeps_the_surer_of_two_mentions_at_one_place() -> None:
    graph = tiny_graph()
    weak = place("12", Role.MENTION, rule="weak", confidence=0.2)
    strong = replace(weak, rule="strong", confidence=0.8)
    graph.nodes[iri("term", 1)] = replace(graph.nodes[iri("term", 1)], mentions=(weak, strong))
    assert canonical(graph).nodes[iri("term", 1)].mentions == (strong,)
