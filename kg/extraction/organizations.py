"""Organisations: by the last word of their names, by the names that all of China knows, and in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extraction.facts import FoundThing
from kg.extraction.gazetteer import Gazetteer, gazetteer
from kg.extraction.lines import Hits
from kg.extraction.phrases import (
    FARTHEST,
    LONGEST_NAME,
    Line,
    Part,
    Reading,
    Words,
    clause_end,
    column,
    counted,
    cut_left,
    lexicon,
)
from kg.extraction.scorer import Candidate
from kg.extraction.surroundings import KNOWN, ORGANIZATIONS, Holders, holders, outline

_SURE = ("company", "academy", "hospital")
_BOUNDARY = re.compile(r"[与同由向对和及被在为的,;:、]|等|[“”(《》]")
_KIND = re.compile(
    r"高水平|重点|各类|知名|中小|骨干|龙头|三甲|三级|职业|应用型|本科|[县市省]级|[县市省]属|社区|基层|公立|民营|国有|集体|家庭|专业|农民|"
    r"上市|更多|一流|所有|高端|优质|大型|新型|省内|域外|工会|外地|老年|开放|产业|创新|科技|示范|特色|高职"
)
_NAMED = re.compile(r"中国|国家|中华|全国|中央|世界|国际|联合国|华[北东南中]|西[北南]|东北|[A-Za-z]")
_END = re.compile(r"等|成功|开展|签署|签约|签订|深度合作|战略合作|达成|合作")
_DEAL = re.compile(r"合作|签约|签署|对接|战略|携手|联合|洽谈|共建|落户|入驻|迁驻|迁入|投资")
_PARTED = re.compile(r"[、,;:的和与及等]|附属|合作|建设|推进|支持")
_FIELDS = re.compile(r"等[^,;。在]{0,6}(?:领域|方面)")
_TOWARDS = re.compile(r"[与同和]")
_SHORTENED = ("集团", "汽车", "公司", "股份", "控股", "科技", "有限公司")
_PLACED = ("大学", "日报", "海关")
"""Weak words that make a name with a place alone: 甲市大学."""
_HOSPITAL = re.compile(r"[\u4e00-\u9fff]{0,6}?医院")
_TRADES = ("科技", "智能", "生物", "能源", "化工", "钢铁", "材料", "航空", "航天", "通信", "电力")
_CLASS = ("企业", "强", "商户", "院校", "高校", "机构", "单位", "公司", "平台", "基地", "产业", "项目")
_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]+")
_FEW = 12
"""How many members of a list are looked at beside one."""

Famous = dict[tuple[int, int], str]


def propose_organizations(reading: Reading) -> Iterator[Candidate[FoundThing]]:
    """What may be an organisation, line by line; well-known names are sure."""
    known, lines = gazetteer(reading.structure.report.place), holders(reading)
    famous = [_famous(held) for held in lines]
    short = Words({name for held, names in zip(lines, famous, strict=True) for name in _short(held, names)})
    for held, names in zip(lines, famous, strict=True):
        near = Hits(list(names))
        for (start, end), sort in _spots(held, names, short, known).items():
            if names.get((start, end)) in _SURE and not _doubtful(held.line, start, end):
                yield Candidate(_thing(held.line, start, end, "organization.known", 0.95), ())
                continue
            part = held.part(start)
            if _is_formal(held, start, end, known) and not any(_overlapping(near, start, end)):
                yield Candidate(_thing(held.line, start, end, "organization.formal", 0.85), ())
                continue
            own = (
                sort,
                *_features(held, part, start, end, known, sort == "sort=headed"),
                *_relations(part, start, end, names, near),
            )
            thing = _thing(held.line, start, end, "organization.proposed", 0.5)
            yield Candidate(thing, (*own, *outline(held.line, part, start, end)))


def _spots(held: Holders, famous: Famous, short: Words, known: Gazetteer) -> dict[tuple[int, int], str]:
    """Where an organisation may be named, and why, as a feature."""
    text = held.line.text
    spots = {spot: f"sort={sort}" for spot, sort in famous.items()}
    for rule, found in (
        ("listed", _listed(held, famous, known)),
        ("headed", _headed(held)),
        ("quoted", _quoted(held.line)),
        ("short", short.found(text, 0, len(text))),
        ("head", _heads(held, known)),
    ):
        for spot in found:
            spots.setdefault(spot, f"sort={rule}")
    return spots


@cache
def _sorts() -> dict[str, str]:
    return {word: sort for sort in KNOWN for word in column(ORGANIZATIONS, 1, sort)}


def _famous(held: Holders) -> Famous:
    """Well-known names and their sorts; two that touch are one (甲大学附属乙医院)."""
    text, sorts = held.line.text, _sorts()
    famous: Famous = {}
    last = (0, 0)
    for at, stop in held.words("organization"):
        if text.startswith(("门", "长", "署"), stop):
            continue  # 商务部门 and 部长 are no ministry
        sort = sorts[text[at:stop]]
        if last[1] and sort in ("academy", "hospital") and text[last[1] : at] in ("", "附属"):
            famous.pop(last, None)
            at = last[0]
        if sort == "academy" and (hospital := _HOSPITAL.match(text, stop)):
            stop = hospital.end()
        last = (at, stop)
        famous[last] = sort
    return famous


def _doubtful(line: Line, start: int, end: int) -> bool:
    """Whether a well-known name goes on (华润 + 微电子), or is an ordinary word too."""
    text = line.text
    goes_on = lexicon(ORGANIZATIONS, "suffix").at(text, end, min(end + 8, len(text)))
    return (bool(goes_on) and goes_on not in _TRADES) or text[start:end] in column(ORGANIZATIONS, 1, "common")


def _is_formal(held: Holders, start: int, end: int, known: Gazetteer) -> bool:
    """Whether a place and a word such as 交易所 make a name: 甲市乙丙交易所."""
    text = held.line.text
    place, suffix = (
        known.words.at(text, start, end),
        lexicon(ORGANIZATIONS, "formal").before(text, start, end),
    )
    place = "" if place in known.decoys else place
    core = text[start + len(place) : end - len(suffix)]
    if not suffix or len(core) > 14 or _KIND.search(core) or _PARTED.search(core) or counted(core):
        return False
    if len(lexicon(ORGANIZATIONS, "generic").before(text, start, end)) > len(suffix):
        return False
    if lexicon(ORGANIZATIONS, "suffix").at(text, end, min(end + 6, len(text))):
        return False
    return bool(place) and (
        bool(core) or suffix not in column(ORGANIZATIONS, 1, "nameless") or suffix in _PLACED
    )


def _headed(held: Holders) -> Iterator[tuple[int, int]]:
    """From where a name can begin, or a place in it, to the last word of such names."""
    line, text = held.line, held.line.text
    for at, stop in held.words("organization end"):
        part = held.part(at)
        if at <= part.start or stop > part.end:
            continue
        left = cut_left(line, max(part.start, stop - LONGEST_NAME), stop)
        for hit in _BOUNDARY.finditer(text, left, at):
            left = hit.end()
        starts = {left, *(start for start, _ in held.words("place", left, at))}
        starts |= {start for start, _ in held.words("organization", left, stop)}
        starts |= {hit.start() for hit in _NAMED.finditer(text, left, at)}
        yield from ((start, stop) for start in sorted(starts)[:5] if stop - start >= 3 and start < at)


def _quoted(line: Line) -> Iterator[tuple[int, int]]:
    """Whole quotations that end like a name."""
    suffixes = lexicon(ORGANIZATIONS, "suffix")
    for start, end in line.quotes:
        plain = _PLAIN.fullmatch(line.text, start + 1, end - 1)
        if plain and 4 <= end - start <= LONGEST_NAME and suffixes.before(line.text, start + 1, end - 1):
            yield start, end


def _short(held: Holders, famous: Famous) -> Iterator[str]:
    """What is called a company somewhere in the report, to be found without that word."""
    for start, end in famous:
        word = held.line.text[start:end]
        core = next((word[: -len(tail)] for tail in _SHORTENED if word.endswith(tail)), "")
        if len(core) >= 2:
            yield core


def _listed(held: Holders, famous: Famous, known: Gazetteer) -> Iterator[tuple[int, int]]:
    """The members of lists of partners, of what is called companies behind, or beside well-known names."""
    group: list[Part] = []
    listed = False
    for part in held.parts:
        if part.group is not group:
            group = part.group
            listed = part.cls == "Organization" or (
                len(group) > 1 and (_beside(part, famous) or _dealing(part))
            )
        if listed:
            start, end = _member(part)
            if 2 <= end - start <= 20 and _PLAIN.fullmatch(part.line.text, start, end):
                word = part.line.text[start:end]
                if word not in known.levels and not word.endswith(_CLASS) and not counted(word):
                    yield start, end


def _heads(held: Holders, known: Gazetteer) -> Iterator[tuple[int, int]]:
    """What stands before the trade in a project's name: 台州 + 甲乙 + 新能源 + 动力电池基地."""
    text = held.line.text
    for at, _ in held.words("trade"):
        part = held.part(at)
        start = part.start
        while place := known.words.at(text, start, at):
            start += len(place)
        if part.cls != "Project" or not 2 <= at - start <= 4 or not _PLAIN.fullmatch(text, start, at):
            continue
        if not any(lexicon(ORGANIZATIONS, "plain").found(text, start, at)):
            yield start, at


def _beside(part: Part, famous: Famous, but: tuple[int, int] | None = None) -> bool:
    """Whether one of the list that the part is of, but the one given, is a well-known name."""
    if not famous:
        return False
    spots = (spot for other in part.group[:_FEW] for spot in ((other.start, other.end), _member(other)))
    return any(spot != but and spot in famous for spot in spots)


def _member(part: Part) -> tuple[int, int]:
    """The words of a member without what leads to it and what is done with it."""
    line = part.line
    closing = _END.search(line.text, part.start + 1, part.end)
    end = closing.start() if closing else part.end
    end = next((at for at, stop in line.afters.within(part.start + 2, end) if stop - at > 1), end)
    start = part.start if part.rank else cut_left(line, part.start, end)
    while start < end and line.text[start] in "与同和了":
        start += 1
    return start, end


def _dealing(part: Part) -> bool:
    """Whether the list is of those with whom something is agreed: 与A、B等开展战略合作."""
    first, last, text = part.group[0], part.group[-1], part.line.text
    if len(part.group) == 1 or not (
        _TOWARDS.match(text, first.begin, first.start + 1) or first.verb in ("与", "同", "和")
    ):
        return False
    stop = clause_end(part.line, last.start)
    if _FIELDS.search(text, last.start, stop):
        return False
    return bool(_END.search(text, last.start, stop)) and bool(_DEAL.search(text, last.start, stop))


def _features(
    held: Holders, part: Part, start: int, end: int, known: Gazetteer, headed: bool
) -> Iterator[str]:
    """What the name is made of and what follows it; `headed` that its last word alone speaks for it."""
    text, word = held.line.text, held.line.text[start:end]
    suffix = lexicon(ORGANIZATIONS, "suffix").before(text, start, end)
    core = text[start : end - len(suffix)] if suffix else word
    place = known.words.at(text, start, end)
    place = "" if place in known.decoys else place
    yield f"core={min(len(core), 6)}"
    yield f"follow={_follow(held, part, end)}"
    said = {
        "weak suffix": headed and suffix in column(ORGANIZATIONS, 1, "nameless"),
        "generic": len(lexicon(ORGANIZATIONS, "generic").before(text, start, end)) > 2,
        "kind of": _KIND.search(core),
        "begins national": _NAMED.match(word),
        "begins with own place": place in known.own,
        "begins with place": place and place not in known.own,
        "place alone": place and len(core) <= len(place),
        "holds place": held.has("place", start, end),
        "counted": counted(word),
    }
    yield from (feature for feature, so in said.items() if so)


def _overlapping(near: Hits, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The well-known names, other than the words themselves, that share characters with them."""
    for at, stop in near.within(start - FARTHEST, end + FARTHEST):
        if at < end and start < stop and (at, stop) != (start, end):
            yield at, stop


def _relations(part: Part, start: int, end: int, famous: Famous, near: Hits) -> Iterator[str]:
    """How the name stands to well-known ones, and to the list that it is in."""
    if (start, end) in famous:
        yield "common" if part.line.text[start:end] in column(ORGANIZATIONS, 1, "common") else "known"
    for at, stop in _overlapping(near, start, end):
        yield "within a known name" if at <= start and end <= stop else "holds a known name"
    if part.cls == "Organization":
        yield "called organizations"
    if len(part.group) > 1 and _beside(part, famous, (start, end)):
        yield "beside a known name"
    if _dealing(part):
        yield "partner"


def _follow(held: Holders, part: Part, end: int) -> str:
    """What stands behind a name, in coarse classes."""
    text = held.line.text
    if end >= part.end or text[end] in "、,;。:!?)”":
        return "end"
    for sort, name, *sorts in (
        ("tail", ORGANIZATIONS, "tail"),
        ("suffix", ORGANIZATIONS, "suffix"),
        ("verb", "verbs.tsv", "lead", "after", "weak"),
        ("project", "project-words.tsv"),
    ):
        if lexicon(name, *sorts).at(text, end, part.end):
            return sort
    if text[end] in "和与及等":
        return "and"
    if any(lexicon("project-words.tsv").found(text, end, min(part.end, end + 16))):
        return "project later"
    return "other"


def _thing(line: Line, start: int, end: int, rule: str, sure: float) -> FoundThing:
    return FoundThing(
        span=line.span(start, end), rule=rule, confidence=sure, cls="Organization", name=line.name(start, end)
    )
