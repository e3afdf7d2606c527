"""The word lists."""

from __future__ import annotations

from kg.lexicon import class_word, class_words, lead_words
from kg.model import THING_CLASSES


def test_every_class_word_names_a_class_of_things() -> None:
    assert {entry.cls for entry in class_words()} <= set(THING_CLASSES)


def test_no_word_stands_twice() -> None:
    words = [entry.word for entry in class_words()]
    assert len(set(words)) == len(words)
    assert len(set(lead_words())) == len(lead_words())


def test_the_longest_class_word_counts() -> None:
    found = class_word("“1135”总体部署")
    assert found is not None
    assert (found.word, found.kind) == ("总体部署", "部署")


def test_a_name_may_end_in_no_class_word() -> None:
    assert class_word("城市合伙人") is None
