from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction import indicators
from kg.lexicon import rows


@pytest.mark.parametrize(
    "name", ["地区生产总值", "生产总值", "全市生产总值", "GDP", "ＧＤＰ", "全省地区生产总值增速"]
)
def test_one_indicator_in_other_words(name: str) -> None:
    assert indicators.key(name) == indicators.key("地区生产总值")
    assert indicators.name(name) == "地区生产总值"


def test_other_indicators_keep_their_names() -> None:
    assert indicators.name("全市森林覆盖率") == "森林覆盖率"
    assert indicators.key("人均地区生产总值") != indicators.key("地区生产总值")
    assert indicators.name("新增企业") == "新增企业"


def test_what_is_left_of_a_name_is_never_nothing() -> None:
    for name in ("全市", "增速", "全年目标", "目标"):
        assert indicators.name(name)


def test_no_name_belongs_to_two_indicators() -> None:
    names = [name for kept, others in rows("indicators.tsv") for name in (kept, *others.split("|"))]
    assert len(set(names)) == len(names)


def test_every_other_name_leads_to_the_one_that_is_kept() -> None:
    for kept, others in rows("indicators.tsv"):
        assert {indicators.name(name) for name in (kept, *others.split("|"))} == {kept}


@given(st.text(), st.sampled_from(["", "增速", "预期目标"]))
def test_any_words_have_a_key(words: str, ending: str) -> None:
    assert isinstance(indicators.key(words + ending), str)
    assert words.strip() == "" or indicators.name(words + ending)
