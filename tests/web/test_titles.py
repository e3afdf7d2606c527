"""How reports are called among others."""

from __future__ import annotations

import pytest

from kg.asking.opened import ReportSummary
from kg.language import speaking
from kg.web.titles import titled


@pytest.mark.parametrize(
    ("title", "place", "year", "called"),
    [
        ("2023年保定市政府工作报告", "保定市", 2023, "2023年保定市政府工作报告"),
        ("政府工作报告", "广东省", 2026, "政府工作报告（广东省 2026）"),
        ("政府工作报告", None, 2026, "政府工作报告（2026）"),
        ("政府工作报告", "广东省", None, "政府工作报告"),
    ],
)
def test_a_title_without_its_year_gets_place_and_year(
    title: str, place: str | None, year: int | None, called: str
) -> None:
    report = ReportSummary("iri", "key", title, place, year, None, None, "", {})
    with speaking("zh"):
        assert titled(report) == called
