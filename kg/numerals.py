"""Chinese and Arabic numerals in names and counts, by cn2an."""

from __future__ import annotations

import unicodedata

DIGITS = r"(?<!\d)\d{1,9}(?!\d)"
NUMERAL = rf"(?:{DIGITS}|[一二两三四五六七八九十百]{{1,8}})"
"""Regular expressions for numerals in running text; bounded, so that endless digits cost no time."""

_ALONE = {char: number for number, char in enumerate("一二三四五六七八九十", start=1)} | {
    "双": 2,
    "两": 2,
    "百": 100,
    "千": 1000,
    "万": 10_000,
}


def value(numeral: str) -> int | None:
    """The whole number that a numeral says: 十二 → 12, 双 → 2, 百 → 100; None if it says none (N, 〇.五)."""
    if numeral in _ALONE:
        return _ALONE[numeral]
    if numeral.isdecimal():
        return int(numeral)
    if numeral.isascii():
        return None
    import cn2an  # a tenth of a second, which most reports need not pay

    try:
        number = cn2an.cn2an(numeral, "smart")
    except ValueError:
        return None
    return int(number) if number == int(number) else None


def half_width(digits: str) -> str:
    """The digits in half width, as many as there are."""
    return unicodedata.normalize("NFKC", digits)
