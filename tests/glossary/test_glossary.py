"""Marks, mentions in every spelling, other names, and what does not add up."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.glossary import read_glossary
from kg.structure import read_structure
from tests.reports import BUNDLED, SHARED, report, with_glossary


def mentions(body: str, *entries: str) -> list[list[str]]:
    read = with_glossary(body, *entries)
    terms, _ = read_glossary(read_structure(read))
    return [[span.of(read.text) for label in term.named for span in label.mentions] for term in terms]


@pytest.mark.parametrize(
    "said",
    [
        "“1135”总体部署",
        "“1135” 总体部署",
        "“１１３５”总体部署",
        "‘1135’总体部署",
        '"1135"总体部署',
        "“1135”总体要求",
        "“1135”[1]总体部署",
        "“1135”",
        "1135总体部署",
    ],
)
def test_a_term_is_found_in_every_spelling(said: str) -> None:
    assert mentions(f"落实{said},加快发展。", "[1]“1135”总体部署：一项部署。") == [[said]]


def test_the_class_word_after_a_bare_quotation_belongs_to_the_name() -> None:
    assert mentions("坚持“晨光营”[1]机制，办好“晨光营”开营。", "[1]“晨光营”：一种机制。") == [
        ["“晨光营”[1]机制", "“晨光营”"]
    ]


def test_the_words_before_a_quotation_belong_to_the_name_where_they_stand() -> None:
    assert mentions("推进乡镇建设“三个一”工程。办好“三个一”项目。", "1.乡镇建设“三个一”项目：三件事。") == [
        ["乡镇建设“三个一”工程", "“三个一”项目"]
    ]


def test_another_name_with_the_same_core_is_another_thing() -> None:
    assert mentions("完善“1+N”帮扶体系和“1+N”碳达峰行动。", "1.“1+N”碳达峰行动：一项行动。") == [
        ["“1+N”碳达峰行动"]
    ]


def test_a_long_name_is_known_without_its_quotation_marks() -> None:
    assert mentions("深化一网通办改革，办好“一网通办”。", "1.“一网通办”：一种服务。") == [
        ["一网通办", "“一网通办”"]
    ]


def test_a_plain_name_is_known_with_quotation_marks() -> None:
    assert mentions("落实“八项规定”[1]精神。", "[1]八项规定精神：一些规定。") == [["“八项规定”[1]精神"]]


def test_a_number_used_twice_gives_each_entry_its_own_mark() -> None:
    read = with_glossary("实施“甲乙”工程[1]和“丙丁”行动[1]。", "[1]“甲乙”工程：一。", "[1]“丙丁”行动：二。")
    terms, _ = read_glossary(read_structure(read))
    assert [
        [read.text[: mark.start].endswith(name) for mark in term.marks]
        for term, name in zip(terms, ("工程", "行动"), strict=True)
    ] == [[True], [True]]


def test_a_name_with_a_year_is_found_without_it() -> None:
    assert mentions("办好10件民生实事。", "1.2026年10件民生实事：十件事。") == [["10件民生实事"]]


def test_a_plain_word_is_no_mention_of_a_quoted_name() -> None:
    assert mentions("两重任务压在肩上。", "1.“两重”：两件事。") == [[]]


def test_each_label_has_its_own_mentions() -> None:
    read = with_glossary("抓好“两重”“两新”，用好“两新”政策。", "1.“两重”“两新”：甲和乙，丙和丁。")
    ((term,), _) = read_glossary(read_structure(read))
    assert [[span.of(read.text) for span in label.mentions] for label in term.named] == [
        ["“两重”"],
        ["“两新”", "“两新”政策"],
    ]


def test_a_class_word_after_the_last_label_is_said_of_all() -> None:
    read = with_glossary("落实“两样”“三前”目标要求。", "1.“两样”“三前”：甲和乙，丙和丁和戊。")
    ((term,), _) = read_glossary(read_structure(read))
    assert [label.word.kind for label in term.named if label.word] == ["要求", "要求"]


def test_other_names_are_collected() -> None:
    read = with_glossary("落实“双优计划”。", "1.国家“双优计划”：是“优质学校和优质专业建设计划”的简称。")
    ((term,), _) = read_glossary(read_structure(read))
    assert set(term.aliases) >= {"国家双优计划", "双优计划", "优质学校和优质专业建设计划"}


def notices(body: str, *entries: str) -> list[str]:
    _, found = read_glossary(read_structure(with_glossary(body, *entries)))
    return [notice.en for notice in found]


def test_what_does_not_add_up_is_said() -> None:
    assert notices(
        "实施“甲乙”工程[1]、“丙丁”行动[7]。",
        "[1]“甲乙”工程：一项工程。",
        "[2]“5”大产业：“5”是指煤、电等5个产业。",
        "[2]“甲乙”工程：又一项。",
    ) == [
        "footnote mark [7] has no glossary entry",
        "the body has no mark [2] (“5”大产业)",
        "the body never names “5”大产业",
        "the number 2 is used again, for “甲乙”工程",
        "the body has no mark [2] (“甲乙”工程)",
    ]


def test_a_number_that_differs_from_the_members_listed_is_said() -> None:
    assert notices("建设“2+6”体系。", "1.“2+6”体系：“2”是指煤、电2个老产业；“6”是指光、风等6个新产业。") == [
        "新产业: said to be 6, listed are 2"
    ]


def test_a_name_that_says_another_number_than_its_list_is_said() -> None:
    assert notices("培育“四好”企业。", "1.“四好”企业：包括规模好、效益好、品牌好。") == [
        "“四好”企业: the name says 4, listed are 3"
    ]


def test_a_notice_names_its_line() -> None:
    _, (notice,) = read_glossary(read_structure(with_glossary("实施“甲乙”工程。", "1.“丙丁”行动：一项。")))
    assert notice.line == 8


@given(
    st.text(alphabet="一二三个“”、，；：:。[]1２+N甲乙即是指\n和的等", max_size=120),
    st.text(alphabet="“”甲乙1+N一三个工程行动[]", max_size=30),
)
def test_every_span_quotes_its_text_whatever_the_entry(definition: str, headword: str) -> None:
    read = with_glossary(f"推进{headword}。", f"1.{headword}：{definition}")
    terms, _ = read_glossary(read_structure(read))
    for term in terms:
        spans = [term.entry.headword, term.entry.definition, *term.marks]
        spans += [span for part in term.parts for span in (part.label, *part.members)]
        assert all(0 <= span.start <= span.end <= len(read.text) for span in spans)
        assert all(len(part.label) for part in term.parts)
        assert all(term.entry.definition.covers(member) for part in term.parts for member in part.members)
        assert all(part.symbol is None or term.entry.headword.covers(part.symbol) for part in term.parts)


def test_a_hostile_definition_takes_linear_time() -> None:
    for unit in ("“", "一个", "1个", "、和", "（", "以为", "，即", "第一步，"):
        read = report(f"名词解释\n1.“十个一”“1234”“三步走”工程：{unit * 20_000}\n2.乙：丙。\n")
        read_glossary(read_structure(read))


def test_the_bundled_report_has_its_31_entries_each_with_its_mark() -> None:
    from kg.reading import read

    source = read(BUNDLED)
    terms, found = read_glossary(read_structure(source))
    assert [term.entry.number for term in terms] == list(range(1, 32))
    assert all(len(term.marks) == 1 for term in terms)
    assert all(any(label.mentions for label in term.named) for term in terms)
    assert all("listed" in notice.en for notice in found)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "path"),
    [("jiangxi-2026", "reports/jiangxi-2026.txt"), ("guangdong-2026", "reports/guangdong-2026.txt")],
)
def test_other_reports_have_their_annotated_entries(name: str, path: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("the annotated reports are not here")
    from kg.reading import read

    source = read(SHARED / path)
    terms, _ = read_glossary(read_structure(source))
    gold = json.loads((SHARED / "gold" / f"{name}.terms.json").read_text(encoding="utf-8"))
    got = {term.entry.number: term.entry.headword.of(source.text) for term in terms}
    assert {entry["n"]: entry["headword"] for entry in gold}.items() <= got.items()
