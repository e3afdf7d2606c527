"""Lines, lists and the verbs around names, in sentences of the kind that reports are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.lines import Line
from kg.extraction.phrases import Part, after_verbs, clause_end, counted, cut_left, read
from kg.extraction.wordlists import Together, Words, apart
from kg.model import Report
from kg.structure import read_structure

WORDS = st.sets(st.text(alphabet="甲乙丙", min_size=1, max_size=4))


def parts(text: str) -> tuple[Part, ...]:
    return read(read_structure(Report(id="r", label="r", text=text))).parts


def line(text: str) -> Line:
    return read(read_structure(Report(id="r", label="r", text=text))).lines[0]


def test_a_list_is_taken_apart_after_the_verbs_that_lead_into_it() -> None:
    members = parts("加快推进甲铁路、乙高速、丙大桥建设。")
    assert [part.text for part in members] == ["甲铁路", "乙高速", "丙大桥建设"]
    assert {part.verb for part in members} == {"加快推进"}
    assert [(part.led, part.rank) for part in members] == [(True, 0), (False, 1), (False, 2)]


def test_what_follows_the_list_says_what_its_members_are() -> None:
    members = parts("实施甲乙、丙丁等行动。")
    assert [(part.text, part.cls, part.kind) for part in members] == [
        ("甲乙", "Initiative", "行动"),
        ("丙丁", "Initiative", "行动"),
    ]


def test_stops_in_quotes_and_brackets_part_nothing() -> None:
    assert [part.text for part in parts("落实“甲、乙,丙”要求,推进丁(戊、己)。")] == [
        "“甲、乙,丙”要求",
        "丁(戊、己)",
    ]


def test_a_quotation_that_is_not_closed_encloses_nothing() -> None:
    assert [part.text for part in parts("甲“乙、丙。丁、戊。")] == ["甲“乙", "丙", "丁", "戊"]


@pytest.mark.parametrize(
    ("text", "rest", "verb"),
    [
        ("加快推进甲铁路", "甲铁路", "加快推进"),
        ("深入实施了甲行动", "甲行动", "深入实施"),
        ("建成一批甲平台", "甲平台", "建成"),
        ("创新驱动发展战略", "创新驱动发展战略", ""),
        ("甲铁路", "甲铁路", ""),
    ],
)
def test_verbs_and_adverbs_before_a_name_are_passed_over(text: str, rest: str, verb: str) -> None:
    at, last = after_verbs(line(text), 0, len(text))
    assert (text[at:], last) == (rest, verb)


def test_a_name_begins_after_the_last_verb_that_stands_in_no_name() -> None:
    text = "甲市委托乙公司推进丙铁路"
    assert text[cut_left(line(text), 0, len(text)) :] == "丙铁路"
    assert cut_left(line("甲铁路"), 0, 3) == 0


def test_counts_are_told_from_names() -> None:
    assert counted("100个口袋公园")
    assert not counted("环城水系二期")


def test_a_clause_ends_at_its_stop() -> None:
    assert clause_end(line("甲乙,丙"), 0) == 2
    assert clause_end(line("甲乙"), 0) == 2


def test_parts_of_what_is_to_come_are_known() -> None:
    text = "一、2023年工作回顾\n甲铁路通车。\n二、2024年重点工作\n乙铁路通车。\n"
    reading = read(read_structure(Report(id="r", label="r", text=text)))
    assert [reading.is_future(text.index(name)) for name in ("甲", "乙")] == [False, True]


@given(st.text(alphabet='“”‘’（）「」(),、。《》"a推进\U00020bb7\n 　[1]', max_size=80))
def test_a_line_leads_back_to_its_source(text: str) -> None:
    report = Report(id="r", label="r", text=text)
    for found in read(read_structure(report)).lines:
        assert len(found.raw) == len(found.text) == len(found.offsets) == len(found.depth)
        assert all(text[at] == char for at, char in zip(found.offsets, found.raw, strict=True))
        assert list(found.offsets) == sorted(found.offsets)


@given(st.text(alphabet="实施推进加快甲乙、,。等行动“”", max_size=80))
def test_parts_lie_in_their_lines_in_order(text: str) -> None:
    at: tuple[int, int] = (-1, 0)
    for part in parts(text):
        assert 0 <= part.begin <= part.start < part.end <= len(part.line.text)
        assert (part.line.offsets[0], part.begin) > at
        at = (part.line.offsets[0], part.begin)


@given(WORDS, st.text(alphabet="甲乙丙丁", max_size=12))
def test_words_are_found_as_a_plain_search_finds_them(words: set[str], text: str) -> None:
    known = Words(words)
    for at in range(len(text) + 1):
        after = max((w for w in words if text.startswith(w, at)), key=len, default="")
        before = max((w for w in words if text.endswith(w, 0, at)), key=len, default="")
        assert known.at(text, at, len(text)) == after
        assert known.before(text, 0, at) == before


@given(WORDS, st.text(alphabet="甲乙丙丁\U00020bb7", max_size=14), st.data())
def test_the_longest_words_are_found_from_left_to_right(
    words: set[str], text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    expected, at = [], start
    while at < end:
        word = max((w for w in words if text.startswith(w, at, end)), key=len, default="")
        expected += [(at, at + len(word))] if word else []
        at += len(word) or 1
    assert Words(words).found(text, start, end) == expected


@given(WORDS, WORDS, st.text(alphabet="甲乙丙丁\U00020bb7", max_size=14))
def test_all_words_are_found_as_a_plain_search_finds_them(one: set[str], other: set[str], text: str) -> None:
    lists = [Words(one), Words(other)]
    together = Together(lists).all(text)
    for words in lists:
        length = range(len(text) + 1)
        plain = [(start, end) for end in length for start in length if text[start:end] in words.words]
        assert words.all(text) == together[words] == plain
        assert apart(plain) == words.found(text, 0, len(text))
