"""The graph as RDF, and back.

The facts of one report are one named graph, what they rest on is a second one beside it:

    …/id/graph/KEY        the types, fields and edges of the nodes, and the glossary's concept scheme
    …/id/provenance/KEY   mentions (Web Annotation), statements with their evidence, PROV-O

where KEY is the end of the report's IRI, `…/id/report/KEY`.  Every IRI follows from what it names, there
are no blank nodes and no times: the same report gives the same quads.  All mentions of one stretch of
text share one `oa:SpecificResource`.

RDF keeps no order, so `read` gives the canonical one of `kg.graph.canonical`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from kg import __version__
from kg.graph import canonical
from kg.model import NODE_CLASSES, Edge, Graph, Mention, Node, Report, Role, Span, Term
from kg.vocabulary import (
    ALIGNED,
    CONFIDENCE,
    DCTERMS,
    DECIMAL,
    FIELDS,
    ID,
    INTEGER,
    KG,
    OA,
    PROV,
    RDF,
    RDFS,
    RESOURCE,
    RULE,
    SCHEMA,
    SKOS,
    STRING,
    Property,
    decimal,
)

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]
Rows = dict[str, dict[str, list[str]]]
"""Subject → predicate → objects, all as plain text: IRIs and lexical values."""

_REPORT, _FACTS, _PROVENANCE = ID + "report/", ID + "graph/", ID + "provenance/"
_TYPE = RDF + "type"
_FIELD_IRIS = frozenset(carrier.iri for carrier in FIELDS.values())
_CARRIERS: dict[str, tuple[tuple[str, Property], ...]] = {
    name: tuple((item.name, FIELDS[item.name]) for item in fields(cls) if item.name in FIELDS)
    for name, cls in NODE_CLASSES.items()
}
"""Class of the model → its fields that are written as literals, each with its property."""
_MANY = frozenset(
    item.name for cls in NODE_CLASSES.values() for item in fields(cls) if str(item.type).startswith("tuple")
)
_iri = cache(NamedNode)
"""For what the vocabulary names; `_named` is for what a report names."""
_named = lru_cache(maxsize=1 << 14)(NamedNode)
_KIND, _STATEMENT = _iri(_TYPE), _iri(RDF + "Statement")
_SUBJECT, _PREDICATE, _OBJECT = (_iri(RDF + part) for part in ("subject", "predicate", "object"))
_EVIDENCE, _ROLE, _RULE, _CONFIDENCE = map(_iri, (KG + "evidence", KG + "role", RULE.iri, CONFIDENCE.iri))
_ANNOTATION, _BODY, _TARGET = (_iri(OA + name) for name in ("Annotation", "hasBody", "hasTarget"))
_RESOURCE, _SOURCE, _SELECTOR = (_iri(OA + name) for name in ("SpecificResource", "hasSource", "hasSelector"))
_POSITION, _QUOTE = (_iri(OA + name) for name in ("TextPositionSelector", "TextQuoteSelector"))
_START, _END, _EXACT = (_iri(OA + name) for name in ("start", "end", "exact"))


def report_graphs(report_iri: str) -> tuple[str, str]:
    """The IRIs of the facts graph and of the provenance graph of a report.

    Raises ValueError if `report_iri` is not the IRI of a report.
    """
    key = report_iri.removeprefix(_REPORT)
    if not key or key == report_iri:
        raise ValueError(f"{report_iri!r} is not the IRI of a report: {_REPORT}KEY")
    return _FACTS + key, _PROVENANCE + key


def quads(graph: Graph) -> Iterator[Quad]:
    """The quads of one report's two graphs, each quad once.

    Raises ValueError if `graph` does not hold exactly one report, or holds a mention in another one.
    """
    reports = graph.reports()
    if len(reports) != 1:
        raise ValueError(f"a graph of one report is wanted, this one holds {len(reports)}")
    report = reports[0]
    facts, provenance = (NamedNode(name) for name in report_graphs(report.id))
    strangers = {mention.report for mention in _all_mentions(graph)} - {report.id}
    if strangers:
        raise ValueError(f"mentions in reports that the graph does not hold: {sorted(strangers)}")
    return _quads(graph, report, facts, provenance)


def _quads(graph: Graph, report: Report, facts: NamedNode, provenance: NamedNode) -> Iterator[Quad]:
    for triple in dict.fromkeys(_facts(graph, report)):
        yield Quad(*triple, facts)
    for triple in dict.fromkeys(_provenance(graph, report, facts)):
        yield Quad(*triple, provenance)


def _all_mentions(graph: Graph) -> Iterator[Mention]:
    for node in graph.nodes.values():
        yield from node.mentions
    for _, evidence in graph.stated:
        yield from evidence


def _facts(graph: Graph, report: Report) -> Iterator[Triple]:
    scheme = NamedNode(report.id + "/glossary")
    terms = False
    for node in graph.nodes.values():
        subject = _named(node.id)
        yield from _node_triples(subject, node)
        if isinstance(node, Term):
            terms = True
            yield subject, _iri(SKOS + "inScheme"), scheme
            yield subject, _iri(SKOS + "prefLabel"), _object(node.label, None)
            yield subject, _iri(SKOS + "notation"), _object(node.number, INTEGER)
    if terms:
        yield scheme, _KIND, _iri(SKOS + "ConceptScheme")
        yield scheme, _iri(DCTERMS + "isPartOf"), NamedNode(report.id)
    for (source, predicate, target), _ in graph.stated:
        yield _named(source), _iri(KG + predicate), _named(target)


def _node_triples(subject: NamedNode, node: Node) -> Iterator[Triple]:
    yield subject, _KIND, _iri(KG + node.type)
    for public in ALIGNED.get(node.type, ()):
        yield subject, _KIND, _iri(public)
    for name, carrier in _CARRIERS[node.type]:
        value = getattr(node, name)
        for item in value if isinstance(value, tuple) else (value,):
            if item is not None:
                yield subject, _iri(carrier.iri), _object(item, carrier.datatype)


def _object(value: str | float, datatype: str | None) -> NamedNode | Literal:
    if datatype is None:
        return Literal(str(value), language="zh")
    return _value(value, datatype)


@lru_cache(maxsize=1 << 14)
def _value(value: str | float, datatype: str) -> NamedNode | Literal:
    if datatype == RESOURCE:
        return _iri(str(value))
    lexical = str(value) if isinstance(value, str | int) else decimal(value)
    return Literal(lexical, datatype=_iri(datatype))


def _provenance(graph: Graph, report: Report, facts: NamedNode) -> Iterator[Triple]:
    key = report.id.removeprefix(_REPORT)
    yield from _origin(report, key, facts)
    passages: set[tuple[Span, str]] = set()
    for node in graph.nodes.values():
        if node.mentions:
            body = _Body(key, node.id, passages)
            for mention in node.mentions:
                yield from body.annotation(body.named(mention), mention)
    for (source, predicate, target), evidence in graph.stated:
        statement = f"{ID}statement/{key}/{_hash(source, predicate, target)}"
        subject, body = NamedNode(statement), _Body(key, statement, passages)
        yield subject, _KIND, _STATEMENT
        yield subject, _SUBJECT, _named(source)
        yield subject, _PREDICATE, _iri(KG + predicate)
        yield subject, _OBJECT, _named(target)
        for mention in evidence:
            annotation = body.named(mention)
            yield subject, _EVIDENCE, annotation
            yield from body.annotation(annotation, mention)


def _origin(report: Report, key: str, facts: NamedNode) -> Iterator[Triple]:
    """PROV-O: which source and which version of the program the facts come from."""
    kind = _KIND
    source = NamedNode(f"{ID}source/{key}")
    activity = NamedNode(f"{ID}activity/{key}")
    program = NamedNode(f"{ID}program/kg-{__version__}")
    yield facts, kind, _iri(PROV + "Entity")
    yield facts, _iri(PROV + "wasDerivedFrom"), source
    yield facts, _iri(PROV + "wasGeneratedBy"), activity
    yield source, kind, _iri(PROV + "Entity")
    yield source, _iri(FIELDS["sha256"].iri), _object(report.sha256, STRING)
    yield source, _iri(FIELDS["source"].iri), _object(report.source, STRING)
    yield activity, kind, _iri(PROV + "Activity")
    yield activity, _iri(PROV + "used"), source
    yield activity, _iri(PROV + "wasAssociatedWith"), program
    yield program, kind, _iri(PROV + "SoftwareAgent")
    yield program, _iri(RDFS + "label"), _object("kg", STRING)
    yield program, _iri(SCHEMA + "softwareVersion"), _object(__version__, STRING)


class _Body:
    """What mentions are of: the IRI of a node or statement in the report with that key.

    `passages` are the stretches of text, with their quotes, that have been written.
    """

    def __init__(self, key: str, iri: str, passages: set[tuple[Span, str]]) -> None:
        self._key = key
        self._iri = _named(iri)
        self._hash = _hash(iri)
        self._passages = passages

    def named(self, mention: Mention) -> NamedNode:
        """The IRI of the annotation that holds the mention."""
        start, end = mention.span.start, mention.span.end
        return NamedNode(f"{ID}annotation/{self._key}/{start}-{end}/{mention.role}/{self._hash}")

    def annotation(self, annotation: NamedNode, mention: Mention) -> Iterator[Triple]:
        """The mention as an annotation, with its passage the first time that one is mentioned."""
        span = mention.span
        passage = f"{ID}passage/{self._key}/{span.start}-{span.end}"
        yield annotation, _KIND, _ANNOTATION
        yield annotation, _BODY, self._iri
        yield annotation, _TARGET, _named(passage)
        yield annotation, _ROLE, _value(mention.role, STRING)
        if mention.rule:
            yield annotation, _RULE, _object(mention.rule, RULE.datatype)
        if mention.rule or mention.confidence != 1:
            yield annotation, _CONFIDENCE, _object(mention.confidence, CONFIDENCE.datatype)
        if (span, mention.quote) not in self._passages:
            self._passages.add((span, mention.quote))
            yield from _passage_triples(passage, mention)


def _passage_triples(passage: str, mention: Mention) -> Iterator[Triple]:
    target, position, quote = _named(passage), NamedNode(passage + "#position"), NamedNode(passage + "#quote")
    yield target, _KIND, _RESOURCE
    yield target, _SOURCE, _named(mention.report)
    yield target, _SELECTOR, position
    yield target, _SELECTOR, quote
    yield position, _KIND, _POSITION
    yield position, _START, _value(mention.span.start, INTEGER)
    yield position, _END, _value(mention.span.end, INTEGER)
    yield quote, _KIND, _QUOTE
    yield quote, _EXACT, Literal(mention.quote)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def read(quads: Iterable[Quad]) -> Graph:
    """The graph that the quads of one or more reports hold: the inverse of `quads`.

    Quads of other graphs are passed over.  A thing that several reports share keeps the fields of the
    first of them, by IRI, and has the aliases and mentions of all.  Raises ValueError if a node lacks a
    field that its class needs, or a mention a part.
    """
    merged = Graph()
    merged.update(*read_reports(quads))
    return canonical(merged)


def read_reports(quads: Iterable[Quad]) -> list[Graph]:
    """One canonical graph for each report, by the report's IRI; else like `read`."""
    graphs: dict[str, Rows] = {}
    for subject, predicate, obj, graph_name in quads:
        name = getattr(graph_name, "value", "")  # the default graph has none
        if name.startswith((_FACTS, _PROVENANCE)):
            rows = graphs.setdefault(name, {})
            rows.setdefault(subject.value, {}).setdefault(predicate.value, []).append(obj.value)
    return [
        canonical(_graph(rows, graphs.get(_PROVENANCE + name.removeprefix(_FACTS), {})))
        for name, rows in sorted(graphs.items())
        if name.startswith(_FACTS)
    ]


def _graph(facts: Rows, provenance: Rows) -> Graph:
    mentions = _mentions(provenance)
    evidence = {
        (row[RDF + "subject"][0], row[RDF + "predicate"][0], row[RDF + "object"][0]): mentions.get(iri, [])
        for iri, row in provenance.items()
        if RDF + "subject" in row
    }
    graph = Graph()
    for iri, row in facts.items():
        cls = _class(row)
        if cls is not None:
            graph.add(_node(iri, cls, row, mentions.get(iri, [])))
        for predicate in filter(_is_edge, row):
            for obj in row[predicate]:
                stated = evidence.get((iri, predicate, obj), [])
                graph.connect(Edge(iri, predicate.removeprefix(KG), obj, tuple(stated)))
    return graph


@cache
def _is_edge(predicate: str) -> bool:
    return predicate.startswith(KG) and predicate not in _FIELD_IRIS


def _class(row: dict[str, list[str]]) -> type[Node] | None:
    names = (iri.removeprefix(KG) for iri in row.get(_TYPE, ()) if iri.startswith(KG))
    return next((NODE_CLASSES[name] for name in sorted(names) if name in NODE_CLASSES), None)


def _node(iri: str, cls: type[Node], row: dict[str, list[str]], mentions: list[Mention]) -> Node:
    values: dict[str, object] = {}
    for name, carrier in _CARRIERS[cls.__name__]:
        found: list[str] | list[int] | list[float] = row.get(carrier.iri, [])
        if carrier.datatype == INTEGER:
            found = [int(item) for item in found]
        elif carrier.datatype == DECIMAL:
            found = [float(item) for item in found]
        if name in _MANY:
            values[name] = tuple(found)
        elif found:
            values[name] = min(found)
    try:
        return cls(id=iri, mentions=tuple(mentions), **values)  # type: ignore[arg-type]
    except TypeError as error:
        raise ValueError(f"{iri}: {error}") from error


def _mentions(provenance: Rows) -> dict[str, list[Mention]]:
    """The IRI of a node or statement → its mentions."""
    found: dict[str, list[Mention]] = {}
    for iri, row in provenance.items():
        if OA + "hasBody" not in row:
            continue
        try:
            report, span, quote = _passage(row[OA + "hasTarget"][0], provenance)
            rule, confidence = row.get(RULE.iri, [""])[0], float(row.get(CONFIDENCE.iri, ["1"])[0])
            mention = Mention(report, span, quote, Role(row[KG + "role"][0]), rule, confidence)
        except (LookupError, ValueError) as error:
            raise ValueError(f"{iri}: incomplete mention: {error}") from error
        found.setdefault(row[OA + "hasBody"][0], []).append(mention)
    return found


def _passage(iri: str, provenance: Rows) -> tuple[str, Span, str]:
    row = provenance[iri]
    parts: dict[str, list[str]] = {}
    for selector in row[OA + "hasSelector"]:
        parts.update(provenance[selector])
    span = Span(int(parts[OA + "start"][0]), int(parts[OA + "end"][0]))
    return row[OA + "hasSource"][0], span, min(parts[OA + "exact"])
