"""Entries in every form in which glossaries are written."""

from __future__ import annotations

import pytest

from kg.glossary.entries import read_entries
from kg.structure import read_structure
from tests.reports import with_glossary

Read = list[tuple[int, str, list[str], str]]


def entries(*lines: str) -> Read:
    report = with_glossary("全市上下团结奋斗。", *lines)
    text = report.text
    return [
        (
            entry.number,
            entry.headword.of(text),
            [label.of(text) for label in entry.labels],
            entry.definition.of(text),
        )
        for entry in read_entries(read_structure(report))
    ]


@pytest.mark.parametrize(
    "number",
    ["1.", "1．", "1、", "[1]", "［1］", "［１］", "①", "〔1〕", "（1）", "(1)", "1. ", "注1：", "　1."],
)
def test_the_number_is_read_in_every_form(number: str) -> None:
    assert entries(f"{number}“甲乙”工程：即一项工程。") == [(1, "“甲乙”工程", ["“甲乙”工程"], "即一项工程。")]


def test_the_definition_may_stand_on_the_next_line() -> None:
    assert entries("1.“甲乙”工程：", "指一项工程。", "2.丙丁行动：", "指一项行动。") == [
        (1, "“甲乙”工程", ["“甲乙”工程"], "指一项工程。"),
        (2, "丙丁行动", ["丙丁行动"], "指一项行动。"),
    ]


@pytest.mark.parametrize("between", ["——", "是指", "：", "即"])
def test_headword_and_definition_part_without_a_colon_too(between: str) -> None:
    ((_, headword, _, definition),) = entries(f"1.“甲乙”工程{between}一项惠民工程。")
    assert headword == "“甲乙”工程"
    assert definition.endswith("一项惠民工程。")


def test_a_colon_in_quotes_or_brackets_parts_nothing() -> None:
    ((_, headword, _, definition),) = entries("1.“甲：乙”工程（又名：丙）：一项工程。")
    assert (headword, definition) == ("“甲：乙”工程（又名：丙）", "一项工程。")


@pytest.mark.parametrize("between", ["", "、", "和"])
def test_an_entry_may_define_two_terms(between: str) -> None:
    ((_, _, labels, _),) = entries(f"1.“两重”{between}“两新”：甲、乙和丙、丁。")
    assert labels == ["“两重”", "“两新”"]


def test_a_list_within_one_quotation_is_one_term() -> None:
    ((_, _, labels, _),) = entries("1.“一减一增、一城一环”：四件事。")
    assert labels == ["“一减一增、一城一环”"]


def test_numbers_within_a_definition_open_no_entry() -> None:
    read = entries("4.“甲乙”工程：包括：", "1.修路。", "2.架桥。", "5.丙丁行动：一项行动。")
    assert [(number, definition) for number, _, _, definition in read] == [
        (4, "包括：\n1.修路。\n2.架桥。"),
        (5, "一项行动。"),
    ]


def test_a_headword_may_begin_with_a_digit() -> None:
    read = entries("1.甲乙工程：一项工程。", "2.2026年10件民生实事：十件事。", "3.5+2就业之家：一个平台。")
    assert [headword for _, headword, _, _ in read] == ["甲乙工程", "2026年10件民生实事", "5+2就业之家"]


def test_a_list_in_round_brackets_opens_no_entry_among_square_ones() -> None:
    read = entries("[1]“三个城市”：", "(1)创新城市；", "(2)开放城市。", "[2]丙丁行动：一项行动。")
    assert [(number, headword) for number, headword, _, _ in read] == [(1, "“三个城市”"), (2, "丙丁行动")]


def test_entries_may_have_no_numbers() -> None:
    assert [
        (number, headword) for number, headword, _, _ in entries("“甲乙”工程：一项。", "“丙丁”行动：一项。")
    ] == [
        (1, "“甲乙”工程"),
        (2, "“丙丁”行动"),
    ]


def test_entries_may_be_numbered_in_chinese() -> None:
    assert [number for number, *_ in entries("一、“甲乙”工程：一项。", "二、“丙丁”行动：一项。")] == [1, 2]


def test_one_line_may_hold_several_entries() -> None:
    read = entries("[1]“甲乙”工程：一项。[2]“丙丁”行动：两项。", "[3]戊己场景：三项。")
    assert [(number, definition) for number, _, _, definition in read] == [
        (1, "一项。"),
        (2, "两项。"),
        (3, "三项。"),
    ]


def test_a_page_number_is_no_part_of_the_headword() -> None:
    assert entries("1.四下基层(第2页)：一种作风。")[0][1] == "四下基层"


def test_what_follows_the_last_entry_is_no_part_of_it() -> None:
    read = entries("1.甲乙工程：一项工程。", "2.丙丁行动：一项行动。", "相关文章请看下页")
    assert read[-1][3] == "一项行动。"


def test_two_entries_may_have_one_number() -> None:
    assert [(number, headword) for number, headword, _, _ in entries("[1]甲：一。", "[1]乙：二。")] == [
        (1, "甲"),
        (1, "乙"),
    ]


def test_an_entry_without_definition_is_kept() -> None:
    assert entries("1.甲乙工程：", "2.丙丁行动：一项行动。")[0] == (1, "甲乙工程", ["甲乙工程"], "")
