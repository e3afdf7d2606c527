"""How names are compared: one definition for the whole program.

A name has a folded form (`fold`), which forgets what typing adds or loses; a key (`key`), in which
Chinese numerals are digits too; a core, without its class word; and its pinyin and initials.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, product
from math import prod
from typing import Any

MAX_READINGS = 8
"""How many readings of one text are kept; beyond that, those that differ in one character."""

_DIGITS = {char: str(number) for number, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千]+")
_WITH_UNITS = (
    "(?:([一二两三四五六七八九])千)?(?:零?([一二两三四五六七八九])百)?"
    "(?:(?:(?<=[千百])零)?([一二三四五六七八九]?)(十))?(?:(?:(?<=十)|(?<=[千百])零)([一二三四五六七八九]))?"
)
_PIECES = re.compile("[0-9]+|[^0-9]+")
_CHINESE = "零一二三四五六七八九"


class _Kept(dict[int, str | None]):
    """A table for `str.translate` that keeps letters, numbers and the plus sign."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        self[code] = kept = char if char == "+" or unicodedata.category(char)[0] in "LN" else None
        return kept


_KEPT = _Kept()


def fold(text: str) -> str:
    """The form in which spellings of one name are equal: “７+18+N” → 7+18+n.

    Width, case, quotes, brackets, blanks and punctuation are forgotten, between digits too: people
    type 3·15, 3.15 and 315 for one thing.  The plus sign alone stays, since 1+11 is not 111.
    Folding a folded text changes nothing.
    """
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_KEPT)
    return unicodedata.normalize("NFKC", folded)


def key(text: str) -> str:
    """The folded form with Chinese numerals as digits: 十件实事 → 10件实事, 一五三零 → 1530.

    A run of numerals that is no number (十四五) stays as it is.
    """
    return _NUMERAL.sub(lambda match: _as_digits(match.group()), fold(text))


def _as_digits(numeral: str) -> str:
    if all(char in _DIGITS for char in numeral):
        return "".join(_DIGITS[char] for char in numeral)
    match = re.fullmatch(_WITH_UNITS, numeral)
    if match is None:
        return numeral
    thousands, hundreds, tens, ten, ones = (group or "" for group in match.groups())
    places = (_DIGITS.get(thousands, "0"), _DIGITS.get(hundreds, "0"), _DIGITS.get(tens, "1" if ten else "0"))
    return "".join((*places, _DIGITS.get(ones, "0"))).lstrip("0")


def without_class_word(folded: str) -> str:
    """The name without the class word that ends it (1530工程 → 1530), if two characters are left."""
    for length, endings in _endings():
        if len(folded) >= length + 2 and folded[-length:] in endings:
            return folded[:-length]
    return folded


@cache
def _endings() -> tuple[tuple[int, frozenset[str]], ...]:
    """The class words by their length, the longest first."""
    from kg.lexicon import class_words

    words = {fold(entry.word) for entry in class_words()} - {""}
    lengths = sorted({len(word) for word in words}, reverse=True)
    return tuple((length, frozenset(word for word in words if len(word) == length)) for length in lengths)


def toneless(text: str) -> str:
    """The folded form without the marks over Latin letters: liǎng zhòng → liangzhong, ü → u."""
    letters = unicodedata.normalize("NFD", text)
    return fold("".join(char for char in letters if not unicodedata.combining(char)))


def pinyin_keys(text: str) -> set[str]:
    """The full pinyin of a text, without tones and blanks, in every likely reading.

    Latin letters and digits stay as typed; digits are also read out (1530 → yiwusanling, 10 → shi).
    ü is both v and u.
    """
    return {reading for choices in _forms(text) for reading in combined(choices)} - {""}


def initials_keys(text: str) -> set[str]:
    """The first letters of the pinyin of a text, in every likely reading: 1530工程 → 1530gc, ywslgc."""
    found: set[str] = set()
    for choices in _forms(text):
        found.update(combined([tuple(dict.fromkeys(sound[:1] for sound in sounds)) for sounds in choices]))
    return found - {""}


def main_pinyin(text: str) -> set[str]:
    """The likeliest pinyin of a text, with digits as typed and read out."""
    return {"".join(sounds[0] for sounds in choices) for choices in _forms(text)}


def readings(char: str) -> tuple[str, ...]:
    """The toneless readings of one character, the commonest first; empty if it has none."""
    (sounds,) = _sounds(char)
    return () if sounds == (char,) else sounds


def _forms(text: str) -> list[list[tuple[str, ...]]]:
    """For the text as typed, and with its digits read out: the sounds of each character, likeliest first."""
    pieces = _PIECES.findall(fold(text))
    typed = [[(char,) for char in piece] if piece[0] in "0123456789" else _sounds(piece) for piece in pieces]
    spoken = [_sounds(_read_out(piece)) if piece[0] in "0123456789" else _sounds(piece) for piece in pieces]
    return [list(chain.from_iterable(form)) for form in ((typed, spoken) if spoken != typed else (typed,))]


@lru_cache(maxsize=4096)
def _sounds(folded: str) -> tuple[tuple[str, ...], ...]:
    """The readings of each character: in a known phrase those of the phrase, else all."""
    from pypinyin import Style, pinyin

    others: Any = list  # what is no Chinese character stays, one by one; pypinyin's types know no lists
    spoken = pinyin(folded, style=Style.NORMAL, heteronym=True, errors=others)
    return tuple(
        tuple(dict.fromkeys(form for sound in sounds for form in _spelled(sound))) for sounds in spoken
    )


def _spelled(sound: str) -> tuple[str, str]:
    plain = sound.replace("ê", "e")
    return plain, plain.replace("v", "u")


def _read_out(digits: str) -> str:
    """Two digits are read as a number (18 → 十八), more or fewer one by one."""
    if len(digits) != 2 or digits[0] == "0":
        return "".join(_CHINESE[int(digit)] for digit in digits)
    tens = "" if digits[0] == "1" else _CHINESE[int(digits[0])]
    ones = "" if digits[1] == "0" else _CHINESE[int(digits[1])]
    return f"{tens}十{ones}"


def combined(choices: Sequence[Sequence[str]]) -> list[str]:
    """The texts that a choice at each place makes: all of them, or those one choice away from the first."""
    if prod(map(len, choices)) <= MAX_READINGS:
        return ["".join(parts) for parts in product(*choices)]
    first = [sounds[0] for sounds in choices]
    found = ["".join(first)]
    for place, sounds in enumerate(choices):
        found += ["".join((*first[:place], sound, *first[place + 1 :])) for sound in sounds[1:]]
    return found[:MAX_READINGS]


def grams(key: str) -> list[str]:
    """The pairs of neighbouring characters, with the ends marked: 两新 → ^两 两新 新$."""
    padded = f"^{key}$"
    return [padded[place : place + 2] for place in range(len(padded) - 1)]


def sound_grams(sound: str) -> list[str]:
    """The triples of neighbouring letters, with the ends marked."""
    padded = f"^{sound}$"
    return [padded[place : place + 3] for place in range(len(padded) - 2)]


def length_token(length: int) -> str:
    """The token that says how many characters a name has."""
    return f"#{length}"
