from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.furniture import furniture
from kg.reading.head import Head, head

OPENING = "各位代表：\n现在，我代表市人民政府，向大会报告工作。\n一、工作回顾\n"


def read(text: str) -> Head:
    return head(text, furniture(text))


@pytest.mark.parametrize(
    "lines",
    [
        "2031年政府工作报告\n——2031年1月18日在云溪市第九届人民代表大会第三次会议上\n市人民政府市长 林 远",
        "政府工作报告\n---2031年1月18日在云溪市第九届\n人民代表大会第三次会议上\n市长\u3000林\u3000远",
        "政 府 工 作 报 告\n（2031年1月18日在云溪市第九届人民代表大会第三次会议上）\n云溪市市长：林远",
        "政府工作\n报告\n二〇三一年一月十八日在云溪市第九届人民代表大会第三次会议上\n云溪市代市长\n林远",
        "政府工作报告——2031年1月18日在云溪市第九届人民代表大会第三次会议上\n市长 林远",
    ],
)
def test_the_head_is_read_in_all_its_layouts(lines: str) -> None:
    found = read(f"{lines}\n{OPENING}")
    assert (found.place, found.year, found.date, found.speaker) == ("云溪市", 2031, "2031-01-18", "林远")
    assert found.title is not None
    assert found.label(lines).endswith("政府工作报告")


def test_the_last_of_several_titles_is_the_reports() -> None:
    text = f"[云溪]2031年云溪市政府工作报告\n2031年云溪市政府工作报告\n{OPENING}"
    title = read(text).title
    assert title is not None
    assert (title.start, title.of(text)) == (19, "2031年云溪市政府工作报告")


@pytest.mark.parametrize(
    ("parts", "year"),
    [
        ("一、2030年工作回顾\n增长。\n二、今年主要任务", 2031),
        ("一、过去五年工作回顾\n增长。\n二、2031年主要任务", 2031),
        ("一、去年工作回顾\n2030年，增长。比2025年翻番。\n二、今年任务\n到2035年实现。", 2031),
        ("一、工作回顾\n增长。", None),
    ],
)
def test_without_a_date_the_parts_tell_the_year(parts: str, year: int | None) -> None:
    found = read(f"各位代表：\n现在，我代表国务院，向大会报告政府工作。\n{parts}\n")
    assert (found.place, found.year, found.date, found.speaker) == ("全国", year, None, None)


def test_a_report_without_a_title_gets_one_of_its_place_and_year() -> None:
    assert Head(place="云溪市", year=2031).label("") == "云溪市2031年政府工作报告"
    assert Head(place="全国", year=2031).label("") == "国务院2031年政府工作报告"
    assert Head().label("") == "政府工作报告"


def test_the_place_comes_from_the_title_the_office_or_the_opening_where_no_congress_is_named() -> None:
    assert read(f"云溪县政府工作报告（2031年）\n{OPENING}").place == "云溪县"
    assert read(f"2031年政府工作报告\n云溪自治州州长 阿里·木\n{OPENING}").place == "云溪自治州"
    assert read(f"政府工作报告\n{OPENING.replace('市人民', '云溪区人民')}").place == "云溪区"
    assert (
        read(f"政府工作报告\n——2031年1月8日在山河省云溪市第一届人民代表大会上\n{OPENING}").place == "云溪市"
    )


def test_a_date_that_does_not_exist_is_no_date() -> None:
    assert read(f"2031年云溪市政府工作报告\n2031年13月45日\n{OPENING}").date is None


@given(st.text(alphabet="政府工作报告年月日第届一二十省市长林·—（）2031 \n，。、"))
def test_any_head_is_survived_and_its_title_lies_in_the_text(text: str) -> None:
    found = read(text)
    assert found.title is None or 0 <= found.title.start < found.title.end <= len(text)
