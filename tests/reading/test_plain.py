from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import WrongFormat
from kg.reading.plain import check_text, decode

TEXT = "\u3000\u3000各位代表：\r\n一、2030年工作回顾\n"
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@given(ANY_TEXT)
def test_utf8_keeps_every_code_point(text: str) -> None:
    assert decode(text.encode("utf-8"), "a.txt") == text


@given(ANY_TEXT, st.sampled_from([("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)]))
def test_utf16_with_its_mark_keeps_every_code_point(text: str, encoding: tuple[str, bytes]) -> None:
    name, mark = encoding
    assert decode(mark + text.encode(name), "a.txt") == "\ufeff" + text


@given(ANY_TEXT)
def test_gb18030_keeps_every_code_point(text: str) -> None:
    data = ("政府工作报告" + text).encode("gb18030")
    assert decode(data, "a.txt") == "政府工作报告" + text


def test_the_byte_order_mark_and_line_ends_stay() -> None:
    assert decode(codecs.BOM_UTF8 + TEXT.encode("utf-8"), "a.txt") == "\ufeff" + TEXT


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"abc\xff\x80", "报".encode()[:2] + b"\xff"])
def test_bytes_of_no_known_encoding_are_refused(data: bytes) -> None:
    with pytest.raises(WrongFormat, match=r"a\.txt"):
        decode(data, "a.txt")


@pytest.mark.parametrize("text", ["", "\ufeff \r\n\u3000\t", "政府\0工作报告", "\x01\x02政府"])
def test_blank_and_binary_texts_are_refused(text: str) -> None:
    with pytest.raises(WrongFormat):
        check_text(text, "a.txt")


def test_a_stray_control_character_is_no_binary_file() -> None:
    check_text("政府工作报告" * 100 + "\x07", "a.txt")
