"""The vocabulary and the shapes, held against the program's own names and against broken graphs."""

from __future__ import annotations

import functools

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import OWL, RDF, RDFS, SH, URIRef

from kg import __version__, paths
from kg.graph import shacl_problems
from kg.model import NODE_CLASSES, PREDICATES, Role
from kg.rdf import quads
from kg.vocabulary import (
    ALIGNED,
    CONFIDENCE,
    DCTERMS,
    DECIMAL,
    FIELDS,
    KG,
    OA,
    PREFIXES,
    PROV,
    RESOURCE,
    RULE,
    SCHEMA,
    SKOS,
    Property,
)
from kg.vocabulary import RDF as RDF_BASE
from kg.vocabulary import RDFS as RDFS_BASE
from tests.graphs import BRIDGE, COUNTY, FORUM, GOAL, MEASURE, REPORT, TITLE, iri, tiny_graph


@functools.cache
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(paths.ontology() / "kg.ttl", format="turtle")


@functools.cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(paths.ontology() / "shapes.ttl", format="turtle")


def languages(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: URIRef) -> list[str | None]:
    return sorted(value.language for value in graph.objects(subject, predicate))  # type: ignore[attr-defined]


def test_every_definition_is_in_both_languages() -> None:
    defined = set(vocabulary().subjects(RDF.type, None))
    assert len(defined) > 50
    for subject in defined:
        assert languages(vocabulary(), subject, RDFS.label) == ["en", "zh"], subject
        assert languages(vocabulary(), subject, RDFS.comment) == ["en", "zh"], subject


@pytest.mark.parametrize("name", sorted(NODE_CLASSES))
def test_every_class_is_defined(name: str) -> None:
    subject = URIRef(KG + name)
    assert (subject, RDF.type, OWL.Class) in vocabulary()
    public = {URIRef(iri) for iri in ALIGNED.get(name, ())}
    assert public <= set(vocabulary().objects(subject, RDFS.subClassOf))


@pytest.mark.parametrize("name", sorted({*PREDICATES, "evidence"}))
def test_every_relation_is_defined(name: str) -> None:
    assert (URIRef(KG + name), RDF.type, OWL.ObjectProperty) in vocabulary()


@pytest.mark.parametrize("carrier", [*FIELDS.values(), RULE, CONFIDENCE], ids=lambda carrier: carrier.iri)
def test_every_field_is_defined_here_or_in_a_public_vocabulary(carrier: Property) -> None:
    if not carrier.iri.startswith(KG):
        assert carrier.iri.startswith(tuple(PREFIXES.values()))
        return
    subject = URIRef(carrier.iri)
    if carrier.datatype == RESOURCE:
        assert (subject, RDF.type, OWL.ObjectProperty) in vocabulary()
        return
    assert (subject, RDF.type, OWL.DatatypeProperty) in vocabulary()
    wanted = URIRef(carrier.datatype) if carrier.datatype else RDF.langString
    assert vocabulary().value(subject, RDFS.range) == wanted


def test_what_is_said_of_the_vocabulary_is_defined() -> None:
    defined = set(vocabulary().subjects(RDF.type, None))
    used = {term for triple in vocabulary() for term in triple if str(term).startswith(KG)}
    assert used <= defined


def test_the_vocabulary_has_the_version_of_the_program() -> None:
    assert vocabulary().value(URIRef(KG.rstrip("#")), OWL.versionInfo) == rdflib.Literal(__version__)


def test_every_role_is_explained_and_allowed() -> None:
    (comment,) = [
        text
        for text in vocabulary().objects(URIRef(KG + "role"), RDFS.comment)
        if isinstance(text, rdflib.Literal) and text.language == "en"
    ]
    assert all(role in comment for role in Role)
    allowed = shapes().value(shape("role"), SH["in"])
    assert {str(item) for item in shapes().items(allowed)} == set(Role)  # type: ignore[arg-type]


def test_denotes_is_a_kind_of_focus() -> None:
    focus = URIRef("http://xmlns.com/foaf/0.1/focus")
    assert (URIRef(KG + "denotes"), RDFS.subPropertyOf, focus) in vocabulary()


def shape(name: str) -> URIRef:
    return URIRef("https://govreport.example/shapes#" + name)


def shape_names() -> set[str]:
    return {str(name).rpartition("#")[2] for name in shapes().subjects(RDF.type, SH.PropertyShape)}


def test_every_shape_speaks_both_languages() -> None:
    assert len(shape_names()) > 30
    for name in shape_names():
        assert languages(shapes(), shape(name), SH.message) == ["en", "zh"], name


TERM, SECTION, COMPONENT = iri("term", 1), iri("section", 0), iri("component", 1, 0)
MARK = "/mark/"
PLAN = "/initiative/"
HEADING = "37-46"  # the passage of the first section's heading

# shape → (whose subject holds this, property, the objects it has instead: text, numbers or IRIs)
BROKEN: dict[str, list[tuple[str, str, list[str | int]]]] = {
    "label": [(TERM, RDFS_BASE + "label", []), (TERM, RDFS_BASE + "label", ["@"])],
    "kind": [(TERM, KG + "kind", ["@"])],
    "title": [(TERM, RDFS_BASE + "label", ["@a", "@b"])],
    "year": [(REPORT, KG + "year", [1900]), (REPORT, KG + "year", [2023, 2024])],
    "date": [(REPORT, DCTERMS + "date", ["2024"])],
    "sha256": [(REPORT, KG + "sha256", ["abc"]), ("/id/source/", KG + "sha256", [])],
    "sourceName": [(REPORT, KG + "sourceName", [])],
    "text": [(REPORT, SCHEMA + "text", []), (REPORT, SCHEMA + "text", ["@a", "@b"])],
    "level": [(SECTION, KG + "level", [4]), (SECTION, KG + "level", [])],
    "start": [(SECTION, KG + "start", [-1]), (SECTION, KG + "start", [10**6]), (SECTION, KG + "start", [])],
    "end": [(SECTION, KG + "end", ["9"]), (SECTION, KG + "end", [])],
    "partOf": [(SECTION, KG + "partOf", [])],
    "number": [(TERM, KG + "number", []), (TERM, KG + "number", [-1]), (TERM, KG + "number", [1, 2])],
    "notation": [(TERM, SKOS + "notation", [7])],
    "prefLabel": [(TERM, SKOS + "prefLabel", ["@b"])],
    "definedLabel": [(TERM, KG + "definedLabel", []), (TERM, KG + "definedLabel", ["@"])],
    "definition": [(TERM, SKOS + "definition", []), (TERM, SKOS + "definition", ["@a", "@b"])],
    "scheme": [
        (TERM, SKOS + "inScheme", []),
        (TERM, SKOS + "inScheme", [REPORT]),
        (TERM, SKOS + "inScheme", [REPORT + "/glossary", "https://a.example/x"]),
    ],
    "denotes": [(TERM, KG + "denotes", [])],
    "refersTo": [(TERM, KG + "refersTo", [SECTION])],
    "component": [(TERM, KG + "hasComponent", [SECTION])],
    "schemeReport": [(REPORT + "/glossary", DCTERMS + "isPartOf", [])],
    "position": [(COMPONENT, KG + "position", []), (COMPONENT, KG + "position", [-1])],
    "parent": [(TERM, KG + "hasComponent", [])],
    "count": [(COMPONENT, KG + "count", [-1]), (COMPONENT, KG + "count", [1, 2])],
    "listed": [(COMPONENT, KG + "listed", [-1])],
    "symbol": [(COMPONENT, KG + "symbol", ["@"]), (COMPONENT, KG + "symbol", ["@a", "@b"])],
    "symbolStart": [(COMPONENT, KG + "symbolStart", [-1]), (COMPONENT, KG + "symbolStart", [99])],
    "symbolEnd": [(COMPONENT, KG + "symbolEnd", ["9"])],
    "status": [(BRIDGE, KG + "status", ["sought"])],
    "honorStatus": [(TITLE, KG + "status", ["planned"])],
    "degree": [(BRIDGE, KG + "degree", [-1]), (BRIDGE, KG + "degree", ["2"])],
    "betweenness": [(BRIDGE, KG + "betweenness", [2]), (BRIDGE, KG + "betweenness", ["2"])],
    "code": [(COUNTY, KG + "code", ["99"]), (COUNTY, KG + "code", ["990101", "990102"])],
    "enclosing": [(COUNTY, KG + "partOf", [SECTION])],
    "deadline": [(GOAL, KG + "deadline", ["@"]), (GOAL, KG + "deadline", ["@a", "@b"])],
    "indicatorName": [(MEASURE, KG + "indicatorName", [])],
    "ofIndicator": [(MEASURE, KG + "ofIndicator", []), (MEASURE, KG + "ofIndicator", [TERM])],
    "value": [(MEASURE, KG + "value", []), (MEASURE, KG + "value", ["6"]), (MEASURE, KG + "value", [6])],
    "valueMax": [(MEASURE, KG + "valueMax", ["6"])],
    "unit": [(MEASURE, KG + "unit", []), (MEASURE, KG + "unit", ["@a", "@b"])],
    "aspect": [(MEASURE, KG + "aspect", ["size"]), (MEASURE, KG + "aspect", [])],
    "comparator": [(MEASURE, KG + "comparator", [">"]), (MEASURE, KG + "comparator", [])],
    "measureStatus": [(MEASURE, KG + "status", ["held"]), (MEASURE, KG + "status", [])],
    "period": [(MEASURE, KG + "period", []), (MEASURE, KG + "period", ["@2023", "@2024"])],
    "normalValue": [(MEASURE, KG + "normalValue", []), (MEASURE, KG + "normalValue", ["6"])],
    "normalUnit": [(MEASURE, KG + "normalUnit", []), (MEASURE, KG + "normalUnit", ["percent"])],
    "targets": [(PLAN, KG + "targets", [FORUM])],
    "achieves": [(PLAN, KG + "achieves", [GOAL])],
    "involves": [(PLAN, KG + "involves", [COUNTY])],
    "locatedIn": [(BRIDGE, KG + "locatedIn", [FORUM])],
    "awarded": [(TITLE, KG + "awarded", [FORUM])],
    "rule": [("/mention/", KG + "rule", [""]), ("/mention/", KG + "rule", ["a", "b"])],
    "confidence": [
        ("/mention/", KG + "confidence", ["0.5"]),
        ("/mention/", KG + "confidence", ["^2"]),
        ("/mention/", KG + "confidence", ["^-0.1"]),
    ],
    "body": [(MARK, OA + "hasBody", [])],
    "target": [(MARK, OA + "hasTarget", []), (MARK, OA + "hasTarget", [TERM])],
    "role": [(MARK, KG + "role", ["friend"]), (MARK, KG + "role", [])],
    "passageReport": [(HEADING, OA + "hasSource", []), (HEADING, OA + "hasSource", [TERM])],
    "positionSelector": [(HEADING, OA + "hasSelector", [])],
    "quoteSelector": [(HEADING, OA + "hasSelector", [])],
    "positionStart": [
        (HEADING + "#position", OA + "start", [-1]),
        (HEADING + "#position", OA + "start", [47]),
    ],
    "positionEnd": [(HEADING + "#position", OA + "end", []), (HEADING + "#position", OA + "end", ["46"])],
    "exact": [(HEADING + "#quote", OA + "exact", []), (HEADING + "#quote", OA + "exact", ["a", "b"])],
    "subject": [("/id/statement/", RDF_BASE + "subject", [])],
    "predicate": [("/id/statement/", RDF_BASE + "predicate", ["partOf"])],
    "object": [("/id/statement/", RDF_BASE + "object", [])],
    "evidence": [("/id/statement/", KG + "evidence", [])],
    "derivedFrom": [("/id/graph/", PROV + "wasDerivedFrom", [REPORT])],
    "generatedBy": [("/id/graph/", PROV + "wasGeneratedBy", [])],
}


def test_every_shape_has_a_broken_example() -> None:
    assert set(BROKEN) == shape_names()


@pytest.mark.parametrize(
    ("name", "where", "predicate", "values"),
    [(name, *example) for name, examples in BROKEN.items() for example in examples],
)
def test_each_shape_catches_its_broken_example(
    name: str, where: str, predicate: str, values: list[str | int]
) -> None:
    sound = list(quads(tiny_graph()))
    old = [q for q in sound if where in q.subject.value and q.predicate.value == predicate]
    assert old
    fresh = [
        Quad(quad.subject, quad.predicate, as_object(value), quad.graph_name)
        for quad in old
        for value in values
    ]
    found = {problem.code for problem in shacl_problems([q for q in sound if q not in old] + fresh)}
    assert name in found


def as_object(value: str | int) -> Literal | NamedNode:
    """A number as it is, `@text` as Chinese text, `^1` as a decimal, an IRI as one, else a plain string."""
    if isinstance(value, int):
        return Literal(str(value), datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    if value.startswith("https://"):
        return NamedNode(value)
    if value.startswith("^"):
        return Literal(value[1:], datatype=NamedNode(DECIMAL))
    return Literal(value[1:], language="zh") if value.startswith("@") else Literal(value)
