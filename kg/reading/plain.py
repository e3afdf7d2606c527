"""From bytes to text, without losing or changing a character."""

from __future__ import annotations

import codecs
import re

from kg.errors import WrongFormat
from kg.language import choose

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01


def decode(data: bytes, name: str) -> str:
    r"""The text of the bytes: UTF-16 with its mark, UTF-8, or GB18030.

    A byte-order mark stays as U+FEFF and `\r\n` as it is, so that offsets count what the file
    holds.  Raises `WrongFormat` if the bytes are none of these.
    """
    encodings = (_UTF16[data[:2]],) if data[:2] in _UTF16 else ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            reason = f"{error.encoding}, {error.start}"
    raise WrongFormat(
        path=name,
        reason=choose(
            f"不是 UTF-8、UTF-16 或 GB18030 编码的文本({reason})",
            f"it is no text in UTF-8, UTF-16 or GB18030 ({reason})",
        ),
    )


def well_formed(text: str) -> str:
    """The text with each pair of surrogates joined, and U+FFFD for lone ones, which no encoding takes."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def check_text(text: str, name: str) -> None:
    """Raise `WrongFormat` if the text holds blanks only, or characters that only binary files have."""
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0"):
        raise WrongFormat(path=name, reason=choose("没有文字", "there is no text in it"))
    control = sum(1 for _ in _CONTROL.finditer(text))
    if "\0" in text or control > _MAX_CONTROL_SHARE * len(text):
        raise WrongFormat(path=name, reason=choose("是二进制文件", "it is a binary file"))
