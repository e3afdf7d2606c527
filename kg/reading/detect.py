"""Which kind of file some bytes are: by their content first, then by the file's extension."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from kg.errors import WrongFormat
from kg.language import choose

Kind = Literal["plain", "html", "docx", "pdf"]

_HEAD_BYTES = 4096
_PDF_HEAD_BYTES = 1024  # readers accept the signature anywhere in the first KiB
_MARKUP = re.compile(
    rb"^\s*+(?:<\?xml[^>]*>\s*+)?(?:(?><!--.*?-->)\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|p|table|article|section|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml"}
_BOMS = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")

_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "旧式或加密的 Office 文件,请另存为 DOCX",
        "an old or encrypted Office file; save it as DOCX",
    ),
    (b"{\\rtf", "RTF 文件,请另存为 DOCX", "an RTF file; save it as DOCX"),
    (b"PK", "压缩包,其中没有 Word 文档", "an archive without a Word document in it"),
    (b"\x89PNG", "图片;请先识别出文字", "an image; its text must be recognised first"),
    (b"\xff\xd8\xff", "图片;请先识别出文字", "an image; its text must be recognised first"),
)


def kind(data: bytes, name: str) -> Kind:
    """The kind of the file; what is no other kind is plain text.

    Raises `WrongFormat` for kinds that are known and not read.
    """
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return "docx"
    if b"%PDF-" in data[:_PDF_HEAD_BYTES]:
        return "pdf"
    for signature, zh, en in _REFUSED:
        if data.startswith(signature):
            raise WrongFormat(path=name, reason=choose(zh, en))
    # Without its NULs UTF-16 markup reads as ASCII.
    start = _BOMS.sub(b"", data[:_HEAD_BYTES]).replace(b"\0", b"")
    if _MARKUP.match(start) or Path(name).suffix.lower() in _HTML_SUFFIXES:
        return "html"
    return "plain"
