"""The yearly targets of the national reports, and what the next report says was reached."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from kg.extraction.facts import FoundMeasure
from kg.extraction.measures import find_measures
from kg.extraction.setting import Settings
from kg.reading import read
from kg.structure import read_structure
from tests.reports import SHARED

pytestmark = pytest.mark.shared

Row = dict[str, Any]


@cache
def read_measures(name: str) -> tuple[str, list[FoundMeasure]]:
    report = read(SHARED / "reports" / name)
    structure = read_structure(report)
    return report.text, find_measures(structure, Settings(structure))


def statements() -> Iterator[tuple[str, str, Row]]:
    """What each target and each actual value is called, for which year, and where it stands."""
    for row in json.loads((SHARED / "gold" / "state-council.targets.json").read_text(encoding="utf-8")):
        for status in ("target", "actual"):
            if row[status] and row[status]["value"] is not None and row[status]["unit"]:
                yield status, row["indicator"], {**row[status], "year": row["year"]}


def found_at(row: Row) -> FoundMeasure | None:
    """The measure with the value of the row that was read where the row says."""
    text, measures = read_measures(row["report"])
    line = sum(len(line) + 1 for line in text.split("\n")[: row["line"]])
    start = text.index(row["surface"], line)
    end = start + len(row["surface"])
    here = (measure for measure in measures if measure.span.start < end and measure.span.end > start)
    unit = row["unit"].replace("％", "%")
    return next((one for one in here if one.value == row["value"] and one.unit == unit), None)


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


def test_the_values_are_found() -> None:
    assert share([found_at(row) is not None for _, _, row in statements()]) >= 0.98


def test_status_year_comparator_and_range_are_right() -> None:
    pairs = [(status, row, found) for status, _, row in statements() if (found := found_at(row))]
    assert share([found.status == status for status, _, found in pairs]) == 1
    assert share([found.period == str(row["year"]) for _, row, found in pairs]) >= 0.98
    assert share([found.comparator == row["comparator"] for _, row, found in pairs]) >= 0.98
    assert share([found.value_max == row["value_max"] for _, row, found in pairs]) == 1


def test_the_indicators_are_named_alike() -> None:
    pairs = [(name, found.indicator) for _, name, row in statements() if (found := found_at(row))]
    alike = [
        name in words or difflib.SequenceMatcher(None, name, words).ratio() >= 0.5 for name, words in pairs
    ]
    assert share(alike) >= 0.9
