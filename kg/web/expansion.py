"""What a term expands to, drawn: the stretches of its headword, and the components that explain them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.asking.card import Branch
from kg.language import choose

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Piece(NamedTuple):
    """A stretch of a headword; `mark` is its letter where components explain it, else empty."""

    text: str
    mark: str


class Twig(NamedTuple):
    """A component as the tree draws it; `mark` is the letter of the stretch that it explains.

    `number` comes with its measure word, `listed` how many members are named where that differs.
    """

    iri: str
    label: str
    symbol: str
    mark: str
    number: str
    listed: int | None
    twigs: tuple[Twig, ...]


_Marks = dict[tuple[int, int], str]


def drawn(headword: str, expansion: tuple[Branch, ...]) -> tuple[tuple[Piece, ...], tuple[Twig, ...]]:
    """The headword in its stretches (none if no component explains one), and the tree."""
    marks = _marks(headword, expansion)
    return tuple(_pieces(headword, marks)) if marks else (), _twigs(expansion, marks)


def _marks(headword: str, expansion: tuple[Branch, ...]) -> _Marks:
    """Letters for the stretches that components of the first level explain; none for what overlaps."""
    spans = {
        (part.symbol_start, part.symbol_end)
        for part in (branch.component for branch in expansion)
        if part.symbol_start is not None and part.symbol_end is not None
    }
    found: _Marks = {}
    done = 0
    for start, end in sorted(spans):
        if done <= start < end <= len(headword) and len(found) < len(_LETTERS):
            found[start, end] = _LETTERS[len(found)]
            done = end
    return found


def _pieces(headword: str, marks: _Marks) -> Iterator[Piece]:
    done = 0
    for (start, end), mark in marks.items():
        if start > done:
            yield Piece(headword[done:start], "")
        yield Piece(headword[start:end], mark)
        done = end
    if done < len(headword):
        yield Piece(headword[done:], "")


def _twigs(branches: tuple[Branch, ...], marks: _Marks) -> tuple[Twig, ...]:
    return tuple(_twig(branch, marks) for branch in branches)


def _twig(branch: Branch, marks: _Marks) -> Twig:
    part = branch.component
    span = (part.symbol_start or 0, part.symbol_end or 0)
    symbol = part.symbol if part.symbol and part.symbol != part.label else ""
    space = choose("", " ") if part.unit else ""
    return Twig(
        iri=part.id,
        label=part.label,
        symbol=symbol or "",
        mark=marks.get(span, ""),
        number=f"{part.count}{space}{part.unit or ''}" if part.count is not None else "",
        listed=part.listed,
        twigs=_twigs(branch.branches, marks),
    )
