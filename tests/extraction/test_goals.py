"""Goals in sentences of the kind that government work reports are made of."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.clauses import clauses
from kg.extraction.facts import FoundGoal
from kg.extraction.goal_features import Surroundings
from kg.extraction.goals import LONGEST, MOST_MEMBERS, find_goals, propose_goals
from kg.extraction.phrases import Reading, read
from kg.extraction.setting import Settings
from kg.model import Report
from kg.structure import read_structure

HEAD = "一、2022年工作回顾\n{}\n二、2023年主要工作\n{}\n"
PIECES = st.sampled_from(
    [
        *"、,，。;；“”（）(\n ",
        "力争",
        "全力",
        "打造",
        "建设",
        "确保",
        "实施",
        "城市",
        "格局",
        "一是",
        "2.5",
        "\U00020bb7",
    ]
)


def ready(plan: str, done: str = "") -> tuple[Reading, Settings]:
    report = Report(id="urn:r", label="报告", year=2023, text=HEAD.format(done, plan))
    structure = read_structure(report)
    return read(structure), Settings(structure)


def proposed(plan: str, done: str = "") -> list[str]:
    reading, settings = ready(plan, done)
    text = reading.structure.report.text
    return [candidate.found.span.of(text) for candidate in propose_goals(reading, settings, [], [])]


def found(plan: str) -> list[FoundGoal]:
    return find_goals(*ready(plan), [], [])


def goals(plan: str) -> list[str]:
    text = HEAD.format("", plan)
    return [goal.span.of(text) for goal in found(plan)]


def test_what_was_done_is_no_goal() -> None:
    assert proposed("", done="打造全国数字经济标杆城市。") == []


def test_words_that_only_drive_are_no_part_of_a_goal() -> None:
    assert "打造全国数字经济标杆城市" in proposed("全市上下同心,力争打造全国数字经济标杆城市。")
    assert "坚决防止规模性返贫" in proposed("坚决防止规模性返贫。")


def test_a_list_is_proposed_whole_and_member_by_member() -> None:
    assert proposed("加快建设制造强市、质量强市。") == [
        "加快建设制造强市、质量强市",
        "加快建设制造强市",
        "质量强市",
    ]


def test_stops_in_quotes_end_no_goal() -> None:
    assert proposed("形成“一村一品、一镇一业,各有所长”发展格局。") == [
        "形成“一村一品、一镇一业,各有所长”发展格局"
    ]


def test_the_short_sentence_that_opens_a_paragraph_is_its_topic() -> None:
    assert proposed("打造友好之城。建设现代化综合交通枢纽。") == ["建设现代化综合交通枢纽"]


def test_what_says_only_that_something_is_done_is_not_proposed() -> None:
    assert proposed("深入开展安全生产检查。") == []


def test_the_number_that_opens_a_clause_is_no_part_of_it() -> None:
    assert "确保粮食产量稳定" in proposed("一是确保粮食产量稳定。")


def test_titles_that_are_sought_are_goals() -> None:
    assert goals("做好节水工作,争创国家级节水型城市。") == ["争创国家级节水型城市"]


def test_what_is_to_be_prevented_is_a_goal() -> None:
    assert goals("做好防汛工作,坚决防范遏制重特大安全事故发生。") == ["坚决防范遏制重特大安全事故发生"]


def test_a_goal_is_due_in_the_year_of_the_report_unless_its_sentence_says_otherwise() -> None:
    assert [goal.deadline for goal in found("争创国家级节水型城市。")] == ["2023"]
    assert [goal.deadline for goal in found("到2025年,建成国际一流文化旅游名城。")] == ["2025"]


def test_goals_do_not_overlap_and_are_as_sure_as_the_model() -> None:
    several = found("打造区域科技创新高地、先进制造基地,建成全国文明城市,确保零就业家庭动态清零。")
    assert len(several) >= 2
    assert all(one.span.end <= other.span.start for one, other in pairwise(several))
    assert all(0 < goal.confidence < 1 for goal in several)


def test_the_words_before_the_verb_are_read_to_its_sort() -> None:
    text = "力争加快打造国家职教改革试点"
    (line,) = read(read_structure(Report(id="urn:r", label="报告", year=2023, text=text))).lines
    worded = Surroundings(line, []).wording(0, len(text))
    assert (worded.start, worded.verb, worded.sort, worded.head) == (2, "打造", "found", "title")


@pytest.mark.parametrize("plan", ["、".join(["打造数字城市"] * 20_000), "力争" * 50_000, "“打造" * 50_000])
def test_endless_lines_give_few_and_short_candidates(plan: str) -> None:
    spans = proposed(plan)
    assert len(spans) <= MOST_MEMBERS + 1
    assert all(len(span) <= LONGEST for span in spans)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_candidates_lie_in_their_line_in_order(plan: str) -> None:
    reading, settings = ready(plan)
    text = reading.structure.report.text
    for candidate in propose_goals(reading, settings, [], []):
        span = candidate.found.span
        assert "\n" not in span.of(text)
        assert span.of(text).strip() == span.of(text) != ""
    assert find_goals(reading, settings, [], []) == sorted(
        find_goals(reading, settings, [], []), key=lambda goal: goal.span
    )


@given(st.lists(PIECES, max_size=40).map("".join))
def test_clauses_follow_each_other_and_hold_their_members(plan: str) -> None:
    for line in ready(plan)[0].lines:
        at = 0
        for clause in clauses(line):
            assert at <= clause.start < clause.end <= len(line.text)
            assert (clause.members[0][0], clause.members[-1][1]) == (clause.start, clause.end)
            at = clause.end
