from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lines import line_spans
from kg.model import Graph
from kg.pipeline import read_graph
from kg.reading import read_bytes
from kg.reading.lines import lines
from tests.reports import BUNDLED

TEXTS = st.text(alphabet=st.sampled_from("甲 \r\n\v\f\x85\u2028"))


@given(TEXTS)
def test_lines_are_those_that_any_program_sees(text: str) -> None:
    wanted = io.StringIO(text, newline=None).getvalue().split("\n")
    assert [span.of(text) for span in line_spans(text)] == wanted


@given(TEXTS)
def test_lines_and_their_ends_are_the_whole_text(text: str) -> None:
    end = 0
    for span in line_spans(text):
        assert text[end : span.start] in ("", "\r", "\n", "\r\n")
        end = span.end
    assert end == len(text)


@given(TEXTS)
def test_lines_that_hold_something_keep_their_places(text: str) -> None:
    assert all(line.text in line.span.of(text) for line in lines(text))


def facts(graph: Graph) -> list[tuple[str, str]]:
    """The nodes without their IRIs, which may tell an offset."""
    return sorted((node.type, node.label) for node in graph.nodes.values())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_report_holds_the_same_whatever_ends_its_lines(end: str) -> None:
    text = BUNDLED.read_bytes().decode("utf-8").replace("\r\n", "\n")
    wanted = read_graph(read_bytes(text.encode(), "a.txt"))[0]
    report = read_bytes(text.replace("\n", end).encode(), "a.txt")
    found = read_graph(report)[0]
    assert report.text == text.replace("\n", end)
    assert facts(found) == facts(wanted)
    assert all(mention.quote == mention.span.of(report.text) for mention in report.mentions)


def test_a_section_after_a_bare_carriage_return_is_seen() -> None:
    assert read_bytes("市政府\r一、回顾\r做事。".encode(), "a.txt").text
