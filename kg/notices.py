"""What a reader of a report should be told although nothing failed."""

from __future__ import annotations

from dataclasses import dataclass

from kg.language import choose


@dataclass(frozen=True, slots=True)
class Notice:
    """One remark on a report, at a line of its source text (from 1), in both languages."""

    line: int
    zh: str
    en: str

    def __str__(self) -> str:
        return choose(f"第 {self.line} 行:{self.zh}", f"line {self.line}: {self.en}")


def line_number(text: str, offset: int) -> int:
    """The line of the text, from 1, that holds the offset."""
    return text.count("\n", 0, offset) + 1
