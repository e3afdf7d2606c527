"""Events: named forums, fairs, festivals, races and meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.facts import FoundThing
from kg.extraction.gazetteer import Gazetteer, gazetteer
from kg.extraction.phrases import LONGEST_NAME, Line, Part, Reading, column, counted, cut_left, lexicon
from kg.extraction.scorer import Candidate
from kg.extraction.surroundings import EVENTS, Holders, holders, outline

_NUMBER = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[届次]|(?:19|20)\d\d年?(?=[^\d])|首届|[一二三四五六七八九十\d]{1,3}届"
)
_HELD = re.compile(
    r"举办|举行|召开|承办|筹办|办好|参加|参展|亮相|筹备|办成|申办|出席|备战|服务保障|组织|开展|协办|主办|放大|圆满|闭幕|开幕|成功"
)
_LEFT = re.compile(r"[,;:、。“”(]|等|(?<=.)在|(?<=[赛会节坛])[和与及]")
_JOINED = re.compile(r"等|[赛会节坛][和与及]")
_FEW = 12
"""How many members of a list are looked at beside one."""
_GATHERING = ("会", "坛", "节", "赛", "杯", "周", "季", "活动")
_WIDE = ("中国", "世界", "全国", "国际", "全球", "亚洲")
_TAIL = ("中心", "场", "馆", "体系", "经济", "产业", "旅游", "名城", "举办地", "之都", "服务", "设施", "现场")
_PROCEDURE = re.compile(
    r"代表大会|审议|动员大会|党代会|职工大会|常委|表彰大会|股东大会|业主大会|(?:我|向|经|提请|提交|本次)[^,。]{0,10}大会$"
)


def propose_events(reading: Reading) -> Iterator[Candidate[FoundThing]]:
    """What may be an event, line by line."""
    known = gazetteer(reading.structure.report.place)
    for held in holders(reading):
        line = held.line
        for (start, end), sort in _spots(held).items():
            words = line.name(start, end)
            if not _is_name(words):
                continue
            part = held.part(start)
            features = (sort, *_features(held, part, start, end, known), *_relations(part, start, end))
            thing = _thing(line, start, end, words if sort == "sort=party" else _named(words))
            yield Candidate(thing, (*features, *outline(line, part, start, end)))


def _spots(held: Holders) -> dict[tuple[int, int], str]:
    """Where an event may be named, and why, as a feature."""
    text = held.line.text
    spots: dict[tuple[int, int], str] = {}
    for start, end in held.words("event"):
        sort = "sort=party" if text[start:end] in column(EVENTS, 1, "party") else "sort=name"
        spots[start, end] = sort
        spots.setdefault((_numbered(text, start), end), sort)
    for rule, found in (("headed", _headed(held)), ("listed", _listed(held))):
        for spot in found:
            spots.setdefault(spot, f"sort={rule}")
    return spots


def _is_name(words: str) -> bool:
    """Whether the words may be a name at all: balanced, no sitting of a congress, not a class word alone."""
    return (
        2 <= len(words) <= LONGEST_NAME
        and words.count("“") == words.count("”")
        and words.strip("“”") not in column(EVENTS, 1, "generic", "ending")
        and not _JOINED.search(words)
        and not _PROCEDURE.search(words)
        and bool(_named(words))
    )


def _named(words: str) -> str:
    """The name without the number of this time: 第七届中国制造强国论坛 → 中国制造强国论坛."""
    return _NUMBER.sub("", words, count=1)


def _numbered(text: str, start: int) -> int:
    """Where the number right before a name begins, else the name."""
    before = max(0, start - 6)
    hits = [hit for hit in _NUMBER.finditer(text, before, start) if hit.end() == start]
    return hits[-1].start() if hits else start


def _headed(held: Holders) -> Iterator[tuple[int, int]]:
    """From where a name can begin to the last word of such names."""
    line, text = held.line, held.line.text
    for at, stop in held.words("event end"):
        if text[at:stop] not in column(EVENTS, 1, "ending"):
            continue  # 发展 is no 展
        part = held.part(at)
        if line.depth[at] and (quote := _quote(line, at)):
            if stop == quote[1] - 1:
                yield quote
            yield quote[0] + 1, stop
            continue
        low = max(part.start, stop - LONGEST_NAME)
        starts = {cut_left(line, low, at) if low < at else at}
        left = min(starts)
        starts |= {hit.end() for hit in _LEFT.finditer(text, left, at) if not line.depth[hit.start()]}
        starts |= {hit.start() for hit in _NUMBER.finditer(text, left, at)}
        starts |= {start for start, _ in held.words("place", left, at)}
        mark = text.rfind("“", left, at)
        starts |= {mark} if mark >= 0 and "”" in text[mark:at] else set()
        yield from ((start, stop) for start in sorted(starts)[-5:] if stop - start >= 3)


def _quote(line: Line, at: int) -> tuple[int, int] | None:
    """The quotation that holds the character, if it is short enough to be a name."""
    start = line.text.rfind("“", max(0, at - LONGEST_NAME), at)
    end = line.text.find("”", at, at + LONGEST_NAME) + 1
    return (start, end) if start >= 0 and end and "”" not in line.text[start:at] else None


def _listed(held: Holders) -> Iterator[tuple[int, int]]:
    """The members of a list that are called events behind it, or one of which ends like one."""
    if not held.every.keys() & {"event", "event end"} and all(part.cls != "Event" for part in held.parts):
        return
    for part in held.parts:
        if len(part.group) > 1 and (part.cls == "Event" or _beside(part)):
            start = cut_left(part.line, part.start, part.end)
            if 2 <= part.end - start <= LONGEST_NAME:
                yield start, part.end


def _beside(part: Part) -> bool:
    words, generic = lexicon(EVENTS, "name", "ending"), lexicon(EVENTS, "generic")
    return any(
        words.before(other.line.text, other.start, other.end).endswith(_GATHERING)
        and len(generic.before(other.line.text, other.start, other.end)) <= 2
        for other in part.group[:_FEW]
        if other is not part
    )


def _features(held: Holders, part: Part, start: int, end: int, known: Gazetteer) -> Iterator[str]:
    """What the name is made of."""
    text, word = held.line.text, held.line.text[start:end]
    ending = lexicon(EVENTS, "ending").before(text, start, end)
    behind = min(part.end, end + 6)
    yield f"ending={ending[-2:]}"
    yield f"core={min(len(word) - len(ending), 6)}"
    said = {
        "generic": len(lexicon(EVENTS, "generic").before(text, start, end)) > 2,
        "numbered": _NUMBER.search(word),
        "begins with number": _NUMBER.match(word),
        "after a number": _numbered(text, start) < start,
        "class word": lexicon("class-words.tsv").before(word, 0, len(word)),
        "more behind": held.has("event", end, behind) or held.has("event end", end, behind),
        "holds place": held.has("place", start, end),
        "begins with place": known.words.at(text, start, end) or word.startswith(_WIDE),
        "counted": counted(word),
    }
    yield from (feature for feature, so in said.items() if so)


def _relations(part: Part, start: int, end: int) -> Iterator[str]:
    """What stands around the name."""
    line, text = part.line, part.line.text
    said = {
        "held before": _HELD.search(text, max(part.group[0].begin, start - 14), start),
        "held after": _HELD.search(text, end, end + 6),
        "called events": part.cls == "Event",
        "event beside": len(part.group) > 1 and _beside(part),
        "compound": text.startswith(_TAIL, end),
        "torn": line.depth[end - 1] and not line.depth[start],
        "closed": end >= part.end or text[end] in "、,;。:和等(”",
    }
    yield from (feature for feature, so in said.items() if so)


def _thing(line: Line, start: int, end: int, name: str) -> FoundThing:
    return FoundThing(
        span=line.span(start, end), rule="event.proposed", confidence=0.5, cls="Event", name=name
    )
