"""Expansions that list what a name counts: 四个不摘, 三步走, 四融一共, 风光水火储氢."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from kg.glossary import lists
from kg.glossary.names import Group, Name
from kg.glossary.parts import Part, after_leads, before_tail, freed, uncounted
from kg.model import Span

LONGEST_ITEM = 40
LONGEST_PLAIN_ITEM = 16

_STEP = re.compile(
    r"第(?P<number>[一二三四五六七八九十]+)(?P<noun>[^一二三四五六七八九十，,、：:\s]{1,2})(?=[，,、：:])"
)
_TIME = re.compile(r"(?:到|至)?\d{4}年(?:底|前)?")
_SLOGAN = re.compile(r".{2,3}“[^“”]+”")
_OPENING = re.compile(r"(?:主要|具体)?包括[:：]?|[:：]|是指|即|指")
_LIST_LEAD = re.compile(r"(?:主要|具体)?包括[:：]?|即|指")
_INCLUDING = re.compile(r"[^，,；;。]*包括[:：]?")
_QUOTED_LIST = re.compile(r"“([^“”]*、[^“”]*)”")


def by_steps(text: str, names: tuple[Name, ...], definition: Span) -> list[Part]:
    """第一步,…第二步,…第三步,… for 三步走; the members of a step are its clauses."""
    group = next((group for name in names for group in name.groups), None)
    hits = list(_STEP.finditer(text, definition.start, definition.end))
    if group is None or group.number != len(hits) or len(hits) < 2:
        return []
    at = text.find(hits[0]["noun"][0], group.noun.start, group.noun.end)
    symbol = Span(at, at + 1) if at >= 0 else None
    ends = [hit.start() for hit in hits[1:]] + [definition.end]
    return [
        Part(Span(*hit.span()), symbol, None, None, _step(text, Span(hit.end(), end)))
        for hit, end in zip(hits, ends, strict=True)
    ]


def _step(text: str, span: Span) -> tuple[Span, ...]:
    """The clauses of a step, without its date and its slogan."""
    return tuple(
        clause
        for clause in lists.clauses(text, span)
        if not _TIME.fullmatch(clause.of(text)) and not _SLOGAN.fullmatch(clause.of(text))
    )


def by_groups(text: str, names: tuple[Name, ...], definition: Span) -> list[Part]:
    """As many items as the numbers in the name say, dealt out to its groups in order."""
    groups = [group for name in names for group in name.groups]
    numbers = [group.number for group in groups if group.number]
    total = sum(numbers)
    if len(numbers) != len(groups) or not 2 <= total <= 60:
        return []
    if len(groups) == 1:
        return _one_group(text, names[0], groups[0], total, definition)
    items = next((found for found in _matching(text, definition, total, "") if found), [])
    return _dealt(text, groups, items) if items else _plain(text, len(groups), definition)


def _dealt(text: str, groups: list[Group], items: list[Span]) -> list[Part]:
    """The items by the noun that they hold, where that tells them apart, else in their order."""
    shares = [[item for item in items if group.noun.of(text) in item.of(text)] for group in groups]
    if [len(share) for share in shares] != [group.number for group in groups]:
        ends = list(accumulate(group.number or 0 for group in groups))
        shares = [items[start:end] for start, end in pairwise([0, *ends])]
    return [_group_part(group, tuple(share)) for group, share in zip(groups, shares, strict=True)]


def _group_part(group: Group, own: tuple[Span, ...]) -> Part:
    label, listed = (own[0], ()) if group.number == 1 else (group.span, own)
    return Part(label, group.span, group.number, group.unit, listed)


def _plain(text: str, count: int, definition: Span) -> list[Part]:
    """双招双引: as many items as groups, though the numbers say more."""
    items = next((found for found in _matching(text, definition, count, "") if found), [])
    return [Part(item) for item in items]


def _one_group(text: str, name: Name, group: Group, total: int, definition: Span) -> list[Part]:
    noun = _counted_noun(text, group, definition)
    found = list(_matching(text, definition, total, noun[:1]))
    sharing = (items for items in found if _shared(text, noun, items))
    items = next(sharing, None) or next((items for items in found if _is_list(text, items)), [])
    if not items:
        return []
    symbol = _shared(text, noun, items) or noun
    at = text.find(symbol, group.noun.start, group.noun.end)
    explains = Span(at, at + len(symbol)) if name.quoted and symbol else None
    return [Part(item, explains) for item in _trimmed(text, items)]


def _counted_noun(text: str, group: Group, definition: Span) -> str:
    """The noun of the group without what the definition ends in as well: 四网融合 …的融合 → 网."""
    noun = group.noun.of(text)
    end = definition.of(text).rstrip("。.")
    return next((noun[:cut] for cut in range(1, len(noun)) if end.endswith("的" + noun[cut:])), noun)


def _shared(text: str, noun: str, items: list[Span]) -> str:
    """The longest beginning of the noun that every item holds."""
    return next(
        (
            noun[:length]
            for length in range(len(noun), 0, -1)
            if all(noun[:length] in item.of(text) for item in items)
        ),
        "",
    )


def _trimmed(text: str, items: list[Span]) -> list[Span]:
    """The last item without what follows the whole list: 建好、管好、运营好(农村公路).

    Only where all others end in one character, which the last holds in its middle.
    """
    endings = {text[item.end - 1] for item in items[:-1]}
    if len(items) < 3 or len(endings) != 1:
        return items
    last = items[-1]
    at = text.rfind(endings.pop(), last.start + 1, last.end)
    return [*items[:-1], Span(last.start, at + 1)] if at >= 0 else items


def _is_list(text: str, items: list[Span]) -> bool:
    """Whether the items stand as a list of their own, and not as the clauses of a sentence."""
    between = {text[item.start - 1] for item in items[1:]}
    return len(items) > 2 or not between & set("，,；;")


def _matching(text: str, definition: Span, count: int, noun: str) -> Iterator[list[Span]]:
    """The lists of `count` items in the definition, those of the whole of it first."""
    scopes = _scopes(text, definition)
    clauses = [after_leads(text, clause) for clause in lists.clauses(text, definition)] if noun else []
    for scope in [*scopes, *clauses]:
        items = [_head(text, item) for item in lists.parted(text, before_tail(text, scope), count)]
        if items and all(_is_item(text, item) for item in items):
            yield [lists.unquote(text, item) for item in freed(text, uncounted(text, items))]
    holding = [clause for clause in clauses if noun and noun in clause.of(text)]
    if len(holding) == count:
        yield holding


def _head(text: str, item: Span) -> Span:
    """中国特色、世界一流的大学 → 大学."""
    words = item.of(text)
    at = words.rfind("的")
    return Span(item.start + at + 1, item.end) if "、" in words and 0 <= at < len(words) - 2 else item


def _is_item(text: str, item: Span) -> bool:
    return len(item) <= LONGEST_ITEM and not set("，,；;。") & set(item.of(text))


def _scopes(text: str, definition: Span) -> list[Span]:
    """Where a list may stand: in quotes, behind 包括 or a colon, as the first sentence or all of it."""
    quoted = [Span(*hit.span(1)) for hit in _QUOTED_LIST.finditer(text, definition.start, definition.end)]
    scopes = quoted[:1]
    for sentence in [*lists.sentences(text, definition)[:2], lists.strip(text, definition)]:
        opening = _OPENING.search(text, sentence.start, sentence.end)
        if opening:
            scopes.append(lists.strip(text, Span(opening.end(), sentence.end)))
        scopes += [sentence, after_leads(text, sentence)]
    return list(dict.fromkeys(scopes))


def unrepeated(text: str, name: Name, definition: Span) -> Span:
    """The definition without the name said again at its end: 甲、乙、丙三大工程."""
    body = lists.strip(text, definition)
    core = name.core.of(text)
    said = next((ending for ending in (core + name.suffix, core) if body.of(text).endswith(ending)), "")
    return Span(body.start, body.end - len(said)) if len(said) < len(body) else body


def by_pieces(text: str, name: Name, definition: Span) -> list[Part]:
    """月开工、季系列: as many clauses as the name has pieces, each with the piece's first character."""
    clauses = lists.split(text, after_leads(text, definition), "；;。")
    if len(name.pieces) < 2 or len(clauses) != len(name.pieces):
        return []
    pairs = list(zip(name.pieces, clauses, strict=True))
    if not all(text[piece.start] in clause.of(text) for piece, clause in pairs):
        return []
    return [Part((lists.clauses(text, clause) or [clause])[0], piece) for piece, clause in pairs]


def by_plain_list(text: str, name: Name, definition: Span) -> list[Part]:
    """A definition that is nothing but a list; a symbol a character where there are as many."""
    items = _plain_items(text, definition)
    if len(items) < 2:
        return []
    letters = [Span(at, at + 1) for at in range(name.core.start, name.core.end)]
    if not name.groups and _spell(text, letters, items):
        return [Part(item, letter) for item, letter in zip(items, letters, strict=True)]
    symbol = _common_symbol(text, name, items)
    return [Part(item, symbol) for item in items]


def _spell(text: str, letters: list[Span], items: list[Span]) -> bool:
    """Whether there is a letter for each item, and most items hold their own."""
    if len(letters) != len(items):
        return False
    own = [letter.of(text) in item.of(text) for letter, item in zip(letters, items, strict=True)]
    return 2 * sum(own) > len(own)


def _plain_items(text: str, definition: Span) -> list[Span]:
    sentences = lists.sentences(text, definition)
    quoted = _QUOTED_LIST.match(text, after_leads(text, definition).start, definition.end)
    if quoted:
        return lists.split(text, Span(*quoted.span(1)), "、")
    if not sentences:
        return []
    first = sentences[0]
    opening = _LIST_LEAD.match(text, first.start, first.end)
    listing = _INCLUDING.match(text, sentences[-1].start, sentences[-1].end)
    if listing:
        scope = Span(listing.end(), sentences[-1].end)
    elif len(sentences) == 1 or opening:
        scope = Span(opening.end() if opening else first.start, first.end)
    else:
        return []
    parted = _trimmed(text, uncounted(text, lists.parted(text, before_tail(text, scope))))
    items = [lists.unquote(text, item) for item in parted]
    enumerated = "、" in scope.of(text) or len(lists.quotations(text, scope)) == len(items)
    short = all(_is_item(text, item) and len(item) <= LONGEST_PLAIN_ITEM for item in items)
    return items if enumerated and short and not _modifies(text, items) else []


def _modifies(text: str, items: list[Span]) -> bool:
    """Whether the list only describes something: 节约资源、保护环境的建筑."""
    held = ["的" in item.of(text) for item in items]
    return bool(held) and held[-1] and not any(held[:-1])


def _common_symbol(text: str, name: Name, items: list[Span]) -> Span | None:
    """链 of 链式改造 for 供应链改造 and 产业链改造: what they share besides their common ending."""
    if name.groups or not name.quoted:
        return None
    words = [item.of(text) for item in items]
    core = name.core.of(text)
    ending = next(
        (core[at:] for at in range(1, len(core)) if all(word.endswith(core[at:]) for word in words)), ""
    )
    if not ending:
        return None
    core = core.removesuffix(ending)
    at = next(
        (at for at, char in enumerate(core) if all(char in word.removesuffix(ending) for word in words)), None
    )
    return Span(name.core.start + at, name.core.start + at + 1) if at is not None else None
