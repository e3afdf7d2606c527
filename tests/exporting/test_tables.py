"""The two tables, read as a spreadsheet reads them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kg.exporting import export
from kg.rdf import quads
from tests.graphs import BRIDGE, COUNTY, MEASURE, tiny_graph

Table = list[dict[str, str]]


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Table, Table]:
    export(quads(tiny_graph()), "csv", tmp_path / "tables")
    nodes, edges = (
        list(csv.DictReader(io.StringIO((tmp_path / "tables" / name).read_bytes().decode("utf-8-sig"))))
        for name in ("nodes.csv", "edges.csv")
    )
    return nodes, edges


def test_every_node_and_edge_has_a_row(tables: tuple[Table, Table]) -> None:
    graph = tiny_graph()
    assert {row["id"]: row["label"] for row in tables[0]} == {
        node.id: node.label for node in graph.nodes.values()
    }
    assert sorted((row["subject"], row["predicate"], row["object"]) for row in tables[1]) == sorted(
        edge.key for edge in graph.edges
    )


def test_a_measure_has_its_fields_and_how_surely_it_was_found(tables: tuple[Table, Table]) -> None:
    (row,) = [row for row in tables[0] if row["id"] == MEASURE]
    assert (row["indicator"], float(row["value"]), float(row["value_max"])) == ("生产总值", 6.0, 6.5)
    assert (row["unit"], row["status"], row["period"], row["place"]) == ("%", "target", "2024", "青石市")
    assert (row["rule"], float(row["confidence"])) == ("measure", 0.9)


def test_an_edge_has_its_evidence_and_how_surely_it_was_found(tables: tuple[Table, Table]) -> None:
    (row,) = [row for row in tables[1] if row["predicate"] == "locatedIn"]
    assert (row["subject"], row["object"]) == (BRIDGE, COUNTY)
    assert (row["evidence"], row["rule"], float(row["confidence"])) == (
        "石溪县新建青石大桥",
        "links.list",
        0.75,
    )
