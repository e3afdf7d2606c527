"""Links between things in sentences of the kind that government work reports are made of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.facts import Extraction, Found, FoundGoal, FoundLink, FoundMeasure, FoundThing, Status
from kg.extraction.link_features import Scene, features
from kg.extraction.links import FAR, LEAST, WIDEST, find_links, propose_links
from kg.extraction.phrases import Reading, read
from kg.extraction.setting import Settings
from kg.model import Report, Span
from kg.structure import read_structure

SURE = {"rule": "test", "confidence": 1.0}


def thing(text: str, words: str, cls: str, name: str = "", kind: str | None = None) -> FoundThing:
    span = Span(text.index(words), text.index(words) + len(words))
    return FoundThing(span=span, cls=cls, name=name or words, kind=kind, **SURE)  # type: ignore[arg-type]


def measure(text: str, words: str, status: Status) -> FoundMeasure:
    return FoundMeasure(
        span=Span(text.index(words), text.index(words) + len(words)),
        indicator=words,
        indicator_span=None,
        value=1,
        unit="个",
        aspect="count",
        status=status,
        period="2023",
        **SURE,  # type: ignore[arg-type]
    )


def goal(text: str, words: str) -> FoundGoal:
    span = Span(text.index(words), text.index(words) + len(words))
    return FoundGoal(span=span, deadline="2023", **SURE)  # type: ignore[arg-type]


def ready(text: str) -> tuple[Reading, Settings]:
    structure = read_structure(Report(id="urn:r", label="报告", year=2023, text=text))
    return read(structure), Settings(structure)


def extraction(*found: Found) -> Extraction:
    return Extraction(
        measures=[one for one in found if isinstance(one, FoundMeasure)],
        things=[one for one in found if isinstance(one, FoundThing)],
        goals=[one for one in found if isinstance(one, FoundGoal)],
    )


def named(found: Found, text: str) -> str:
    return found.name if isinstance(found, FoundThing) else found.span.of(text)


def told(links: list[FoundLink], text: str) -> list[tuple[str, str, str]]:
    return [(named(link.subject, text), link.predicate, named(link.object, text)) for link in links]


def proposed(text: str, *found: Found) -> list[tuple[str, str, str]]:
    candidates = propose_links(*ready(text), extraction(*found))
    return told([candidate.found for candidate in candidates], text)


def links(text: str, *found: Found) -> list[FoundLink]:
    return find_links(*ready(text), extraction(*found))


def test_an_action_brings_about_the_numbers_behind_it_and_aims_at_those_to_come() -> None:
    text = "实施“人才领航”行动,新聘专家75名。"
    action = thing(text, "“人才领航”行动", "Initiative", kind="行动")
    done, planned = measure(text, "新聘专家75名", "actual"), measure(text, "新聘专家75名", "target")
    assert told(links(text, action, done), text) == [("“人才领航”行动", "achieves", "新聘专家75名")]
    assert told(links(text, action, planned), text) == [("“人才领航”行动", "targets", "新聘专家75名")]


def test_a_project_lies_in_the_place_and_involves_the_company_of_its_name() -> None:
    text = "中国五矿涿州产业园加快建设。"
    park = thing(text, "中国五矿涿州产业园", "Project")
    found = links(text, park, thing(text, "涿州", "Place"), thing(text, "中国五矿", "Organization"))
    assert sorted(told(found, text)) == [
        ("中国五矿涿州产业园", "involves", "中国五矿"),
        ("中国五矿涿州产业园", "locatedIn", "涿州"),
    ]
    assert {link.evidence.of(text) for link in found} == {"中国五矿涿州产业园"}


def test_a_place_named_once_is_where_all_that_bear_its_name_lie() -> None:
    text = f"涿州发展势头良好{'。各项工作扎实推进' * 40}。涿州产业园加快建设。"
    park = thing(text, "涿州产业园", "Project")
    assert told(links(text, park, thing(text, "涿州", "Place")), text) == [
        ("涿州产业园", "locatedIn", "涿州")
    ]


def test_a_link_is_no_surer_than_its_ends() -> None:
    text = "中国五矿涿州产业园加快建设。"
    park, place = thing(text, "中国五矿涿州产业园", "Project"), thing(text, "涿州", "Place")
    ((sure,), (less,)) = (links(text, replace(park, confidence=chance), place) for chance in (1.0, 0.5))
    assert less.confidence == pytest.approx(sure.confidence / 2, abs=0.001)
    assert links(text, replace(park, confidence=LEAST / 2), place) == []


def test_titles_are_awarded_to_the_places_before_them() -> None:
    text = "佛山、江门入选国家级数字化转型城市试点。"
    title = thing(text, "国家级数字化转型城市试点", "Honor")
    found = links(text, thing(text, "佛山", "Place"), thing(text, "江门", "Place"), title)
    assert {name for _, predicate, name in told(found, text) if predicate == "awarded"} == {"佛山", "江门"}


def test_a_numbered_head_holds_what_follows_it_up_to_the_next_head() -> None:
    text = "打造场景。一是能源强市场景。建设阜平电站。二是交通强市场景。推进雄忻高铁。"
    first, second = thing(text, "能源强市场景", "Initiative"), thing(text, "交通强市场景", "Initiative")
    power, rail = thing(text, "阜平电站", "Project"), thing(text, "雄忻高铁", "Project")
    pairs = proposed(text, first, power, second, rail)
    assert ("能源强市场景", "includes", "阜平电站") in pairs
    assert ("交通强市场景", "includes", "雄忻高铁") in pairs
    assert ("能源强市场景", "includes", "雄忻高铁") not in pairs


def test_what_is_no_head_reaches_no_further_than_its_sentence() -> None:
    text = "实施人才行动,成效明显。新建学校3所。"
    action = thing(text, "人才行动", "Initiative")
    assert proposed(text, action, measure(text, "新建学校3所", "actual")) == []


def test_nothing_is_linked_from_line_to_line() -> None:
    text = "实施人才行动,\n新建学校3所。"
    assert proposed(text, thing(text, "人才行动", "Initiative"), measure(text, "新建学校3所", "actual")) == []


def test_the_same_names_are_linked_once_a_line() -> None:
    text = "涿州产业园开工,涿州产业园投产。"
    again = text.rindex("涿州产业园")
    second = FoundThing(span=Span(again, again + 5), cls="Project", name="涿州产业园", **SURE)  # type: ignore[arg-type]
    found = links(text, thing(text, "涿州产业园", "Project"), thing(text, "涿州", "Place"), second)
    assert len(found) == 1


def test_a_goal_is_told_from_the_project_that_it_is_about() -> None:
    text = "三是强化支撑。建成投用新皇岗口岸。"
    port = thing(text, "新皇岗口岸", "Project")
    assert proposed(text, port, goal(text, "建成投用新皇岗口岸")) == [
        ("新皇岗口岸", "targets", "建成投用新皇岗口岸")
    ]


def test_features_carry_the_predicate() -> None:
    text = "实施人才行动,新建学校3所。"
    (line,) = ready(text)[0].lines
    scene = Scene(line, [thing(text, "人才行动", "Initiative"), measure(text, "新建学校3所", "actual")])
    told_apart = features(scene, "achieves", *scene.items)
    assert "achieves:Initiative>actual" in told_apart
    assert all(feature.startswith("achieves:") for feature in told_apart)


def test_candidates_of_a_crowded_line_grow_with_its_length() -> None:
    def count(times: int) -> int:
        text = "推进甲项目、乙行动" * times
        found = [
            FoundThing(span=Span(at + 2, at + 5), cls="Project", name=f"项目{at}", **SURE)  # type: ignore[arg-type]
            for at in range(0, len(text), 9)
        ] + [
            FoundThing(span=Span(at + 6, at + 9), cls="Initiative", name=f"行动{at}", **SURE)  # type: ignore[arg-type]
            for at in range(0, len(text), 9)
        ]
        return len(proposed(text, *found))

    assert count(400) <= 2 * count(200) + 2 * WIDEST


@given(
    st.lists(
        st.sampled_from(["实施甲行动", "建设乙园", "在丙市", "，", "。", "、", "一是", "[1]", "\n", " "]),
        max_size=30,
    )
)
def test_the_evidence_holds_both_names_within_a_line(pieces: list[str]) -> None:
    text = "".join(pieces) + "。"
    found: list[Found] = []
    for words, cls in (("甲行动", "Initiative"), ("乙园", "Project"), ("丙市", "Place")):
        at = text.find(words)
        while at >= 0:
            found.append(FoundThing(span=Span(at, at + len(words)), cls=cls, name=words, **SURE))  # type: ignore[arg-type]
            at = text.find(words, at + 1)
    for candidate in propose_links(*ready(text), extraction(*sorted(found, key=lambda one: one.span))):
        link = candidate.found
        assert "\n" not in link.evidence.of(text)
        assert link.evidence.covers(link.subject.span)
        assert link.evidence.covers(link.object.span)
        assert len(link.evidence) <= FAR + 200
