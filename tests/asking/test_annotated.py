"""The text of a report with its facts: nothing of it is lost, doubled or moved."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.asking.annotated import Annotated, Kind, annotated, segments
from kg.model import Edge, Goal, Graph, Mention, Node, Report, Role, Section, Span, Term
from kg.pipeline import read_graph
from kg.reading import read
from kg.vocabulary import mint
from tests.reports import BUNDLED

TEXTS = st.text(st.sampled_from("保定市1,。\r\n \u3000\u2028𠮷😀<&\x0b"), max_size=60)
"""Texts with line ends, blanks of all kinds and characters beyond the first plane."""


@st.composite
def covered(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and spans that nest and overlap in it, some of them empty."""
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=12))
    return text, [Span(min(pair), max(pair)) for pair in pairs]


@given(covered(), st.lists(st.integers(-3, 70), max_size=5))
def test_segments_are_the_text_and_each_knows_what_covers_it(
    case: tuple[str, list[Span]], cuts: list[int]
) -> None:
    text, spans = case
    found = list(segments(text, spans, cuts=cuts))
    assert "".join(segment.text for segment in found) == text
    assert [segment.end for segment in found[:-1]] == [segment.start for segment in found[1:]]
    for segment in found:
        assert segment.start < segment.end
        assert segment.text == text[segment.start : segment.end]
        here = Span(segment.start, segment.end)
        assert sorted(segment.facts) == [n for n, span in enumerate(spans) if span.overlaps(here)]
        assert all(spans[number].covers(here) for number in segment.facts)
        lengths = [len(spans[number]) for number in segment.facts]
        assert lengths == sorted(lengths)


@given(covered())
def test_the_segments_of_a_fact_are_its_quote(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    found = list(segments(text, spans))
    for number, span in enumerate(spans):
        assert "".join(piece.text for piece in found if number in piece.facts) == span.of(text)


def test_of_two_facts_of_one_length_the_one_of_the_lower_rank_is_the_inner() -> None:
    same = [Span(1, 3), Span(1, 3), Span(0, 4)]
    assert [piece.facts for piece in segments("一二三四", same, [5, 2, 0])] == [(2,), (1, 0, 2), (2,)]


@given(covered(), st.lists(st.integers(0, 2), min_size=12, max_size=12))
def test_the_blocks_hold_all_of_the_text_but_blanks(case: tuple[str, list[Span]], kinds: list[int]) -> None:
    text, spans = case
    read = annotated(_graph(text, spans, kinds))
    edges = [0, *(edge for block in read.blocks for edge in (block.start, block.end)), len(text)]
    assert edges == sorted(edges)
    for end, start in list(pairwise(edges))[::2]:
        assert text[end:start].strip() == ""
    for block in read.blocks:
        assert "".join(piece.text for piece in block.segments) == text[block.start : block.end]
        assert block.segments[0].start == block.start


def _graph(text: str, spans: list[Span], kinds: list[int]) -> Graph:
    """A report with sections, goals and page furniture at the spans."""
    iri = mint("report", "保定市-2023")
    furniture = [span for span, kind in zip(spans, kinds, strict=False) if kind == 2]
    mentions = tuple(Mention(iri, span, span.of(text), Role.FURNITURE) for span in furniture)
    nodes: list[Node] = [Report(id=iri, label="报告", text=text, mentions=mentions)]
    for number, (span, kind) in enumerate(zip(spans, kinds, strict=False)):
        role = Role.HEADING if kind else Role.MENTION
        mention = (Mention(iri, span, span.of(text), role),)
        if kind == 1:
            level = number % 3 + 1
            section = mint("section", "保定市-2023", number)
            node = Section(id=section, label="节", mentions=mention, level=level, start=span.start, end=99)
            nodes.append(node)
        elif kind == 0:
            nodes.append(Goal(id=mint("goal", "保定市-2023", number), label="目标", mentions=mention))
    return Graph(nodes, [Edge(nodes[-1].id, "partOf", iri)] if len(nodes) > 1 else [])


@pytest.fixture(scope="module")
def bundled() -> Annotated:
    return annotated(read_graph(read(BUNDLED))[0])


def test_the_quotes_of_the_bundled_report_stand_in_their_segments(bundled: Annotated) -> None:
    words: dict[int, str] = {}
    for block in bundled.blocks:
        for piece in block.segments:
            for number in piece.facts:
                words[number] = words.get(number, "") + piece.text
    assert len(words) == len(bundled.facts) > 1_500
    for number, fact in enumerate(bundled.facts):
        assert words[number] == fact.mention.quote


def test_headings_stand_alone_where_they_are_sentences_and_run_in_where_not(bundled: Annotated) -> None:
    text = bundled.report.text
    heads = {
        text[block.start : block.title_end]: block.kind for block in bundled.blocks if block.part is not None
    }
    assert len(heads) == len(bundled.outline) == 113
    assert heads["二、阔步迈上新征程"] is Kind.HEADING
    assert heads["一是经济运行稳中有进、稳中向好。"] is Kind.HEADING
    assert heads["对接合作更广"] is Kind.PARAGRAPH


def test_the_outline_is_as_deep_as_the_sections_around_it() -> None:
    text = "甲\n乙\n丙\n丁"
    levels = {0: 1, 2: 3, 4: 2, 6: 1}
    iri = mint("report", "x")
    nodes: list[Node] = [Report(id=iri, label="报告", text=text)]
    for start, level in levels.items():
        mention = Mention(iri, Span(start, start + 1), text[start], Role.HEADING)
        section = mint("section", "x", start)
        nodes.append(
            Section(id=section, label=text[start], mentions=(mention,), level=level, start=start, end=7)
        )
    assert [part.depth for part in annotated(Graph(nodes)).outline] == [0, 1, 1, 0]


def test_the_title_bylines_glossary_and_page_furniture_are_told_apart(bundled: Annotated) -> None:
    text = bundled.report.text
    by_kind: dict[Kind, list[str]] = {}
    for block in bundled.blocks:
        by_kind.setdefault(block.kind, []).append(text[block.start : block.end])
    assert by_kind[Kind.TITLE] == ["2023年保定市政府工作报告"]
    assert by_kind[Kind.BYLINE] == [
        "---2023年1月30日在保定市第十六届人民代表大会第四次会议上",
        "保定市人民政府市长 闫继红",
    ]
    assert by_kind[Kind.GLOSSARY] == ["名词解释"]
    assert len(by_kind[Kind.ENTRY]) == 31
    assert by_kind[Kind.FURNITURE][0] == "设为首页收藏本站"


def test_the_marks_of_a_term_are_known(bundled: Annotated) -> None:
    terms = {fact.node.id: fact.node for fact in bundled.facts if isinstance(fact.node, Term)}
    assert set(bundled.marks) == set(terms)
    for iri, numbers in bundled.marks.items():
        term = terms[iri]
        assert isinstance(term, Term)
        assert {bundled.facts[number].mention.quote for number in numbers} == {f"[{term.number}]"}
