"""Projects: what is proposed, what its status is, and what the model takes for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.projects import propose_projects
from tests.extraction.proposals import HOSTILE, assert_exact, chosen, proposed, reading

PIECES = (
    "推进",
    "建成",
    "“",
    "”",
    "（",
    "）",
    "甲乙",
    "高铁",
    "医院",
    "二期",
    "正定",
    "平山",
    "项目",
    "国道234",
    "首个",
)
TEXTS = st.lists(st.sampled_from([*PIECES, *"、，。的和等3个", "[1]"]), max_size=50).map("".join)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("加快推进正定、平山抽水蓄能电站建设。", "正定抽水蓄能电站"),
        ("推进正定、平山等水电站建设。", "平山水电站"),
        ("开工建设国道234改扩建工程。", "国道234"),
        ("推进石家庄国际陆港二期建设。", "石家庄国际陆港二期"),
        ("建设甲河大桥(南段)。", "甲河大桥(南段)"),
        ("全球首个乙海试验站投用。", "乙海试验站"),
        ("省政府批准设立甲乙经济开发区。", "甲乙经济开发区"),
        ("推进甲乙医院和丙丁大桥建设。", "丙丁大桥"),
        ("3家国家区域医疗中心建成。", "国家区域医疗中心"),
    ],
)
def test_the_stretch_that_is_the_name_is_among_those_proposed(text: str, name: str) -> None:
    assert name in proposed(propose_projects, text)


@pytest.mark.parametrize(
    "text", ["新建100个口袋公园。", "构建新发展格局。", "拓宽发展思路。", "两家医院和丙丁大学。"]
)
def test_words_that_name_nothing_are_not_proposed(text: str) -> None:
    whole = text.rstrip("。")
    assert not {whole, "发展格局", "发展思路", "100个口袋公园"} & set(proposed(propose_projects, text))


def test_clear_names_of_things_built_are_chosen() -> None:
    text = "石衡沧港城际、津石高速建成通车。"
    assert set(chosen(propose_projects, "project", text)) >= {"石衡沧港城际", "津石高速"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("津石高速建成通车。", "completed"),
        ("津石高速开工建设。", "started"),
        ("津石高速有序推进。", "underway"),
        ("谋划津石高速。", "planned"),
        ("津石高速,津石高速。", "unknown"),
        ("一、2023年工作回顾\n津石高速建成通车。\n", "completed"),
        ("一、2024年重点工作\n津石高速建成通车。\n", "planned"),
    ],
)
def test_the_verb_says_the_status_of_a_project(text: str, status: str) -> None:
    found = [c.found for c in propose_projects(reading(text)) if c.found.name == "津石高速"]
    assert found[0].status == status


@given(TEXTS)
def test_spans_are_exact_and_none_is_proposed_twice(text: str) -> None:
    assert_exact(propose_projects, text)
    spans = [candidate.found.span for candidate in propose_projects(reading(text))]
    assert len(spans) == len(set(spans))


@pytest.mark.parametrize("text", [*HOSTILE, "一期" * 6000, "甲高铁、" * 3000, "国道1" * 4000, "首个" * 4000])
def test_hostile_lines_propose_no_more_than_grows_with_the_text(text: str) -> None:
    assert len(proposed(propose_projects, text)) <= len(text)
