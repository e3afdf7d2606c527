"""What a line of a text is, for everything that counts, cuts or reads lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

_END = re.compile(r"\r\n?|\n")


def line_spans(text: str) -> Iterator[Span]:
    r"""The lines of the text in order, without their ends: `\r\n`, `\n` or a bare `\r`.

    Empty lines count, so the first, second, … span is line 1, 2, … of an editor; there is one line
    more than there are line ends.
    """
    start = 0
    for end in _END.finditer(text):
        yield Span(start, end.start())
        start = end.end()
    yield Span(start, len(text))
