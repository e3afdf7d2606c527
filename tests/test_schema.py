"""`kg schema` against the documents and a loaded Neo4j."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from neo4j import Driver

from kg.model import NODE_CLASSES, PREDICATES
from kg.pipeline import read_graph
from kg.propertygraph import LABELS, PATTERNS, TYPES, PropertyGraph, property_graph, relationship_type
from kg.reading import read
from kg.schema import as_json, mermaid, types
from loaders.neo4j import load
from tests.neo4j_content import emptied
from tests.reports import BUNDLED, ROOT
from tests.servers.neo4j_server import Neo4j

Pattern = tuple[str, str, str]
ALLOWED = {(start, type_, end) for starts, type_, ends in PATTERNS for start in starts for end in ends}


@pytest.fixture
def driver(neo4j_server: Neo4j) -> Iterator[Driver]:
    with emptied(neo4j_server) as found:
        yield found


@pytest.fixture(scope="module")
def bundled() -> PropertyGraph:
    graph, _ = read_graph(read(str(BUNDLED)))
    return property_graph(graph)


def patterns(graph: PropertyGraph) -> set[Pattern]:
    labels = {node.id: node.label for node in graph.nodes}
    return {(labels[item.start], item.type, labels[item.end]) for item in graph.relationships}


def drawn(drawing: str) -> set[Pattern]:
    """The edges of the drawing, those of the box as one of each label in it."""
    head, _, rest = drawing.partition("  subgraph Shared [may be told of by several reports]\n")
    inside, _, edges = rest.partition("  end\n")
    assert head.splitlines()[0] == "flowchart LR"
    box = inside.split()
    assert {*head.split()[2:], *box} == set(LABELS)

    def labels(text: str) -> list[str]:
        return [label for name in text.split(" & ") for label in (box if name == "Shared" else [name])]

    found = set()
    for line in edges.splitlines():
        edge = re.fullmatch(r"  (.+) -- ([A-Z_]+) --> (.+)", line)
        assert edge, line
        found |= {(start, edge[2], end) for start in labels(edge[1]) for end in labels(edge[3])}
    return found


def test_every_pattern_is_drawn_and_no_other() -> None:
    assert drawn(mermaid()) == ALLOWED


def test_every_class_and_predicate_has_its_place() -> None:
    data = as_json()
    assert [item["name"] for item in data["labels"]] == list(NODE_CLASSES)  # type: ignore[attr-defined]
    assert (
        [item.name for item in types()] == [*map(relationship_type, PREDICATES), "STATED_IN"] == list(TYPES)
    )
    assert all(item.patterns and item.word.zh for item in types())


def test_the_patterns_of_reports_are_among_them(bundled: PropertyGraph) -> None:
    assert patterns(bundled) - ALLOWED == set()
    assert len(patterns(bundled)) > 40


def test_the_document_has_the_drawing() -> None:
    document = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert f"```mermaid\n{mermaid()}\n```\n" in document


def test_neo4j_shows_nothing_else(driver: Driver, bundled: PropertyGraph) -> None:
    """The server joins each label that a type leads from with each that it leads to; so does this test."""
    load([bundled], driver)
    record = driver.execute_query("CALL db.schema.visualization()").records[0]
    shown = {(edge.start_node["name"], edge.type, edge.end_node["name"]) for edge in record["relationships"]}
    starts, ends = (
        {(start, type_) for start, type_, _ in ALLOWED},
        {(type_, end) for _, type_, end in ALLOWED},
    )
    assert patterns(bundled) <= shown
    assert {(start, type_) for start, type_, _ in shown} <= starts
    assert {(type_, end) for _, type_, end in shown} <= ends
    assert {node["name"] for node in record["nodes"]} <= set(LABELS)


def test_neo4j_holds_no_other_properties(driver: Driver, bundled: PropertyGraph) -> None:
    load([bundled], driver)
    data = as_json()
    known = {
        **{f":`{item['name']}`": set(item["properties"]) for item in data["labels"]},  # type: ignore[attr-defined]
        **{f":`{item['name']}`": set(item["properties"]) for item in data["types"]},  # type: ignore[attr-defined]
    }
    known[":`Report`"].add("digest")
    rows = driver.execute_query(
        "CALL db.schema.nodeTypeProperties() YIELD nodeType AS type, propertyName AS name"
    ).records
    rows += driver.execute_query(
        "CALL db.schema.relTypeProperties() YIELD relType AS type, propertyName AS name"
    ).records
    assert {(row["type"], row["name"]) for row in rows if row["name"] not in known[row["type"]]} == set()
