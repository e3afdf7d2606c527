"""The headword in stretches and the tree of its components."""

from __future__ import annotations

from kg.asking.card import Branch
from kg.language import speaking
from kg.model import Component
from kg.web.expansion import Piece, drawn


def branch(label: str, start: int | None, end: int | None, *within: Branch, **more: object) -> Branch:
    symbol = "“11258”"[start:end] if start is not None else None
    made = Component(
        id=f"x/{label}",
        label=label,
        position=0,
        symbol=symbol,
        symbol_start=start,
        symbol_end=end,
        **more,  # type: ignore[arg-type]
    )
    return Branch(made, within)


def test_equal_digits_at_different_places_have_different_letters() -> None:
    pieces, twigs = drawn("“11258”", (branch("统领", 1, 2), branch("主线", 2, 3), branch("高地", 5, 6)))
    assert pieces == (
        Piece("“", ""),
        Piece("1", "a"),
        Piece("1", "b"),
        Piece("25", ""),
        Piece("8", "c"),
        Piece("”", ""),
    )
    assert [(twig.symbol, twig.mark) for twig in twigs] == [("1", "a"), ("1", "b"), ("8", "c")]


def test_components_of_one_stretch_share_its_letter() -> None:
    _, twigs = drawn("“11258”", (branch("校长", 1, 2), branch("教师", 1, 2)))
    assert [twig.mark for twig in twigs] == ["a", "a"]


def test_a_stretch_that_overlaps_or_leaves_the_headword_has_no_letter() -> None:
    pieces, twigs = drawn("“11258”", (branch("一", 1, 4), branch("二", 2, 5), branch("三", 6, 99)))
    assert "".join(piece.text for piece in pieces) == "“11258”"
    assert [twig.mark for twig in twigs] == ["a", "", ""]


def test_without_symbols_there_is_a_tree_and_no_headword() -> None:
    pieces, twigs = drawn("“精神”", (branch("崇信", None, None, branch("重义", None, None)),))
    assert pieces == ()
    assert [twig.label for twig in twigs[0].twigs] == ["重义"]


def test_a_number_comes_with_its_measure_word() -> None:
    with speaking("zh"):
        _, twigs = drawn("“11258”", (branch("抓手", 3, 4, count=2, unit="个"), branch("统领", 1, 2, count=1)))
    assert [twig.number for twig in twigs] == ["2个", "1"]
