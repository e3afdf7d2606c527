"""Which charts an indicator has, and what they hold."""

from __future__ import annotations

import pytest

from kg.asking.card import Card, Link
from kg.language import speaking
from kg.model import Indicator, Measure
from kg.web.charts import as_data, charts


def measure(value: float, period: str, **more: object) -> Measure:
    fields = {"aspect": "growth", "unit": "%", "status": "actual", "place": "云川市", **more}
    return Measure(id=f"m/{value}/{period}", label="", indicator="x", value=value, period=period, **fields)  # type: ignore[arg-type]


def card(*measures: Measure) -> Card:
    links = tuple(Link("ofIndicator", False, item, ()) for item in measures)
    return Card(Indicator(id="i", label="x"), "", (), (), (), links, ())


def test_actual_and_target_of_a_period_stand_in_one_row() -> None:
    found = charts(
        card(measure(5, "2024", status="target", comparator=">="), measure(4, "2024"), measure(3, "2023"))
    )
    assert as_data(found) == [
        {
            "unit": "%",
            "labels": ["2023", "2024"],
            "actual": [(3, "3%"), (4, "4%")],
            "target": [None, (5, "≥5%")],
        }
    ]


def test_each_aspect_and_unit_has_its_own_chart() -> None:
    with speaking("en"):
        found = charts(
            card(
                measure(1, "2023"),
                measure(2, "2024"),
                measure(8, "2023", aspect="level", unit="亿元"),
                measure(9, "2024", aspect="level", unit="亿元"),
            )
        )
    assert [(chart.aspect, chart.unit) for chart in found] == [("level", "亿元"), ("growth", "%")]


def test_ranks_are_not_drawn() -> None:
    ranks = {"aspect": "rank", "unit": "位"}
    assert charts(card(measure(1, "2023", **ranks), measure(2, "2024", **ranks))) == ()


def test_a_value_alone_is_no_chart() -> None:
    assert charts(card(measure(1, "2023"), measure(7, "2023", aspect="rank", unit="位"))) == ()


def test_units_of_one_kind_are_drawn_in_the_first_of_them() -> None:
    money = {"aspect": "level", "normal_unit": "cny"}
    found = charts(
        card(
            measure(3880.0, "2022", unit="亿元", normal_value=3880e8, **money),
            measure(0.4, "2023", unit="万亿元", normal_value=0.4e12, **money),
        )
    )
    (chart,) = found
    assert chart.unit == "亿元"
    assert chart.rows[1].actual is not None
    assert chart.rows[1].actual.value == pytest.approx(4000)
    assert chart.rows[1].actual.text == "0.4万亿元"


def test_places_are_named_where_there_are_several() -> None:
    (chart,) = charts(card(measure(1, "2023"), measure(2, "2023", place="云山市")))
    assert {row.label for row in chart.rows} == {"云川市 2023", "云山市 2023"}


def test_the_room_kept_free_grows_with_the_rows() -> None:
    (few,) = charts(card(*(measure(value, str(2000 + value)) for value in range(2))))
    (many,) = charts(card(*(measure(value, str(2000 + value)) for value in range(9))))
    assert many.height > few.height
