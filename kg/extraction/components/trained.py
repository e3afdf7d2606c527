"""The component that adds the entities of a trained pipeline, where the user names one.

What the rules found comes first: an entity that overlaps a named thing of theirs is left out.  Which class
an entity's label stands for is told by `ontology/lexicon/entity-labels.tsv`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_model

from kg.errors import NoPipeline
from kg.extraction.components import mark, of
from kg.extraction.facts import FoundThing, ThingClass
from kg.lexicon import rows
from kg.model import Span

CONFIDENCE = 0.5
"""What an entity of a pipeline that was trained on other texts is trusted: its own figures are for those."""


@Language.factory("kg_trained", default_config={"name_of_pipeline": None})
def trained(nlp: Language, name: str, name_of_pipeline: str | None) -> Any:
    """The component; without a pipeline it adds nothing."""
    return Trained(name_of_pipeline)


class Trained:
    """Adds the entities that the pipeline of that name (or at that path) finds.  Raises NoPipeline."""

    def __init__(self, name: str | None) -> None:
        self._name = name
        self._nlp = _loaded(name) if name else None

    def __call__(self, doc: Doc) -> Doc:
        """Add the entities to what was found in the report of the Doc."""
        if self._nlp is None:
            return doc
        work = of(doc)
        taken = [False] * (len(doc.text) + 1)
        for thing in work.extraction.things:
            taken[thing.span.start : thing.span.end] = [True] * len(thing.span)
        for line in work.structure.body:
            for entity in self._nlp(line.of(doc.text)).ents:
                span = Span(line.start + entity.start_char, line.start + entity.end_char)
                cls = _classes().get(entity.label_)
                if cls and not any(taken[span.start : span.end]):
                    work.extraction.things.append(self._thing(doc, span, cls))
        work.extraction.things.sort(key=lambda thing: thing.span)
        mark(doc, "things", work.extraction.things)
        return doc

    def _thing(self, doc: Doc, span: Span, cls: ThingClass) -> FoundThing:
        name = of(doc).structure.unmarked(span)
        return FoundThing(span=span, rule=f"trained.{self._name}", confidence=CONFIDENCE, cls=cls, name=name)


@cache
def _loaded(name: str) -> Language:
    try:
        return load_model(name)
    except OSError as error:
        raise NoPipeline(name=name) from error


@cache
def _classes() -> dict[str, ThingClass]:
    return {label: cast(ThingClass, cls) for label, cls in rows("entity-labels.tsv")}
