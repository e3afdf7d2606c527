from __future__ import annotations

import pytest

from kg.errors import ParserFailed, TooLarge, WrongFormat
from kg.reading import sandbox
from kg.reading.sandbox import Limits

from .test_docx import zipped
from .test_pdf import with_content


def test_the_text_comes_back_whole() -> None:
    assert sandbox.text("html", "<p>𠀀😀</p>".encode(), "a.html") == "𠀀😀\n"


def test_errors_of_the_parser_come_back_with_the_name_of_the_file() -> None:
    with pytest.raises(TooLarge, match=r"a\.docx"):
        sandbox.text("docx", zipped({"word/document.xml": bytes(300 * 2**20)}), "a.docx")
    with pytest.raises(WrongFormat, match=r"b\.docx"):
        sandbox.text("docx", zipped({"word/document.xml": b"<a/>"})[:60], "b.docx")
    with pytest.raises(WrongFormat, match=r"c\.pdf"):
        sandbox.text("pdf", b"%PDF-1.7 junk", "c.pdf")
    with pytest.raises(ParserFailed, match=r"d\.html"):
        sandbox.text("html", b"<div>" * 100_000, "d.html")


def test_a_pdf_that_inflates_to_gigabytes_is_refused() -> None:
    with pytest.raises(WrongFormat, match="Limit"):
        sandbox.text("pdf", with_content(bytes(200 * 2**20)), "a.pdf")


SLOW = ("<td><p>表</p>" * 400_000).encode()


@pytest.mark.parametrize("limits", [Limits(cpu=1), Limits(wall=1), Limits(memory=150 * 2**20)])
def test_a_parser_that_hits_a_limit_is_stopped(limits: Limits) -> None:
    with pytest.raises(ParserFailed):
        sandbox.text("html", SLOW, "a.html", limits=limits)
