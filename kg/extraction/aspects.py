"""What a number says beside its value, once it is known what it measures: aspect, unit, comparator, side."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extraction import units, wording
from kg.extraction.facts import Aspect, Comparator
from kg.extraction.numbers import NAMED_FIRST, Number
from kg.extraction.setting import Side
from kg.model import Span

COMPARATORS: dict[str, Comparator] = {"least": ">=", "most": "<=", "about": "≈"}
"""What the roles of words around a number say of it."""

_COUNTED = ("count", "times", "place-count")
_RATIOS = ("%", "‰", "成", "")
_CLASS = re.compile("的(?:[有占达]|共)")
_BEYOND = re.compile("(?:超过?|高于|低于|不足)$")
_GROWTH = re.compile("(?:增长|增速|增幅|涨幅|降幅|增长率|下降率|降低率|增长速度)(?:的?(?:预期)?目标)?$")
_CHANGED = re.compile("降低|减少|增加|下调|上调|提高")
_LEVEL = re.compile("(?:指数|得分|温度)$")
_OF_PEOPLE = re.compile(
    "人口|人数|人员|职工|居民|农民|群众|市民|学生|大学生|毕业生|教师|儿童|劳动力|员工|老人|人民|人就业|婴幼儿|人才"
)
_PEOPLE = re.compile("人|次|户$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a number measures: its words, where they stand, the rule that found them.

    `roles` are those of the words between the phrase and the number, from the number outwards.
    """

    words: str
    span: Span | None
    rule: str
    roles: tuple[str, ...] = ()


def aspect(number: Number, phrase: Phrase) -> Aspect:
    """Whether the number is a level, a growth, a share, a rank, a count or a change."""
    if number.kind in ("rank", "stretch", "index"):
        return "rank" if number.kind == "rank" else "count" if number.kind == "stretch" else "level"
    changed = _is_change(phrase.roles)
    if number.unit in _RATIOS:
        if changed or "rate" in phrase.roles or _GROWTH.search(phrase.words):
            return "growth"
        return "level" if _LEVEL.search(phrase.words) else "share"
    if number.unit in ("倍", "番"):
        return "growth"
    dimension = units.dimension(number.unit)
    counted = dimension in _COUNTED or phrase.words.endswith("天数") or number.early
    added = "new" in phrase.roles or _CHANGED.match(phrase.words)
    if dimension == "points" or changed or (added and not counted):
        return "change"
    if dimension == "rank":
        return "count" if phrase.rule == "measure.after" else "rank"
    return "count" if counted else "level"


def side(found: Aspect, phrase: Phrase) -> Side | None:
    """Which end of a stretch of years a value belongs to: 从5%, 达到6%; neither for 累计7家."""
    if "from" in phrase.roles[:1]:
        return "from"
    summed = "sum" in phrase.roles or wording.verb(phrase.words)
    reached = phrase.rule != "measure.after" and {"to", "rank", *COMPARATORS} & set(phrase.roles)
    return "to" if reached and not summed and found not in ("growth", "change") else None


def written_unit(number: Number, phrase: Phrase) -> str:
    """The unit as written; 1000万农村贫困人口 are 万人."""
    if number.unit in units.SCALES and _OF_PEOPLE.search(phrase.words):
        return f"{number.unit}人"
    return number.unit


def sets_apart(text: str, number: Number) -> bool:
    """Whether a number sets a class apart, and is no value: 50万元以上的达到50%, 2000万元以上的项目."""
    start, end = number.span.start, number.span.end
    if _CLASS.match(text, end) and _BEYOND.search(text, max(0, start - 3), start):
        return True
    end, role = wording.behind(text, end, end + 3)
    if role not in ("least", "most") or text[end : end + 1] != "的":
        return False
    counts = number.unit in ("%", "成") or units.dimension(number.unit) in _COUNTED
    return not counts or wording.is_lead(text, end + 1)


def takes_noun(text: str, number: Number, led: Span, roles: tuple[str, ...]) -> bool:
    """Whether what follows the number is what it counts; `led` are the words before it."""
    if number.kind == "rank":
        return text[number.span.end - 1] in NAMED_FIRST + "制次"
    if number.kind == "stretch":
        return len(led) < 4 and not wording.is_attribute(wording.clean(led.of(text)))
    if number.unit == "%":
        return not roles and (not led or wording.wants_subject(led.of(text)))
    if number.unit[-1:] in ("点", "番", "倍", "成", ""):
        return False
    if number.unit == "位":
        return True
    if units.dimension(number.unit) not in _COUNTED or _PEOPLE.search(number.unit):
        return len(led) <= 4 and not {"to", "up", "down"} & set(roles)
    return True


def _is_change(roles: tuple[str, ...]) -> bool:
    """Whether the words before a number say by how much something changed: 增加5家, not 增加到5家."""
    change = {"up", "down"}
    return bool(change & set(roles[:1])) or ("to" not in roles and bool(change & set(roles)))
