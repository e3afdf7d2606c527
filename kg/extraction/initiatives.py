"""Initiatives: programmes, actions, mechanisms, plans and the like that have a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from kg.extraction.facts import FoundThing
from kg.extraction.features import around, following
from kg.extraction.lines import Hits, Line
from kg.extraction.phrases import LONGEST_NAME, Part, Reading, column, counted, lexicon
from kg.extraction.scorer import Candidate
from kg.extraction.spans import Ground, Stretch, cuts_quote, grounds, stretches, tail
from kg.extraction.terms import find_terms
from kg.extraction.wordlists import Words
from kg.glossary import GlossaryTerm
from kg.lexicon import class_words

_NUMBERED = re.compile(r"[\d一二两三四五六七八九十双百千万零N]")
_PLAN_NUMBER = re.compile(r"“?十[一二三四五六七八]?五”?$|“?[二三]〇[二三四五]五")
_KINDS = {
    "action": "行动",
    "plan": "计划",
    "programme": "工程",
    "reform": "改革",
    "strategy": "战略",
    "policy": "政策",
    "text": "政策",
    "mechanism": "机制",
    "system": "体系",
    "brand": "品牌",
    "idea": "理念",
    "goal": "目标",
}
"""Sort of a class word → the kind of an initiative that ends in it, where the word is no kind itself."""
_TRAILING = re.compile(r"(?:等)?(?:工作|任务|部署)?$")
_LOOSE = ("build", "growth", "partnership", "vision", "deed", "change", "transform", "scene")
"""Sorts of class words that say little: a name ends in one only before a stop or a verb."""
_FAINT = ("growth", "partnership", "vision", "change")
_SORTS = (*_KINDS, "campaign", *_LOOSE)
_OPEN = ("建设", "发展", "创新", "管理", "服务", "保障", "改造", "提升")
"""Class words that often stand after a whole name: 体系 + 建设."""
_RULES = {"quotation": "quoted", "before quotation": "quoted", "whole": "listed"}
_QUOTED = {"“": "quoted", "《": "titled"}
_LIST_KINDS = ("行动", "计划", "改革", "工程", "政策", "机制", "活动")


def propose_initiatives(reading: Reading, terms: tuple[GlossaryTerm, ...]) -> Iterator[Candidate[FoundThing]]:
    """What may be an initiative, with its features; those that the glossary explains have none."""
    for thing in find_terms(reading, terms):
        yield Candidate(thing, ())
    famous = lexicon("initiative-words.tsv", "name")
    for ground, parts in grounds(reading, lexicon("initiative-words.tsv", *_SORTS)):
        line = ground.line
        names = [pair for pair in line.longest(famous) if not line.depth[pair[0]]]
        known = Hits(names)
        seen: set[tuple[int, int]] = set()
        for part, limit in parts:
            own = _names(ground, known, part, limit) if names else ()
            for stretch in chain(own, _stretches(ground, part, limit)):
                if (stretch.start, stretch.end) not in seen:
                    seen.add((stretch.start, stretch.end))
                    yield _candidate(ground, part, stretch)


def _names(ground: Ground, known: Hits, part: Part, limit: int) -> Iterator[Stretch]:
    """The names that all of China knows, each with the class word that ends it, if one does."""
    for start, end in known.within(part.begin, max(limit, part.begin + LONGEST_NAME)):
        if start >= limit:
            return
        head = ground.ending(end)
        yield Stretch(start, end, head if head and head.start > start else None, "name")


def _stretches(ground: Ground, part: Part, limit: int) -> Iterator[Stretch]:
    if ground.quotes:
        yield from _quoted(ground, part, limit)
    for index in ground.within(part.begin, part.end):
        if _ends(ground, part, index):
            for stretch in stretches(ground.line, part, ground.heads[index], part.begin):
                if _may_be(ground.line, stretch):
                    yield stretch
    if (part.cls == "Initiative" or part.led or part.rank) and (whole := _whole(ground, part)):
        yield whole


def _quoted(ground: Ground, part: Part, limit: int) -> Iterator[Stretch]:
    """The quotations that begin in a part, alone, with the class word after them, with the words before."""
    text = ground.line.text
    for start, end in ground.quoted(part.begin, limit):
        if not 3 <= end - start <= LONGEST_NAME + 12 or _PLAN_NUMBER.match(text, start, end):
            continue
        inner, after = ground.ending(end - 1), tail(ground, end)
        yield Stretch(start, end, inner, "quotation")
        if after:
            yield Stretch(start, after.end, after, "quotation")
        if part.start < start <= part.start + 12:
            yield Stretch(part.start, after.end if after else end, after or inner, "before quotation")


def _ends(ground: Ground, part: Part, index: int) -> bool:
    """Whether a name can end in the class word, as far as what follows it and what it says allow."""
    head = ground.heads[index]
    if ground.goes_on(index, _OPEN) or cuts_quote(ground.line, head.end):
        return False
    sort = _sorts()[head.word]
    if sort not in _LOOSE:
        return True
    follows = following(ground.line, head.end)
    if head.end < part.end and follows == "words":
        return False
    if sort not in _FAINT or follows == "underway" or ground.line.text.startswith("建设", head.end):
        return True
    return ground.places.last(part.begin, head.end) is not None


def _may_be(line: Line, stretch: Stretch) -> bool:
    """Whether the words before the class word can make a name of it."""
    head = stretch.head
    if head is None or stretch.end - stretch.start < 4:
        return False
    core = line.text[stretch.start : head.start]
    return _says(core) and (not counted(core[-6:]) or "“" in core)


def _says(core: str) -> bool:
    """Whether the words say more than which or how many: not so 各项重点 of 各项重点改革."""
    empty, at, end = lexicon("initiative-words.tsv", "modifier"), 0, len(core)
    while at < end and (word := empty.at(core, at, end)):
        at += len(word)
    return at < end


def _whole(ground: Ground, part: Part) -> Stretch | None:
    """All words after the verb, where no class word ends them: 落实 + 带薪错峰休假."""
    line, end = ground.line, part.end
    if not 4 <= end - part.start <= 28:
        return None
    if part.cls != "Initiative" and part.sense != "carry":
        return None
    trailing = _TRAILING.search(line.text, part.start, end)
    end = trailing.start() if trailing else end
    words = line.text[part.start : end]
    if not 4 <= len(words) <= 24 or ground.ending(end) or counted(words) or "的" in words[:-4]:
        return None
    return None if cuts_quote(line, end) else Stretch(part.start, end, None, "whole")


def _candidate(ground: Ground, part: Part, stretch: Stretch) -> Candidate[FoundThing]:
    line, head = part.line, stretch.head
    sort = _sorts().get(head.word, "none") if head else "none"
    name = line.name(stretch.start, stretch.end)
    if part.cls == "Initiative" and stretch.end == part.end and not name.endswith(part.kind):
        name += part.kind if part.kind in _LIST_KINDS else ""
    thing = FoundThing(
        span=line.span(stretch.start, stretch.end),
        rule=f"initiative.{_RULES.get(stretch.how, 'headed')}",
        confidence=0.5,
        cls="Initiative",
        name=name,
        kind=_kind(name, sort),
    )
    return Candidate(thing, tuple(_features(ground, part, stretch, sort)))


def _features(ground: Ground, part: Part, stretch: Stretch, sort: str) -> list[str]:
    line, start, end = part.line, stretch.start, stretch.end
    after = following(line, end)
    found = around(line, part, start, end, after)
    sense, placed = part.sense or "none", "placed" if ground.places.last(start, end) else "nowhere"
    quoted = _QUOTED.get(line.text[start], "plain")
    led = "led" if part.led else "listed" if part.rank else "apart"
    rank = "last" if part.rank + 1 == len(part.group) else "listed"
    found += _placed(sort, sense, led, stretch.how, rank, part.cls)
    found += _marked(sort, sense, quoted, after, placed)
    found += (
        "verb=" + part.verb,
        "next=" + line.text[end : end + 2],
        "head=" + (stretch.head.word if stretch.head else ""),
        "future" if ground.reading.is_future(line.offsets[start]) else "past",
    )
    _add_told(found, ground, part, stretch, sort, quoted)
    return found


@lru_cache(maxsize=8192)
def _placed(sort: str, sense: str, led: str, how: str, rank: str, cls: str | None) -> tuple[str, ...]:
    """The features of a class word and the place of the stretch in its list."""
    return (
        f"how={how}",
        f"sort={sort}",
        f"{led} {sense} {sort}",
        f"{sort} {sense}",
        f"{sort} {how}",
        f"{how} of {cls}",
        f"{how} {rank} {sense}",
    )


@lru_cache(maxsize=8192)
def _marked(sort: str, sense: str, quoted: str, after: str, placed: str) -> tuple[str, ...]:
    """The features of a class word and of the marks, words and places at the stretch."""
    return (
        f"{sense} {after} {quoted}",
        f"{sort} {quoted}",
        f"{quoted} {sense}",
        f"{sort} {after}",
        f"{quoted} {after}",
        placed,
        f"{placed} {sort}",
    )


def _add_told(found: list[str], ground: Ground, part: Part, stretch: Stretch, sort: str, quoted: str) -> None:
    """Add the features that only some stretches have."""
    line, (start, end, head, how) = part.line, stretch
    if part.kind:
        found += (f"described {part.kind}", f"{how} described {part.kind}")
    if later := tail(ground, end):
        further = _sorts()[later.word]
        found += ("short of more", f"short of {further}", f"{how} short of {further}")
    if lexicon("initiative-words.tsv", "name").at(line.text, start + (quoted != "plain"), end):
        found += ("famous", f"famous {how if how in ('name', 'quotation') else 'begins'}")
    if head:
        core = min(head.start - start, 9)
        found += (f"core={core}", f"core={core} {sort}")
    if quoted == "quoted":
        found.append(f"numbered {sort}" if _NUMBERED.search(line.text, start, end) else f"wordy {sort}")
    if start == 0 or line.text[start - 1] in "。是)":
        found.append(f"heading {sort}" if line.text[end : end + 1] == "。" else f"opens {sort}")
    if line.leads.last(start, end):
        found.append("holds verb")


def _kind(name: str, sort: str) -> str:
    """The class word of a name in short."""
    bare = name.rstrip("”》")
    word = _class_words().before(bare, 0, len(bare))
    return _class_kinds()[word] if word else _KINDS.get(sort, "其他")


@cache
def _class_kinds() -> dict[str, str]:
    return {entry.word: entry.kind for entry in class_words() if entry.cls == "Initiative"}


@cache
def _class_words() -> Words:
    return Words(_class_kinds())


@cache
def _sorts() -> dict[str, str]:
    return column("initiative-words.tsv", 1, *_SORTS)
