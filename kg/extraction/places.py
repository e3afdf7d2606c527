"""Places: divisions under their long and short names, regions, zones, mountains and waters, and sights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.divisions import division_of
from kg.extraction.facts import FoundThing
from kg.extraction.gazetteer import Gazetteer, abbreviations, gazetteer, is_common
from kg.extraction.phrases import Line, Part, Reading, Words, column, lexicon
from kg.extraction.scorer import Candidate
from kg.extraction.surroundings import ORGANIZATIONS, PLACES, Holders, holders, outline

__all__ = ["Gazetteer", "abbreviations", "gazetteer", "propose_places"]

_OPENED = "、,;。(:!?“”·和及与在至到"
_STRETCH = re.compile(r"(?<=([\u4e00-\u9fff]{2}))[至—]([\u4e00-\u9fff]{2,3})(?:段|高速|铁路|高铁|公路)")
_THING = re.compile(r"zone|nature|sight|headed")
_SOLID = re.compile(r"near|neighbouring|city|county|zone|nature|sight|region")
_WORD = re.compile(r"[\u4e00-\u9fff]+")
_ON = re.compile(
    r"$|[^\u4e00-\u9fff]|[和与及等的至]|景区|旅游|国际|流域|水质|生态|大桥|沿[线岸]|湿地|水库|风景|文化|国家|项目|微"
)
_FUNCTION = re.compile(r"[的和与及各个是在了条座处等一二三四五六七八九十]")
_TOWN = ("镇", "乡", "口岸", "新区", "新城", "街道", "开发区", "经开区", "高新区", "经济开发区")
_RANKS = ("新区", "镇", "港", "国际机场", "机场", "口岸")
_CULTURE = ("精神", "文化", "故事", "品牌", "制造", "样板", "模式", "经验", "人民", "方案", "答卷", "力量")
_OWNED = ("company", "ministry", "academy", "hospital")
_FEW = 12
"""How many members of a list are looked at beside one."""

Spots = dict[tuple[int, int], str]


def propose_places(reading: Reading) -> Iterator[Candidate[FoundThing]]:
    """What may be a place, line by line."""
    known, lines = gazetteer(reading.structure.report.place), holders(reading)
    stems = Words({stem for held in lines for stem in _stems(held)})
    for held in lines:
        spots = _spots(held, known, stems)
        for (start, end), level in spots.items():
            part = held.part(start)
            features = (level, *_features(held, part, start, end, spots))
            if not level.startswith("level=sight") and (stop := _wider(held.line, end)) > end:
                wide = (f"{level} wider", *features[1:])
                yield _candidate(held.line, part, start, stop, wide, known)
            yield _candidate(held.line, part, start, end, features, known)


def _spots(held: Holders, known: Gazetteer, stems: Words) -> Spots:
    """Where a place may stand, and as what, as a feature."""
    line, spots = held.line, Spots()
    owned = {at for start, end in _owned(held) for at in range(start, end)}
    own = {start for start, end in held.every.get("place", ()) if line.text[start:end] in known.own}
    for start, end in held.words("place"):
        word = line.text[start:end]
        if word in known.own or word in known.decoys or own.intersection(range(start + 1, end)):
            continue  # 健康保定 does not name 康保
        spots[start, end] = f"level={known.levels[word]}"
    ends = {end for _, end in spots}
    for level, found in (
        ("pair", _pairs(line)),
        ("stem", stems.found(line.text, 0, len(line.text))),
        ("stretch", _stretches(line)),
        ("listed", _listed(held, spots)),
        ("headed", _headed(held, ends)),
    ):
        for spot in list(found):
            spots.setdefault(spot, f"level={level}")
    for spot in _joined(line, spots):
        spots.setdefault(spot, "level=joined")
    routes = {at: stop for start, stop in _routes(line, known) for at in range(start + 1, stop)}
    return {
        (start, end): level
        for (start, end), level in spots.items()
        if start not in owned and routes.get(start, end) >= end
    }


def _joined(line: Line, spots: Spots) -> list[tuple[int, int]]:
    """Two places that touch, the second a thing in the first: 昆明 + 长水国际机场."""
    starts = {start: end for (start, end), level in spots.items() if _THING.search(level)}
    return [
        (start, starts[end])
        for (start, end), level in spots.items()
        if end in starts and _SOLID.search(level) and starts[end] - end > 2
    ]


def _routes(line: Line, known: Gazetteer) -> Iterator[tuple[int, int]]:
    """The ends of routes by one character each, as 深惠 in 深惠城际, which holds no 惠城."""
    routes = lexicon(PLACES, "route")
    for hit in _ends(known.home).finditer(line.text):
        for stop in range(hit.start() + 2, hit.end() + 1):
            if routes.at(line.text, stop, stop + 6):
                yield hit.start(), stop
                break


@cache
def _ends(home: str | None) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(abbreviations(home)))}]{{2,5}}")


def _owned(held: Holders) -> Iterator[tuple[int, int]]:
    """The names of organisations, in which no place is named: 北京大学."""
    names = column(ORGANIZATIONS, 1, *_OWNED)
    return (spot for spot in held.words("organization") if held.line.text[slice(*spot)] in names)


def _wider(line: Line, end: int) -> int:
    """Where a place with the word for what it is ends: 浦东 + 新区."""
    return next((end + len(word) for word in _RANKS if line.text.startswith(word, end)), end)


def _pairs(line: Line) -> Iterator[tuple[int, int]]:
    """Provinces and cities by one character each: 京津, 沪滇."""
    return (hit.span() for hit in _abbreviated().finditer(line.text))


@cache
def _abbreviated() -> re.Pattern[str]:
    return re.compile(f"[{''.join(column(PLACES, 1, 'abbreviation'))}]{{2,6}}")


def _stretches(line: Line) -> Iterator[tuple[int, int]]:
    """The ends of a stretch of road: 甲地至乙地段."""
    for hit in _STRETCH.finditer(line.text):
        yield hit.span(1)
        yield hit.span(2)


def _stems(held: Holders) -> Iterator[str]:
    """What is named with its rank somewhere in the report (甲乙镇), to be found without it."""
    text, places = held.line.text, {end for _, end in held.words("place")}
    for at, end in held.words("place end"):
        if held.has("place", max(0, at - 2), end + 1):
            continue
        start = max(0, at - 2)
        core = text[start:at]
        opened = start == 0 or text[start - 1] in _OPENED or start in places
        if text[at:end] in _TOWN and opened and _is_name(core) and not _is_ordinary(core):
            yield core


def _is_ordinary(words: str) -> bool:
    """Whether there are words that are no part of a place's name."""
    if any(lexicon(PLACES, "plain").found(words, 0, len(words))):
        return True
    return any(len(lexicon("verbs.tsv", role).at(words, 0, len(words))) > 1 for role in ("lead", "weak"))


def _is_name(text: str) -> bool:
    return bool(_WORD.fullmatch(text)) and not _FUNCTION.search(text)


def _listed(held: Holders, spots: Spots) -> Iterator[tuple[int, int]]:
    """The members of two to four characters of a list one of whose members is a place."""
    solid = {spot for spot, level in spots.items() if _SOLID.search(level)}
    for part in held.parts:
        if len(part.group) == 1 or not any((one.start, one.end) in solid for one in part.group[:_FEW]):
            continue
        end = next((at for at, _ in held.line.leads.within(part.start + 2, part.end)), part.end)
        word = held.line.text[part.start : end]
        if 2 <= len(word) <= 4 and _is_name(word) and not _is_ordinary(word):
            yield part.start, end


def _headed(held: Holders, ends: set[int]) -> Iterator[tuple[int, int]]:
    """Mountains, lakes, towns and the like: one to four characters and the last word of such names."""
    text, verbs = held.line.text, lexicon("verbs.tsv", "lead")
    covered = {at for start, end in held.words("place") for at in range(start, end)}
    for at, stop in held.words("place end"):
        if at in covered or stop - 1 in covered or (stop - at == 1 and not _ON.match(text, stop)):
            continue
        for start in range(at - 1, max(-1, at - 5), -1):
            if start in covered or not "\u4e00" <= text[start] <= "\u9fff" or _FUNCTION.match(text, start):
                break
            opened = start == 0 or text[start - 1] in _OPENED or start in ends
            if stop - start >= 3 and (opened or verbs.before(text, max(0, start - 4), start)):
                if not _is_ordinary(text[start:at]):
                    yield start, stop
                break


def _features(held: Holders, part: Part, start: int, end: int, spots: Spots) -> Iterator[str]:
    """What the place is, what follows, and what else the list names."""
    text = held.line.text
    word = text[start:end]
    if is_common(word):
        yield "common"
    elif _SOLID.search(spots[start, end]):
        yield "solid"
    if len(part.group) > 1 and any(
        (other.start, other.end) in spots for other in part.group[:_FEW] if other is not part
    ):
        yield "place beside"
    if start in (part.start, part.begin) and end == part.end:
        yield "whole"
    yield f"last={word[-1]}"
    level, follow = _rank(word, spots[start, end]), _follow(held, part, end)
    yield f"follow={follow}"
    yield f"rank={level}"
    yield f"rank={level} follow={follow}"
    yield f"rank={level} led={part.led}"
    yield f"rank={level} depth={held.line.depth[start]}"
    yield f"follow={follow} led={part.led} start={start == part.start}"
    last = lexicon(PLACES, "natural", "built").before(text, start, end)
    if last and last != word:
        yield f"ends={last}"


def _rank(word: str, level: str) -> str:
    """What the place is, in coarse classes."""
    if is_common(word):
        return "common"
    named = level.removeprefix("level=").removeprefix("near ").removeprefix("neighbouring ")
    return {"district": "county", "bloc": "region", "compass": "region", "pair": "region"}.get(named, named)


def _follow(held: Holders, part: Part, end: int) -> str:
    """What stands behind a name, in coarse classes."""
    text = held.line.text
    if end >= part.end or text[end] in "、,;。:!?)”":
        return "end"
    if text[end] in "和与及至到等":
        return "and"
    for sort, name, *sorts in (
        ("route", PLACES, "route"),
        ("rank", PLACES, "built", "natural"),
        ("organization", ORGANIZATIONS, "suffix"),
        ("verb", "verbs.tsv", "lead", "after", "weak"),
        ("event", "event-words.tsv", "ending"),
    ):
        if lexicon(name, *sorts).at(text, end, part.end):
            return sort
    if text.startswith(_CULTURE, end):
        return "culture"
    if held.has("organization end", end, min(part.end, end + 12)):
        return "organization later"
    if any(lexicon("project-words.tsv").found(text, end, min(part.end, end + 16))):
        return "project later"
    return "other"


def _candidate(
    line: Line, part: Part, start: int, end: int, features: tuple[str, ...], known: Gazetteer
) -> Candidate[FoundThing]:
    thing = FoundThing(
        span=line.span(start, end),
        rule="place.proposed",
        confidence=0.5,
        cls="Place",
        name=line.name(start, end),
        code=division_of(line.text[start:end], known.home),
    )
    return Candidate(thing, (*features, *outline(line, part, start, end)))
