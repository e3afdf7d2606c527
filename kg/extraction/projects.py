"""Projects: what is built or founded, from the last word of its name or from the list that it stands in."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.extraction.divisions import home_code
from kg.extraction.facts import FoundThing
from kg.extraction.features import around, following
from kg.extraction.gazetteer import abbreviations
from kg.extraction.lines import Hits, Line
from kg.extraction.phrases import FARTHEST, LONGEST_NAME, Part, Reading, clause_end, column, counted, lexicon
from kg.extraction.scorer import Candidate
from kg.extraction.spans import Ground, Head, Stretch, cuts_quote, grounds, organizations_in, stretches, tail

_SORTS = (
    "transport",
    "energy",
    "industry",
    "civic",
    "zone",
    "science",
    "school",
    "hospital",
    "platform",
    "product",
    "fund",
    "phase",
    "general",
)
_TAIL = re.compile(
    r"(?:第?[一二三四五六七八九十]+期(?:工程|项目)?|(?:改扩建|扩容|扩能|改造)(?:工程|项目)?|工程|项目|\([^()]{1,20}\)|"
    r"[\u4e00-\u9fff]{1,6}段(?=[、建项等,。;和]|$))"
)
_ROAD = re.compile(
    r"[国省县GSR地\d](?:(?<=[国省县])道[\dA-Z]{1,5}|(?<=[GSR])\d{1,4}(?:线|高速)?(?=[、和项改等])|"
    r"(?<=地)铁\d{1,2}号线|(?<=\d)\d?号线)"
)
"""Begins with one class of characters, which `re` finds faster than several beginnings."""
_PROPER = re.compile(r"中国|中科|中华|国家(?!级)|[东西南北][一二三四五六]环|国际|全球|世界")
_JOINT = re.compile("以及|[和与及]")
_CODED = re.compile(r"[\dA-Za-z]")
_MOST_TAILS = 3
_TOLD = ("completed", "started", "underway")


def propose_projects(reading: Reading) -> Iterator[Candidate[FoundThing]]:
    """What may be a project, with its features."""
    for ground, parts in grounds(reading, lexicon("project-words.tsv", *_SORTS, "decoy")):
        roads = _roads(ground.line)
        seen: set[tuple[int, int]] = set()
        for part, limit in parts:
            if not roads and part.cls != "Project" and ground.is_empty(part.begin, part.group[-1].end):
                continue
            for stretch, name in _stretches(ground, roads, part, limit):
                if (stretch.start, stretch.end) not in seen:
                    seen.add((stretch.start, stretch.end))
                    yield _candidate(ground, part, stretch, name)


def _stretches(ground: Ground, roads: Hits, part: Part, limit: int) -> Iterator[tuple[Stretch, str]]:
    """The stretches that may name a project, with the full name."""
    line = part.line
    for stretch in _plain(ground, roads, part, limit):
        yield stretch, line.raw[stretch.start : stretch.end]
    if len(part.group) > 1 and (part.cls == "Project" or ground.within(part.start, part.group[-1].end)):
        yield from _elliptical(ground, part)


def _plain(ground: Ground, roads: Hits, part: Part, limit: int) -> Iterator[Stretch]:
    line = ground.line
    for start, end in roads.within(part.begin, limit) if roads else ():
        yield Stretch(start, end, None, "road")
    for start, end in ground.quoted(part.begin, limit):
        if 4 <= end - start <= LONGEST_NAME and line.text[start] == "“":
            inner, after = ground.ending(end - 1), tail(ground, end)
            if inner or after or following(line, end) in _TOLD:
                yield Stretch(start, after.end if after else end, after or inner, "quotation")
    for index in ground.within(part.begin, limit):
        if not _ends(ground, index):
            continue
        for stretch in stretches(line, part, ground.heads[index], part.begin):
            if not _may_be(line, stretch) or _joins(ground, stretch):
                continue
            yield stretch
            end = _tailed(line, stretch.end, limit)
            if end > stretch.end:
                yield Stretch(stretch.start, end, stretch.head, stretch.how)


def _roads(line: Line) -> Hits:
    """The roads and lines of a line that have a number for a name."""
    return Hits([hit.span() for hit in _ROAD.finditer(line.text)])


def _ends(ground: Ground, index: int) -> bool:
    """Whether a name can end in the class word: one of a single character needs a clear end."""
    head = ground.heads[index]
    if head.word not in _sorts() or ground.goes_on(index) or cuts_quote(ground.line, head.end):
        return False
    return len(head.word) > 1 or following(ground.line, head.end) not in ("words", "verb")


def _may_be(line: Line, stretch: Stretch) -> bool:
    head = stretch.head
    core = line.text[stretch.start : head.start] if head else ""
    if stretch.end - stretch.start < (3 if core else 5):
        return False
    return "等" not in core and not counted(core[-6:])


def _joins(ground: Ground, stretch: Stretch) -> bool:
    """Whether the words are two names that 和 joins: each ends in a class word."""
    text, head = ground.line.text, stretch.head
    for hit in _JOINT.finditer(text, stretch.start + 2, head.start if head else stretch.end):
        at = bisect.bisect_left(ground.ends, hit.start())
        whole = (
            at < len(ground.ends) and ground.ends[at] == hit.start() and not ground.line.depth[hit.start()]
        )
        if whole and len(ground.heads[at].word) > 1:
            return True
    return False


def _tailed(line: Line, stop: int, end: int) -> int:
    """Where a name ends that goes on after its class word: 二期, 改扩建, a place in brackets."""
    for _ in range(_MOST_TAILS):
        hit = _TAIL.match(line.text, stop, end)
        if not hit or cuts_quote(line, hit.end()):
            break
        stop = hit.end()
    return stop


def _elliptical(ground: Ground, part: Part) -> Iterator[tuple[Stretch, str]]:
    """A member without a class word of its own: 阜平 of 阜平、易县抽水蓄能电站, 甲 of 甲、乙等水电站."""
    line, start = part.line, part.start
    end = _listed_end(line, part)
    if not 2 <= end - start <= 20 or counted(line.text[start:end]) or cuts_quote(line, end):
        return
    at = bisect.bisect_left(ground.ends, end)
    if at < len(ground.ends) and ground.ends[at] == end:
        return
    for later in part.group[part.rank + (end == part.end) : part.rank + 12]:
        begin = _listed_end(line, later) if later.end > _listed_end(line, later) else later.start
        first = bisect.bisect_right(ground.ends, begin)
        while first < len(ground.ends) and len(ground.heads[first].word) < 2:
            first += 1
        if first < len(ground.ends) and ground.ends[first] <= later.end:
            head = _outermost(ground, first)
            if begin == later.start:
                name = _completed(ground, start, end, later, head)
                yield Stretch(start, end, head, "elliptical"), name
            else:
                yield (
                    Stretch(start, end, head, "and so on"),
                    line.name(start, end) + line.name(head.start, head.end),
                )
            return
    if part.cls == "Project":
        word = part.kind if _sorts().get(part.kind, "general") != "general" else ""
        yield Stretch(start, end, None, "listed"), line.name(start, end) + word


def _listed_end(line: Line, part: Part) -> int:
    """Where a member ends: before the 等 that closes its list, or with its part."""
    at = line.text.find("等", part.start + 2, part.end)
    return at if at > 0 and not line.depth[at] else part.end


def _completed(ground: Ground, start: int, end: int, later: Part, head: Head) -> str:
    """The name of a member with the class word of a later one and, of places, all after it."""
    line = ground.line
    place = ground.places.first(later.start, head.start)
    here = ground.places.first(start, end)
    same = here == (start, end) and place is not None and place[0] == later.start
    begin = place[1] if same and place else head.start
    return line.name(start, end) + line.name(begin, head.end)


def _outermost(ground: Ground, first: int) -> Head:
    """The class word at that place of the line's, or the longer one that holds it or follows it at once."""
    head = ground.heads[first]
    for other in ground.heads[first + 1 : first + 4]:
        if other.start <= head.end:
            head = Head(min(head.start, other.start), other.end, other.word)
    return head


@cache
def _sorts() -> dict[str, str]:
    return column("project-words.tsv", 1, *_SORTS)


def _candidate(ground: Ground, part: Part, stretch: Stretch, name: str) -> Candidate[FoundThing]:
    line = part.line
    status, said = _status(ground.reading, part, stretch.start, stretch.end)
    thing = FoundThing(
        span=line.span(stretch.start, stretch.end),
        rule=f"project.{_RULES.get(stretch.how, 'headed')}",
        confidence=0.5,
        cls="Project",
        name=name,
        status=status,
    )
    return Candidate(thing, tuple(_features(ground, part, stretch, said)))


_RULES = {
    "road": "numbered",
    "quotation": "quoted",
    "elliptical": "elliptical",
    "and so on": "elliptical",
    "listed": "listed",
}


def _features(ground: Ground, part: Part, stretch: Stretch, said: str) -> list[str]:
    line, start, end, head = part.line, stretch.start, stretch.end, stretch.head
    sort = _sorts().get(head.word, "none") if head else "none"
    sense = part.sense or "none"
    stop = head.start if head and start < head.start < end else end
    core = line.text[start:stop]
    placed = "placed" if ground.places.first(start, stop) else "nowhere"
    firm = "of a firm" if organizations_in(line).first(start, stop) else "of none"
    proper = "proper" if _PROPER.search(core) else "coded" if _CODED.search(core) else "plain"
    bare, peers = _bare(core), _peers(ground, part)
    named = "named" if placed == "placed" or firm == "of a firm" or "“" in core else proper
    after = following(line, end)
    found = around(line, part, start, end, after)
    found += _placed(sort, sense, named, stretch.how, part.led or part.rank > 0, part.cls)
    found += _told(sort, named, said, bare, peers)
    found += (
        placed,
        firm,
        proper,
        "head=" + (head.word if head else ""),
        "verb=" + part.verb,
        f"{named} {after}",
        "future" if ground.reading.is_future(line.offsets[start]) else "past",
    )
    _add_further(found, ground, start, end, core, sort)
    return found


@lru_cache(maxsize=8192)
def _placed(sort: str, sense: str, named: str, how: str, led: bool, cls: str | None) -> tuple[str, ...]:
    """The features of a class word and the place of the stretch in its list."""
    return (
        f"how={how}",
        f"sort={sort}",
        f"{sort} {named}",
        f"{sort} {sense}",
        f"{how} {sort}",
        f"{how} {named}",
        f"{how} of {cls}",
        f"{named} {sense}",
        f"{named} {sense} {'led' if led else 'first'}",
    )


@lru_cache(maxsize=8192)
def _told(sort: str, named: str, said: str, bare: int, peers: int) -> tuple[str, ...]:
    """The features of what the words before the class word and around the stretch tell."""
    return (
        named,
        f"bare={bare}",
        f"said={said}",
        f"peers={peers}",
        f"{sort} said={said}",
        f"{named} bare={bare}",
        f"{named} said={said}",
        f"peers={peers} {named}",
    )


def _add_further(found: list[str], ground: Ground, start: int, end: int, core: str, sort: str) -> None:
    """Add the features that only some stretches have."""
    if place := ground.places.first(start, start + len(core)):
        found.append("begins placed" if place[0] == start else "holds placed")
    if 2 <= len(core) <= 4 and set(core) <= abbreviations(home_code(ground.reading.structure.report.place)):
        found.append(f"route {sort}")
    if ground.line.leads.last(start, end):
        found.append("holds verb")


def _peers(ground: Ground, part: Part) -> int:
    """How many other members of the list end in a class word, up to 2."""
    near, count = part.group[max(0, part.rank - 3) : part.rank + 4], 0
    for other in near:
        if other is not part and ground.within(other.end - 3, other.end):
            count += 1
    return min(2, count)


def _bare(core: str) -> int:
    """How many characters, up to 6, are not of words that make no name: 国际 and 数字 of 国际数字贸易."""
    bare = len(core)
    for at, stop in lexicon("project-words.tsv", "modifier").found(core, 0, bare):
        bare -= stop - at
    return min(bare, 6)


def _status(reading: Reading, part: Part, start: int, end: int) -> tuple[str, str]:
    """What the verb after the list, else the verb before it, says; what is still to come is planned.

    Also which verb says it: that after or that before.
    """
    line, last = part.line, part.group[-1]
    stop = clause_end(line, max(last.end, end))
    told, after = "", column("verbs.tsv", 2, "after")
    for at, to in line.afters.within(max(stop - 2 * FARTHEST, end), stop):
        if told := after[line.text[at:to]]:
            break
    status = told or column("verbs.tsv", 2, "lead", "weak").get(part.verb, "")
    said = f"after {told}" if told else f"before {status}"
    if reading.is_future(line.offsets[start]) and status in ("completed", "started", ""):
        return "planned", said
    return status or "unknown", said
