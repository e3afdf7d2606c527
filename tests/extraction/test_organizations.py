"""Organisations: what is proposed, what is sure, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given

from kg.extraction.organizations import propose_organizations
from tests.extraction.proposals import HOSTILE, TEXTS, assert_exact, proposed, reading


def sure(text: str) -> list[str]:
    return [c.found.name for c in propose_organizations(reading(text)) if not c.features]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("与中国移动、国家电投、甲乙科技等开展战略合作。", {"中国移动", "国家电投", "甲乙科技"}),
        ("推进河北医科大学新校区建设。", {"河北医科大学"}),
        ("支持甲乙、丙丁等龙头企业。", {"甲乙", "丙丁"}),
        ("获司法部通报表扬。", {"司法部"}),
        ("用好“双卓教育学院”。", {"“双卓教育学院”"}),
        ("推进正定甲乙新能源电池基地等项目。", {"甲乙"}),
        ("长城汽车投产。\n长城深耕市场。", {"长城汽车", "长城"}),
    ],
)
def test_organizations_are_proposed(text: str, names: set[str]) -> None:
    assert names <= set(proposed(propose_organizations, text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("与中国移动合作。", ["中国移动"]),
        ("推进首都医科大学附属北京儿童医院建设。", ["首都医科大学附属北京儿童医院"]),
        ("利用北京绿色交易所资源。", ["北京绿色交易所"]),
        ("支持石家庄大学、河北农大发展。", ["石家庄大学", "河北农大"]),
    ],
)
def test_well_known_names_and_places_with_a_telling_word_are_sure(text: str, names: list[str]) -> None:
    assert sure(text) == names


@pytest.mark.parametrize(
    "text", ["建设高水平大学,支持三甲医院。", "扬起风帆,勇立浪潮。", "支持北京重点高水平大学。"]
)
def test_what_means_all_of_a_kind_or_is_a_common_word_is_not_sure(text: str) -> None:
    assert sure(text) == []


@pytest.mark.parametrize("text", ["商务部门加强管理。", "农业部长会议召开。"])
def test_departments_are_no_ministries(text: str) -> None:
    assert not {"商务部", "农业部"} & set(proposed(propose_organizations, text))


def test_the_fields_in_which_partners_work_together_are_none() -> None:
    names = proposed(propose_organizations, "与甲乙、丙丁在低空经济、科技服务等领域开展合作。")
    assert "低空经济" not in names


@given(TEXTS)
def test_spans_are_exact(text: str) -> None:
    assert_exact(propose_organizations, text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_lines_have_few_candidates(text: str) -> None:
    assert len(proposed(propose_organizations, text)) <= len(text)
