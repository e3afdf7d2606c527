"""Lines made to keep an expression busy: each is read within seconds or, were one open to it, in hours."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from kg.errors import ParserFailed
from kg.reading import html, read_bytes
from kg.reading.detect import kind
from kg.reading.paragraphs import Line, paragraphs
from kg.reading.pdf import _unspaced

LENGTH = 100_000
MOST_SECONDS = 20


@pytest.fixture(autouse=True)
def _stop() -> Iterator[None]:
    """Fail a test that would not end: expressions let signals through."""

    def fail(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("an expression does not end")

    before = signal.signal(signal.SIGVTALRM, fail)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


STARTS = [
    "", "（", "(报告人：", "市长", "云溪市", "代市长 林", "第1页", "1", "— 1", "2031年", "2031年1月1日",
    "来源", "【", "字号", "大", "相关报道", "回复", "分享到", "政府工作报告", "在", "代表",
    "各位代表", "一、",
]  # fmt: skip
UNITS = [
    " ", "\u3000 ", "-", "— ", "1", "一", "市", "县人民", "人民", "2031年", "报告 ", "政府工作", "大 ", "| ",
    "在市第1", "代表市", "届", "。”", "：", "）", "《", "第", "页 ", "共 ", "上一页",
]  # fmt: skip


def _lines(start: str) -> list[str]:
    return [start + unit * (LENGTH // len(unit)) + "x" for unit in UNITS]


@pytest.mark.parametrize("start", STARTS)
def test_a_hostile_line_is_read_wherever_it_stands(start: str) -> None:
    for line in _lines(start):
        text = f"{line}\n政府工作报告\n{line}\n各位代表：\n一、回顾\n做事。\n{line}\n"
        assert read_bytes(text.encode(), "a.txt").text == text


@pytest.mark.parametrize("start", ["", "1", "第", "— 1", "第1页", "大", "。"])
def test_a_hostile_line_of_a_page_is_put_into_a_paragraph(start: str) -> None:
    for line in _lines(start):
        page = [Line(line, 70, 700, 500, 12), Line("做事。", 70, 680, 100, 12)]
        assert "".join(paragraphs([page])).startswith(line)
        assert _unspaced(line).endswith("x")


@pytest.mark.parametrize("unit", [b"<!---->", b"<!-- -->\n", b"<!--", b" ", b"<?xml "])
def test_the_kind_of_hostile_markup_is_found(unit: bytes) -> None:
    assert kind(unit * (LENGTH // len(unit)) + b"x", "a.txt") == "plain"
    assert kind(b"<!-- a -->" * 20 + b"<div>", "a.txt") == "html"


PAGE_UNITS = ["<p>", "<p ", " \t", "display: ", "<sup>1", "<a href='#'>", "<meta charset "]


@pytest.mark.parametrize("unit", PAGE_UNITS)
def test_hostile_pages_end(unit: str) -> None:
    many = unit * (LENGTH // len(unit))
    for page in (many, f"<p style='{many}'>x", f"{many}政"):
        try:
            html.text(page.encode("gb18030"))
        except ParserFailed:
            continue
