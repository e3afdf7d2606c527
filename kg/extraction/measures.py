"""Numbers with what they measure, how, whether reached or aimed at, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extraction import aspects, wording
from kg.extraction.aspects import COMPARATORS, Phrase
from kg.extraction.facts import Comparator, FoundMeasure
from kg.extraction.numbers import Number, find_numbers, half_width
from kg.extraction.setting import Settings
from kg.model import Span
from kg.structure import Structure

FARTHEST = 80
"""How far before a number, in characters, the words may begin that say what it measures."""
LONGEST_JOINED = 60
"""How long, in characters, a number may be together with the words of what it measures."""
_CLAUSES = 2
"""How many clauses before a number's may say what it measures."""

_CONFIDENCE = {
    "measure.before": 0.95,
    "measure.after": 0.92,
    "measure.each": 0.9,
    "measure.understood": 0.88,
    "measure.attribute": 0.86,
    "measure.context": 0.4,
}
"""How often the indicator and status that each rule gives are right, on annotated lines."""
_JOINED = re.compile(r"\s*[、和与及]?\s*")
_AND = (re.compile("[、和与及]"), re.compile("、"), re.compile("[和与及]"))
_AT_LEAST = re.compile("至少|不少于|不低于")
_LINK = re.compile("[和、与]|(?<![惠涉普顾])及(?!时)")
_STOP = re.compile("[，,。；;：:、]")
_NOTHING = Phrase("", None, "measure.understood")


def find_measures(structure: Structure, settings: Settings) -> list[FoundMeasure]:
    """The measures of a report's body, in the order of the text."""
    text, sentences = structure.report.text, iter(structure.sentences)
    plain = half_width(text)
    found: list[FoundMeasure] = []
    sentence = next(sentences, None)
    for line in structure.body:
        reader, numbers, at = _Reader(text, settings), find_numbers(plain, line), 0
        while sentence is not None and sentence.end <= line.end:
            first = at
            while at < len(numbers) and numbers[at].span.start < sentence.end:
                at += 1
            if at > first:
                found += reader.read(sentence, numbers[first:at])
            sentence = next(sentences, None)
    return found


class _Reader:
    """Reads the sentences of one line; what was measured last is understood where a clause names nothing.

    `_base` is what was named last, `_last` the same with its attribute; `_listed` what each number of the
    last list measured, `_chain` what the sentence has measured so far, `_verb` the verb that the members of
    a list share, `_front` what stood before the number of what was counted last.
    """

    def __init__(self, text: str, settings: Settings) -> None:
        self._text = text
        self._settings = settings
        self._base = self._last = _NOTHING
        self._listed: list[Phrase] = []
        self._chain: list[str] = []
        self._verb = self._front = self._unit = ""
        self._start = self._stop = self._behind = 0
        self._ends: dict[int, int] = {}

    def read(self, sentence: Span, numbers: list[Number]) -> Iterator[FoundMeasure]:
        """The measures of a sentence."""
        numbers = [number for number in numbers if not aspects.sets_apart(self._text, number)]
        ends = [*(number.span.start for number in numbers[1:]), sentence.end]
        self._ends = {number.span.start: number.span.end for number in numbers}
        self._behind = self._start = sentence.start
        self._stop = sentence.end
        self._chain = []
        read = 0
        for group in _groups(self._text, numbers):
            read += len(group)
            phrases = self._phrases(group, ends[read - 1])
            comparators = self._comparators(group, phrases)
            self._behind, self._unit = group[-1].span.end, group[-1].unit
            for number, phrase, comparator in zip(group, phrases, comparators, strict=True):
                yield self._measure(sentence, number, phrase, comparator)

    def _phrases(self, group: list[Number], end: int) -> list[Phrase]:
        """What each number of a group measures; the next number begins at `end`."""
        first, text = group[0], self._text
        lead = self._lead(first)
        words = wording.clean(text[lead.start : lead.end])
        if len(words) < 2 and len(group) > 1 and lead.roles and first.kind == "amount":
            return self._each_of_before(group, lead)
        if len(words) < 2 or wording.needs_owner(words):
            owner = self._owner(lead.clause, nearest=len(words) > 1)
            self._base = self._last = owner or self._base
        before = len(self._chain)
        phrases = [
            self._one(number, lead if number is first else _bare(lead, number), end) for number in group
        ]
        parts = _parts(text[lead.start : lead.end], len(group))
        if not parts or phrases[-1].rule == "measure.after":
            return phrases
        del self._chain[before:]
        return self._each(lead, parts)

    def _lead(self, number: Number) -> wording.Lead:
        """The words before a number, with the roles of those that only lead to it."""
        text, at = self._text, number.span.start
        start, _ = wording.behind(text, max(self._behind, at - FARTHEST), at)
        start = wording.clause_start(text, start, at)
        lead = wording.lead(text, start, at, number.kind == "rank")
        if number.kind == "rank":
            end = wording.without_scope(text, lead.start, lead.end)
            inner = wording.lead(text, lead.start, end, True)
            lead = replace(inner, roles=(*lead.roles, *inner.roles), clause=lead.clause)
        own = wording.own_start(text, lead.start, lead.end)
        if own > lead.start:
            front = Span(lead.start, own)
            self._speaks_of(Phrase(wording.clean(front.of(text)), front, "measure.before"))
            lead = replace(lead, start=own)
        return lead

    def _owner(self, at: int, nearest: bool = False) -> Phrase | None:
        """What the clause before names, unless the sentence has named something else.

        With `nearest`, it is even then, if it is without a number.
        """
        known = self._base.span
        unknown = known is None or known.start < self._start
        for _ in range(_CLAUSES):
            first = max(self._start, at - FARTHEST)
            start = wording.clause_start(self._text, first, max(first, at - 1))
            if start == at or not (unknown or (nearest and self._behind < start and at - start > 6)):
                return None
            before = wording.subject(self._text, start, at)
            if before:
                words = wording.clean(before.of(self._text))
                known_well = 2 <= len(before) <= wording.LONGEST
                return Phrase(words, before, "measure.understood") if known_well else None
            at = start
        return None

    def _each_of_before(self, group: list[Number], lead: wording.Lead) -> list[Phrase]:
        """A list of numbers that says of the members of an earlier list what each of them is."""
        if len(self._listed) == len(group):
            return [replace(phrase, roles=lead.roles) for phrase in self._listed]
        owner = self._owner(lead.clause, nearest=True)
        if owner is not None and owner.span is not None:
            parts = _parts(owner.span.of(self._text), len(group))
            if parts:
                return self._each(replace(lead, start=owner.span.start, end=owner.span.end), parts)
        named = (
            self._chain[-len(group) :] if len(self._chain) >= len(group) else [self._last.words] * len(group)
        )
        return [Phrase(words, None, "measure.each", lead.roles) for words in named]

    def _each(self, lead: wording.Lead, parts: list[str]) -> list[Phrase]:
        """城镇、农村居民收入分别增长4%、5%: one phrase a number, short ones completed by the last."""
        last, at = parts[-1], lead.start
        of_all = all(map(wording.is_attribute, parts))
        self._listed = []
        for part in parts:
            span = Span(at, at + len(part))
            at += len(part) + 1
            words = wording.completed(part, last)
            if of_all:
                words = wording.of_thing(self._base.words, words)
            self._listed.append(Phrase(wording.clean(words), span, "measure.each", lead.roles))
        self._chain += [phrase.words for phrase in self._listed]
        if not of_all:
            self._base = self._last = self._listed[-1]
        return self._listed

    def _speaks_of(self, phrase: Phrase) -> None:
        self._base = self._last = phrase
        self._listed = []
        self._chain.append(phrase.words)

    def _one(self, number: Number, lead: wording.Lead, end: int) -> Phrase:
        text = self._text
        at, _ = wording.behind(text, number.span.end, end)
        noun = Span(*wording.noun(text, at, end, verbs=number.kind == "stretch"))
        led, roles = Span(lead.start, lead.end), lead.roles
        words = wording.clean(led.of(text))
        attribute = words.removeprefix(wording.verb(words))
        if text[at : at + 1] == "的" and len(noun) >= 4 and wording.is_attribute(attribute):
            thing = wording.of_thing(wording.clean(noun.of(text)), attribute)
            phrase = Phrase(thing, led, "measure.attribute", roles)
            self._speaks_of(phrase)
            return phrase
        if (len(noun) >= 2 or noun.start < noun.end == end) and aspects.takes_noun(text, number, led, roles):
            return self._after(lead, noun, number, end)
        if len(words) < 2:
            return replace(
                self._all() if "all" in roles else self._last, rule="measure.understood", roles=roles
            )
        if self._base.words and wording.needs_owner(words):
            phrase = Phrase(wording.of_thing(self._base.words, words), led, "measure.attribute", roles)
            if not wording.done_of(words):
                self._last = phrase
            return phrase
        words = self._with_subject(self._shared(number, lead, words) + words)
        phrase = Phrase(words, led, "measure.before", roles)
        self._speaks_of(phrase)
        return phrase

    def _all(self) -> Phrase:
        """What 均 and 都 sum up: all that was measured in the sentence."""
        return replace(self._last, words="、".join(self._chain[-4:]) or self._last.words)

    def _shared(self, number: Number, lead: wording.Lead, words: str) -> str:
        """The verb that a member of a list shares with the first: 新增 of 新增企业2家、学校3所."""
        own = wording.verb(words)
        listed = self._text[lead.start - 1 : lead.start] in ("、", "和") or (
            number.unit == self._unit and self._text[lead.start - 1 : lead.start] in (",", "，")
        )
        if own or lead.roles or not listed or self._behind == self._start:
            self._verb = own
        return self._verb if not own else ""

    def _after(self, lead: wording.Lead, noun: Span, number: Number, end: int) -> Phrase:
        """打造5家数字工厂: the noun behind the number, with the verb before it."""
        known = number.kind == "rank" or {"to", *COMPARATORS} & set(lead.roles)
        raw = Span(lead.start, lead.end if known else number.span.start)
        words, before = self._counted(noun, end), wording.clean(raw.of(self._text))
        link = self._linked(number)
        if link is not None:
            before = wording.clean(self._text[link : raw.end])
            before = before if len(before) > 1 else self._verb
        elif lead.start == self._behind and self._base.span and self._base.span.end == number.span.start:
            before = wording.last_verb(before) or self._front
        self._verb = wording.verb(before)
        verb = before if known and number.kind != "rank" else wording.leading(before, words)
        self._front = verb if len(verb) > 1 else ""
        words = self._with_subject(wording.without_bounds(self._front + words))
        phrase = Phrase(words, noun, "measure.after", _only_comparators(lead.roles))
        self._speaks_of(phrase)
        return phrase

    def _linked(self, number: Number) -> int | None:
        """Where the words before a number begin that goes on a list: 18条产业链 of 6大集群和18条产业链."""
        at = max(self._behind, number.span.start - FARTHEST)
        if self._base.rule != "measure.after" or self._behind == self._start:
            return None
        if wording.clause_start(self._text, at, number.span.start) > at:
            return None
        links = list(_LINK.finditer(self._text, at, number.span.start))
        return links[-1].end() if links else None

    def _with_subject(self, words: str) -> str:
        """惠及农民 with what does so, where the sentence has named it."""
        wanted = wording.wants_subject(words) and self._behind > self._start
        return self._base.words + words if wanted and len(self._base.words) <= wording.LONGEST else words

    def _counted(self, noun: Span, end: int) -> str:
        """The words of a noun; one that runs into the next number ends with what that one counts.

        2万名干部服务7万家企业 → 干部服务企业; 八类犯罪下降22% → 犯罪.
        """
        words = wording.clean(noun.of(self._text))
        head, _, _ = words.partition("和")
        next_end = self._ends.get(end)
        if next_end is None or not (noun.end == end or head.endswith("级")):
            return words
        following = wording.clean(Span(*wording.noun(self._text, next_end, self._stop)).of(self._text))
        if head.endswith("级") and "级" in following:
            return head + following.partition("级")[2]
        if noun.end != end:
            return words
        if len(head) >= 2 and head != words:
            return head
        if following:
            return words + following if wording.last_verb(words) else words
        lead = wording.lead(self._text, noun.start, noun.end)
        return wording.clean(self._text[lead.start : lead.end]) or words

    def _comparators(self, group: list[Number], phrases: list[Phrase]) -> list[Comparator]:
        """A word behind the last number of a list holds for all: 1000万亩、400万吨以上."""
        said = [self._comparator(number, phrase.roles) for number, phrase in zip(group, phrases, strict=True)]
        _, behind = wording.behind(self._text, group[-1].span.end, group[-1].span.end + 3)
        if behind:
            return [said[-1] if comparator == "=" else comparator for comparator in said]
        return said

    def _comparator(self, number: Number, roles: tuple[str, ...]) -> Comparator:
        at = number.span
        _, behind = wording.behind(self._text, at.end, at.end + 3)
        for role in (behind, *roles):
            if role in COMPARATORS:
                return COMPARATORS[role]
        if number.top:
            return "<="
        led = self._text[
            wording.clause_start(self._text, max(self._behind, at.start - 8), at.start) : at.start
        ]
        return ">=" if number.more or _AT_LEAST.search(led) else "="

    def _context(self, sentence: Span, number: Number) -> str:
        """The words around a number of which nothing says what it measures."""
        start = max(sentence.start, number.span.start - wording.LONGEST)
        return wording.clean(self._text[start : min(sentence.end, number.span.end + wording.LONGEST)])

    def _measure(
        self, sentence: Span, number: Number, phrase: Phrase, comparator: Comparator
    ) -> FoundMeasure:
        aspect = aspects.aspect(number, phrase)
        setting = self._settings.of(sentence, number.span, aspects.side(aspect, phrase))
        if comparator == "=" and "kept" in phrase.roles and setting.status == "target":
            comparator = "<="
        rule = phrase.rule if phrase.words else "measure.context"
        return FoundMeasure(
            span=_joined(number.span, phrase.span, sentence, self._text),
            rule=rule,
            confidence=_CONFIDENCE[rule],
            indicator=phrase.words or self._context(sentence, number),
            indicator_span=phrase.span,
            value=number.value,
            value_max=number.value_max,
            unit=aspects.written_unit(number, phrase),
            aspect=aspect,
            comparator=comparator,
            status=setting.status,
            period=number.span.of(self._text) if number.kind == "stretch" else setting.period,
        )


def _bare(lead: wording.Lead, number: Number) -> wording.Lead:
    """What leads to the first number of a list leads to the others too, which have no words of their own."""
    return replace(lead, start=number.span.start, end=number.span.start)


def _only_comparators(roles: tuple[str, ...]) -> tuple[str, ...]:
    """提升9家平台的信用等级 says of no number by how much it changed."""
    return tuple(role for role in roles if role in COMPARATORS)


def _parts(words: str, count: int) -> list[str]:
    """A list taken apart into so many parts, empty if it has not that many."""
    found = (link.split(words) for link in _AND) if count > 1 else iter(())
    return next((parts for parts in found if len(parts) == count and all(parts)), [])


def _groups(text: str, numbers: list[Number]) -> Iterator[list[Number]]:
    """Numbers that follow each other in a list: 3个、5家; 4.3%和5.7%左右."""
    group: list[Number] = []
    for number in numbers:
        if group:
            at, _ = wording.behind(text, group[-1].span.end, number.span.start)
            if number.kind != group[-1].kind or not _JOINED.fullmatch(text, at, number.span.start):
                yield group
                group = []
        group.append(number)
    if group:
        yield group


def _joined(number: Span, phrase: Span | None, sentence: Span, text: str) -> Span:
    """The number with its phrase, where the two stand in one clause."""
    end = wording.behind(text, number.end, sentence.end)[0]
    if phrase is None or phrase.start < sentence.start:
        return Span(number.start, end)
    joined = Span(min(number.start, phrase.start), max(end, phrase.end))
    between = text[min(phrase.end, number.start) : max(number.start, phrase.start)]
    if len(joined) > LONGEST_JOINED or _STOP.search(between):
        return Span(number.start, end)
    return joined
