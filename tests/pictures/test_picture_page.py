"""The page as a file: what is in it, how it is written, and where the nodes stand."""

from __future__ import annotations

import math
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.context import LIMIT, context
from kg.errors import BadValue, NothingFound, WriteFailed
from kg.model import NODE_CLASSES, PREDICATES, Component, Concept, Edge, Graph, Mention, Report, Section, Span
from kg.pictures import write_page
from kg.pictures.layout import positions
from kg.pictures.looks import LOOKS, look
from kg.vocabulary import mint
from tests.pictures.picture_graphs import report_graph


def chain(length: int, predicate: str = "hasComponent") -> Graph:
    nodes = [Component(id=f"x:{n}", label=str(n), position=0) for n in range(length)]
    return Graph(nodes, [Edge(f"x:{n}", predicate, f"x:{n + 1}") for n in range(length - 1)])


def test_the_page_names_nothing_outside_itself(tmp_path: Path) -> None:
    write_page(report_graph(), tmp_path / "x.html")
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    own = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert re.findall(r"<link|<iframe|<img|\bsrc=|\bhref=|@import|url\(", own) == []
    assert "bootstrap" not in page
    assert "sourceMappingURL" not in page


def test_the_summary_counts_what_the_page_holds(tmp_path: Path) -> None:
    graph = report_graph()
    summary = write_page(graph, tmp_path / "x.html")
    assert (summary.nodes, summary.edges) == (len(graph), graph.size)
    assert summary.bytes == summary.path.stat().st_size


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        write_page(report_graph(), tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_no_way_leads_on_through_a_report(tmp_path: Path) -> None:
    report = Report(id="x:r", label="报告")
    things = [Concept(id=f"x:{place}", label=f"概念{place}") for place in range(3)]
    graph = Graph([report, *things], [Edge(thing.id, "partOf", "x:r") for thing in things])
    assert write_page(graph, tmp_path / "x.html", focus="x:0", depth=3).nodes == 2
    assert write_page(graph, tmp_path / "x.html", focus="x:r", depth=1).nodes == 4


def test_a_focus_keeps_what_lies_within_the_depth(tmp_path: Path) -> None:
    graph = chain(7)
    sizes = [write_page(graph, tmp_path / "x.html", focus="x:3", depth=depth).nodes for depth in range(5)]
    assert sizes == [1, 3, 5, 7, 7]


def test_an_unknown_focus_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(NothingFound, match="x:3"):
        write_page(chain(4), tmp_path / "x.html", focus="x:33")
    with pytest.raises(BadValue):
        write_page(chain(4), tmp_path / "x.html", focus="x:3", depth=-1)
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(WriteFailed, match="missing"):
        write_page(chain(2), tmp_path / "missing" / "x.html")
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteFailed):
        write_page(chain(2), tmp_path / "folder")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_the_page_is_utf_8_in_an_ascii_locale(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from kg.model import Concept, Graph; from kg.pictures import write_page;"
        "write_page(Graph([Concept(id='x:1', label='\\u540d\\u8bcd\\ud800')]), Path(sys.argv[1]))"
    )
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "x.html")], check=True, env=environment)
    assert "名词?" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_edges_without_an_end_are_left_out(tmp_path: Path) -> None:
    graph = Graph([Concept(id="x:1", label="一")], [Edge("x:1", "refersTo", "x:gone")])
    summary = write_page(graph, tmp_path / "x.html")
    assert (summary.nodes, summary.edges) == (1, 0)


def test_every_class_has_a_colour_and_a_shape_of_its_own_and_every_predicate_a_name() -> None:
    assert set(LOOKS) == set(NODE_CLASSES)
    for field in ("shape", "light", "dark"):
        assert len({getattr(look, field) for look in LOOKS.values()}) == len(LOOKS)


def test_no_two_nodes_of_a_report_overlap() -> None:
    graph = report_graph(terms=62, sections=120, components=360)
    placed = positions(graph)
    circles = [(*placed[node.id], look(node).radius) for node in graph.nodes.values()]
    assert len(circles) == 605
    for number, (x, y, radius) in enumerate(circles):
        for other_x, other_y, other_radius in circles[:number]:
            assert math.hypot(x - other_x, y - other_y) > radius + other_radius


def test_a_report_stands_in_the_middle_and_components_near_their_term() -> None:
    graph = report_graph()
    placed = positions(graph)
    assert placed[graph.reports()[0].id] == (0.0, 0.0)
    lengths = [
        math.dist(placed[edge.subject], placed[edge.object])
        for edge in graph.edges
        if edge.predicate == "hasComponent"
    ]
    assert max(lengths) < 100 < max(math.hypot(*place) for place in placed.values()) / 4


def test_places_do_not_depend_on_the_order_of_adding() -> None:
    graph = report_graph()
    nodes, edges = list(graph.nodes.values()), list(graph.edges)
    random.Random(7).shuffle(nodes)
    random.Random(8).shuffle(edges)
    assert positions(Graph(nodes, edges)) == positions(graph)


def test_several_reports_stand_apart() -> None:
    first = report_graph(terms=3, sections=6, components=9)
    second = report_graph(terms=5, sections=9, components=12)
    renamed = {node.id: node.id.replace("2024", "2025") for node in second.nodes.values()}
    moved = Graph(
        (replace(node, id=renamed[node.id]) for node in second.nodes.values()),
        (Edge(renamed[edge.subject], edge.predicate, renamed[edge.object]) for edge in second.edges),
    )
    first.update(moved)
    placed = positions(first)
    one, other = (placed[report.id] for report in first.reports())
    assert math.dist(one, other) > 300


@pytest.mark.parametrize("predicate", ["hasComponent", "partOf", "mentions"])
def test_a_very_long_chain_is_laid_out(predicate: str) -> None:
    assert len(positions(chain(3000, predicate))) == 3000
    assert len(positions(chain(3000, predicate), "x:0")) == 3000


names = st.sampled_from([f"x:{n}" for n in range(8)])
kinds = st.sampled_from(["report", "section", "component", "concept"])


def any_node(iri: str, kind: str) -> Report | Section | Component | Concept:
    if kind == "report":
        return Report(id=iri, label=iri)
    if kind == "section":
        return Section(id=iri, label=iri, level=1, start=0, end=1)
    if kind == "component":
        return Component(id=iri, label=iri, position=0)
    return Concept(id=iri, label=iri)


@given(
    st.dictionaries(names, kinds, min_size=1),
    st.lists(st.tuples(names, st.sampled_from(PREDICATES), names)),
    st.booleans(),
)
def test_any_graph_has_a_place_for_every_node(
    nodes: dict[str, str], triples: list[tuple[str, str, str]], focused: bool
) -> None:
    whole = [Edge(*triple) for triple in triples if triple[0] in nodes and triple[2] in nodes]
    graph = Graph((any_node(iri, kind) for iri, kind in nodes.items()), whole)
    placed = positions(graph, next(iter(nodes)) if focused else None)
    assert set(placed) == set(nodes)
    assert len({(round(x, 6), round(y, 6)) for x, y in placed.values()}) == len(nodes)


def test_the_evidence_is_shown_in_its_sentence() -> None:
    report = Report(id=mint("report", "x"), label="报告", text="第一句。第二句提到𠮷工程！\n第三句。")
    at = report.text.index("𠮷工程")
    found = context(report.mention(Span(at, at + 3)), report)
    assert found.sentence == "第二句提到𠮷工程！"
    assert found.sentence[found.start : found.end] == "𠮷工程"


@given(st.text("甲乙。；\n 丙", max_size=700), st.data())
def test_the_shown_evidence_is_short_and_marked_whatever_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    report = Report(id="x:r", label="报告", text=text)
    found = context(report.mention(Span(start, end)), report)
    assert len(found.sentence) <= LIMIT + 2
    marked = found.sentence[found.start : found.end]
    assert marked == text[start:end] or (end - start > LIMIT and marked.endswith("…"))


def test_evidence_of_a_report_that_is_not_there_is_its_quote() -> None:
    mention = Mention("x:gone", Span(3, 5), "甲乙")
    assert context(mention, None) == ("甲乙", 0, 2)
