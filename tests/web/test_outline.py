"""The sections of a report within each other."""

from __future__ import annotations

from kg.model import Section
from kg.web.outline import Heading, outline


def section(name: str, level: int, start: int) -> Section:
    return Section(id=name, label=name, level=level, start=start, end=start + 1)


def names(headings: tuple[Heading[Section], ...]) -> list[object]:
    return [[heading.section.label, names(heading.within)] for heading in headings]


def test_sections_lie_in_those_before_them_that_are_higher() -> None:
    found = outline([section("b", 1, 50), section("a.1", 2, 10), section("a", 1, 0), section("a.1.1", 3, 20)])
    assert names(found) == [["a", [["a.1", [["a.1.1", []]]]]], ["b", []]]


def test_a_report_that_leaves_a_level_out_or_begins_low_loses_nothing() -> None:
    found = outline([section("x", 3, 0), section("a", 1, 10), section("a.i", 3, 20), section("a.1", 2, 30)])
    assert names(found) == [["x", []], ["a", [["a.i", []], ["a.1", []]]]]


def test_a_section_does_not_lie_in_a_deeper_one_before_it() -> None:
    assert names(outline([section("x", 3, 0), section("y", 2, 10)])) == [["x", []], ["y", []]]


def test_no_sections_are_no_outline() -> None:
    assert outline([]) == ()
