"""What a place in a report implies: status and period, where the words say neither."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kg.extraction.facts import Status
from kg.lexicon import rows
from kg.model import Span
from kg.structure import PART, Heading, Structure

_YEAR = r"(?P<year>20\d\d|19\d\d)\s?年"
_COMPARED = re.compile(r"(?:[比较同从由与跟和]|相比|同比|对比|“)$")
_PLAN_YEARS = (
    r"[“\"]?(?P<plan>十[一二三四五六七八九]五)[”\"]?(?:规划|计划)?(?P<planend>时期|期间|末|以来|期末)"
)
_STRETCH = (
    r"(?P<stretch>(?:今后|未来|近|过去的?|这|最近)[\d一二三四五十两几]{1,2}年|[\d三四五十]{1,2}年[来间]"
    r"|(?<=[过用])[\d一二两三四五]{1,2}年(?=左右|时间|努力))"
)
_PLAN = re.compile("十[一二三四五六七八九]五")
_POINTS = ("——", "--", "—")
"""What opens the points of a list, for which the sentence before the list holds."""
_OPENING = re.compile(r"[^,，。、;；:：]{1,14}[,，:：]")
_CLAUSE = re.compile(r"[,，。;；!！?？]")
_PAST = re.compile("过去|这|.{1,2}年[来间]")
_BACK = re.compile("(?<=[。！!])(?:过去一年|一年来|过去五年|五年来)(?=[，,])")
"""Words that open a sentence, within a paragraph, of what was reached."""
FARTHEST = 400
"""How far before a number, in characters, its sentence may name its time."""
_NEAREST = 20
"""How many times that a sentence names may stand between a number and its own."""
_LAST_YEAR = ("过去一年", "过去的一年", "这一年", "一年来")
_LATER = "今后几年"
_YEARS = {"三年": 3, "3年": 3, "四年": 4, "4年": 4, "五年": 5, "5年": 5}
_TITLE_YEAR = re.compile(r"(20\d\d|19\d\d)\s?年")
_ENDS = {"前": "前", "以前": "前", "之前": "前", "底前": "", "末前": "", "起": "年起", "以来": "年以来"}


@dataclass(frozen=True, slots=True)
class Setting:
    """Whether what stands at a place is done or to be done, and when: a year, a deadline or a stretch.

    Of a stretch of past years, `first` and `last` are the years that it leads from and up to, and `named`
    is how the text names it where `period` is the plan of those years (这五年, 十四五).
    """

    status: Status
    period: str
    named: str = ""
    first: str = ""
    last: str = ""


Side = Literal["from", "to"]
"""Which end of a stretch a value belongs to: 从5% or 达到6%."""


@cache
def _words(role: str) -> dict[str, str]:
    return {word: period for word, its_role, period in rows("period-words.tsv") if its_role == role}


@cache
def _anyof(role: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _words(role)), key=len, reverse=True)))


@cache
def _when() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _words("when")), key=len, reverse=True))
    end = "(?P<end>" + "|".join(sorted(_ENDS, key=len, reverse=True)) + ")?"
    return re.compile(
        rf"{_YEAR}{end}|{_PLAN_YEARS}|(?P<word>{words})|{_STRETCH}|(?P<lasting>连续(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})年)"
    )


class Settings:
    """The settings of all places of one report."""

    def __init__(self, structure: Structure) -> None:
        self._text = structure.report.text
        self._year = structure.report.year or _latest_year(structure)
        self._parts = [head for head in structure.sections if head.level == PART]
        of_year = (n for n, head in enumerate(self._parts) if str(self._year) in head.title.of(self._text))
        self._last_of_year = max(of_year, default=-1)
        self._of_parts = [self._of_part(index) for index in range(len(self._parts))]
        self._before = Setting("actual" if self._parts else "target", str(self._year - bool(self._parts)))
        self._openings = list(self._opened(structure))
        self._sentence = Span(0, 0)
        self._times: list[re.Match[str]] = []

    def at(self, offset: int) -> Setting:
        """The setting of a place by its part and by the words that open its paragraph or one before it."""
        index = bisect.bisect_right(self._openings, offset, key=lambda item: item[0]) - 1
        return self._openings[index][1] if index >= 0 else self._before

    def of(self, sentence: Span, number: Span, side: Side | None = None) -> Setting:
        """The setting of a number: what its sentence says before it, else the setting of the place."""
        default = self.at(number.start)
        said = self._said(sentence, number)
        period = said or default.period
        status = self._status(sentence, number, default, period)
        if default.last and (said is None or said == default.named) and side:
            period = default.first if side == "from" else default.last
        elif side == "from" and status == "target" and not (said or "").isdecimal():
            status, period = "actual", str(self._year - 1)
        elif said is not None and said == default.named:
            period = default.period
        return Setting(status, period)

    def _said(self, sentence: Span, number: Span) -> str | None:
        """The last time that is named before the number, in its sentence."""
        if sentence != self._sentence:
            self._sentence = sentence
            self._times = list(_when().finditer(self._text, sentence.start, sentence.end))
        if not self._times:
            return None
        last = bisect.bisect_right(self._times, number.start, key=lambda hit: hit.start())
        clause = _clause_start(self._text, max(sentence.start, number.start - FARTHEST), number.start)
        for hit in reversed(self._times[max(0, last - _NEAREST) : last]):
            if number.start - hit.start() > FARTHEST:
                return None
            if self._dates(hit, number, clause):
                passing = hit["word"] == "每年" or hit["lasting"]
                return hit[0] if passing else self._period(hit)
        return None

    def _dates(self, hit: re.Match[str], number: Span, clause: int) -> bool:
        """Whether a time says when a number was or is to be reached."""
        if _is_compared(self._text, hit, number):
            return False
        if hit["word"] == "每年" and self._text[hit.start() - 1 : hit.start()] in ("人", "户", "亩"):
            return False
        return not (hit["word"] == "每年" or hit["lasting"]) or hit.start() >= clause

    def _opens(self, hit: re.Match[str]) -> bool:
        """Whether a time holds for more than its sentence."""
        passing = hit["word"] == "每年" or hit["lasting"] or hit[0].startswith("近")
        return not passing and not _COMPARED.search(self._text[max(0, hit.start() - 1) : hit.start()])

    def _opening(self, hit: re.Match[str], part: Setting, plan: str) -> Setting:
        period = self._period(hit)
        if period[:4].isdecimal():
            return Setting("actual" if int(period[:4]) < self._year else part.status, period)
        if not _PAST.match(period):
            return Setting(part.status, period)
        return self._stretch(period, plan if part.status == "actual" else "")

    def _stretch(self, named: str, plan: str) -> Setting:
        """A stretch of past years up to the one before the report's; five years may be those of `plan`."""
        years = next((number for word, number in _YEARS.items() if word in named), 0)
        if not years:
            return Setting("actual", named)
        period = plan if years == 5 and plan else named
        return Setting("actual", period, named, str(self._year - 1 - years), str(self._year - 1))

    def _period(self, hit: re.Match[str]) -> str:
        if hit["year"]:
            return hit["year"] + _ENDS.get(hit["end"] or "", "")
        if hit["plan"]:
            return hit["plan"]
        if hit["stretch"]:
            return str(self._year - 1) if hit["stretch"] in _LAST_YEAR else hit["stretch"]
        period = _words("when").get(hit[0], "") or hit[0]
        return {"year": str(self._year), "year-1": str(self._year - 1)}.get(period, period)

    def _status(self, sentence: Span, number: Span, default: Setting, period: str) -> Status:
        year = int(period[:4]) if period[:4].isdecimal() else None
        if year is not None and period != default.period and year != self._year:
            return "target" if year > self._year else "actual"
        clause = _clause_start(self._text, max(sentence.start, number.start - FARTHEST), number.start)
        if default.status == "actual":
            return "target" if _anyof("target").search(self._text, clause, number.start) else "actual"
        return "actual" if _anyof("actual").search(self._text, clause, number.start) else "target"

    def _of_part(self, index: int) -> Setting:
        title = self._parts[index].title.of(self._text)
        years = [int(year) for year in _TITLE_YEAR.findall(title)]
        if _anyof("review").search(title):
            stretch = re.search("过去[一二三四五]年", title)
            if stretch and stretch[0] != "过去一年" and not years:
                return self._stretch(stretch[0], "")
            return Setting("actual", str(max(years, default=self._year - 1)))
        plan = re.search(_PLAN_YEARS, title)
        if plan:
            return Setting("target", plan["plan"])
        if years:
            return Setting("target" if max(years) >= self._year else "actual", str(max(years)))
        later = index < self._last_of_year
        return Setting("target", self._outlook(self._parts[index]) if later else str(self._year))

    def _outlook(self, part: Heading) -> str:
        """What a part that looks beyond the year calls its time."""
        hit = re.compile(_STRETCH).search(self._text, part.start, part.end)
        return hit[0] if hit and hit[0][:2] in ("今后", "未来") else _LATER

    def _opened(self, structure: Structure) -> Iterator[tuple[int, Setting]]:
        """Where a part begins, and where a paragraph of it opens with a time of its own."""
        starts = {part.start: setting for part, setting in zip(self._parts, self._of_parts, strict=True)}
        items = {head.start for head in structure.sections if head.level > PART}
        titles = {part.start: part.title.of(self._text) for part in self._parts}
        part = current = self._before
        looking_back, plan = False, ""
        for line in structure.body:
            if line.start in starts:
                part = current = starts[line.start]
                named = _PLAN.search(titles[line.start])
                plan = named[0] if named else ""
                yield line.start, current
                continue
            if looking_back and not self._text.startswith(_POINTS, line.start):
                looking_back = False
                yield line.start, current
            opening = _OPENING.match(self._text, line.start, line.end)
            hit = _when().search(self._text, line.start, opening.end()) if opening else None
            if hit and self._opens(hit):
                current = self._opening(hit, part, plan)
                yield line.start, current
            elif line.start in items and current != part:
                current = part
                yield line.start, current
            for back in _BACK.finditer(self._text, line.start, line.end):
                looking_back = True
                last_year = Setting("actual", str(self._year - 1))
                yield back.end(), last_year if "一年" in back[0] else self._stretch(back[0], plan)


def _clause_start(text: str, start: int, end: int) -> int:
    last = start
    for hit in _CLAUSE.finditer(text, start, end):
        last = hit.end()
    return last


def _is_compared(text: str, hit: re.Match[str], number: Span) -> bool:
    """比上年增长8%: the time is what is compared with; 从2020年的82.4岁 says when the number was."""
    if not _COMPARED.search(text[max(0, hit.start() - 2) : hit.start()]):
        return False
    dated = hit["year"] or hit["word"] in ("去年", "上年")
    return not (dated and text[hit.end() : number.start] in ("的", "", "底的", "末的"))


def _latest_year(structure: Structure) -> int:
    years = _TITLE_YEAR.findall(structure.report.text[:2000])
    return max(map(int, years), default=0)
