"""The word lists."""

from __future__ import annotations

from kg.lexicon import class_word, class_words, lead_words, rows
from kg.model import THING_CLASSES


def test_every_class_word_names_a_class_of_things() -> None:
    assert {entry.cls for entry in class_words()} <= set(THING_CLASSES)


def test_no_word_stands_twice() -> None:
    words = [entry.word for entry in class_words()]
    assert len(set(words)) == len(words)
    assert len(set(lead_words())) == len(lead_words())


def test_every_short_form_is_of_a_class_and_leaves_out_a_head_or_a_tail() -> None:
    listed = rows("short-forms.tsv")
    assert {cls for cls, _, _ in listed} <= set(THING_CLASSES)
    assert {side for _, side, _ in listed} == {"head", "tail"}
    assert len({tuple(row) for row in listed}) == len(listed)


def test_the_longest_class_word_counts() -> None:
    found = class_word("“1135”总体部署")
    assert found is not None
    assert (found.word, found.kind) == ("总体部署", "部署")


def test_a_name_may_end_in_no_class_word() -> None:
    assert class_word("城市合伙人") is None
