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
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from kg import __version__
from kg.graph import canonical
from kg.model import NODE_CLASSES, Edge, Graph, Mention, Node, Report, Role, Span, Term
from kg.vocabulary import (
    ALIGNED,
    DCTERMS,
    FIELDS,
    ID,
    INTEGER,
    KG,
    OA,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    STRING,
    Property,
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
_integer = _iri(INTEGER)


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
    for edge in graph.edges:
        yield from edge.evidence


def _facts(graph: Graph, report: Report) -> Iterator[Triple]:
    scheme = NamedNode(report.id + "/glossary")
    terms = False
    for node in graph.nodes.values():
        subject = NamedNode(node.id)
        yield from _node_triples(subject, node)
        if isinstance(node, Term):
            terms = True
            yield subject, _iri(SKOS + "inScheme"), scheme
            yield subject, _iri(SKOS + "prefLabel"), _literal(node.label, None)
            yield subject, _iri(SKOS + "notation"), _literal(node.number, INTEGER)
    if terms:
        yield scheme, _iri(_TYPE), _iri(SKOS + "ConceptScheme")
        yield scheme, _iri(DCTERMS + "isPartOf"), NamedNode(report.id)
    for edge in graph.edges:
        yield NamedNode(edge.subject), _iri(KG + edge.predicate), NamedNode(edge.object)


def _node_triples(subject: NamedNode, node: Node) -> Iterator[Triple]:
    yield subject, _iri(_TYPE), _iri(KG + node.type)
    if node.type in ALIGNED:
        yield subject, _iri(_TYPE), _iri(ALIGNED[node.type])
    for name, carrier in _CARRIERS[node.type]:
        value = getattr(node, name)
        for item in value if isinstance(value, tuple) else (value,):
            if item is not None:
                yield subject, _iri(carrier.iri), _literal(item, carrier.datatype)


def _literal(value: str | int, datatype: str | None) -> Literal:
    if datatype is None:
        return Literal(str(value), language="zh")
    return Literal(str(value), datatype=_iri(datatype))


def _provenance(graph: Graph, report: Report, facts: NamedNode) -> Iterator[Triple]:
    key = report.id.removeprefix(_REPORT)
    yield from _origin(report, key, facts)
    for node in graph.nodes.values():
        for mention in node.mentions:
            yield from _annotation(_annotation_iri(key, mention, node.id), mention, key, node.id)
    for edge in graph.edges:
        statement = f"{ID}statement/{key}/{_hash(*edge.key)}"
        subject = NamedNode(statement)
        yield subject, _iri(_TYPE), _iri(RDF + "Statement")
        yield subject, _iri(RDF + "subject"), NamedNode(edge.subject)
        yield subject, _iri(RDF + "predicate"), _iri(KG + edge.predicate)
        yield subject, _iri(RDF + "object"), NamedNode(edge.object)
        for mention in edge.evidence:
            annotation = _annotation_iri(key, mention, statement)
            yield subject, _iri(KG + "evidence"), annotation
            yield from _annotation(annotation, mention, key, statement)


def _origin(report: Report, key: str, facts: NamedNode) -> Iterator[Triple]:
    """PROV-O: which source and which version of the program the facts come from."""
    kind = _iri(_TYPE)
    source = NamedNode(f"{ID}source/{key}")
    activity = NamedNode(f"{ID}activity/{key}")
    program = NamedNode(f"{ID}program/kg-{__version__}")
    yield facts, kind, _iri(PROV + "Entity")
    yield facts, _iri(PROV + "wasDerivedFrom"), source
    yield facts, _iri(PROV + "wasGeneratedBy"), activity
    yield source, kind, _iri(PROV + "Entity")
    yield source, _iri(FIELDS["sha256"].iri), _literal(report.sha256, STRING)
    yield source, _iri(FIELDS["source"].iri), _literal(report.source, STRING)
    yield activity, kind, _iri(PROV + "Activity")
    yield activity, _iri(PROV + "used"), source
    yield activity, _iri(PROV + "wasAssociatedWith"), program
    yield program, kind, _iri(PROV + "SoftwareAgent")
    yield program, _iri(RDFS + "label"), _literal("kg", STRING)
    yield program, _iri(SCHEMA + "softwareVersion"), _literal(__version__, STRING)


def _annotation_iri(key: str, mention: Mention, body: str) -> NamedNode:
    span = mention.span
    return NamedNode(f"{ID}annotation/{key}/{span.start}-{span.end}/{mention.role}/{_hash(body)}")


def _annotation(annotation: NamedNode, mention: Mention, key: str, body: str) -> Iterator[Triple]:
    kind, start, end = _iri(_TYPE), mention.span.start, mention.span.end
    passage = f"{ID}passage/{key}/{start}-{end}"
    target, position, quote = (NamedNode(passage + part) for part in ("", "#position", "#quote"))
    yield annotation, kind, _iri(OA + "Annotation")
    yield annotation, _iri(OA + "hasBody"), NamedNode(body)
    yield annotation, _iri(OA + "hasTarget"), target
    yield annotation, _iri(KG + "role"), _literal(mention.role, STRING)
    yield target, kind, _iri(OA + "SpecificResource")
    yield target, _iri(OA + "hasSource"), NamedNode(mention.report)
    yield target, _iri(OA + "hasSelector"), position
    yield target, _iri(OA + "hasSelector"), quote
    yield position, kind, _iri(OA + "TextPositionSelector")
    yield position, _iri(OA + "start"), Literal(str(start), datatype=_integer)
    yield position, _iri(OA + "end"), Literal(str(end), datatype=_integer)
    yield quote, kind, _iri(OA + "TextQuoteSelector")
    yield quote, _iri(OA + "exact"), _literal(mention.quote, STRING)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def read(quads: Iterable[Quad]) -> Graph:
    """The graph that the quads of one or more reports hold: the inverse of `quads`.

    Quads of other graphs are passed over.  A thing that several reports share keeps the fields of the
    first of them, by IRI, and has the aliases and mentions of all.  Raises ValueError if a node lacks a
    field that its class needs, or a mention a part.
    """
    merged = Graph()
    for graph in read_reports(quads):
        merged.update(graph)
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
        found: list[str] | list[int] = row.get(carrier.iri, [])
        if carrier.datatype == INTEGER:
            found = [int(item) for item in found]
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
            mention = Mention(report, span, quote, Role(row[KG + "role"][0]))
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
