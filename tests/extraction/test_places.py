"""Places: what is proposed, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given

from kg.extraction.gazetteer import abbreviations, gazetteer
from kg.extraction.places import propose_places
from tests.extraction.proposals import HOSTILE, TEXTS, assert_exact, proposed, reading


@pytest.mark.parametrize(
    ("text", "place", "names"),
    [
        ("支持正定、平山、晋州加快发展。", "石家庄市", {"正定", "平山", "晋州"}),
        ("支持唐山、阜平县、雄安新区发展。", "河北省", {"唐山", "阜平县", "雄安新区"}),
        ("京津冀与长三角协作。", "石家庄市", {"京津冀", "长三角"}),
        ("推动鄱阳湖治理,融入粤港澳大湾区。", "江西省", {"鄱阳湖", "粤港澳大湾区"}),
        ("深化沪滇协作,推进中西部铁路建设。", None, {"沪滇", "中西部"}),
        ("支持良乡大学城、杭州千岛湖发展。", None, {"良乡大学城", "杭州千岛湖", "千岛湖"}),
        ("推进朝阳、海淀、房山建设。", "北京市", {"朝阳", "海淀", "房山"}),
    ],
)
def test_places_are_proposed(text: str, place: str | None, names: set[str]) -> None:
    assert names <= set(proposed(propose_places, text, place))


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("石家庄市、河北省全面发展。", "石家庄市", "石家庄市"),
        ("推动均衡水平提升,实现长治久安。", None, "长治"),
        ("推动均衡水平提升,实现长治久安。", None, "衡水"),
        ("北京大学落户。", "石家庄市", "北京"),
        ("加快绿色发展。", "石家庄市", "色发"),
        ("支持阜平加快发展。", "昆明市", "阜平"),
        ("建成深惠城际。", "广东省", "惠城"),
    ],
)
def test_the_own_place_and_what_only_looks_like_one_are_not(text: str, place: str | None, name: str) -> None:
    assert name not in proposed(propose_places, text, place)


def test_a_town_is_known_without_its_rank_once_it_was_named_with_it() -> None:
    assert "甲乙" in proposed(propose_places, "甲乙镇建成投用。\n支持甲乙加快发展。")


def test_the_rest_of_a_list_of_places_are_places_too() -> None:
    assert "甲乙" in proposed(propose_places, "支持正定、甲乙加快发展。")


def test_both_ends_of_a_stretch_of_road_are_places() -> None:
    assert {"甲乙", "丙丁"} <= set(proposed(propose_places, "开工建设某高铁甲乙至丙丁段。"))


def test_a_division_has_its_code() -> None:
    candidates = propose_places(reading("支持正定、京津冀发展。"))
    codes = {candidate.found.name: candidate.found.code for candidate in candidates}
    assert codes["正定"] == "130123"
    assert codes["京津冀"] is None


def test_routes_are_named_by_the_first_characters_of_their_ends() -> None:
    assert set("京沪石") <= abbreviations("130100")
    assert not set("城市") & abbreviations("130100")


def test_the_gazetteer_has_short_names_near_home_alone() -> None:
    assert "正定" in gazetteer("石家庄市").levels
    assert "正定" not in gazetteer("昆明市").levels
    assert "正定县" in gazetteer("昆明市").levels
    assert gazetteer("石家庄市").own == {"石家庄市", "石家庄", "河北省", "河北"}


@given(TEXTS)
def test_spans_are_exact(text: str) -> None:
    assert_exact(propose_places, text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_lines_have_few_candidates(text: str) -> None:
    assert len(proposed(propose_places, text)) <= len(text)
