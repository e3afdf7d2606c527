from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extraction import units

PINT = {
    **{"平方公里": "km**2", "平方千米": "km**2", "平方米": "m**2", "公顷": "hectare"},
    **{"公里": "km", "千米": "km", "米": "m", "厘米": "cm", "毫米": "mm", "海里": "nautical_mile"},
    **{"吨": "tonne", "公斤": "kg", "千克": "kg", "克": "g", "毫克": "mg", "微克": "microgram"},
    **{"立方米": "m**3", "立方": "m**3", "升": "liter", "桶": "oil_barrel"},
    **{"瓦": "W", "千瓦": "kW", "兆瓦": "MW", "吉瓦": "GW", "马力": "metric_horsepower"},
    **{"千瓦时": "kWh", "度电": "kWh", "兆瓦时": "MWh", "伏": "V", "千伏": "kV", "千伏安": "kV*A"},
    **{"小时": "hour", "分钟": "minute", "秒": "s", "毫秒": "ms", "天": "day", "周": "week", "星期": "week"},
    **{"个月": "month", "年": "year", "%": "percent", "‰": "permille"},
}
"""What pint calls the units that it knows."""

NORMAL = {
    **{"area": "m**2", "length": "m", "mass": "kg", "volume": "m**3", "power": "W", "energy": "kWh"},
    **{"voltage": "V", "time": "s", "ratio": "percent"},
}


@pytest.mark.parametrize("word", sorted(PINT))
def test_factors_agree_with_pint(word: str) -> None:
    pint = pytest.importorskip("pint")
    unit = units.units()[word]
    normal = "V*A" if word == "千伏安" else NORMAL[unit.dimension]
    assert unit.factor is not None
    assert float(unit.factor) == pytest.approx(
        pint.UnitRegistry().Quantity(1, PINT[word]).to(normal).magnitude
    )


@pytest.mark.parametrize(("word", "normal"), [("亩", "2000/3"), ("斤", "0.5"), ("里", "500")])
def test_chinese_units_are_as_the_law_defines_them(word: str, normal: str) -> None:
    over, _, under = normal.partition("/")
    factor = units.units()[word].factor
    assert factor is not None
    assert float(factor) == pytest.approx(float(Decimal(over) / Decimal(under or 1)))


@pytest.mark.parametrize(
    ("value", "unit", "normal", "iri"),
    [
        (3880.3, "亿元", 388_030_000_000, "currency/CNY"),
        (3.5, "万亿美元", 3_500_000_000_000, "currency/USD"),
        (12.8, "万座", 128_000, "unit/NUM"),
        (70, "万亩", 466_666_666.6666667, "unit/M2"),
        (8000, "万千瓦", 80_000_000_000, "unit/W"),
        (3.8, "%", 3.8, "unit/PERCENT"),
        (3.8, "％", 3.8, "unit/PERCENT"),
        (3, "成", 30, "unit/PERCENT"),
        (2, "倍", 200, "unit/PERCENT"),
        (0.5, "个百分点", 0.5, "unit/PERCENT"),
        (26, "℃", 26, "unit/DEG_C"),
    ],
)
def test_values_in_the_normal_unit(value: float, unit: str, normal: float, iri: str) -> None:
    found = units.normal(value, unit)
    assert found is not None
    assert found.value == pytest.approx(normal)
    assert found.iri == f"http://qudt.org/vocab/{iri}"


@pytest.mark.parametrize("unit", ["万", "", "番", "位", "标箱", "没有的单位"])
def test_units_without_a_normal_unit(unit: str) -> None:
    assert units.normal(3, unit) is None


def test_what_is_no_unit_counts_things() -> None:
    assert units.dimension("万") == "count"
    assert units.dimension("万亩") == "area"


def test_every_dimension_has_one_normal_unit_and_every_factor_belongs_to_one() -> None:
    normals: dict[str, set[str]] = {}
    for unit in units.units().values():
        assert (unit.factor is None) == (unit.normal is None)
        if unit.normal and unit.word != "千伏安":
            normals.setdefault(unit.dimension, set()).add(unit.normal)
    several = {"money", "concentration"}
    assert {dimension for dimension, iris in normals.items() if len(iris) > 1} <= several
