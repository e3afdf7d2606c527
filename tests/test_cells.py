from __future__ import annotations

import csv
import io

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.asking import results, table
from kg.asking.answer import Answer
from kg.cells import neutral
from kg.exporting.tables import write_edges, write_nodes


@pytest.mark.parametrize(
    "cell", ["=1+1", "+A1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "-", "-5%", "+1-1"]
)
def test_a_formula_becomes_text(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["", "a=b", "-5", "+5.25", "-.5", "-1e-7", "-INF", "5", "保定", "'=1", " =1", "—5"]
)
def test_other_cells_and_numbers_stay(cell: str) -> None:
    assert neutral(cell) == cell


@given(st.text())
def test_no_cell_begins_like_a_formula_but_a_number(text: str) -> None:
    cell = neutral(text)
    assert cell in (text, f"'{text}")
    if cell[:1] in tuple("=+-@\t\r"):
        float(cell)


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_answers_are_raw_unless_they_are_not_to_be(format: str) -> None:
    rows = ((Literal("=1", language="zh"),), (Literal(-5),), (NamedNode("urn:a"),), (None,))
    answer = Answer(kind="select", variables=("a",), rows=rows)
    texts = []
    for raw in (True, False):
        out = io.StringIO(newline="")
        results.write(answer, format, out, raw=raw)
        texts.append(out.getvalue())
    assert texts[1] == texts[0].replace("=1", "'=1") != texts[0]


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_tables_are_raw_unless_they_are_not_to_be(format: str) -> None:
    found = table.Table(("=a", "b"), (("@x", -5), ("\ty", ["=1"]), (None, "ok")))
    cells = []
    for raw in (True, False):
        out = io.StringIO(newline="")
        table.write(found, format, out, raw=raw)
        cells.append(
            list(csv.reader(io.StringIO(out.getvalue()), delimiter="," if format == "csv" else "\t"))
        )
    assert cells[0][0] == ["=a", "b"]
    assert cells[0][1] == ["@x", "-5"]
    assert cells[1][0] == ["'=a", "b"]
    assert cells[1][1] == ["'@x", "-5"]
    assert cells[1][2][0] == ("'\ty" if format == "csv" else r"'\ty")
    assert cells[1][3] == ["", "ok"]


def test_exported_tables_are_raw_unless_they_are_not_to_be() -> None:
    graph = networkx.MultiDiGraph()
    graph.add_node("urn:a", type="Term", label="=1+1", number=-5)
    graph.add_edge("urn:a", "urn:a", predicate="mentions", evidence="@x")
    for raw, label, evidence in ((True, "=1+1", "@x"), (False, "'=1+1", "'@x")):
        nodes, edges = io.BytesIO(), io.BytesIO()
        write_nodes(graph, nodes, raw=raw)
        write_edges(graph, edges, raw=raw)
        (node,) = csv.DictReader(io.StringIO(nodes.getvalue().decode("utf-8-sig")))
        (edge,) = csv.DictReader(io.StringIO(edges.getvalue().decode("utf-8-sig")))
        assert (node["id"], node["label"], node["number"], edge["evidence"]) == (
            "urn:a",
            label,
            "-5",
            evidence,
        )
