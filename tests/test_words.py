"""The words for classes and edges are those of the ontology, and none is missing."""

from __future__ import annotations

import pytest
import rdflib
from rdflib import RDFS, URIRef

from kg import paths
from kg.model import NODE_CLASSES, PREDICATES
from kg.vocabulary import FIELDS as PROPERTIES
from kg.vocabulary import KG
from kg.words import CLASSES, EDGES, FIELDS, INVERSES, VALUES, Words, word


def test_every_class_and_edge_has_words() -> None:
    assert set(CLASSES) == set(NODE_CLASSES)
    assert set(EDGES) == set(INVERSES) == set(PREDICATES)
    assert set(FIELDS) <= set(PROPERTIES)


def test_the_words_are_the_labels_of_the_ontology() -> None:
    ontology = rdflib.Graph().parse(paths.ontology() / "kg.ttl", format="turtle")
    for name, words in [*CLASSES.items(), *EDGES.items()]:
        labels = {
            str(label.language): str(label) for label in ontology.objects(URIRef(KG + name), RDFS.label)
        }  # type: ignore[attr-defined]
        assert Words(labels["zh"], labels["en"].lower()) == words


def test_every_value_of_status_and_aspect_has_words_and_is_explained_in_the_ontology() -> None:
    ontology = rdflib.Graph().parse(paths.ontology() / "kg.ttl", format="turtle")
    said = " ".join(
        str(comment)
        for name in ("status", "aspect")
        for comment in ontology.objects(URIRef(KG + name), RDFS.comment)
    )
    assert [name for name in VALUES if name not in said] == []
    shapes = (paths.ontology() / "shapes.ttl").read_text("utf-8")
    assert [name for name in VALUES if f'"{name}"' not in shapes] == []


def test_words_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "zh")
    assert word(CLASSES, "Term") == "名词"
    monkeypatch.setenv("KG_LANG", "en")
    assert word(CLASSES, "Term") == "term"
    assert word(CLASSES, "Unknown") == "Unknown"
