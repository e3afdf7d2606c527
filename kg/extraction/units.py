"""Units and measure words, from `ontology/lexicon/units.tsv`, and what a value is in the normal unit."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from kg.lexicon import rows

SCALES = {
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 10**8,
    "万亿": 10**12,
}
"""The words of magnitude that may stand between a number and its unit."""

SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_SCALED = re.compile(rf"({SCALE})?(.*)", re.DOTALL)
_VOCABULARY = "http://qudt.org/vocab/"


class Unit(NamedTuple):
    """A unit or measure word: it is `factor` of the unit with the IRI `normal`, if of any.

    `han` says that a Chinese numeral before it states a number.
    """

    word: str
    dimension: str
    factor: Decimal | None
    normal: str | None
    han: bool


class Normal(NamedTuple):
    """A value in the normal unit of its dimension, and that unit's IRI (QUDT)."""

    value: float
    iri: str


@cache
def units() -> dict[str, Unit]:
    """The units by their words."""
    return {
        word: Unit(word, dimension, Decimal(factor) if factor else None, _iri(normal), han == "y")
        for word, dimension, factor, normal, han in rows("units.tsv")
    }


@lru_cache(maxsize=1000)
def split(written: str) -> tuple[int, Unit | None]:
    """The magnitude and the unit of a unit as written: 万亩 → 10000, 亩; 千瓦 → 1, 千瓦; 万 → 10000, None."""
    known = units().get(written) or units().get(unicodedata.normalize("NFKC", written))
    hit = _SCALED.fullmatch(unicodedata.normalize("NFKC", written)) if known is None else None
    return (SCALES.get(hit[1], 1), units().get(hit[2])) if hit else (1, known)


def dimension(written: str) -> str:
    """The dimension of a unit as written; `count` where it is none that is known (万)."""
    unit = split(written)[1]
    return unit.dimension if unit else "count"


def normal(value: float, written: str) -> Normal | None:
    """The value in the normal unit, None where the unit has none: 3880.3 亿元 → 388030000000, CNY."""
    scale, unit = split(written)
    if unit is None or unit.factor is None or unit.normal is None:
        return None
    return Normal(float(Decimal(repr(value)) * scale * unit.factor), unit.normal)


def _iri(normal: str) -> str | None:
    vocabulary, _, name = normal.partition(":")
    return f"{_VOCABULARY}{vocabulary}/{name}" if name else None
