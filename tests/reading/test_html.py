from __future__ import annotations

import pytest

from kg.errors import ParserFailed
from kg.reading.html import text


def lines(page: str, encoding: str = "utf-8") -> list[str]:
    return text(page.encode(encoding)).splitlines()


def test_each_block_is_a_line_and_inline_markup_is_none() -> None:
    page = (
        "<html><body><h1>政府工作报告</h1><div>各位代表：<p>全市<b>生产\n总值</b>增长</p>结束<br>再来</div>"
    )
    assert lines(page) == ["政府工作报告", "各位代表：", "全市生产 总值增长", "结束", "再来"]


def test_what_is_not_shown_is_left_out() -> None:
    page = (
        "<html><head><title>标题</title><style>p{}</style></head><body><script>var a</script>"
        '<p style="display: none">藏一</p><p hidden>藏二</p><!-- 注 -->见<noscript>无</noscript>到</body>'
    )
    assert lines(page) == ["见到"]


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("项目<sup>9</sup>452个", "项目[9]452个"),
        ("机制<sup>[12]</sup>。", "机制[12]。"),
        ("机制<sup><a href='#n3'>3</a></sup>。", "机制[3]。"),
        ("机制<a href='#n3'>［3］</a>。", "机制[3]。"),
        ("面积36km<sup>2</sup>，", "面积36km²，"),
        ("第<a href='page2.html'>2</a>页", "第2页"),
        ("注<sup>见下</sup>", "注见下"),
    ],
)
def test_raised_numbers_are_footnote_marks(markup: str, wanted: str) -> None:
    assert lines(f"<p>{markup}</p>") == [wanted]


def test_table_cells_are_parted_by_tabs_and_layout_tables_are_lines() -> None:
    data = "<table><tr><th>指标</th><td><p>目标</p></td></tr><tr><td>总值</td><td>7%</td></tr></table>"
    layout = "<table><tr><td><p>各位代表：</p><p>现在</p></td></tr></table>"
    assert lines(data + layout) == ["指标\t目标", "总值\t7%", "各位代表：", "现在"]


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8"])
def test_gb18030_pages_are_read_and_valid_utf8_is_utf8_whatever_is_declared(declared: str) -> None:
    page = f'<html><meta charset="{declared}"><p>镕基㛃</p>'
    assert lines(page) == ["镕基㛃"]
    assert lines(page.replace("utf-8", "gbk"), "gb18030") == ["镕基㛃"]


def test_utf16_pages_are_read() -> None:
    assert lines("<html><p>各位代表", "utf-16") == ["各位代表"]


def test_a_damaged_byte_does_not_spoil_a_page_that_tells_its_encoding() -> None:
    page = '<meta charset="utf-8"><p>各位'.encode() + b"\xff" + "代表".encode()
    assert text(page) == "各位\ufffd代表\n"


def test_entities_of_a_doctype_are_not_expanded() -> None:
    doubled = "".join(f'<!ENTITY a{i} "&a{i - 1};&a{i - 1};">' for i in range(1, 40))
    page = f'<!DOCTYPE html [<!ENTITY a0 "aaaa">{doubled}]><p>&a39;</p>'
    assert len(text(page.encode())) < 100


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{i}='x'" for i in range(500_000)) + ">各位代表",
        "<p " + " ".join(f"a{i}" for i in range(500_000)) + ">各位代表",
        "<div>" * 100_000 + "各位代表",
    ],
    ids=["attributes", "bare attributes", "depth"],
)
def test_hostile_pages_are_refused(page: str) -> None:
    with pytest.raises(ParserFailed):
        text(page.encode())


def test_many_unclosed_cells_are_read() -> None:
    assert text(("<td><p>表</p>" * 20_000).encode()).count("表") == 20_000
