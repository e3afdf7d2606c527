"""The text of a PDF file: the lines of each page put together again to paragraphs."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kg.errors import ParserFailed, WrongFormat
from kg.language import choose
from kg.reading.marks import raised
from kg.reading.paragraphs import Line, paragraphs
from kg.reading.radicals import characters

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 500

_LATIN_WIDTH = 0.55  # of the size; a wide character is as wide as it is high
_SAME_LINE = 0.6
_RAISED_BY = 0.15
_RAISED_SIZE = 0.9
_INDEX_SIZE = 0.7
_MAX_SPACES = 3
_CJK_SPACE = re.compile(r"(?<=[\u2010-\u9fff\uff00-\uffef]) ++|(?<! ) ++(?=[\u2010-\u9fff\uff00-\uffef])")
_CR_LF = re.compile(r"[\r\n]+")


def text(data: bytes) -> str:
    """The text of the file's bytes.  Raises `WrongFormat` or `ParserFailed`."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    _check(reader)
    pages = [_lines(page) for page in reader.pages]
    if not any(pages):
        reason = choose(
            "没有文字,可能是扫描件;请先识别出文字",
            "no text, perhaps a scan; its text must be recognised first",
        )
        raise WrongFormat(reason=reason)
    return "".join(f"{paragraph}\n" for paragraph in paragraphs(pages))


def _check(reader: PdfReader) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise WrongFormat(reason=choose("有密码保护", "it is protected by a password"))
    if len(reader.pages) > MAX_PAGES:
        raise ParserFailed(reason=choose(f"超过 {MAX_PAGES} 页", f"it has over {MAX_PAGES} pages"))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters that start at a point of the page; `x`, `y` and `size` in points, `y` upwards."""

    x: float
    y: float
    size: float
    text: str

    @property
    def end(self) -> float:
        return self.x + self.size * sum(
            1 if unicodedata.east_asian_width(char) in "WFA" else _LATIN_WIDTH for char in self.text
        )


@dataclass(slots=True)
class _Row:
    """Pieces that stand on one line."""

    pieces: list[_Piece] = field(default_factory=list)

    @property
    def base(self) -> _Piece:
        return max(self.pieces, key=lambda piece: piece.size)

    def takes(self, piece: _Piece) -> bool:
        """Whether the piece stands on this line, perhaps raised."""
        last = self.pieces[-1]
        near = abs(piece.y - self.base.y) <= _SAME_LINE * max(piece.size, self.base.size)
        return near and (piece.x >= last.x - last.size or piece.x == self.pieces[0].x)

    def add(self, piece: _Piece) -> None:
        """Append the piece; one that was drawn without a new position stands behind the last."""
        last = self.pieces[-1]
        self.pieces.append(piece if piece.x > last.x else replace(piece, x=last.end))

    def line(self) -> Line:
        """The row as text, raised numbers as footnote marks."""
        base, text = self.base, ""
        for rise, run in groupby(self.pieces, key=lambda piece: _rise(piece, base)):
            content = "".join(piece.text for piece in run)
            # Where the rise is not told, a small number after a letter may be an index (CO2).
            is_raised = rise is True or (rise is None and not text[-1:].isascii())
            text += raised(text, content) if is_raised else content
        return Line(
            _unspaced(characters(text.strip())), self.pieces[0].x, base.y, self.pieces[-1].end, base.size
        )


def _unspaced(text: str) -> str:
    """The text without the blanks that a justified line is widened with: more than a line of prose has."""
    return _CJK_SPACE.sub("", text) if len(_CJK_SPACE.findall(text)) > _MAX_SPACES else text


def _rise(piece: _Piece, base: _Piece) -> bool | None:
    """Whether the piece is small and raised; None if it is small and on the base line."""
    if abs(piece.y - base.y) <= _RAISED_BY * base.size:
        return None if piece.size <= _INDEX_SIZE * base.size else False
    return piece.y > base.y and piece.size <= _RAISED_SIZE * base.size


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page, in the order in which they are drawn."""
    rows: list[_Row] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        text = _CR_LF.sub("", text)
        if not text:
            return
        piece = _piece(text, cm, tm, size)
        if rows and rows[-1].takes(piece):
            rows[-1].add(piece)
        elif text.strip():
            rows.append(_Row([piece]))

    page.extract_text(visitor_text=visit)
    return [line for line in (row.line() for row in rows) if line.text]


def _piece(text: str, cm: list[float], tm: list[float], size: float) -> _Piece:
    """The piece in the page's own coordinates: text matrix, then transformation matrix."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    scale = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
    return _Piece(x, y, abs(size) * scale, text)
