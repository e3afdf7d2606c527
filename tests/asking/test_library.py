"""Every question of the library, on Oxigraph and on rdflib: the same rows."""

import re
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.asking.library import ask_library, library, question
from kg.errors import BadValue, NothingFound, QueryError, UnknownName
from kg.vocabulary import ID

DATA = Path(__file__).parent.parent / "data"
GIVEN = {
    "expansion": {"name": "三名工程"},
    "definitions": {"name": "两重"},
    "term-sections": {"name": "两重"},
    "section-terms": {"section": "一、工作回顾"},
    "indicator": {"name": "GDP"},
    "initiative": {"name": "三名工程"},
    "place": {"name": "东县"},
    "promises": {"section": "二、2023年主要工作"},
}
"""Values for the parameters that have no default."""


@pytest.fixture(scope="session")
def dataset() -> Any:
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    dataset.parse(DATA / "library.trig", format="trig")
    return dataset


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", library())
def test_every_question_has_the_same_rows_on_rdflib(name: str, library_store: Path, dataset: Any) -> None:
    from rdflib import Literal as RdflibLiteral
    from rdflib import URIRef

    def theirs(term: Any) -> Any:
        if isinstance(term, NamedNode):
            return URIRef(term.value)
        return RdflibLiteral(
            term.value, lang=term.language, datatype=None if term.language else URIRef(term.datatype.value)
        )

    asked = question(name)
    values = GIVEN.get(name, {})
    bound = {variable: theirs(term) for variable, term in asked.bindings(values).items()}
    expected = dataset.query(asked.sparql, initBindings=bound)
    answer = ask_library(library_store, name, values)
    assert answer.rows, "the fixture has no answer to this question"
    assert list(answer.variables) == [str(variable) for variable in expected.vars]
    ours = [tuple(_plain(term) for term in row) for row in answer.rows]
    assert ours == [tuple("" if term is None else str(term) for term in row) for row in expected]


def _plain(term: NamedNode | BlankNode | Literal | None) -> str:
    return "" if term is None else term.value


def rows(store: Path, question_name: str, /, *columns: str, **values: str) -> list[tuple[str, ...]]:
    answer = ask_library(store, question_name, values)
    places = [answer.variables.index(column) for column in columns]
    return [tuple(_plain(row[place]) for place in places) for row in answer.rows]  # type: ignore[arg-type]


def test_terms_of_all_reports_and_of_one(library_store: Path) -> None:
    assert rows(library_store, "terms", "number", "term") == [
        ("1", "“三名”工程"), ("2", "两重"), ("3", "未提"), ("9", "“两重”建设"),
    ]  # fmt: skip
    for report in ("report/b", ID + "report/b"):
        assert rows(library_store, "terms", "number", "term", report=report) == [("9", "“两重”建设")]


@pytest.mark.parametrize("name", ["“三名”工程", "三名工程"])
def test_an_expansion_is_in_the_text_s_order_to_its_depth(library_store: Path, name: str) -> None:
    term = "“三名”工程"
    assert rows(library_store, "expansion", "of", "component", "symbol", "count", "unit", name=name) == [
        (term, "校长团队", "三", "1", "个"),
        (term, "校长学员", "", "5", ""),
        ("校长学员", "城区", "", "", ""),
        ("城区", "东区", "", "", ""),
        ("校长学员", "乡镇", "", "", ""),
        (term, "教师学员", "", "30", ""),
    ]


def test_definitions_of_one_thing_come_from_every_report(library_store: Path) -> None:
    assert rows(library_store, "definitions", "title", "term", name="两重") == [
        ("乙省政府工作报告", "“两重”建设"),
        ("甲市政府工作报告", "两重"),
    ]


def test_sections_of_a_term_and_terms_of_a_section(library_store: Path) -> None:
    assert rows(library_store, "term-sections", "section", "level", name="两重") == [
        ("乙省政府工作报告", ""), ("一、工作回顾", "1"), ("(一)教育", "2"),
    ]  # fmt: skip
    below = [("1", "“三名”工程"), ("2", "两重"), ("9", "“两重”建设")]
    assert rows(library_store, "section-terms", "number", "term", section="一、工作回顾") == below


def test_counts_are_not_doubled_by_what_two_reports_both_say(library_store: Path) -> None:
    assert rows(library_store, "shared-things", "label", "reports") == [("两重", "2")]
    assert rows(library_store, "shared-things", "label", least="3") == []
    assert rows(library_store, "most-mentioned", "term", "sections") == [
        ("“两重”建设", "3"), ("两重", "3"), ("“三名”工程", "1"),
    ]  # fmt: skip
    assert rows(library_store, "most-mentioned", "term", least="2") == [("“两重”建设",), ("两重",)]


def test_the_other_questions(library_store: Path) -> None:
    assert rows(library_store, "cross-references", "term", "other") == [("“三名”工程", "两重")]
    assert rows(library_store, "components", "component") == [("校长团队",), ("校长学员",), ("教师学员",)]
    assert rows(library_store, "count-differs", "component", "count", "listed") == [("校长学员", "5", "2")]
    assert rows(library_store, "unmentioned-terms", "term") == [("未提",)]
    assert rows(library_store, "reports", "title", "place", "year", "terms") == [
        ("甲市政府工作报告", "甲市", "2023", "3"),
        ("乙省政府工作报告", "", "2024", "1"),
    ]


def test_every_file_is_described_in_both_languages_and_projects_its_parameters() -> None:
    assert len(library()) >= 10
    for name, asked in library().items():
        assert set(asked.texts) == {"title@zh", "title@en", "description@zh", "description@en"}, name
        assert len(asked.parameters) == len(re.findall(r"^#\s*param", asked.sparql, re.MULTILINE)), name
        projected = re.search(r"^SELECT (.+?) WHERE", asked.sparql, re.MULTILINE | re.DOTALL)
        assert projected is not None, name
        assert {f"?{parameter.name}" for parameter in asked.parameters} <= set(projected[1].split()), name


def test_titles_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = question("expansion")
    assert (asked.title, asked.parameters[0].description) == ("What a term expands to", "the term")
    monkeypatch.setenv("KG_LANG", "zh")
    assert (asked.title, asked.parameters[0].description) == ("名词的构成", "名词")


def test_an_unknown_question_lists_the_known_ones(library_store: Path) -> None:
    with pytest.raises(
        UnknownName, match=r"no question is called 'expanson'; known: achievements, .*expansion"
    ):
        ask_library(library_store, "expanson")


def test_an_unknown_parameter_lists_the_known_ones(library_store: Path) -> None:
    with pytest.raises(UnknownName, match="no parameter is called 'nam'; known: name"):
        ask_library(library_store, "expansion", {"nam": "x"})
    with pytest.raises(UnknownName, match="known: none"):
        ask_library(library_store, "reports", {"name": "x"})


@pytest.mark.parametrize("value", ["two", "2.0", " ", "٢", "1e3", "9" * 40])
def test_a_wrong_integer_is_refused(library_store: Path, value: str) -> None:
    with pytest.raises(BadValue, match="it must be an integer"):
        ask_library(library_store, "shared-things", {"least": value})


def test_a_wrong_iri_is_refused(library_store: Path) -> None:
    with pytest.raises(BadValue, match="it must be an IRI"):
        ask_library(library_store, "terms", {"report": "http://a b"})


@pytest.mark.parametrize("values", [{}, {"name": ""}])
def test_a_missing_parameter_is_asked_for(library_store: Path, values: dict[str, str]) -> None:
    with pytest.raises(BadValue, match="name: '' does not fit; it must be given: the term"):
        ask_library(library_store, "expansion", values)


@pytest.mark.parametrize("value", ['" } DROP ALL #', "'''", "\\", "?x", "\n", "x" * 10_000, "\0"])
def test_a_value_is_a_term_whatever_it_holds(library_store: Path, value: str) -> None:
    with pytest.raises((NothingFound, BadValue)):
        ask_library(library_store, "expansion", {"name": value})


def test_limit_and_timeout_reach_the_query(library_store: Path) -> None:
    assert ask_library(library_store, "terms", limit=1).truncated
    with pytest.raises(QueryError):
        ask_library(library_store, "terms", timeout=0.001)
