"""What the questions of the library answer on the two small reports of `tests/data/library.trig`."""

import re
from pathlib import Path

import pytest

from kg.asking.library import ask_library, library


def rows(store: Path, question_name: str, /, *columns: str, **values: str) -> list[str]:
    """The rows as text, with blanks between the columns."""
    answer = ask_library(store, question_name, values)
    places = [answer.variables.index(column) for column in columns]
    found = [[row[place] for place in places] for row in answer.rows]
    return [" ".join(getattr(term, "value", "-") for term in row) for row in found]


@pytest.mark.parametrize("name", ["三名工程", "“三名”工程"])
def test_an_initiative_has_what_its_term_expands_to_and_what_it_aims_at(
    library_store: Path, name: str
) -> None:
    found = rows(library_store, "initiative", "relation", "what", "indicator", "when", name=name)
    assert found == [
        "achieves 投入2亿元 教育投入 2022",
        "hasComponent 校长团队 - -",
        "hasComponent 校长学员 - -",
        "hasComponent 教师学员 - -",
        "includes 新师计划 - -",
        "involves 甲公司 - -",
        "involves 甲大学 - -",
        "targets 建成教育强市 - 2025",
        "targets 新增教师30名 新增教师 2023",
    ]


def test_results_and_aims_of_all_initiatives(library_store: Path) -> None:
    assert rows(library_store, "achievements", "actor", "indicator", "value", "unit", "period") == [
        "三名工程 教育投入 2 亿元 2022"
    ]
    assert rows(library_store, "aims", "actor", "aim", "when") == [
        "三名工程 新增教师30名 2023",
        "三名工程 建成教育强市 2025",
    ]
    assert rows(library_store, "aimless", "initiative", "kind") == ["一张网 -", "新师计划 计划"]


def test_parts_of_parts_are_included_with_the_steps_to_them(library_store: Path) -> None:
    assert rows(library_store, "parts", "whole", "part", "steps") == [
        "三名工程 一张网 2",
        "三名工程 新师计划 1",
        "新师计划 一张网 1",
    ]


def test_targets_stand_beside_the_actuals_of_the_year_before(library_store: Path) -> None:
    columns = ("indicator", "aspect", "comparator", "target", "actual")
    wanted = ["地区生产总值 growth >= 6.5 3.8", "新增教师 count = 30 -"]
    assert rows(library_store, "targets-and-actuals", *columns) == wanted
    assert rows(library_store, "targets-and-actuals", *columns, year="2023") == wanted
    assert rows(library_store, "targets-and-actuals", *columns, year="2024") == []
    assert rows(library_store, "targets-without-actual", "indicator", "target") == ["新增教师 30"]


@pytest.mark.parametrize("name", ["GDP", "地区生产总值"])
def test_an_indicator_has_the_values_of_every_report_under_each_of_its_names(
    library_store: Path, name: str
) -> None:
    columns = ("place", "aspect", "period", "status", "value", "value_max")
    assert rows(library_store, "indicator", *columns, name=name) == [
        "东县 rank 2022 actual 2 -",
        "乙省 growth 2023 actual 5 -",
        "甲市 growth 2022 actual 3.8 -",
        "甲市 growth 2023 target 6.5 7",
        "甲市 level 2022 actual 3880.3 -",
    ]


def test_ranks_growth_and_money(library_store: Path) -> None:
    assert rows(library_store, "ranks", "rank", "place", "indicator") == ["2 东县 GDP总量"]
    assert rows(library_store, "growth", "place", "period", "status", "value") == [
        "乙省 2023 actual 5",
        "甲市 2022 actual 3.8",
        "甲市 2023 target 6.5",
    ]
    assert rows(library_store, "amounts", "indicator", "yuan") == ["GDP 388030000000"]
    assert rows(library_store, "amounts", "yuan", least="1000") == ["388030000000", "200000000"]


def test_projects_by_status_and_by_county(library_store: Path) -> None:
    assert rows(library_store, "projects", "project", "place") == ["东县电站 东县"]
    assert rows(library_store, "projects", "project", status="completed") == ["东湖路"]
    wanted = ["东县 completed 东湖路 东湖公园", "东县 planned 东县电站 东县"]
    for given in ({}, {"county": "东县"}):
        found = rows(library_store, "projects-by-county", "county", "status", "project", "place", **given)
        assert found == wanted
    assert rows(library_store, "projects-by-county", "project", county="甲市") == []


def test_what_lies_in_a_place_lies_in_those_around_it(library_store: Path) -> None:
    assert rows(library_store, "places", "at", "relation", "thing", place="甲市") == [
        "东县 awarded 教育强县",
        "东县 locatedIn 东县书市",
        "东县 locatedIn 东县电站",
        "东湖公园 locatedIn 东湖路",
    ]
    assert rows(library_store, "places", "thing", place="东湖公园") == ["东湖路"]
    for name in ("东县", "东"):
        assert rows(library_store, "place", "type", "what", "status", name=name) == [
            "Event 东县书市 -",
            "Honor 教育强县 sought",
            "Measure 全省第二 actual",
            "Project 东县电站 planned",
        ]


def test_organizations_and_with_whom_they_work(library_store: Path) -> None:
    assert rows(library_store, "partners", "organization", "work", "partner") == [
        "甲公司 三名工程 甲大学",
        "甲公司 东县电站 -",
        "甲大学 三名工程 甲公司",
        "甲大学 东县书市 -",
    ]
    assert rows(library_store, "organizations", "organization", "works") == ["甲公司 2", "甲大学 2"]
    assert rows(library_store, "organizations", "organization", least="3") == []


def test_honors_events_and_goals(library_store: Path) -> None:
    assert rows(library_store, "honors", "status", "honor", "holder") == ["sought 教育强县 东县"]
    assert rows(library_store, "events", "event", "place", "organization", "section") == [
        "东县书市 东县 甲大学 一、工作回顾"
    ]
    goal = "建成教育强市 三名工程 二、2023年主要工作 甲市政府工作报告"
    for given in ({}, {"deadline": "2025"}):
        assert rows(library_store, "goals", "goal", "actor", "section", "title", **given) == [goal]
    assert rows(library_store, "goals", "goal", deadline="2030") == []


def test_a_section_promises_what_is_still_to_be_done(library_store: Path) -> None:
    assert rows(library_store, "promises", "type", "promise", "when", section="二、2023年主要工作") == [
        "Goal 建成教育强市 2025",
        "Honor 教育强县 -",
        "Initiative 新师计划 -",
        "Measure 增长6.5—7% 2023",
        "Measure 新增教师30名 2023",
        "Project 东县电站 -",
    ]
    past = rows(library_store, "promises", "part", "type", "promise", section="一、工作回顾")
    assert past == ["一、工作回顾 Initiative 一张网", "(一)教育 Initiative 三名工程"]


def test_the_most_connected_and_the_most_mentioned(library_store: Path) -> None:
    assert rows(library_store, "connected", "initiative", "links", "between") == [
        "三名工程 4 6.5",
        "新师计划 2 1",
    ]
    assert rows(library_store, "connected", "initiative", least="3") == ["三名工程"]
    assert rows(library_store, "recurring", "type", "label", "reports", "sections") == ["Concept 两重 2 3"]


def test_what_is_uncertain_and_which_rule_found_it(library_store: Path) -> None:
    columns = ("confidence", "rule", "subject", "relation", "object", "quote")
    assert rows(library_store, "uncertain", *columns) == [
        "0.4 link.in 东县电站 locatedIn 东县 东县电站",
        "0.45 project.named 东县电站 - - 东县电站",
    ]
    assert len(rows(library_store, "uncertain", below="96")) == 3
    assert rows(library_store, "uncertain", below="40") == []
    assert rows(library_store, "rules", "rule", "found", "least", "mean") == [
        "project.named 2 45 70",
        "link.in 1 40 40",
        "section 1 45 45",
    ]


@pytest.mark.parametrize("name", library())
def test_the_order_of_the_rows_is_given(name: str) -> None:
    last = library()[name].sparql.rstrip().rpartition("\n")[2]
    assert re.fullmatch(r"ORDER BY( (\?\w+|DESC\(\?\w+\)))+", last)
