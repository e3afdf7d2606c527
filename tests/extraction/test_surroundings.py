"""A line with its parts and the words of the lists in it."""

from __future__ import annotations

from kg.extraction.surroundings import holders
from tests.extraction.proposals import reading


def test_a_reading_is_searched_once() -> None:
    ready = reading("支持正定发展。")
    assert holders(ready) is holders(ready)
    assert holders(ready) is not holders(reading("支持正定发展。"))


def test_a_line_knows_the_part_that_holds_a_character() -> None:
    held = holders(reading("支持正定、平山,推进建设。"))[0]
    assert held.part(held.line.text.index("平")).text == "平山"
    assert held.words("place") == [(2, 4), (5, 7)]
    assert held.has("place", 0, 4)
    assert not held.has("place", 3, 6)
