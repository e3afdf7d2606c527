"""Numerals in names."""

from __future__ import annotations

import pytest

from kg.numerals import value


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("三", 3),
        ("十", 10),
        ("十二", 12),
        ("一百二十", 120),
        ("两", 2),
        ("双", 2),
        ("百", 100),
        ("万", 10_000),
        ("30", 30),
        ("３０", 30),
    ],
)
def test_a_numeral_has_its_value(numeral: str, number: int) -> None:
    assert value(numeral) == number


@pytest.mark.parametrize("numeral", ["N", "多", "甲", "", "1-2"])
def test_what_says_no_number_has_none(numeral: str) -> None:
    assert value(numeral) is None
