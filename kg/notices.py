"""What a reader of a report should be told although nothing failed."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from kg.language import choose
from kg.lines import line_spans


@dataclass(frozen=True, slots=True)
class Notice:
    """One remark on a report, at a line of its source text (from 1), in both languages."""

    line: int
    zh: str
    en: str

    def __str__(self) -> str:
        return choose(f"第 {self.line} 行:{self.zh}", f"line {self.line}: {self.en}")


class LineNumbers:
    """The lines of a text, from 1, by offset."""

    def __init__(self, text: str) -> None:
        self._starts = [span.start for span in line_spans(text)]

    def of(self, offset: int) -> int:
        """The line that holds the offset, or its line end."""
        return max(1, bisect.bisect_right(self._starts, offset))
