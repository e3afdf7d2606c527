"""Raised numbers: footnote marks, or exponents."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[\[［(（〔]?([0-9]{1,3})[\]］)）〕]?")
_BASE = re.compile(r"[0-9mM]$")
_EXPONENTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(before: str, number: str) -> str:
    """What to write for raised characters after `before`: `[3]` for a mark, `²` for an exponent.

    A bare number after a digit or a metre is an exponent (km², 10⁸).  What is no number stays as it is.
    """
    match = _NUMBER.fullmatch(number.strip())
    if not match:
        return number
    if number.strip().isdigit() and _BASE.search(before):
        return number.strip().translate(_EXPONENTS)
    return f"[{match[1]}]"


def is_number(text: str) -> bool:
    """Whether the text is what a footnote mark is: a number, with or without brackets."""
    return _NUMBER.fullmatch(text.strip()) is not None
