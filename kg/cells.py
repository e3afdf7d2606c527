"""Cells that no spreadsheet runs: one that looks like a formula is marked as text."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?INF")


def neutral(cell: str) -> str:
    """The cell, with `'` before it if a spreadsheet may take it for a formula; plain numbers stay."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
