from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.graph import canonical
from kg.model import NODE_CLASSES, PREDICATES, Edge, Graph, Mention, Node, Report, Role, Span
from kg.rdf import marked, quads, read, read_reports, report_graphs
from kg.vocabulary import CURRENCY, DCTERMS, FIELDS, ID, KG, OA, PROV, QB, RDF, SKOS, UNIT, mint
from tests.graphs import GDP, KEY, MEASURE, REPORT, TEXT, iri, other_graph, place, tiny_graph


def same(left: Graph, right: Graph) -> bool:
    return left.nodes == right.nodes and list(left.edges) == list(right.edges)


def objects(graph: Graph, subject: str, predicate: str) -> list[str]:
    return sorted(
        quad.object.value
        for quad in quads(graph)
        if quad.subject.value == subject and quad.predicate.value == predicate
    )


def test_a_report_has_two_graphs() -> None:
    facts, provenance = report_graphs(mint("report", "保定市-2023"))
    assert facts == ID + "graph/保定市-2023"
    assert provenance == ID + "provenance/保定市-2023"
    assert {quad.graph_name.value for quad in quads(tiny_graph())} == set(report_graphs(REPORT))


@pytest.mark.parametrize("name", ["", ID + "report/", ID + "term/保定市-2023/1"])
def test_what_is_no_report_has_no_graphs(name: str) -> None:
    with pytest.raises(ValueError, match="not the IRI of a report"):
        report_graphs(name)


def test_only_one_report_is_written_at_a_time() -> None:
    both = tiny_graph()
    both.update(other_graph())
    for graph in (Graph(), both):
        with pytest.raises(ValueError, match="one report"):
            quads(graph)


def test_mentions_in_a_report_that_is_not_there_are_refused() -> None:
    graph = tiny_graph()
    graph.add(replace(graph.nodes[iri("term", 1)], mentions=(place("12", report=mint("report", "x")),)))
    with pytest.raises(ValueError, match="report/x"):
        quads(graph)


def test_a_term_is_a_concept_of_its_reports_glossary() -> None:
    graph, term = tiny_graph(), iri("term", 1)
    assert objects(graph, term, RDF + "type") == [SKOS + "Concept", KG + "Term"]
    assert objects(graph, term, SKOS + "prefLabel") == ["“12”工程"]
    assert objects(graph, term, SKOS + "notation") == ["1"]
    assert objects(graph, term, SKOS + "altLabel") == ["12", "12工程"]
    (scheme,) = objects(graph, term, SKOS + "inScheme")
    assert scheme == REPORT + "/glossary"
    assert objects(graph, scheme, RDF + "type") == [SKOS + "ConceptScheme"]
    assert objects(graph, scheme, DCTERMS + "isPartOf") == [REPORT]
    assert objects(graph, term, KG + "denotes") == [mint("initiative", "12工程")]


def test_text_is_chinese_and_numbers_and_dates_are_typed() -> None:
    literals = {quad.predicate.value: quad.object for quad in quads(tiny_graph())}
    assert literals[SKOS + "definition"].language == "zh"
    assert literals[FIELDS["count"].iri].datatype.value.endswith("#integer")
    assert literals[FIELDS["date"].iri].datatype.value.endswith("#date")
    assert literals[FIELDS["sha256"].iri].datatype.value.endswith("#string")


def test_a_mention_is_an_annotation_with_position_and_quote() -> None:
    graph = tiny_graph()
    marks = [
        quad.subject.value
        for quad in quads(graph)
        if quad.predicate.value == OA + "hasBody" and "/mark/" in quad.subject.value
    ]
    (mark,) = [name for name in marks if objects(graph, name, OA + "hasBody") == [iri("term", 1)]]
    (passage,) = objects(graph, mark, OA + "hasTarget")
    position, quote = objects(graph, passage, OA + "hasSelector")
    start = TEXT.index("[1]")
    assert objects(graph, mark, KG + "role") == ["mark"]
    assert objects(graph, passage, OA + "hasSource") == [REPORT]
    assert objects(graph, position, OA + "start") + objects(graph, position, OA + "end") == [
        str(start),
        str(start + 3),
    ]
    assert objects(graph, quote, OA + "exact") == ["[1]"]


def test_a_mention_and_a_piece_of_evidence_say_what_found_them_and_how_surely() -> None:
    graph = tiny_graph()
    (node,) = [quad.subject.value for quad in quads(graph) if quad.object.value == "project.headed"]
    assert objects(graph, node, KG + "confidence") == ["0.8"]
    assert objects(graph, node, KG + "role") == ["mention"]
    bodies = {
        objects(graph, quad.subject.value, OA + "hasBody")[0]
        for quad in quads(graph)
        if quad.predicate.value == KG + "rule" and quad.object.value == "links.list"
    }
    assert bodies
    assert all(body.startswith(ID + "statement/") for body in bodies)


def test_what_no_rule_found_has_no_confidence() -> None:
    graph = tiny_graph()
    marks = [quad.subject.value for quad in quads(graph) if quad.object.value == "furniture"]
    assert marks
    assert all(objects(graph, mark, KG + "confidence") == [] for mark in marks)


def test_a_measure_is_an_observation_with_decimals_and_the_iri_of_its_unit() -> None:
    graph = tiny_graph()
    assert objects(graph, MEASURE, RDF + "type") == sorted([QB + "Observation", KG + "Measure"])
    assert set(objects(graph, GDP, RDF + "type")) == {
        SKOS + "Concept",
        QB + "MeasureProperty",
        KG + "Indicator",
    }
    said = {quad.predicate.value: quad.object for quad in quads(graph) if quad.subject.value == MEASURE}
    assert str(said[KG + "value"]) == '"6"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    assert str(said[KG + "valueMax"]) == '"6.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    assert said[KG + "normalUnit"] == NamedNode(UNIT + "PERCENT")
    assert said[KG + "unit"].language == "zh"


def test_two_findings_at_one_place_are_one_mention_with_the_surer_rule() -> None:
    name, at = mint("concept", "一网通办"), place("一网通办")
    graph = tiny_graph()
    for rule, confidence in (("weak", 0.4), ("strong", 0.9), ("middling", 0.6)):
        graph.add(replace(graph.nodes[name], mentions=(replace(at, rule=rule, confidence=confidence),)))
    graph.add(replace(graph.nodes[name], id=name + "x", mentions=(replace(at, rule="a", confidence=0.2), at)))
    found = read(quads(graph)).nodes
    assert [(m.rule, m.confidence) for m in found[name].mentions] == [("", 1.0)]
    assert [(m.rule, m.confidence) for m in found[name + "x"].mentions] == [("", 1.0)]


def test_an_edge_is_a_statement_with_its_evidence() -> None:
    graph = tiny_graph()
    edge = next(edge for edge in graph.edges if len(edge.evidence) == 2)
    (statement,) = [
        quad.subject.value
        for quad in quads(graph)
        if quad.predicate.value == RDF + "object" and quad.object.value == edge.object and edge.predicate
        if objects(graph, quad.subject.value, RDF + "predicate") == [KG + edge.predicate]
    ]
    annotations = objects(graph, statement, KG + "evidence")
    assert objects(graph, statement, RDF + "subject") == [edge.subject]
    assert len(annotations) == 2
    assert {objects(graph, name, OA + "hasBody")[0] for name in annotations} == {statement}
    assert objects(graph, edge.subject, KG + edge.predicate) == [edge.object]


def test_the_facts_say_which_source_and_program_they_come_from() -> None:
    graph, (facts, _) = tiny_graph(), report_graphs(REPORT)
    (source,) = objects(graph, facts, PROV + "wasDerivedFrom")
    (activity,) = objects(graph, facts, PROV + "wasGeneratedBy")
    (program,) = objects(graph, activity, PROV + "wasAssociatedWith")
    assert objects(graph, source, FIELDS["sha256"].iri) == ["0123456789abcdef" * 4]
    assert objects(graph, source, FIELDS["source"].iri) == ["青石.txt"]
    assert program.startswith(ID + "program/kg-")


def test_each_quad_is_written_once_without_blank_nodes_and_the_same_each_time() -> None:
    found = list(quads(tiny_graph()))
    assert len(set(found)) == len(found)
    assert not any(isinstance(term, BlankNode) for quad in found for term in quad)
    assert found == list(quads(tiny_graph()))


def test_what_is_written_is_read_back() -> None:
    assert same(read(quads(tiny_graph())), canonical(tiny_graph()))


def test_the_order_of_the_quads_does_not_matter() -> None:
    backwards = reversed(list(quads(tiny_graph())))
    assert same(read(backwards), canonical(tiny_graph()))


def test_quads_of_other_graphs_are_passed_over() -> None:
    name = NamedNode("https://example.org/g")
    others = [
        Quad(name, NamedNode(RDF + "type"), NamedNode(KG + "Term"), name),
        Quad(name, NamedNode(RDF + "type"), NamedNode(KG + "Term")),
    ]
    assert same(read([*others, *quads(tiny_graph())]), canonical(tiny_graph()))


def test_a_store_and_a_file_give_the_graph_back() -> None:
    store = Store()
    store.bulk_extend(quads(tiny_graph()))
    assert same(read(store), canonical(tiny_graph()))
    page = serialize(quads(tiny_graph()), format=RdfFormat.TRIG)
    assert page is not None
    assert same(read(parse(page, format=RdfFormat.TRIG)), canonical(tiny_graph()))


def test_a_thing_of_two_reports_has_the_mentions_of_both_and_the_fields_of_the_first() -> None:
    both = [*quads(tiny_graph()), *quads(other_graph())]
    merged = other_graph()  # 白塔市 comes before 青石市
    merged.update(tiny_graph())
    graph = read(both)
    assert same(graph, canonical(merged))
    shared = graph.nodes[mint("initiative", "12工程")]
    assert shared.label == "十二工程"
    assert {mention.report for mention in shared.mentions} == {mint("report", "白塔市-2024"), REPORT}


def test_reports_are_read_apart_too() -> None:
    first, second = read_reports([*quads(tiny_graph()), *quads(other_graph())])
    assert same(first, canonical(other_graph()))
    assert same(second, canonical(tiny_graph()))


def test_a_node_without_a_needed_field_is_named() -> None:
    kept = [quad for quad in quads(tiny_graph()) if quad.predicate.value != KG + "number"]
    with pytest.raises(ValueError, match=f"term/{KEY}/.*number"):
        read(kept)


@pytest.mark.parametrize("lost", [OA + "hasTarget", OA + "start", OA + "exact", KG + "role"])
def test_a_mention_without_a_needed_part_is_named(lost: str) -> None:
    kept = [quad for quad in quads(tiny_graph()) if quad.predicate.value != lost]
    with pytest.raises(ValueError, match=r"annotation/.*incomplete"):
        read(kept)


def test_a_quad_with_an_unknown_role_is_refused() -> None:
    changed = [
        Quad(quad.subject, quad.predicate, Literal("role"), quad.graph_name)
        if quad.predicate.value == KG + "role"
        else quad
        for quad in quads(tiny_graph())
    ]
    with pytest.raises(ValueError, match="incomplete mention"):
        read(changed)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers(0, 10**6)
DECIMALS = st.floats(allow_nan=False, allow_infinity=False)
UNITS = st.sampled_from([UNIT + "PERCENT", CURRENCY + "CNY"])
VALUES: dict[str, st.SearchStrategy[object]] = {
    "str": TEXTS,
    "int": NUMBERS,
    "str | None": st.none() | TEXTS,
    "int | None": st.none() | NUMBERS,
    "float": DECIMALS,
    "float | None": st.none() | DECIMALS,
    "tuple[str, ...]": st.lists(TEXTS, max_size=3).map(tuple),
}


@st.composite
def mentions(draw: st.DrawFn, text: str) -> tuple[Mention, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        rule, confidence = draw(st.sampled_from(["", "a.b", "c"])), draw(st.floats(0, 1))
        role = draw(st.sampled_from(Role))
        found.append(Mention(REPORT, Span(start, end), text[start:end], role, rule, confidence))
    return tuple(found)


@st.composite
def nodes(draw: st.DrawFn, cls: type[Node], name: str, text: str) -> Node:
    values = {
        item.name: draw(st.none() | UNITS if item.name == "normal_unit" else VALUES[str(item.type)])
        for item in fields(cls)
        if item.name in FIELDS and item.name != "text"
    }
    if cls is Report:
        values["text"] = text
    return cls(id=name, mentions=draw(mentions(text)), **values)  # type: ignore[arg-type]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any graph of one report: its nodes may have any fields, its edges any ends."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
    graph = Graph([draw(nodes(Report, REPORT, text))])
    names = [REPORT]
    kinds = [cls for cls in NODE_CLASSES.values() if cls is not Report]
    for number, cls in enumerate(draw(st.lists(st.sampled_from(kinds), max_size=6))):
        names.append(mint(cls.__name__.lower(), KEY, number, draw(TEXTS)))
        graph.add(draw(nodes(cls, names[-1], text)))
    ends = st.sampled_from([*names, mint("term", "nowhere")])
    for _ in range(draw(st.integers(0, 6))):
        predicate = draw(st.sampled_from(PREDICATES))
        graph.connect(Edge(draw(ends), predicate, draw(ends), draw(mentions(text))))
    return graph


@given(graphs())
def test_any_graph_is_read_back_as_it_was(graph: Graph) -> None:
    assert same(read(quads(graph)), canonical(graph))


@given(graphs())
def test_any_graph_survives_a_file(graph: Graph) -> None:
    page = serialize(quads(graph), format=RdfFormat.N_QUADS)
    assert page is not None
    assert same(read(parse(page, format=RdfFormat.N_QUADS)), canonical(graph))


@pytest.mark.parametrize("part", ["a b", "a>", "a\n", 'a"', "a\\"])
def test_what_is_no_iri_is_refused(part: str) -> None:
    graph = tiny_graph()
    graph.add(replace(graph.nodes[iri("term", 1)], id=ID + part))
    with pytest.raises(ValueError, match="is no IRI"):
        quads(graph)


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_any_text_is_written_and_read(text: str) -> None:
    graph = tiny_graph()
    graph.nodes[iri("term", 1)] = replace(graph.nodes[iri("term", 1)], definition=text)  # type: ignore[call-arg]
    assert read(quads(graph)).nodes[iri("term", 1)].definition == text  # type: ignore[attr-defined]


def test_the_iri_of_an_annotation_says_where_it_stands() -> None:
    graph = tiny_graph()
    found = {
        marked(quad.subject.value)
        for quad in quads(graph)
        if quad.predicate.value == OA + "hasBody" and isinstance(quad.subject, NamedNode)
    }
    mentions = [mention for node in graph.nodes.values() for mention in node.mentions]
    mentions += [mention for edge in graph.edges for mention in edge.evidence]
    assert found == {replace(mention, quote="", rule="", confidence=1.0) for mention in mentions}
    with pytest.raises(ValueError, match="annotation"):
        marked(REPORT)
