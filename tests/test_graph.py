from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from kg.graph import Problem, canonical, problems, shacl_problems
from kg.model import Concept, Edge, Graph, Mention, Span, Term
from kg.rdf import quads
from kg.vocabulary import mint
from tests.graphs import REPORT, iri, other_graph, place, tiny_graph


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
