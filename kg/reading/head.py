"""What the head of a report says: title, place, year, date of delivery, speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import Span
from kg.reading.lines import PLACE, YEAR, TextLine, body_start, lines, stripped, title_lines

NATION = "全国"
"""The place of the reports that the State Council gives."""

_DIGITS = "〇一二三四五六七八九"
_DIGIT_VALUES = str.maketrans("零○Ｏ" + _DIGITS, "000" + "0123456789")
_OPENING_LINES = 4
_OFFICES = "省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长|主席|总理|行政长官|主任"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"

_DATE = re.compile(rf"({YEAR})年({_NUMBER})月({_NUMBER})日")
_CONGRESS = re.compile(rf"在({PLACE}|中华人民共和国)第[\d一二三四五六七八九十百]+届人民代表大会")
_NATIONAL = re.compile(r"届全国人民代表大会|国务院总理|我代表国务院")
_TITLE_PLACE = re.compile(rf"^[《〈]?(?:{YEAR}年)?({PLACE})(?:人民|{YEAR}年)*政府工作报告")
_TITLE_YEAR = re.compile(rf"({YEAR})年")
_GOVERNMENT = re.compile(rf"我?代表({PLACE})人民政府")
_NAME = r"[\u4e00-\u9fff][\u4e00-\u9fff·•\s]{1,14}"
_SPEAKER = re.compile(
    rf"^[-—–（(\s]*+(?:报告人[:：\s]*+)?({PLACE}|国务院)?\s*+(?:[省市州盟县旗区]?人民政府)?\s*+(?:代理?)?"
    rf"(?:{_OFFICES})[:：\s]*+({_NAME})?[）)]?$"
)
_PROVINCE = re.compile(r"^[\u4e00-\u9fff]{2,}?(?:省|自治区)(?=[\u4e00-\u9fff]+(?:市|州|盟|地区)$)")
_PART = re.compile(r"^[一二三四五六七八九十]+、")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_PAST = re.compile(r"回顾|成就|成绩|总结|情况")
_FUTURE = re.compile(r"工作|任务|安排|部署|要求|目标|重点|建议")


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a report; `title` is where its title stands, `date` in ISO form."""

    title: Span | None = None
    place: str | None = None
    year: int | None = None
    date: str | None = None
    speaker: str | None = None

    def label(self, text: str) -> str:
        """The title as it stands in the report's text, or one made of place and year."""
        if self.title is not None:
            return "".join(self.title.of(text).split())
        place = "国务院" if self.place == NATION else self.place or ""
        return f"{place}{f'{self.year}年' if self.year else ''}政府工作报告"


def head(text: str, furniture: Sequence[Span]) -> Head:
    """What the text says of itself, outside of the page furniture (ordered spans of whole lines)."""
    found = _outside(lines(text), furniture)
    body = body_start(found)
    title = _title(found[:body], text)
    title_text = "" if title is None else _compact(title.of(text))
    joined = "".join(line.compact for line in found[:body])
    opening = "".join(line.compact for line in found[body : body + _OPENING_LINES])
    office, speaker = _speaker(found[:body])
    delivered = _date(joined)
    return Head(
        title=title,
        place=_place(joined, title_text, office, opening),
        year=_year(title_text, delivered, found[body:]),
        date=delivered.isoformat() if delivered else None,
        speaker=speaker,
    )


def _outside(found: Sequence[TextLine], furniture: Sequence[Span]) -> list[TextLine]:
    """The lines that none of the ordered spans covers."""
    starts = [span.start for span in furniture]
    places = (bisect_right(starts, line.span.start) - 1 for line in found)
    return [
        line
        for line, place in zip(found, places, strict=True)
        if place < 0 or line.span.start >= furniture[place].end
    ]


def _compact(text: str) -> str:
    return "".join(text.split())


def _title(lines_before: Sequence[TextLine], text: str) -> Span | None:
    found = title_lines(lines_before)
    if found is None:
        return None
    start = stripped(lines_before[found.start], text).start
    end = stripped(lines_before[found.stop - 1], text).end
    # A date may stand behind the title on its line.
    behind = re.search(r"(?<=报告)\s*[-—–]", text[start:end])
    return Span(start, start + behind.start() if behind else end)


def _date(joined: str) -> date | None:
    """The first date of the head that is one."""
    for match in _DATE.finditer(joined):
        try:
            return date(*(_number(part) for part in match.groups()))
        except ValueError:
            continue
    return None


def _number(text: str) -> int:
    """The value of digits, of Chinese digits one by one, or of a Chinese number below one hundred."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)
    return int(text.translate(_DIGIT_VALUES))


def _place(joined: str, title: str, office: str | None, opening: str) -> str | None:
    """The official name of the place, by the congress, the title, the office or the opening words."""
    if _NATIONAL.search(joined) or "我代表国务院" in opening:
        return NATION
    by_congress = _CONGRESS.search(joined)
    by_title = _TITLE_PLACE.match(title)
    by_opening = _GOVERNMENT.search(opening)
    name = (
        (by_congress and by_congress[1])
        or (by_title and by_title[1])
        or office
        or (by_opening and by_opening[1])
    )
    if name == "中华人民共和国":
        return NATION
    return _PROVINCE.sub("", name) if name else None


def _speaker(head_lines: Sequence[TextLine]) -> tuple[str | None, str | None]:
    """The place in the speaker's office, and the speaker's name; it may stand on the line below."""
    for index, line in enumerate(head_lines):
        match = _SPEAKER.match(line.text)
        if not match:
            continue
        name = match[2]
        if name is None and index + 1 < len(head_lines):
            below = head_lines[index + 1].text
            name = below if re.fullmatch(_NAME, below) else None
        if name is not None:
            return match[1], _compact(name)
    return None, None


def _year(title: str, delivered: date | None, body: Sequence[TextLine]) -> int | None:
    """The year of the title, of the delivery, or of the parts."""
    if match := _TITLE_YEAR.search(title):
        return _number(match[1])
    return delivered.year if delivered else _year_of_parts(body)


def _year_of_parts(body: Sequence[TextLine]) -> int | None:
    """The year that the headings of the parts speak of: the one planned, or the one after that reviewed.

    Failing both, the year after the latest one that the first part looks back on.
    """
    headings = [(index, line.compact) for index, line in enumerate(body) if _PART.match(line.compact)]
    years = [(heading, int(match[1])) for _, heading in headings if (match := _ANY_YEAR.search(heading))]
    for heading, year in years:
        if not _PAST.search(heading) and _FUTURE.search(heading):
            return year
    for _, year in years:
        return year + 1
    end = headings[1][0] if len(headings) > 1 else len(body)
    named = [int(year) for line in body[:end] for year in _ANY_YEAR.findall(line.text)]
    return max(named) + 1 if named else None
