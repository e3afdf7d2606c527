"""Events: what is proposed, and under which name."""

from __future__ import annotations

import pytest
from hypothesis import given

from kg.extraction.events import propose_events
from tests.extraction.proposals import HOSTILE, TEXTS, assert_exact, proposed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("成功举办第七届中国制造论坛、首届创新发展大会。", {"中国制造论坛", "创新发展大会"}),
        ("备战世界杯,办好第26届省运会。", {"世界杯", "省运会"}),
        ("举办甲乙国际论坛等高端峰会。", {"甲乙国际论坛"}),
        ("保障澜湄合作第十次外长会。", {"澜湄合作外长会"}),
        ("开展“乐享新春·过大年”系列活动。", {"“乐享新春·过大年”系列活动"}),
        ("圆满举办4届南博会。", {"南博会"}),
        ("深入贯彻党的二十大精神。", {"党的二十大"}),
        ("办好甲乙马拉松、丙丁自行车赛、“赣超”等体育赛事。", {"甲乙马拉松", "丙丁自行车赛", "“赣超”"}),
    ],
)
def test_events_are_proposed_without_their_numbers(text: str, names: set[str]) -> None:
    assert names <= set(proposed(propose_events, text))


@pytest.mark.parametrize(
    "text",
    [
        "我代表市人民政府向大会作报告,提请大会审议。",
        "召开石家庄市人民代表大会。",
        "推动高质量发展,拓展空间,徐徐铺展。",
        "举办系列活动。",
    ],
)
def test_sittings_and_class_words_alone_are_none(text: str) -> None:
    assert proposed(propose_events, text) == []


def test_a_plenary_session_keeps_its_number() -> None:
    assert "党的二十届四中全会" in proposed(propose_events, "贯彻党的二十届四中全会精神。")


@given(TEXTS)
def test_spans_are_exact(text: str) -> None:
    assert_exact(propose_events, text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_lines_have_few_candidates(text: str) -> None:
    assert len(proposed(propose_events, text)) <= 6 * len(text)
