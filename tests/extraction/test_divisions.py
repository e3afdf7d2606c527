"""The official divisions by their codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.divisions import division_of, divisions, enclosing, home_code, short_name

CODES = st.sampled_from([division.code for division in divisions()])


def test_all_divisions_have_codes_and_short_names() -> None:
    assert len(divisions()) > 3000
    assert all(len(division.code) == 6 and short_name(division.name) for division in divisions())


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("石家庄市", "石家庄"),
        ("恩施土家族苗族自治州", "恩施"),
        ("新疆维吾尔自治区", "新疆"),
        ("香港特别行政区", "香港"),
        ("正定县", "正定"),
    ],
)
def test_short_names_have_neither_rank_nor_peoples(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("code", "around"),
    [
        ("130123", (("130100", "石家庄市"), ("130000", "河北省"))),
        ("130100", (("130000", "河北省"),)),
        ("130000", ()),
        ("110108", (("110000", "北京市"),)),
        ("419001", (("410000", "河南省"),)),
    ],
)
def test_divisions_are_enclosed_up_to_the_province(code: str, around: tuple[tuple[str, str], ...]) -> None:
    assert enclosing(code) == around


@given(CODES)
def test_what_encloses_a_division_shares_its_first_digits(code: str) -> None:
    around = enclosing(code)
    assert all(code.startswith(outer.rstrip("0")) for outer, _ in around)
    assert not around or around[-1][0].endswith("0000")


def test_one_of_several_of_a_name_is_the_one_near_home() -> None:
    assert division_of("鼓楼区", home_code("福州市")) == "350102"
    assert division_of("鼓楼区", home_code("江苏省")) is None
    assert division_of("鼓楼区", None) is None
    assert division_of("桥西区", home_code("石家庄市")) == "130104"


def test_a_name_of_several_ranks_is_that_of_the_highest() -> None:
    assert division_of("吉林", None) == "220000"
    assert division_of("朝阳", None) == "211300"
    assert division_of("朝阳", home_code("北京市")) == "110105"


def test_unknown_names_have_no_code() -> None:
    assert division_of("乌有县", None) is None
    assert home_code(None) is None
    assert home_code("全国") is None
    assert home_code("保定") == home_code("保定市") == "130600"
