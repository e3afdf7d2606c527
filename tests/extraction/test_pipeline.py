"""The spaCy pipeline: its components, its span groups, and the entities of a trained pipeline."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import NoPipeline
from kg.extraction import extract
from kg.extraction.components import ORDER, Work, give
from kg.extraction.phrases import read
from kg.extraction.pipeline import pipeline
from kg.extraction.setting import Settings
from kg.glossary import read_glossary
from kg.model import Report
from kg.structure import Structure, read_structure

TEXT = """2026年政府工作报告
一、2025年工作回顾
全市生产总值完成3880.3亿元,增长3.8%。实施“人才领航”行动,新聘院士专家75名。
二、2026年工作安排
加快推进阜平、易县抽水蓄能电站建设,打造全国先进制造业基地。
"""


def structure(text: str) -> Structure:
    return read_structure(Report(id="report/test", label="test", year=2026, place="保定市", text=text))


def test_the_components_run_in_their_order() -> None:
    assert tuple(pipeline().pipe_names) == ORDER


def test_a_token_is_a_character_whatever_the_text_holds() -> None:
    text = "a b　\n\n𠀀“é”\t。"
    doc = pipeline().make_doc(text)
    assert doc.text == text
    assert [token.idx for token in doc] == list(range(len(text)))


def test_the_span_groups_hold_what_was_found_with_its_rule() -> None:
    ready = structure(TEXT)
    doc = pipeline().make_doc(TEXT)
    give(doc, Work(ready, (), read(ready), Settings(ready)))
    doc = pipeline()(doc)
    measures = {span.text for span in doc.spans["measures"]}
    assert "3.8%" in measures
    assert any(span.text == "“人才领航”行动" and span.label_ == "Initiative" for span in doc.spans["things"])
    assert all(span.id_ for group in doc.spans.values() for span in group)


def test_a_report_without_a_body_gives_nothing() -> None:
    found = extract(structure(""), ())
    assert (found.measures, found.things, found.goals, found.links) == ([], [], [], [])


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="一二、，。；“”‘’（）《》0123456789.%亿元家和与等实施建设打造工程行动市县区A𠀀 \n",
        max_size=200,
    )
)
def test_offsets_are_exact_for_any_text(text: str) -> None:
    found = extract(structure("一、2026年工作安排\n" + text), ())
    body = "一、2026年工作安排\n" + text
    for fact in (*found.measures, *found.things, *found.goals):
        assert 0 <= fact.span.start < fact.span.end <= len(body)
        assert fact.span.of(body).strip() == fact.span.of(body)
        assert 0 < fact.confidence <= 1
        assert fact.rule
    known = {id(fact) for fact in (*found.measures, *found.things, *found.goals)}
    assert all({id(link.subject), id(link.object)} <= known for link in found.links)


@pytest.fixture
def trained(tmp_path: Path) -> str:
    """A pipeline on disk that finds two entities, of which the rules find one."""
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(  # type: ignore[attr-defined]
        [{"label": "ORG", "pattern": "神秘社"}, {"label": "ORG", "pattern": "人才领航"}]
    )
    nlp.to_disk(tmp_path / "trained")
    return str(tmp_path / "trained")


def test_a_trained_pipeline_adds_entities_where_the_rules_found_nothing(trained: str) -> None:
    text = TEXT.replace("新聘", "神秘社新聘")
    ready = structure(text)
    terms, _ = read_glossary(ready)
    added = [
        thing for thing in extract(ready, terms, trained=trained).things if thing.rule.startswith("trained.")
    ]
    assert [(thing.name, thing.cls) for thing in added] == [("神秘社", "Organization")]
    assert added[0].span.of(text) == "神秘社"


def test_a_pipeline_that_is_not_installed_is_named_in_the_error() -> None:
    with pytest.raises(NoPipeline, match="zh_core_web_none"):
        extract(structure(TEXT), (), trained="zh_core_web_none")


def test_what_was_read_goes_without_the_collector() -> None:
    ready = structure(TEXT)
    extract(ready, ())
    gc.collect()
    gc.disable()
    try:
        extract(ready, ())
        assert gc.collect() == 0
    finally:
        gc.enable()
