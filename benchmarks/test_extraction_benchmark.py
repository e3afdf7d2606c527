"""What reading a report costs: each component of the pipeline, and the parts of spaCy that were replaced.

Tokens: a token a character, made here, against spaCy's own character segmentation for Chinese.
Words: one pass of the lexicon's automaton against spaCy's PhraseMatcher over the same words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import spacy
from spacy.matcher import PhraseMatcher

from kg import paths
from kg.extraction import phrases
from kg.extraction.components import ORDER, Work, give
from kg.extraction.pipeline import pipeline
from kg.extraction.setting import Settings
from kg.glossary import read_glossary
from kg.lexicon import rows
from kg.linking import link
from kg.reading import read
from kg.structure import read_structure

Run = Callable[..., Any]
REPORT = read(str(paths.bundled_reports() / "baoding-2023.txt"))
LISTS = ("verbs.tsv", "project-words.tsv", "organization-words.tsv", "place-words.tsv", "honor-words.tsv")


def work() -> Work:
    structure = read_structure(REPORT)
    terms, _ = read_glossary(structure)
    return Work(structure, terms, phrases.read(structure), Settings(structure))


@pytest.mark.benchmark(group="tokens")
def test_a_token_a_character(benchmark: Run) -> None:
    benchmark(pipeline().make_doc, REPORT.text)


@pytest.mark.benchmark(group="tokens")
def test_the_character_segmentation_of_spacy(benchmark: Run) -> None:
    benchmark(spacy.blank("zh").make_doc, REPORT.text)


@pytest.mark.benchmark(group="words")
def test_the_words_of_the_lexicon_by_phrase_matcher(benchmark: Run) -> None:
    nlp = pipeline()
    matcher = PhraseMatcher(nlp.vocab)
    words = {row[0] for name in LISTS for row in rows(name)}
    matcher.add("word", [nlp.make_doc(word) for word in sorted(words)])
    doc = nlp.make_doc(REPORT.text)
    benchmark(matcher, doc)


@pytest.mark.benchmark(group="words")
def test_lines_clauses_and_the_words_of_the_lexicon_as_here(benchmark: Run) -> None:
    structure = read_structure(REPORT)
    benchmark(phrases.read, structure)


@pytest.mark.benchmark(group="components")
@pytest.mark.parametrize("name", ORDER)
def test_a_component(benchmark: Run, name: str) -> None:
    nlp = pipeline()

    def before() -> tuple[tuple[Any, ...], dict[str, Any]]:
        doc = nlp.make_doc(REPORT.text)
        give(doc, work())
        for earlier in ORDER[: ORDER.index(name)]:
            doc = nlp.get_pipe(earlier)(doc)
        return (doc,), {}

    benchmark.pedantic(nlp.get_pipe(name), setup=before, rounds=20)


@pytest.mark.benchmark(group="rooms")
def test_structure_and_glossary(benchmark: Run) -> None:
    benchmark(lambda: read_glossary(read_structure(REPORT)))


@pytest.mark.benchmark(group="rooms")
def test_linking(benchmark: Run) -> None:
    ready, nlp = work(), pipeline()
    doc = nlp.make_doc(REPORT.text)
    give(doc, ready)
    nlp(doc)
    benchmark(link, ready.structure, ready.terms, ready.extraction)
