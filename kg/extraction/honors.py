"""Honours: designations, pilots and awards that are held, won or sought."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extraction.facts import FoundThing
from kg.extraction.gazetteer import Gazetteer, gazetteer
from kg.extraction.phrases import (
    FARTHEST,
    LONGEST_NAME,
    Part,
    Reading,
    clause_end,
    column,
    counted,
    cut_left,
    lexicon,
)
from kg.extraction.scorer import Candidate
from kg.extraction.surroundings import HONORS, Holders, holders, outline

_CLOSED = re.compile(
    r"$|等|[和与及、,;。:(”]|建设|创建|工作|评审|验收|认定|政策|命名|名单|行列|复审|复核|荣誉|称号|牌子|获|通过|落地|授牌|引领|加快|稳步|任务|\d|[一二两三四五六七八九十]+[个项]"
)
_NEUTRAL = re.compile(r"(?:成为|为|了|国家认定的|我国|全市|我市|全省|我省|保持|的|新一批|一批|\d+[个项家])")
_OPENED = re.compile(r"[,;、。“(《:]|(?<=[区点市县地])[和与及]|为|获|的|等|是")
_MARKED = re.compile(r"[“《]")
_BESTOWED = re.compile(r"(?:了|\d+[个项家]|一批)?(?:[“《]|国家|全国|中国|世界|全球|国际|联合国|省级|首批)")
_JOINED = re.compile(r"[区点市县地][和与及]")
_NUMBER = re.compile(r"\d|[一二两三四五六七八九十]+[个项家]")
_LEADING = re.compile(r"(?:建成|打造|认可|首[个家座]|唯一|成功|通过|被)")
_LEVEL = re.compile(r"国家|全国|中国|世界|全球|国际|联合国|亚洲|国务院|中华|省级|全省|首批|第[二三]批")


@dataclass(frozen=True, slots=True)
class _Won:
    """The nearest verb of winning, holding or seeking before a name, and how it stands."""

    word: str = ""
    end: int = -1

    @property
    def status(self) -> str:
        return _statuses().get(self.word, "held")

    @property
    def firm(self) -> bool:
        return self.word in column(HONORS, 2, "firm")


@cache
def _statuses() -> dict[str, str]:
    return {**column(HONORS, 2, "verb"), **column(HONORS, 2, "firm")}


def propose_honors(reading: Reading) -> Iterator[Candidate[FoundThing]]:
    """What may be an honour, part by part."""
    known = gazetteer(reading.structure.report.place)
    for held in holders(reading):
        ends = _ends(held)
        group: list[Part] = []
        whole = ""
        for part in held.parts if ends else ():
            if part.group is not group:
                group = part.group
                whole = _shared(held, part)
            limit = _limit(part)
            first = bisect.bisect_right(ends, (part.begin, limit))
            own = [spot[::-1] for spot in ends[first : bisect.bisect_right(ends, (limit, limit))]]
            if own or whole:
                verbs = _verbs(held, max(group[0].begin, part.begin - 2 * FARTHEST), limit)
                yield from _in_part(held, part, known, verbs, own, whole)


def _limit(part: Part) -> int:
    """Where the titles of a part can end: that in 甲、乙等3个国家级试点 stands behind the list."""
    line = part.line
    return clause_end(line, part.end) if line.text.startswith("等", part.end) else part.end


def _verbs(held: Holders, start: int, end: int) -> list[tuple[int, int]]:
    """The verbs of winning, holding and seeking in `[start, end)`, outside quotes."""
    return [verb for verb in held.words("honor verb", start, end) if not held.line.depth[verb[0]]]


def _ends(held: Holders) -> list[tuple[int, int]]:
    """Where the last words of titles end and begin, in order; the longest of those that end at one place.

    What is quoted right behind a firm verb is a title, whatever its last word.
    """
    text, firm = held.line.text, column(HONORS, 2, "firm")
    longest: dict[int, int] = {}
    for start, end in held.every.get("honor end", ()):
        longest.setdefault(end, start)
    quotes = dict(held.line.quotes)
    for verb in held.words("honor verb") if quotes else ():
        at = verb[1] + text.startswith("了", verb[1])
        if at in quotes and text[slice(*verb)] in firm and 6 <= quotes[at] - at <= LONGEST_NAME:
            longest.setdefault(quotes[at] - 1, quotes[at] - 3)
    return sorted(longest.items())


def _in_part(
    held: Holders,
    part: Part,
    known: Gazetteer,
    verbs: list[tuple[int, int]],
    ends: list[tuple[int, int]],
    whole: str,
) -> Iterator[Candidate[FoundThing]]:
    line, any_found = part.line, False
    for begin, end in ends:
        if not _is_closed(line.text, begin, end, _limit(part)):
            continue
        won = _nearest(part, [verb for verb in verbs if verb[1] <= end - 2])
        stop = end + (line.text.startswith("”", end) and line.depth[end - 1])
        for start in _starts(held, part, begin, end, won):
            start -= stop > end and line.text[start - 1] == "“"
            name = line.name(start, stop)
            if name.count("“") == name.count("”") and "”“" not in name:
                any_found = any_found or start < part.end
                yield _candidate(part, start, stop, name, won, known)
    if whole and not any_found:
        won = _nearest(part, [verb for verb in verbs if verb[1] <= part.end])
        if won.word and (start := _shortened(part, won, known)) >= 0:
            yield _candidate(part, start, part.end, line.name(start, part.end) + whole, won, known)


def _is_closed(text: str, begin: int, end: int, limit: int) -> bool:
    """Whether the title may end there; a well-known one may go on: 国家先进制造业集群向…迈进."""
    if _CLOSED.match(text, end, limit + 1):
        return True
    return text[begin:end] in column(HONORS, 1, "title") and end - begin >= 6


def _nearest(part: Part, verbs: list[tuple[int, int]]) -> _Won:
    """The last verb of winning in the part, else the last before a title that says who bestows it.

    Else it is the first; where the part has none, the last one before it in the list.
    """
    text, firm = part.line.text, column(HONORS, 2, "firm")
    own = [verb for verb in verbs if verb[0] >= part.begin]
    verb = (
        next((verb for verb in reversed(own) if text[slice(*verb)] in firm), None)
        or next((verb for verb in reversed(own) if _BESTOWED.match(text, verb[1])), None)
        or next(iter(own), None)
        or next(reversed(verbs), None)
    )
    return _Won(text[slice(*verb)], verb[1]) if verb else _Won()


def _starts(held: Holders, part: Part, begin: int, end: int, won: _Won) -> list[int]:
    """Where a title that ends at `end` can begin."""
    line, text = part.line, part.line.text
    low = max(part.begin if end <= part.end else part.end + 1, end - LONGEST_NAME)
    at = won.end if low <= won.end < end else max(low, part.start)
    while hit := _NEUTRAL.match(text, at, end):
        at = hit.end()
    starts = {at} if at < end else set()
    floor = max(starts, default=low)
    starts.add(max(floor, min(begin, cut_left(line, floor, begin))))
    starts |= {hit.end() for hit in _OPENED.finditer(text, floor, begin) if not line.depth[hit.start()]}
    starts |= {hit.start() for hit in _LEVEL.finditer(text, floor, end)}
    starts |= {hit.start() for hit in _MARKED.finditer(text, floor, begin)}
    starts |= {start for start, _ in held.words("organization", floor, begin)}
    if text[begin:end] in column(HONORS, 1, "title"):
        starts.add(begin)
    return [start for start in sorted(starts)[:6] if 4 <= end - start <= LONGEST_NAME]


def _shared(held: Holders, part: Part) -> str:
    """The last words that the members of a list share: 甲、乙、丙试点城市, 甲、乙等试点城市."""
    group, text = part.group, part.line.text
    if len(group) == 1 or "honor strong" not in held.every:
        return ""
    last = group[-1]
    behind = min(last.end + 14, len(text)) if text.startswith("等", last.end) else last.end
    for start, stop in ((last.start, last.end), (last.end, behind)):
        found = [
            text[slice(*spot)]
            for spot in held.words("honor strong", start, stop)
            if _CLOSED.match(text, spot[1])
        ]
        if found:
            return found[0]
    return ""


def _shortened(part: Part, won: _Won, known: Gazetteer) -> int:
    """Where a member begins whose last words stand with the last one; -1 for what can be no title."""
    text = part.line.text
    start = won.end if part.begin <= won.end < part.end else part.start
    while hit := _NEUTRAL.match(text, start, part.end):
        start = hit.end()
    words = text[start : part.end]
    if not 2 <= len(words) <= 16 or counted(words) or known.words.at(words, 0, len(words)) == words:
        return -1
    if "”" in words and lexicon("class-words.tsv").before(words, 0, len(words)):
        return -1  # “甲乙”工程 is a name in itself
    return start


def _candidate(
    part: Part, start: int, stop: int, name: str, won: _Won, known: Gazetteer
) -> Candidate[FoundThing]:
    line = part.line
    thing = FoundThing(
        span=line.span(start, stop),
        rule="honor.proposed",
        confidence=0.5,
        cls="Honor",
        name=name,
        status=won.status,
    )
    features = _features(part, start, stop, name, won, known)
    return Candidate(thing, (*features, *outline(line, part, start, stop)))


def _features(part: Part, start: int, stop: int, name: str, won: _Won, known: Gazetteer) -> Iterator[str]:
    """What the title is made of, who bestows it, and what is done with it."""
    bare = name.removesuffix("”")
    strong = lexicon(HONORS, "strong").before(bare, 0, len(bare))
    level = lexicon(HONORS, "rank").at(name.lstrip("“《"), 0, len(name.lstrip("“《")))
    kind = "firm" if won.firm else won.status if won.word else "no"
    yield f"ending={lexicon(HONORS, 'ending').before(bare, 0, len(bare))}"
    yield f"level={'national' if level and '省' not in level and '市' not in level else level}"
    yield f"won={kind}"
    yield f"won={kind} level={bool(level)} strong={bool(strong)}"
    sort = column(HONORS, 2, "ending").get(lexicon(HONORS, "ending").before(bare, 0, len(bare)), "")
    title = _titled(bare)
    yield f"kind={sort}"
    yield f"kind={sort} won={kind}"
    yield f"kind={sort} level={bool(level)}"
    yield f"title={title} won={kind}"
    yield f"title={title} level={bool(level)}"
    yield f"status={won.status}" if won.word else "no verb"
    yield f"title={title}"
    if part.begin <= won.end:
        yield f"verb touches={start - won.end <= 1}"
    yield f"closed={bool(_CLOSED.match(part.line.text, stop, _limit(part) + 1))}"
    place = known.words.at(part.line.text, start, stop)
    said = {
        "strong": strong,
        "level later": not level.startswith(("国家", "全国")) and _LEVEL.search(name, 1 if level else 0),
        "verb inside": _LEADING.search(bare) or any(lexicon(HONORS, "firm").found(bare, 0, len(bare))),
        "joined": _JOINED.search(name),
        "completed": len(name) != stop - start,
        "counted": part.several or counted(name),
        "torn": part.line.depth[start] and name[0] not in "“《",
        "quoted": "“" in name,
        "begins with own place": place in known.own,
        "begins with place": place and place not in known.own,
        "being built": part.line.text.startswith("建设", stop),
        "number behind": _NUMBER.match(part.line.text, stop),
    }
    yield from (feature for feature, so in said.items() if so)


def _titled(name: str) -> str:
    """Whether the name is a well-known title, ends with one, holds one, or none of these."""
    titles = lexicon(HONORS, "title")
    if last := titles.before(name, 0, len(name)):
        return "whole" if last == name else "end"
    return "inside" if any(titles.found(name, 0, len(name))) else "none"
