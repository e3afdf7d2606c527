"""Rows as a table for people, in columns that know double-width characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def drawn(
    header: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool], width: int | None
) -> list[str]:
    """The lines of a table: the header, a rule, the rows; the `numeric` columns stand to the right.

    `width` is how many columns of the terminal it may take; longer cells are cut with `…`.
    """
    from rich.cells import cell_len, set_cell_size

    table = [header, *rows]
    widths = [max(cell_len(row[index]) for row in table) for index in range(len(header))]
    if width is not None:
        widths = _fit(widths, width)

    def cell(text: str, size: int, right: bool) -> str:
        length = cell_len(text)
        if length > size:
            return set_cell_size(text, size - 1) + "…"
        return " " * (size - length) + text if right else text + " " * (size - length)

    lines = ["  ".join(map(cell, row, widths, numeric)).rstrip() for row in table]
    return [lines[0], "  ".join("-" * size for size in widths), *lines[1:]]


def _fit(widths: list[int], width: int) -> list[int]:
    """Column widths that take at most `width` with their gaps, the widest cut first, none below 4."""
    room = max(width - 2 * (len(widths) - 1), 4 * len(widths))
    low, high = 4, max(widths, default=4)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(min(size, middle) for size in widths) <= room:
            low = middle
        else:
            high = middle - 1
    return [min(size, low) for size in widths]
