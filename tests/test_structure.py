"""Lines, sections, sentences, marks and glossary lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Mention, Report, Role, Span
from kg.structure import ITEM, PART, TOPIC, read_structure
from tests.reports import BUNDLED, HEAD, report, with_glossary


def headings(text: str) -> list[tuple[int, str]]:
    read = report(text)
    return [(heading.level, heading.title.of(read.text)) for heading in read_structure(read).sections]


def test_parts_items_and_topics_have_their_levels() -> None:
    text = "一、去年工作\n一是经济向好。产业升级。新建工厂3家。\n"
    text += "（二）改善民生，办好实事。养老有靠。建成食堂5处。\n二、打算\n"
    assert headings(text) == [
        (PART, "一、去年工作"),
        (ITEM, "一是经济向好。"),
        (TOPIC, "产业升级"),
        (ITEM, "（二）改善民生，办好实事。"),
        (TOPIC, "养老有靠"),
        (PART, "二、打算"),
    ]


def test_items_within_a_paragraph_are_found() -> None:
    text = "第一,打造场景。一是新能源场景。建设电站。二是农业场景。发展果蔬。\n"
    assert [title for _, title in headings(text)] == ["第一,打造场景。", "一是新能源场景", "二是农业场景"]


def test_a_heading_that_runs_into_its_paragraph_is_cut_at_its_first_clause() -> None:
    text = "一、回顾去年——稳中有进,信心提振刚刚过去的一年,是极不平凡的一年。" + "我们埋头苦干。" * 20 + "\n"
    assert headings(text)[0] == (PART, "一、回顾去年——稳中有进")


def test_a_section_ends_where_the_next_of_its_level_begins() -> None:
    read = report("一、甲\n一是乙。\n二是丙。\n二、丁\n")
    spans = {h.title.of(read.text): Span(h.start, h.end).of(read.text) for h in read_structure(read).sections}
    assert spans == {
        "一、甲": "一、甲\n一是乙。\n二是丙。\n",
        "一是乙。": "一是乙。\n",
        "二是丙。": "二是丙。\n",
        "二、丁": "二、丁",
    }


def test_an_item_ends_where_the_audience_is_addressed() -> None:
    read = report("一、甲\n一是乙。\n各位代表！过去一年，成绩来之不易。\n二、丁\n")
    item = read_structure(read).sections[1]
    assert Span(item.start, item.end).of(read.text) == "一是乙。\n"


def test_a_mark_is_no_digit_of_the_number_before_or_after_it() -> None:
    read = with_glossary("实施“十个一”项目[1]452个。", "[1]“十个一”项目：一批项目。")
    (mark,) = read_structure(read).marks
    assert (mark.number, mark.span.of(read.text)) == (1, "[1]")


@pytest.mark.parametrize(
    ("mark", "entry"), [("[1]", "[1]"), ("［１］", "［1］"), ("①", "①"), ("〔1〕", "1."), ("【1】", "1、")]
)
def test_marks_of_every_kind_are_read(mark: str, entry: str) -> None:
    read = with_glossary(f"实施“甲乙”工程{mark}。", f"{entry}“甲乙”工程：一项工程。")
    assert [found.number for found in read_structure(read).marks] == [1]


def test_what_is_no_number_in_brackets_is_no_mark() -> None:
    read = with_glossary("等级[LV.9]与[河北]及（1）都不是标记。", "[1]“甲乙”工程：一项工程。")
    assert read_structure(read).marks == ()


def test_circled_numbers_are_no_marks_where_brackets_are() -> None:
    read = with_glossary("实施“甲乙”工程[1]，①抓项目②抓招商。", "[1]“甲乙”工程：一项工程。")
    assert [mark.number for mark in read_structure(read).marks] == [1]


def test_furniture_is_in_no_line() -> None:
    text = "广告[7]位\n一、去年工作\n"
    furniture = Mention("r", Span(0, 6), "广告[7]位", Role.FURNITURE)
    structure = read_structure(Report(id="r", label="报告", text=text, mentions=(furniture,)))
    assert [line.of(text) for line in structure.lines] == ["一、去年工作"]


@pytest.mark.parametrize(
    "heading",
    [
        "名词解释",
        "名词注释：",
        "注释",
        "附件2：名词解释",
        "《政府工作报告》有关内容名词注释",
        "附：相关名词解释",
    ],
)
def test_a_glossary_is_found_by_its_heading(heading: str) -> None:
    read = with_glossary(
        "全市团结奋斗。", "1.“甲乙”工程：一项工程。", "2.“丙丁”行动：一项行动。", heading=heading
    )
    structure = read_structure(read)
    assert [line.of(read.text) for line in structure.glossary[1:]] == [
        "1.“甲乙”工程：一项工程。",
        "2.“丙丁”行动：一项行动。",
    ]
    assert all("工程：" not in line.of(read.text) for line in structure.body)


def test_a_glossary_without_heading_is_a_run_of_bracketed_entries() -> None:
    read = report(
        HEAD + "实施“甲乙”工程[1]和“丙丁”行动[2]。\n[1]“甲乙”工程：一项工程。\n[2]“丙丁”行动：一项行动。\n"
    )
    assert len(read_structure(read).glossary) == 2


def test_a_report_without_glossary_has_none() -> None:
    assert read_structure(report(HEAD + "1.抓项目。\n2.抓招商。\n")).glossary == ()


def test_names_are_read_without_the_marks_in_them() -> None:
    read = with_glossary("实施“甲乙”[1]工程。", "[1]“甲乙”工程：一项工程。")
    structure = read_structure(read)
    at = read.text.index("“甲乙”[1]工程")
    assert structure.unmarked(Span(at, at + 9)) == "“甲乙”工程"


def test_a_glossary_ends_where_an_appendix_or_the_report_begins() -> None:
    entries = ["(1)“甲乙”工程：一项工程。", "(2)“丙丁”行动：一项行动。"]
    for following in ("附件2：", "一、去年工作", "各位代表："):
        structure = read_structure(with_glossary("团结奋斗。", *entries, following, "(1)新建工厂：3家。"))
        assert len(structure.glossary) == 3
        assert len(structure.body) >= 7


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_end_as_the_text_has_it(end: str) -> None:
    read = with_glossary("实施“甲乙”工程。", "1.“甲乙”工程：一项工程。")
    other = report(read.text.replace("\n", end))
    assert [line.of(other.text) for line in read_structure(other).lines] == [
        line.of(read.text) for line in read_structure(read).lines
    ]


texts = st.text(
    alphabet="一二三、是（）()[]1２①“”。；，!\n \u3000\ufeff\r甲乙😀𠮷各位代表第名词解释:：", max_size=300
)


@given(texts)
def test_every_span_lies_in_the_text_whatever_the_text(text: str) -> None:
    structure = read_structure(report(text))
    lines = structure.lines
    assert all(0 <= line.start < line.end <= len(text) for line in lines)
    assert all(a.end < b.start for a, b in pairwise(lines))
    assert all("\n" not in line.of(text) for line in lines)
    assert "".join(s.of(text) for s in structure.sentences) == "".join(
        line.of(text) for line in structure.body
    )
    assert all(
        heading.start <= heading.title.end <= heading.end <= len(text) for heading in structure.sections
    )


def test_the_bundled_report_is_taken_apart() -> None:
    from kg.reading import read

    structure = read_structure(read(BUNDLED))
    parts = [
        heading.title.of(structure.report.text) for heading in structure.sections if heading.level == PART
    ]
    assert parts == ["一、回顾2022年政府工作——经济稳中有进", "二、阔步迈上新征程", "三、2023年主要工作"]
    assert [mark.number for mark in structure.marks] == list(range(1, 32))
