"""The outline of a report: its sections as they lie within each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.model import Section


class Heading(NamedTuple):
    """A section with those within it."""

    section: Section
    within: tuple[Heading, ...]


def outline(sections: Iterable[Section]) -> tuple[Heading, ...]:
    """The sections of one report, in the order of the text."""
    return _headings(sorted(sections, key=lambda section: (section.start, section.level)), 1)


def _headings(sections: list[Section], level: int) -> tuple[Heading, ...]:
    """Sections of a level, each with the deeper ones that follow it."""
    found: list[Heading] = []
    place = 0
    while place < len(sections):
        end = place + 1
        while end < len(sections) and sections[end].level > level:
            end += 1
        found.append(Heading(sections[place], _headings(sections[place + 1 : end], level + 1)))
        place = end
    return tuple(found)
