"""Where the body names a term, in whatever spelling.

The body is searched in a folded copy: one width, no blanks, no footnote marks, one quotation mark.
Every folded character knows where it stands in the source text.
"""

from __future__ import annotations

import bisect
import difflib
import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from kg.glossary.names import Name
from kg.lexicon import class_words
from kg.model import Span
from kg.structure import Structure

QUOTE = '"'
LEAST_ALIKE = 0.4
LONGEST_SUFFIX = 10
LEAST_PLAIN = 4
"""Characters that a quoted name needs to be known without its quotation marks."""
_QUOTES = "“”\"‘’'「」『』＂"
_YEAR = re.compile(r"(?:19|20)\d\d年")


class _Characters(dict[int, str]):
    """A table for `str.translate` that folds; `uneven` are those seen that do not fold to one character."""

    def __init__(self) -> None:
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = "" if char.isspace() else unicodedata.normalize("NFKC", char).casefold()
        self[code] = folded = QUOTE if char in _QUOTES else folded
        if len(folded) != 1:
            self.uneven.add(char)
        return folded


_FOLDED = _Characters()


@dataclass(frozen=True)
class Folded:
    """A text for searching, and for each of its characters the offset in the source text."""

    source: str
    text: str
    offsets: array[int]

    @cached_property
    def bare(self) -> Folded:
        """The same without quotation marks."""
        offsets, start = array("I"), 0
        for words in self.text.split(QUOTE):
            offsets += self.offsets[start : start + len(words)]
            start += len(words) + 1
        return Folded(self.source, self.text.replace(QUOTE, ""), offsets)

    def span(self, start: int, end: int) -> Span:
        """The span of the source text that the folded characters `[start, end)` were read from."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def quoted_span(self, start: int, end: int) -> Span:
        """Like `span`, with the quotation mark that closes or opens within it: “八项”精神 for 八项”精神."""
        span = self.span(start, end)
        if sum(char in _QUOTES for char in span.of(self.source)) % 2 == 0:
            return span
        if span.start and self.source[span.start - 1] in _QUOTES:
            return Span(span.start - 1, span.end)
        closes = span.end < len(self.source) and self.source[span.end] in _QUOTES
        return Span(span.start, span.end + closes)


def fold_spans(text: str, spans: Iterable[Span], skipped: Iterable[Span] = ()) -> Folded:
    """The text of the spans, folded; a line break stands between two spans."""
    gaps = sorted({at for span in skipped for at in range(span.start, span.end)})
    pieces: list[str] = []
    offsets = array("I")
    for span in spans:
        start = span.start
        within = gaps[bisect.bisect_left(gaps, span.start) : bisect.bisect_left(gaps, span.end)]
        for end in (*within, span.end):
            words = text[start:end]
            pieces.append(folded_text(words))
            if _FOLDED.uneven.isdisjoint(words):
                offsets.extend(range(start, end))
            else:
                for at, char in enumerate(words, start):
                    offsets.extend([at] * len(_FOLDED[ord(char)]))
            start = end + 1
        pieces.append("\n")
        offsets.append(span.end)
    return Folded(text, "".join(pieces), offsets)


def fold_body(structure: Structure) -> Folded:
    """The body of a report, folded, without its footnote marks."""
    return fold_spans(structure.report.text, structure.body, (mark.span for mark in structure.marks))


def folded_text(text: str) -> str:
    """A name, folded as the body is."""
    return text.translate(_FOLDED)


@dataclass(frozen=True)
class Finder:
    """Finds one label of a term.  `shared` says that another term has the same core."""

    name: Name
    shared: bool = False

    def find(self, body: Folded) -> Iterator[Span]:
        """The spans of the source text that name the term."""
        if self.name.quoted:
            yield from self._quoted(body)
        for spelling in self._plain():
            places = _places(body.bare.text, spelling)
            yield from (body.bare.quoted_span(at, at + len(spelling)) for at in places)

    def _plain(self) -> list[str]:
        """The spellings that are the name with quotation marks or without them."""
        label = self._fold(self.name.label).replace(QUOTE, "")
        if not self.name.quoted:
            return _spellings(label)
        core = self._fold(self.name.core)
        said = [label] if self.name.suffix and len(label) >= LEAST_PLAIN + 1 else []
        telling = len(core) >= LEAST_PLAIN and not self.shared and not any(map(str.isdigit, core))
        return [*said, core] if telling else said

    def _fold(self, span: Span) -> str:
        return folded_text(span.of(self.name.text))

    def _quoted(self, body: Folded) -> Iterator[Span]:
        """The core in its quotes, with as much of the name before and after it as stands there."""
        core = QUOTE + self._fold(self.name.core) + QUOTE
        before, suffix = folded_text(self.name.before), folded_text(self.name.suffix)
        for at in _places(body.text, core):
            end = at + len(core)
            led = bool(before) and body.text.endswith(before, 0, at)
            length = self._suffix(body.text, end, suffix, led=led)
            if length is not None:
                yield body.span(at - len(before) if led else at, end + length)

    def _suffix(self, text: str, at: int, suffix: str, *, led: bool) -> int | None:
        """How many characters after the core belong to the name; None where it names something else."""
        if suffix and text.startswith(suffix, at):
            return len(suffix)
        if not suffix:
            named = folded_text(self.name.core.of(self.name.text)).endswith(_words())
            return 0 if named else class_words_at(text, at)
        length = _class_phrase(text, at)
        if led:
            return length
        if length == 0:
            return None if self.shared else 0
        likeness = difflib.SequenceMatcher(None, suffix, text[at : at + length], autojunk=False).ratio()
        distinctive = len(self.name.code or "") > 2
        return length if likeness >= LEAST_ALIKE or (distinctive and not self.shared) else None


def _spellings(label: str) -> list[str]:
    """A label that begins with a year is also said without it."""
    year = _YEAR.match(label)
    return [label, label[year.end() :]] if year and len(label) - year.end() >= 4 else [label]


def _places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _class_phrase(text: str, at: int) -> int:
    """The length of the words that end in class words: 总体要求, 现代化产业体系; 0 if none do."""
    length = next((end for end in range(1, LONGEST_SUFFIX + 1) if _ends_in_word(text[at : at + end])), 0)
    return length + class_words_at(text, at + length) if length else 0


def class_words_at(text: str, at: int) -> int:
    """The length of the class words that stand there in a row: 机制, 目标要求."""
    length = 0
    words = _words()
    while text.startswith(words, at + length):
        length += len(next(word for word in words if text.startswith(word, at + length)))
    return length


def _ends_in_word(phrase: str) -> bool:
    return phrase.isalpha() and phrase.endswith(_words())


@cache
def _words() -> tuple[str, ...]:
    return tuple(entry.word for entry in class_words())
