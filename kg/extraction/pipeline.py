"""The spaCy pipeline: `spacy.blank("zh")` with a token for each character, and the components in order."""

from __future__ import annotations

from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extraction import phrases
from kg.extraction.components import ORDER, Work, give, goals, links, measures, of, things, trained
from kg.extraction.facts import Extraction
from kg.extraction.setting import Settings
from kg.glossary import GlossaryTerm
from kg.structure import Structure

__all__ = ["pipeline", "run"]

_COMPONENTS = (measures, things, trained, goals, links)
"""The modules whose import registers the components."""


class _Numbers(dict[str, int]):
    """Character → its number in a vocabulary: a Doc of numbers is made faster than one of strings."""

    def __init__(self, vocab: Vocab) -> None:
        self._strings = vocab.strings

    def __missing__(self, char: str) -> int:
        self[char] = number = self._strings.add(char)
        return number


class Characters:
    """A tokenizer that makes each character a token, blanks too, so that token i is character i.

    spaCy's own character segmentation for Chinese takes ten times as long, and joins blanks.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._numbers = _Numbers(vocab)

    def __call__(self, text: str) -> Doc:
        words: list[Any] = [self._numbers[char] for char in text]  # the stubs of spaCy know strings alone
        return Doc(self._vocab, words=words, spaces=[False] * len(text))


@cache
def pipeline(trained_name: str | None = None) -> Language:
    """The pipeline, with the entities of a trained one where its name is given.  Raises NoPipeline."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = Characters(nlp.vocab)
    for name in ORDER:
        config = {"name_of_pipeline": trained_name} if name == "kg_trained" else {}
        nlp.add_pipe(name, config=config)
    return nlp


def run(structure: Structure, terms: tuple[GlossaryTerm, ...], trained_name: str | None) -> Extraction:
    """Run the pipeline over a report."""
    nlp, text = pipeline(trained_name), structure.report.text
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    doc, reading = nlp.make_doc(text), phrases.read(structure)
    give(doc, Work(structure, terms, reading, Settings(structure)))
    found = of(nlp(doc)).extraction
    reading.release()
    return found
