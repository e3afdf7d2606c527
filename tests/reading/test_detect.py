from __future__ import annotations

import pytest

from kg.errors import WrongFormat
from kg.reading.detect import kind


@pytest.mark.parametrize(
    ("data", "name", "wanted"),
    [
        (b"%PDF-1.7\n", "report.txt", "pdf"),
        (b"PK\x03\x04....word/document.xml", "report", "docx"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "report.txt", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "report.txt", "html"),
        (b"<!-- saved --><div>", "-", "html"),
        ("政府工作报告".encode(), "report.HTM", "html"),
        ("政府工作报告".encode(), "report.docx", "plain"),
        ("<政府工作报告>".encode(), "-", "plain"),
    ],
)
def test_content_decides_before_the_extension(data: bytes, name: str, wanted: str) -> None:
    assert kind(data, name) == wanted


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1", b"{\\rtf1", b"PK\x03\x04 other", b"\x89PNG\r\n"]
)
def test_known_kinds_that_are_not_read_are_named(data: bytes) -> None:
    with pytest.raises(WrongFormat, match="report"):
        kind(data, "report")
