"""Initiatives: what is proposed, and what the model takes for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.facts import FoundThing
from kg.extraction.initiatives import propose_initiatives
from kg.extraction.phrases import Reading, read
from kg.extraction.scorer import Candidate
from kg.glossary import read_glossary
from kg.structure import read_structure
from tests.extraction.proposals import HOSTILE, assert_exact, chosen, proposed, reading
from tests.reports import with_glossary

PIECES = (
    "实施",
    "深化",
    "推进",
    "“",
    "”",
    "《",
    "》",
    "甲乙",
    "行动",
    "计划",
    "改革",
    "机制",
    "建设",
    "新发展理念",
)
TEXTS = st.lists(st.sampled_from([*PIECES, *"、，。的和等3个", "[1]"]), max_size=50).map("".join)


def propose(ready: Reading) -> Iterator[Candidate[FoundThing]]:
    return propose_initiatives(ready, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("深入实施“百企领航”行动。", "“百企领航”行动"),
        ("实施全民健身提升行动,成效明显。", "全民健身提升行动"),
        ("制定绿色建造、智慧农业、银龄助学等计划。", "智慧农业计划"),
        ("推进粮食安全和耕地保护责任制改革。", "耕地保护责任制改革"),
        ("构建各方协同的新型创业创新机制。", "新型创业创新机制"),
        ("落实29项甲乙消费政策。", "甲乙消费政策"),
        ("落实带薪错峰休假。", "带薪错峰休假"),
        ("弘扬新时代“甲桥经验”。", "新时代“甲桥经验”"),
        ("依据《甲市总体规划》。", "《甲市总体规划》"),
        ("完整准确全面贯彻新发展理念,服务大局。", "新发展理念"),
    ],
)
def test_the_stretch_that_is_the_name_is_among_those_proposed(text: str, name: str) -> None:
    assert name in proposed(propose, text)


@pytest.mark.parametrize("text", ["实施各项重点改革。", "“十四五”时期。", "经济发展,社会和谐。"])
def test_words_that_name_nothing_are_not_proposed(text: str) -> None:
    assert proposed(propose, text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("深入实施“百企领航”行动。", "“百企领航”行动"),
        ("实施全民健身提升行动。", "全民健身提升行动"),
        ("深化国资国企改革。", "国资国企改革"),
    ],
)
def test_named_programmes_are_chosen(text: str, name: str) -> None:
    assert name in chosen(propose, "initiative", text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("实施全民健身提升行动。", "行动"),
        ("实施“甲乙”专项行动。", "行动"),
        ("健全甲乙协同机制。", "机制"),
        ("实施甲乙三年攻坚战。", "行动"),
        ("打响“甲山乙水”文旅品牌。", "品牌"),
    ],
)
def test_the_class_word_tells_the_kind(text: str, kind: str) -> None:
    assert [c.found.kind for c in propose(reading(text))][-1] == kind


def test_glossary_terms_are_initiatives_without_their_marks() -> None:
    structure = read_structure(
        with_glossary("落实“双减双增”[1]工作。", "1.“双减双增”:即减负减税、增收增效。")
    )
    terms, _ = read_glossary(structure)
    sure = [c.found for c in propose_initiatives(read(structure), terms) if not c.features]
    assert [(thing.name, thing.rule) for thing in sure] == [("“双减双增”", "initiative.term")]


def told(text: str, name: str) -> tuple[str, ...]:
    """The features of the first candidate of that name."""
    return next(c.features for c in propose(reading(text)) if c.found.name == name)


def test_the_class_word_within_quotes_is_known() -> None:
    assert "sort=plan" in told("入选“甲乙打造计划”首批城市。", "“甲乙打造计划”")


def test_a_name_with_a_list_mark_in_it_is_proposed_whole() -> None:
    assert "藏粮于地、藏粮于技" in proposed(propose, "坚持藏粮于地、藏粮于技,推进甲乙建设。")


def test_a_candidate_knows_the_class_word_that_it_stops_short_of() -> None:
    assert "short of action" in told("实施“甲乙”提升行动。", "“甲乙”")
    assert "short of more" not in told("实施“甲乙”提升行动。", "“甲乙”提升行动")


def test_a_member_of_a_list_knows_what_describes_all() -> None:
    assert "described 计划" in told("实施银龄讲学、银龄帮扶等计划。", "银龄讲学计划")


@given(TEXTS)
def test_spans_are_exact_and_none_is_proposed_twice(text: str) -> None:
    assert_exact(propose, text)
    spans = [candidate.found.span for candidate in propose(reading(text))]
    assert len(spans) == len(set(spans))
    for candidate in propose(reading(text)):
        thing = candidate.found
        kept = thing.span.of(text).replace("[1]", "")
        assert thing.name.startswith(kept)


@pytest.mark.parametrize("text", [*HOSTILE, "各项" * 6000, "《甲》" * 3000, "行动计划" * 4000, "“甲”" * 4000])
def test_hostile_lines_propose_no_more_than_grows_with_the_text(text: str) -> None:
    assert len(proposed(propose, text)) <= len(text)
