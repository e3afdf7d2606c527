"""The values of an indicator side by side: period by period, what is so beside what is to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kg.model import Measure
from kg.vocabulary import decimal

_ASPECTS = ("level", "count", "share", "rank", "growth", "change")
"""The aspects in the order in which they are shown."""
_SIGNS = {"=": "", "≈": "≈", ">=": "≥", "<=": "≤"}


class Values(NamedTuple):
    """What the reports say of one indicator, place, aspect and period, each value as `written` gives it."""

    place: str
    aspect: str
    period: str
    actual: tuple[str, ...]
    target: tuple[str, ...]


def side_by_side(measures: Iterable[Measure]) -> tuple[Values, ...]:
    """The values of one indicator, by place, aspect and period, each value once."""
    found: dict[tuple[str, str, str], list[Measure]] = defaultdict(list)
    for measure in measures:
        found[measure.place or "", measure.aspect, measure.period].append(measure)
    order = sorted(found, key=lambda row: (row[0], _ASPECTS.index(row[1]), row[2]))
    return tuple(Values(*row, _of(found[row], "actual"), _of(found[row], "target")) for row in order)


def written(measure: Measure) -> str:
    """The value with its comparator, its range and its unit: ≥7%, 5—6家, ≈3880.3亿元."""
    end = f"—{decimal(measure.value_max)}" if measure.value_max is not None else ""
    return f"{_SIGNS.get(measure.comparator, '')}{decimal(measure.value)}{end}{measure.unit}"


def _of(measures: list[Measure], status: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(written(measure) for measure in measures if measure.status == status))
