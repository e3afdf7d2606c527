"""Sentences with the words that name a node, lit."""

from __future__ import annotations

from kg.asking.card import Passage
from kg.model import Section
from kg.vocabulary import full
from kg.web.sentences import Sentence, sentences, standings

REPORT = full("report/云川市-2024")
WORDS = "深化“1530”工程[13],振兴教育。"


def passage(
    start: int,
    quote: str,
    at: int,
    *,
    role: str = "mention",
    sentence: str = WORDS,
    rule: str = "r",
    line: int = 3,
) -> Passage:
    return Passage(REPORT, role, line, start, start + len(quote), quote, sentence, at, rule, 0.9)


def text(sentence: Sentence) -> list[tuple[str, bool]]:
    return [(stretch.text, stretch.url is not None) for stretch in sentence.stretches]


def test_two_quotes_of_one_sentence_are_lit_in_it_once() -> None:
    found = sentences([passage(110, "[13]", 10, role="mark"), passage(102, "“1530”工程", 2)])
    assert [text(sentence) for sentence in found] == [
        [("深化", False), ("“1530”工程", True), ("[13]", True), (",振兴教育。", False)]
    ]
    assert found[0].roles == ("mention", "mark")
    assert found[0].url == "/reader/%E4%BA%91%E5%B7%9D%E5%B8%82-2024#c102-110"


def test_the_same_words_at_another_place_are_another_sentence() -> None:
    assert len(sentences([passage(102, "“1530”工程", 2), passage(902, "“1530”工程", 2)])) == 2


def test_what_overlaps_is_lit_once_and_no_character_is_lost() -> None:
    found = sentences([passage(102, "“1530”工程", 2), passage(103, "1530", 3), passage(110, "[13]", 10)])
    assert "".join(stretch.text for stretch in found[0].stretches) == WORDS
    assert [piece for piece, lit in text(found[0]) if lit] == ["“1530”工程", "[13]"]


def test_a_quote_that_its_sentence_cuts_is_lit_to_the_end() -> None:
    found = sentences([passage(100, "一二三四五六", 0, sentence="一二三…")])
    assert text(found[0]) == [("一二三…", True)]


def test_sentences_stand_in_the_smallest_section_that_holds_them() -> None:
    part = Section(id=full("section/云川市-2024/1"), label="一", level=1, start=0, end=500)
    item = Section(id=full("section/云川市-2024/1.1"), label="(一)", level=2, start=100, end=200)
    foreign = Section(id=full("section/云山市-2024/1"), label="外", level=3, start=100, end=120)
    found = standings(
        [passage(102, "“1530”工程", 2), passage(302, "“1530”工程", 2), passage(702, "“1530”工程", 2)],
        [part, foreign, item],
    )
    assert [place.section for place in found] == [item, part, None]


def test_the_entry_of_a_term_is_no_standing() -> None:
    assert standings([passage(102, "“1530”工程", 2, role="headword")], []) == ()
