from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.measures import find_measures
from kg.extraction.setting import Settings
from kg.model import Report
from kg.structure import read_structure

TITLES = ("一、2025年及“十四五”时期工作回顾", "二、“十五五”时期的主要目标任务", "三、2026年重点工作")


def settings(*lines: str, year: int | None = 2026) -> list[tuple[str, str]]:
    """Status and period of each measure of a report with those lines."""
    structure = read_structure(Report(id="urn:r", label="报告", year=year, text="\n".join(lines) + "\n"))
    return [(found.status, found.period) for found in find_measures(structure, Settings(structure))]


def under(title: str, *lines: str) -> list[tuple[str, str]]:
    return settings(*(line for head in TITLES for line in ((head, *lines) if head == title else (head,))))


def done(*lines: str) -> list[tuple[str, str]]:
    return under(TITLES[0], *lines)


def plan(*lines: str) -> list[tuple[str, str]]:
    return under(TITLES[2], *lines)


def test_status_and_period_come_from_the_part() -> None:
    line = "新增企业25家。"
    assert done(line) == [("actual", "2025")]
    assert under(TITLES[1], line) == [("target", "十五五")]
    assert plan(line) == [("target", "2026")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("一、过去五年工作回顾", ("actual", "过去五年")),
        ("一、过去一年的工作", ("actual", "2025")),
        ("一、2025年工作回顾", ("actual", "2025")),
        ("二、今后五年的奋斗目标", ("target", "今后五年")),
        ("二、总体思路", ("target", "今后几年")),
        ("三、2026年工作安排", ("target", "2026")),
    ],
)
def test_titles_of_parts(title: str, expected: tuple[str, str]) -> None:
    assert settings(title, "新增企业25家。", "四、2026年的其他工作") == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2030年，总产值达1000亿元以上。", ("target", "2030")),
        ("2028年前，建成5家医院。", ("target", "2028前")),
        ("每年培育10家企业。", ("target", "每年")),
        ("力争通过3年努力，培育10家企业。", ("target", "3年")),
        ("今年新增企业5家。", ("target", "2026")),
        ("森林覆盖率比上年提高1个百分点。", ("target", "2026")),
        ("我国有5家企业。", ("actual", "2026")),
    ],
)
def test_times_that_a_sentence_of_a_plan_names(sentence: str, expected: tuple[str, str]) -> None:
    assert plan(sentence) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("一般公共预算收入比上年增长5%。", ("actual", "2025")),
        ("力争全年增长5%。", ("target", "2025")),
        ("争取中央预算内投资237亿元。", ("actual", "2025")),
        ("2024年粮食产量5亿吨。", ("actual", "2024")),
        ("过去的一年，新增企业5家。", ("actual", "2025")),
        ("近三年，新增企业5家。", ("actual", "近三年")),
    ],
)
def test_times_that_a_sentence_of_a_review_names(sentence: str, expected: tuple[str, str]) -> None:
    assert done(sentence) == [expected]


def test_a_level_holds_at_the_end_of_a_stretch_of_years() -> None:
    line = "五年来，新增企业25家，城镇化率达到60%，居民收入年均增长6%，发电能力从3亿千瓦提升到8亿千瓦。"
    assert done(line) == [
        ("actual", "十四五"),
        ("actual", "2025"),
        ("actual", "十四五"),
        ("actual", "2020"),
        ("actual", "2025"),
    ]


def test_a_stretch_holds_for_the_paragraphs_and_points_that_follow() -> None:
    assert done("这五年，我们攻坚克难。", "新增企业25家。") == [("actual", "十四五")]
    assert done("新增企业5家。五年来，我们攻坚克难。", "——新增企业25家。", "新增企业3家。") == [
        ("actual", "2025"),
        ("actual", "十四五"),
        ("actual", "2025"),
    ]


def test_the_value_that_a_plan_leaves_behind_is_that_of_the_year_before() -> None:
    assert plan("受教育年限由10.2年提高到10.8年。") == [("actual", "2025"), ("target", "2026")]


def test_a_plan_may_look_back() -> None:
    assert plan("今年是开局之年。过去一年，生产总值增长10.3%。", "生产总值增长8%。") == [
        ("actual", "2025"),
        ("target", "2026"),
    ]


def test_a_report_without_parts_says_what_is_planned() -> None:
    assert settings("生产总值增长8%。") == [("target", "2026")]


def test_the_year_is_read_from_the_text_where_the_report_has_none() -> None:
    assert settings("2019年政府工作报告", *TITLES[:1], "生产总值增长8%。", year=None) == [("actual", "2025")]
    assert settings("2019年政府工作报告", "生产总值增长8%。", year=None) == [("target", "2019")]


@given(st.text(alphabet="一二、2025年十四五时期回顾今后过去这来，。——\n每增长5%家从到", max_size=120))
def test_any_text_has_a_setting_everywhere(text: str) -> None:
    structure = read_structure(Report(id="urn:r", label="报告", year=2026, text=text))
    known = Settings(structure)
    assert all(known.at(offset).status in ("actual", "target") for offset in range(len(text)))
    assert all(found.period for found in find_measures(structure, known))
