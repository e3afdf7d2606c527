"""The ways in which a query matches a name, each a generator of hits; `kg.asking.lookup` picks among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from kg import naming
from kg.naming import grams, length_token, sound_grams
from kg.stores.names import NameIndex, Row
from kg.stores.via import Via

_FUZZY = 40
"""Characters of a query that are compared letter by letter."""
_LONGEST_NAME = 30
"""Characters of the longest name that is looked for within a query."""


class Hit(NamedTuple):
    """An entry that a query found.

    `id` and `report` are IRIs, `number` the footnote number of a term, `match` one of exact, normalised,
    alias, class word, traditional, pinyin, initials, component, partial, contains, typo and definition;
    `matched_name` is the name that matched, `score` runs from 0 to 1.
    """

    id: str
    label: str
    type: str
    number: int | None
    report: str
    match: str
    matched_name: str
    score: float


class Asked:
    """A query in the forms in which it is compared."""

    def __init__(self, index: NameIndex, text: str, type: str | None) -> None:
        self.index = index
        self.type = type
        self.text = text.strip()
        self.key = naming.key(text)
        self.core = naming.without_class_word(self.key)

    @cached_property
    def forms(self) -> list[str]:
        """The key and the core, cut to what is compared letter by letter."""
        return list(dict.fromkeys((self.key[:_FUZZY], self.core[:_FUZZY])))

    @cached_property
    def sound(self) -> str:
        """The query as pinyin or initials, empty if it is not in Latin letters."""
        sound = naming.toneless(self.text)
        return sound if sound.isascii() and any(map(str.isalpha, sound)) else ""


def _hit(row: Row, match: str, score: float) -> Hit:
    """A hit of that row; names that are no label count a little less."""
    if row.kind == "component":
        match, score = "component", score - 0.15
    elif row.kind == "alias":
        score -= 0.03
    score = round(max(0.0, min(1.0, score)), 4)
    return Hit(row.id, row.label, row.type, row.number, row.report, match, row.text, score)


def by_name(asked: Asked) -> Iterator[Hit]:
    """Names with the key of the query."""
    for row in asked.index.by_key(asked.key, Via.NAME, type=asked.type):
        if row.kind == "alias":
            yield _hit(row, "alias", 0.98)
        elif row.text.strip() == asked.text:
            yield _hit(row, "exact", 1.0)
        else:
            same = naming.fold(row.text) == naming.fold(asked.text)
            yield _hit(row, "normalised", 0.98 if same else 0.96)


def _by_core(asked: Asked) -> Iterator[Hit]:
    """Names that lack the query's class word, or that have one where the query has none or another."""
    ways = [(asked.key, Via.CORE, 0.94)]
    if asked.core != asked.key:
        ways += [(asked.core, Via.NAME, 0.92), (asked.core, Via.CORE, 0.75)]
    for key, via, score in ways:
        for row in asked.index.by_key(key, via, type=asked.type):
            yield _hit(row, "class word", score)


def _by_sound(asked: Asked) -> Iterator[Hit]:
    """Names whose pinyin or initials are the query, or begin with it (so lack the class word)."""
    if len(asked.sound) < 2:
        return
    for via, match, score in ((Via.PINYIN, "pinyin", 0.95), (Via.INITIALS, "initials", 0.92)):
        rows = asked.index.by_key(asked.sound, via, type=asked.type)
        for row in rows:
            yield _hit(row, match, score)
        if not rows:
            for row in asked.index.by_prefix(asked.sound, via, type=asked.type):
                share = len(asked.key) / max(len(row.key), len(asked.key))
                yield _hit(row, match, score - 0.3 + 0.2 * share)


def _within(asked: Asked) -> Iterator[Hit]:
    """Names that the query is a part of."""
    index, key = asked.index, asked.key
    yield from _as_part(asked, index.by_prefix(key, Via.NAME, type=asked.type))
    pairs = [grams(form)[1:-1] or [form] for form in asked.forms]
    yield from _as_part(asked, index.by_tokens(pairs, type=asked.type))


def _as_part(asked: Asked, rows: Iterable[Row]) -> Iterator[Hit]:
    for row in rows:
        if asked.key in row.key:
            yield _hit(row, "partial", 0.6 + 0.29 * len(asked.key) / len(row.key))
        elif len(asked.core) > 1 and asked.core in row.key:
            yield _hit(row, "partial", 0.55 + 0.29 * len(asked.core) / len(row.key))


def _around(asked: Asked) -> Iterator[Hit]:
    """Names that are a part of the query, whole or without their class word."""
    key = asked.key
    parts = {
        key[low:high]
        for low in range(len(key))
        for high in range(low + 2, min(len(key), low + _LONGEST_NAME) + 1)
    }
    for via in (Via.NAME, Via.CORE):
        for part in sorted(parts - {key}):
            share = len(part) / len(key)
            if len(part) < 3 and share < 0.4:
                continue
            for row in asked.index.by_key(part, via, type=asked.type):
                if row.kind != "component":
                    last = 0.1 if key.endswith(part) else 0.0  # what a phrase is about stands at its end
                    yield _hit(row, "contains", 0.4 + 0.45 * share + last - (0.02 if via is Via.CORE else 0))


def _homophones(asked: Asked) -> Iterator[Hit]:
    """Names that sound like the query, as the slips of pinyin keyboards do."""
    if asked.sound:
        return
    folded = naming.fold(asked.text)[:_FUZZY]
    for sound in naming.combined(asked.index.readings(folded)):
        for row in asked.index.by_prefix(sound, Via.PINYIN, type=asked.type):
            name = naming.fold(row.text)
            if len(folded) in (len(name), len(naming.without_class_word(name))):
                wrong = sum(one != other for one, other in zip(folded, name, strict=False))
                yield _hit(row, "typo", 0.88 - 0.1 * wrong / len(folded))


def _by_letters(asked: Asked) -> Iterator[Hit]:
    """Names one or a few slips away from the query, letter by letter."""
    for row in asked.index.by_tokens(_ways(asked), type=asked.type):
        slips = _slips(asked, row)
        if slips is not None:
            yield _hit(row, "typo", 0.86 - 0.5 * slips)


def _slips(asked: Asked, row: Row) -> float | None:
    """The share of wrong letters, None if there are too many to be a typo."""
    from rapidfuzz.distance import OSA

    core = naming.without_class_word(row.key)
    shorter = min(len(asked.core), len(core))
    if shorter < (4 if row.kind == "component" else 2):
        return None
    pairs = ((asked.key, row.key), (asked.core, core), (asked.key, core))
    slips, longer = min((OSA.distance(one, other), -max(len(one), len(other))) for one, other in pairs)
    return slips / -longer if slips <= (1 if shorter < 6 else 2) else None


def _ways(asked: Asked) -> Iterator[list[str]]:
    """The pairs left by a slip at each place of the query or its core; for short ones, the length too."""
    for form in asked.forms:
        pairs = grams(form)
        for kept in _windows(pairs, 2 if len(form) < 4 else 3):
            if len(form) > 3:
                yield kept
                continue
            for length in (len(form) - 1, len(form), len(form) + 1):
                yield [*kept, length_token(length)]


def _windows(pairs: list[str], lost: int) -> Iterator[list[str]]:
    """The tokens without each run of `lost` neighbours; in long texts without longer runs, to be fewer."""
    width = max(lost, len(pairs) // 4)
    step = width - lost + 1
    for start in range(0, max(1, len(pairs) - lost + 1), step):
        kept = pairs[:start] + pairs[start + width :]
        if kept:
            yield kept


def _by_sound_letters(asked: Asked) -> Iterator[Hit]:
    """Names whose pinyin is a few slips away from the query."""
    from rapidfuzz.distance import OSA

    sound = asked.sound[: 2 * _FUZZY]
    if len(sound) < 4:
        return
    allowed = min(3, len(sound) // 4)
    rows = asked.index.by_tokens(_windows(sound_grams(sound), 4), type=asked.type)
    sounds = asked.index.sounds(row.name for row in rows)
    for row in rows:
        slips = min((OSA.distance(sound, known) for known in sounds[row.name]), default=len(sound))
        if slips <= allowed:
            yield _hit(row, "pinyin", 0.86 - slips / len(sound))


def _with_gaps(asked: Asked) -> Iterator[Hit]:
    """Names that hold the letters of the query in its order, with others between them."""
    from rapidfuzz.distance import LCSseq

    for row in asked.index.by_tokens(_pairs_of_pairs(asked), type=asked.type):
        for form, score in ((asked.key, 0.45), (asked.core, 0.42)):
            if len(form) > 2 and LCSseq.similarity(form, row.key) == len(form):
                yield _hit(row, "partial", score + 0.3 * len(form) / len(row.key))


def _pairs_of_pairs(asked: Asked) -> Iterator[list[str]]:
    """Two places of the query that both stand in a name, which few names share by chance."""
    pairs = grams(asked.forms[-1])
    kept = pairs[:: max(1, len(pairs) // 8)]
    for place, first in enumerate(kept):
        for second in kept[place + 1 :]:
            yield [first, second]


def _by_definition(asked: Asked) -> Iterator[Hit]:
    """Entries whose definition holds the query."""
    for form, score in ((asked.key, 0.5), (asked.core, 0.48)):
        if len(form) > 1:
            for row in asked.index.by_definition(form, grams(form)[1:-1], type=asked.type):
                yield _hit(row, "definition", score)


def resembling(asked: Asked) -> Iterator[Hit]:
    """Names that share something with the query, by how much."""
    from rapidfuzz.distance import Indel

    loose = [[pair] for form in asked.forms for pair in grams(form)]
    rows = [
        *asked.index.by_tokens(_pairs_of_pairs(asked), type=asked.type),
        *asked.index.by_tokens(loose, type=asked.type),
    ]
    for row in rows:
        core = naming.without_class_word(row.key)
        likeness = max(
            Indel.normalized_similarity(asked.key, row.key), Indel.normalized_similarity(asked.core, core)
        )
        yield _hit(row, "typo", 0.5 * likeness)


def by_other_key(asked: Asked) -> Iterator[Hit]:
    """Names equal to the query but for the class word, or in their pinyin or initials."""
    yield from _by_core(asked)
    yield from _by_sound(asked)


def by_part(asked: Asked) -> Iterator[Hit]:
    """Names that the query is a part of, or that are a part of it."""
    yield from _within(asked)
    yield from _around(asked)


def by_slip(asked: Asked) -> Iterator[Hit]:
    """Names that the query misspells or abridges, and entries whose definition holds it."""
    yield from _homophones(asked)
    yield from _by_letters(asked)
    yield from _by_sound_letters(asked)
    yield from _with_gaps(asked)
    yield from _by_definition(asked)
