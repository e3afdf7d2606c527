from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from kg.errors import WrongFormat
from kg.reading.paragraphs import Line, paragraphs
from kg.reading.pdf import text
from kg.reading.radicals import characters

DATA = Path(__file__).parent / "data"


def with_content(content: bytes, to_unicode: bytes | None = None) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    stream = DecodedStreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    names = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    if to_unicode is not None:
        table = DecodedStreamObject()
        table.set_data(to_unicode)
        names[NameObject("/ToUnicode")] = writer._add_object(table)
    fonts = DictionaryObject({NameObject("/F1"): names})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def with_characters(codes: dict[bytes, str]) -> bytes:
    """A page of characters whose font names them by these UTF-16 codes in hex."""
    table = "".join(f"<{char.hex()}> <{code}>\n" for char, code in codes.items())
    to_unicode = (
        f"begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        f"{len(codes)} beginbfchar\n{table}endbfchar endcmap"
    )
    shown = b"".join(codes).hex()
    return with_content(f"BT /F1 12 Tf 50 700 Td <{shown}> Tj ET".encode(), to_unicode.encode())


def line(content: str, row: int, *, x: float = 70, width: int = 20) -> Line:
    return Line(content, x=x, y=700 - 20 * row, end=x + 12 * width, size=12)


def test_a_page_printed_by_a_browser_reads_back_as_it_was_written() -> None:
    wanted = (DATA / "report.txt").read_text(encoding="utf-8")
    assert text((DATA / "report.pdf").read_bytes()) == wanted


def test_indented_lines_begin_paragraphs_and_others_go_on() -> None:
    page = [
        line("标题在此", 0, x=150, width=4),
        line("第一段的开头一直写到行末，", 1, x=94, width=18),
        line("接着写满一行就是句号结束。", 2),
        line("最后半行。", 3, width=5),
        line("第二段的开头", 4, x=94, width=18),
        line("又一行", 5, width=3),
    ]
    assert list(paragraphs([page])) == [
        "标题在此",
        "第一段的开头一直写到行末，接着写满一行就是句号结束。最后半行。",
        "第二段的开头又一行",
    ]


def test_without_indents_a_full_line_goes_on_unless_it_ends_a_sentence() -> None:
    page = [line("写满的一行没有完", 0), line("这里完了。", 1), line("另一段", 2, width=3), line("再一段", 3)]
    assert list(paragraphs([page])) == ["写满的一行没有完这里完了。", "另一段", "再一段"]


def test_page_numbers_and_running_heads_are_dropped() -> None:
    pages = [
        [
            line("政府工作报告", 0, width=6),
            line(f"第{name}页的文字。", 1, width=6),
            line(f"— {number} —", 30, width=3),
        ]
        for number, name in enumerate("甲乙丙丁", 1)
    ]
    assert list(paragraphs(pages)) == ["第甲页的文字。", "第乙页的文字。", "第丙页的文字。", "第丁页的文字。"]


def test_radicals_become_characters() -> None:
    assert characters("⼈⺠⼯⻓户⼾⸺⻛") == "人民工长户户——风"


def test_drawn_text_is_read() -> None:
    assert text(with_content(b"BT /F1 12 Tf 10 10 Td (GDP 2030) Tj ET")) == "GDP 2030\n"


def test_a_scan_and_a_file_with_a_password_are_named_as_such() -> None:
    with pytest.raises(WrongFormat):
        text(with_content(b""))
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    with pytest.raises(WrongFormat):
        text(file.getvalue())
