"""The names of the vocabulary: namespaces, and the property that carries each field of the model.

`ontology/kg.ttl` defines the same names for people and machines; a test compares the two.  The
`.example` domain is reserved (RFC 2606): nothing answers there, so no one else's names are taken.
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite
from typing import NamedTuple
from urllib.parse import quote, unquote

BASE = "https://govreport.example/"
ID = BASE + "id/"
KG = BASE + "ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
ORG = "http://www.w3.org/ns/org#"
DOCO = "http://purl.org/spar/doco/"
FOAF = "http://xmlns.com/foaf/0.1/"
QB = "http://purl.org/linked-data/cube#"
UNIT = "http://qudt.org/vocab/unit/"
CURRENCY = "http://qudt.org/vocab/currency/"

PREFIXES: dict[str, str] = {
    "kg": KG,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "oa": OA,
    "prov": PROV,
    "dcterms": DCTERMS,
    "schema": SCHEMA,
    "org": ORG,
    "doco": DOCO,
    "foaf": FOAF,
    "qb": QB,
    "unit": UNIT,
    "currency": CURRENCY,
}

ALIGNED: dict[str, tuple[str, ...]] = {
    "Report": (SCHEMA + "Report",),
    "Section": (DOCO + "Section",),
    "Term": (SKOS + "Concept",),
    "Component": (SKOS + "Concept",),
    "Project": (SCHEMA + "Project",),
    "Organization": (ORG + "Organization",),
    "Place": (SCHEMA + "Place",),
    "Event": (SCHEMA + "Event",),
    "Concept": (SKOS + "Concept",),
    "Indicator": (SKOS + "Concept", QB + "MeasureProperty"),
    "Measure": (QB + "Observation",),
}
"""Class of the vocabulary → the public classes that its members belong to as well."""


class Property(NamedTuple):
    """How a field is written: its predicate, and its datatype, or None for text in Chinese.

    A field of the datatype `RESOURCE` holds an IRI and is written as one.
    """

    iri: str
    datatype: str | None


STRING = XSD + "string"
INTEGER = XSD + "integer"
DECIMAL = XSD + "decimal"
RESOURCE = RDFS + "Resource"

FIELDS: dict[str, Property] = {
    "label": Property(RDFS + "label", None),
    "aliases": Property(SKOS + "altLabel", None),
    "place": Property(KG + "place", None),
    "year": Property(KG + "year", INTEGER),
    "date": Property(DCTERMS + "date", XSD + "date"),
    "speaker": Property(KG + "speaker", None),
    "source": Property(KG + "sourceName", STRING),
    "sha256": Property(KG + "sha256", STRING),
    "text": Property(SCHEMA + "text", None),
    "level": Property(KG + "level", INTEGER),
    "start": Property(KG + "start", INTEGER),
    "end": Property(KG + "end", INTEGER),
    "number": Property(KG + "number", INTEGER),
    "labels": Property(KG + "definedLabel", None),
    "definition": Property(SKOS + "definition", None),
    "kind": Property(KG + "kind", None),
    "position": Property(KG + "position", INTEGER),
    "symbol": Property(KG + "symbol", None),
    "symbol_start": Property(KG + "symbolStart", INTEGER),
    "symbol_end": Property(KG + "symbolEnd", INTEGER),
    "count": Property(KG + "count", INTEGER),
    "unit": Property(KG + "unit", None),
    "listed": Property(KG + "listed", INTEGER),
    "status": Property(KG + "status", STRING),
    "deadline": Property(KG + "deadline", None),
    "code": Property(KG + "code", STRING),
    "degree": Property(KG + "degree", INTEGER),
    "betweenness": Property(KG + "betweenness", DECIMAL),
    "indicator": Property(KG + "indicatorName", None),
    "aspect": Property(KG + "aspect", STRING),
    "value": Property(KG + "value", DECIMAL),
    "value_max": Property(KG + "valueMax", DECIMAL),
    "comparator": Property(KG + "comparator", STRING),
    "period": Property(KG + "period", None),
    "normal_value": Property(KG + "normalValue", DECIMAL),
    "normal_value_max": Property(KG + "normalValueMax", DECIMAL),
    "normal_unit": Property(KG + "normalUnit", RESOURCE),
}
"""Field of a model class → property.  A field that holds a tuple is a property with several values."""

RULE = Property(KG + "rule", STRING)
CONFIDENCE = Property(KG + "confidence", DECIMAL)
"""What is said of a mention: the rule that found it, and how sure that is."""


_UNSAFE = re.compile(r"[^\w.~+-]")


def mint(kind: str, *parts: str | int) -> str:
    """The IRI of a thing: `mint("term", "保定市-2023", 13)`.

    Letters and digits of any script stay as they are (IRIs allow them); what has a meaning in a
    URL, or none at all, is percent-encoded.
    """
    return ID + "/".join([kind, *(_segment(str(part)) for part in parts)])


def _segment(text: str) -> str:
    return _UNSAFE.sub(lambda char: quote(char[0], safe=""), text)


def short(iri: str) -> str:
    """The IRI without the base of things: `term/保定市-2023/13`; other IRIs stay whole."""
    return iri.removeprefix(ID)


def full(identifier: str) -> str:
    """The IRI for a short or full identifier."""
    return identifier if "://" in identifier else ID + identifier


def as_path(identifier: str) -> str:
    """A short identifier as the path of a URL, in ASCII: `term/%E4%BF%9D…/13`; the inverse of `from_path`."""
    return quote(identifier, safe="/%~")


def from_path(path: str) -> str:
    """The short identifier that the path of a URL means, however much of it is percent-encoded."""
    return "/".join(_segment(unquote(part)) for part in path.split("/"))


def decimal(number: float) -> str:
    """The number in the digits of `xsd:decimal`: 3880.3, 29, 0.00001; reading it gives the same number.

    Raises ValueError for what is no number.
    """
    if not isfinite(number):
        raise ValueError(f"{number} has no decimal digits")
    return str(int(number)) if number == int(number) else format(Decimal(repr(number)), "f")
