"""The values of an indicator as charts: one an aspect and unit, actual beside target, period by period."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from kg.asking.card import Card
from kg.asking.values import written
from kg.model import Measure
from kg.words import VALUES, word

_ASPECTS = ("level", "growth", "count", "share", "change")
"""The aspects that are drawn, in this order; no ranks, whose bars would be long where they are low."""
_MOST_ROWS = 40
_BAR, _GAP, _FRAME = 22, 14, 44
"""The heights of a bar, of the room between rows and of what stands above them, in CSS pixels."""


class Bar(NamedTuple):
    """A value in the chart's unit, and as the report writes it."""

    value: float
    text: str


class Row(NamedTuple):
    """One period, of one place where there are several."""

    label: str
    actual: Bar | None
    target: Bar | None


class Chart(NamedTuple):
    """Rows of one aspect in one unit; `height` in CSS pixels is kept free for it."""

    aspect: str
    unit: str
    rows: tuple[Row, ...]

    @property
    def height(self) -> int:
        """How high it is drawn."""
        together = any(row.actual and row.target for row in self.rows)
        return _FRAME + (_BAR * (2 if together else 1) + _GAP) * len(self.rows)


def charts(card: Card) -> tuple[Chart, ...]:
    """The charts of an indicator's card: only of what has values to compare."""
    found: dict[tuple[str, str], list[Measure]] = defaultdict(list)
    for link in card.links:
        measure = link.other
        if isinstance(measure, Measure) and measure.aspect in _ASPECTS:
            found[measure.aspect, measure.normal_unit or measure.unit].append(measure)
    order = sorted(found, key=lambda key: (_ASPECTS.index(key[0]), key[1]))
    drawn = (_chart(key[0], found[key]) for key in order)
    return tuple(chart for chart in drawn if sum(len(row) - row.count(None) - 1 for row in chart.rows) > 1)


def as_data(drawn: tuple[Chart, ...]) -> list[dict[str, object]]:
    """The charts for the script that draws them."""
    return [
        {
            "unit": chart.unit,
            "labels": [row.label for row in chart.rows],
            "actual": [row.actual for row in chart.rows],
            "target": [row.target for row in chart.rows],
        }
        for chart in drawn
    ]


def _chart(aspect: str, measures: list[Measure]) -> Chart:
    places = {measure.place for measure in measures}
    unit, factor = measures[0].unit, _factor(measures[0])
    bars: dict[tuple[str, str], dict[str, Bar]] = defaultdict(dict)
    for measure in measures:
        value = measure.value if factor is None else (measure.normal_value or 0.0) / factor
        bars[measure.place or "", measure.period].setdefault(measure.status, Bar(value, written(measure)))
    rows = (
        Row(f"{place} {period}" if len(places) > 1 else period, sides.get("actual"), sides.get("target"))
        for (place, period), sides in sorted(bars.items())
    )
    return Chart(word(VALUES, aspect), unit, tuple(rows)[:_MOST_ROWS])


def _factor(measure: Measure) -> float | None:
    """How many normal units are one unit of the measure; None if that is not known."""
    if not measure.normal_value or not measure.value:
        return None
    return measure.normal_value / measure.value
