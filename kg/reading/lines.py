"""The lines of a text, with their places, and what the head of a report is recognised by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.lines import line_spans
from kg.model import Span

_BLANK = "\ufeff\u200b\u200c\u200d\u2060\u3000\xa0 \t\f\v"
_GAPS = re.compile(rf"[{_BLANK}]+")
_LAST_HEAD_LINE = 200
_BODY_LENGTH = 60
_TITLE_LINES = 3

YEAR = r"(?:\d{4}|[〇零○Ｏ一二三四五六七八九]{4})"
PLACE = (
    r"[\u4e00-\u9fff]{1,20}?"
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|开发区|林区|新区|地区|街道|[省市盟州县旗区镇乡])"
)
_SALUTATION = re.compile(r"各位(?:人大)?代表")
_SECTION = re.compile(r"[一二三四五六七八九十]、")
_TITLE = re.compile(
    rf"[《〈]?(?:{YEAR}年)?(?:国务院|{PLACE})?(?:人民政府|人民)?(?:{YEAR}年)?(?:人民)?政府工作报告[》〉]?"
    r"(?:[（(][^（）()]{1,20}[)）])?"
)
_BEHIND = re.compile(r"(?<=报告)[-—–]")
_LENIENT_TITLE = re.compile(r"[^。，；：:|>！？]{0,24}政府工作(?:的)?报告[^。，；：:|>！？、]{0,12}")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not blank: its span in the text, and its text without blanks at either end."""

    span: Span
    text: str

    @property
    def compact(self) -> str:
        """The text without any blanks."""
        return _GAPS.sub("", self.text)


def lines(text: str) -> list[TextLine]:
    """The lines of the text that are not blank."""
    found = (TextLine(span, span.of(text).strip(_BLANK)) for span in line_spans(text))
    return [line for line in found if line.text]


def stripped(line: TextLine, text: str) -> Span:
    """The span of the line in `text` without the blanks at either end."""
    start = line.span.start + line.span.of(text).index(line.text)
    return Span(start, start + len(line.text))


def body_start(found: Sequence[TextLine]) -> int:
    """The index of the first line of the body: the salutation, a part's heading or a long sentence."""
    for index, line in enumerate(found[:_LAST_HEAD_LINE]):
        if _SALUTATION.match(line.text) or _SECTION.match(line.text):
            return index
    for index, line in enumerate(found):
        if len(line.text) >= _BODY_LENGTH and "。" in line.text:
            return index
    return len(found)


def is_body(line: TextLine) -> bool:
    """Whether the line can only be one of the report's body."""
    return bool(_SALUTATION.match(line.text) or _SECTION.match(line.text))


def title_lines(head: Sequence[TextLine]) -> range | None:
    """The indices of the lines that are the report's title: the last ones that read like one.

    A page may name the title more than once, and break it over lines.
    """
    for pattern in (_TITLE, _LENIENT_TITLE):
        for last in reversed(range(len(head))):
            for first in range(max(0, last - _TITLE_LINES + 1), last + 1):
                if pattern.fullmatch(_joined(head[first : last + 1])):
                    return range(first, last + 1)
    return None


def _joined(found: Sequence[TextLine]) -> str:
    """The lines as one; of a single line only what stands before a dash, where the date may follow."""
    joined = "".join(line.compact for line in found)
    return _BEHIND.split(joined)[0] if len(found) == 1 else joined
