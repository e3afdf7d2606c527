"""The outline of a report: its sections as they lie within each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from kg.model import Section

T = TypeVar("T")


class Heading(NamedTuple, Generic[T]):
    """A section with those within it."""

    section: T
    within: tuple[Heading[T], ...]


def outline(sections: Iterable[Section]) -> tuple[Heading[Section], ...]:
    """The sections of one report, in the order of the text."""
    ordered = sorted(sections, key=lambda section: (section.start, section.level))
    return nested(ordered, lambda section: section.level)


def nested(sections: Sequence[T], depth: Callable[[T], int]) -> tuple[Heading[T], ...]:
    """Sections in the order of the text, each with the deeper ones that follow it."""
    found: list[Heading[T]] = []
    place = 0
    while place < len(sections):
        end = place + 1
        while end < len(sections) and depth(sections[end]) > depth(sections[place]):
            end += 1
        found.append(Heading(sections[place], nested(sections[place + 1 : end], depth)))
        place = end
    return tuple(found)
