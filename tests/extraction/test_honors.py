"""Honours: what is proposed, with which status."""

from __future__ import annotations

import pytest
from hypothesis import given

from kg.extraction.honors import propose_honors
from tests.extraction.proposals import HOSTILE, TEXTS, assert_exact, proposed, reading


def statuses(text: str) -> dict[str, str | None]:
    return {c.found.name: c.found.status for c in propose_honors(reading(text))}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("获评全国文明城市。", {"全国文明城市": "gained"}),
        (
            "全力争创国家生态园林城市、国家食品安全示范城市。",
            {"国家生态园林城市": "sought", "国家食品安全示范城市": "sought"},
        ),
        (
            "成功争创智能建造、国家数字贸易试点城市等9个试点。",
            {"智能建造试点城市": "gained", "国家数字贸易试点城市": "gained"},
        ),
        ("加快甲乙流通、丙丁零售等试点城市建设。", {"甲乙流通试点城市": "held", "丙丁零售试点城市": "held"}),
        ("用好国家级创新型城市建设政策。", {"国家级创新型城市": "held"}),
        ("推动正定申报省级县城建设样板试点。", {"省级县城建设样板试点": "sought"}),
        ("抓好郑州、洛阳等3个国家物流枢纽建设。", {"国家物流枢纽": "held"}),
        ("获评“全国一等甲乙单位名家”。", {"“全国一等甲乙单位名家”": "gained"}),
        ("被司法部通报表扬。", {"司法部通报表扬": "held"}),
        ("支持国家先进制造业集群向更高水平迈进。", {"国家先进制造业集群": "held"}),
        ("创建7个国家物流枢纽。", {"国家物流枢纽": "sought"}),
        ("获得“国际湿地城市”称号。", {"“国际湿地城市”称号": "gained"}),
    ],
)
def test_honors_are_held_won_or_sought(text: str, names: dict[str, str]) -> None:
    assert names.items() <= statuses(text).items()


@pytest.mark.parametrize("text", ["加强城市管理。", "推进项目建设。", "支持正定、平山争创。", ""])
def test_sentences_without_a_title_propose_none(text: str) -> None:
    assert proposed(propose_honors, text) == []


def test_no_name_opens_a_quotation_that_it_does_not_close() -> None:
    names = proposed(propose_honors, "创建“中国制造2025”示范区,获“两山”实践创新基地等称号。")
    assert names
    assert all(name.count("“") == name.count("”") for name in names)


@given(TEXTS)
def test_spans_are_exact(text: str) -> None:
    assert_exact(propose_honors, text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_lines_have_few_candidates(text: str) -> None:
    assert len(proposed(propose_honors, text)) <= 6 * len(text)
