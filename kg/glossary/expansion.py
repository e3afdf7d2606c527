"""What a term expands to: the parts that its definition names, in the order of the text.

Each way of writing an expansion has a function of its own; the first that finds parts wins, and a way
that would have to guess finds none.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.glossary.counted import by_code, by_counted_items, by_ones, by_powers, by_trailing_groups
from kg.glossary.entries import Entry
from kg.glossary.listed import by_groups, by_pieces, by_plain_list, by_steps, unrepeated
from kg.glossary.names import Name, read_name
from kg.glossary.parts import Part
from kg.glossary.quoted import by_quoted_count, by_quoted_symbols

LONGEST_DEFINITION = 10_000
"""In characters; what is longer is no definition, and would take long."""


def expand(text: str, entry: Entry) -> list[Part]:
    """The parts of an entry's expansion; none where the definition is plain prose, or over-long."""
    if len(entry.definition) > LONGEST_DEFINITION:
        return []
    names = tuple(read_name(text, label) for label in entry.labels)
    return next((parts for parts in _ways(text, names, entry) if parts), [])


def _ways(text: str, names: tuple[Name, ...], entry: Entry) -> Iterator[list[Part]]:
    name, definition = names[0], entry.definition
    listing = unrepeated(text, name, definition)
    yield by_quoted_symbols(text, names, definition)
    yield by_steps(text, names, definition)
    yield by_ones(text, name, definition)
    yield by_code(text, name, definition)
    yield by_counted_items(text, name, definition)
    yield by_trailing_groups(text, name, definition)
    yield by_powers(text, name, definition)
    yield by_groups(text, names, listing)
    yield by_quoted_count(text, definition)
    yield by_pieces(text, name, definition)
    yield by_plain_list(text, name, listing)
