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
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache, lru_cache

from pyoxigraph import Quad, RdfFormat, parse

from kg import __version__
from kg.graph import canonical
from kg.model import NODE_CLASSES, Edge, Graph, Mention, Node, Report, Role, Span, Term
from kg.vocabulary import (
    ALIGNED,
    CONFIDENCE,
    DECIMAL,
    FIELDS,
    ID,
    INTEGER,
    KG,
    OA,
    PREFIXES,
    RDF,
    RESOURCE,
    RULE,
    STRING,
    Property,
    decimal,
)

Rows = dict[str, dict[str, list[str]]]
"""Subject → predicate → objects, all as plain text: IRIs and lexical values."""

_REPORT, _FACTS, _PROVENANCE = ID + "report/", ID + "graph/", ID + "provenance/"
_ANNOTATION = re.compile(re.escape(ID) + r"annotation/(.+)/([0-9]+)-([0-9]+)/([a-z]+)/[0-9a-f]+")
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
_NOT_IN_IRIS = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_ESCAPES = str.maketrans({'"': r"\"", "\\": r"\\", "\n": r"\n", "\r": r"\r"})


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

    Raises ValueError as `trig` does.
    """
    return iter(dict.fromkeys(parse(trig(graph), RdfFormat.TRIG)))


def trig(graph: Graph) -> bytes:
    """The two graphs of one report as TriG, which a store loads quicker than quads made one by one.

    Raises ValueError if `graph` does not hold exactly one report, holds a mention in another one, an
    identifier that is no IRI, or a number without digits.
    """
    reports = graph.reports()
    if len(reports) != 1:
        raise ValueError(f"a graph of one report is wanted, this one holds {len(reports)}")
    report = reports[0]
    facts, provenance = map(_iri, report_graphs(report.id))
    strangers = {mention.report for mention in _all_mentions(graph)} - {report.id}
    if strangers:
        raise ValueError(f"mentions in reports that the graph does not hold: {sorted(strangers)}")
    prefixes = (f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
    lines = (
        *prefixes,
        *(f"{facts} {{\n", *_facts(graph, report), "}\n"),
        *(f"{provenance} {{\n", *_provenance(graph, report, facts), "}\n"),
    )
    return "".join(lines).encode()


def _all_mentions(graph: Graph) -> Iterator[Mention]:
    for node in graph.nodes.values():
        yield from node.mentions
    for _, evidence in graph.stated:
        yield from evidence


def _facts(graph: Graph, report: Report) -> Iterator[str]:
    scheme = _iri(report.id + "/glossary")
    terms = False
    for node in graph.nodes.values():
        said = [*_types(node.type), *_fields(node)]
        if isinstance(node, Term):
            terms = True
            label, number = _value(node.label, None), _value(node.number, INTEGER)
            said += [f"skos:inScheme {scheme}", f"skos:prefLabel {label}", f"skos:notation {number}"]
        yield f"{_iri(node.id)} {' ; '.join(said)} .\n"
    if terms:
        yield f"{scheme} a skos:ConceptScheme ; dcterms:isPartOf {_iri(report.id)} .\n"
    for (source, predicate, target), _ in graph.stated:
        yield f"{_iri(source)} {_name(KG + predicate)} {_iri(target)} .\n"


@cache
def _types(name: str) -> tuple[str, ...]:
    return tuple(f"a {_name(iri)}" for iri in (KG + name, *ALIGNED.get(name, ())))


def _fields(node: Node) -> Iterator[str]:
    for name, carrier in _CARRIERS[node.type]:
        value = getattr(node, name)
        for item in value if isinstance(value, tuple) else (value,):
            if item is not None:
                yield f"{_name(carrier.iri)} {_value(item, carrier.datatype)}"


@lru_cache(maxsize=1 << 14)
def _iri(iri: str) -> str:
    """An IRI as TriG has it; what would end it is refused, since a store loads it unchecked."""
    if _NOT_IN_IRIS.search(iri):
        raise ValueError(f"{iri!r} is no IRI")
    return f"<{iri}>"


@cache
def _name(iri: str) -> str:
    """A name of the vocabulary, with the prefix of its namespace where that can be."""
    for prefix, base in PREFIXES.items():
        local = iri.removeprefix(base)
        if local != iri and local.isascii() and local.isalnum():
            return f"{prefix}:{local}"
    return _iri(iri)


def _value(value: str | float, datatype: str | None) -> str:
    return f"{_quoted(str(value))}@zh" if datatype is None else _typed(value, datatype)


@lru_cache(maxsize=1 << 14)
def _typed(value: str | float, datatype: str) -> str:
    if datatype == RESOURCE:
        return _name(str(value))
    quoted = _quoted(str(value) if isinstance(value, str | int) else decimal(value))
    return quoted if datatype == STRING else f"{quoted}^^{_name(datatype)}"


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def _provenance(graph: Graph, report: Report, facts: str) -> Iterator[str]:
    key = report.id.removeprefix(_REPORT)
    yield _origin(report, key, facts)
    mentions = _Mentions(key, _iri(report.id))
    for node in graph.nodes.values():
        for _, text in mentions.of(node.id, node.mentions):
            yield text
    for (source, predicate, target), evidence in graph.stated:
        statement = f"{ID}statement/{key}/{_hash(source, predicate, target)}"
        found = mentions.of(statement, evidence)
        yield (
            f"<{statement}> a rdf:Statement ; rdf:subject {_iri(source)} ;"
            f" rdf:predicate {_name(KG + predicate)} ; rdf:object {_iri(target)}"
            f"{''.join(f' ; kg:evidence {annotation}' for annotation, _ in found)} .\n"
        )
        for _, text in found:
            yield text


def _origin(report: Report, key: str, facts: str) -> str:
    """PROV-O: which source and which version of the program the facts come from."""
    source, activity = f"<{ID}source/{key}>", f"<{ID}activity/{key}>"
    program, version = f"<{ID}program/kg-{__version__}>", _value(__version__, STRING)
    name, sha256 = _value(report.source, STRING), _value(report.sha256, STRING)
    return (
        f"{facts} a prov:Entity ; prov:wasDerivedFrom {source} ; prov:wasGeneratedBy {activity} .\n"
        f"{source} a prov:Entity ; {_name(FIELDS['sha256'].iri)} {sha256} ;"
        f" {_name(FIELDS['source'].iri)} {name} .\n"
        f"{activity} a prov:Activity ; prov:used {source} ; prov:wasAssociatedWith {program} .\n"
        f'{program} a prov:SoftwareAgent ; rdfs:label "kg" ; schema:softwareVersion {version} .\n'
    )


class _Mentions:
    """The mentions in the report with that key; each stretch of text is written once."""

    def __init__(self, key: str, report: str) -> None:
        self._key = key
        self._report = report
        self._passages: set[tuple[Span, str]] = set()

    def of(self, body: str, mentions: Iterable[Mention]) -> list[tuple[str, str]]:
        """The annotation of each mention of a node or statement, and what is said of it."""
        of, mark = _iri(body), _hash(body)
        return [self._annotation(of, mark, mention) for mention in mentions]

    def _annotation(self, body: str, mark: str, mention: Mention) -> tuple[str, str]:
        span, rule, confidence = mention.span, "", ""
        place = f"{self._key}/{span.start}-{span.end}"
        annotation, passage = f"<{ID}annotation/{place}/{mention.role}/{mark}>", f"{ID}passage/{place}"
        if mention.rule:
            rule = f" ; {_name(RULE.iri)} {_value(mention.rule, RULE.datatype)}"
        if mention.rule or mention.confidence != 1:
            confidence = f" ; {_name(CONFIDENCE.iri)} {_value(mention.confidence, CONFIDENCE.datatype)}"
        text = (
            f"{annotation} a oa:Annotation ; oa:hasBody {body} ; oa:hasTarget <{passage}> ;"
            f' kg:role "{mention.role}"{rule}{confidence} .\n'
        )
        if (span, mention.quote) not in self._passages:
            self._passages.add((span, mention.quote))
            text += self._passage(passage, span, mention.quote)
        return annotation, text

    def _passage(self, passage: str, span: Span, quote: str) -> str:
        position, exact = f"<{passage}#position>", f"<{passage}#quote>"
        return (
            f"<{passage}> a oa:SpecificResource ; oa:hasSource {self._report} ;"
            f" oa:hasSelector {position} , {exact} .\n"
            f"{position} a oa:TextPositionSelector ; oa:start {span.start} ; oa:end {span.end} .\n"
            f"{exact} a oa:TextQuoteSelector ; oa:exact {_quoted(quote)} .\n"
        )


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def marked(annotation: str) -> Mention:
    """The mention whose annotation has that IRI, but for its quote and what found it.

    Raises ValueError if it is not the IRI of an annotation.
    """
    found = _ANNOTATION.fullmatch(annotation)
    if not found:
        raise ValueError(f"{annotation!r} is not the IRI of an annotation")
    return Mention(_REPORT + found[1], Span(int(found[2]), int(found[3])), "", Role(found[4]))


def read(quads: Iterable[Quad]) -> Graph:
    """The graph that the quads of one or more reports hold: the inverse of `quads`.

    Quads of other graphs are passed over.  A thing that several reports share keeps the fields of the
    first of them, by IRI, and has the aliases and mentions of all.  Raises ValueError if a node lacks a
    field that its class needs, or a mention a part.
    """
    graphs = read_reports(quads)
    if len(graphs) == 1:
        return graphs[0]
    merged = Graph()
    merged.update(*graphs)
    return canonical(merged)


def read_reports(quads: Iterable[Quad]) -> list[Graph]:
    """One canonical graph for each report, by the report's IRI; else like `read`."""
    graphs: dict[str, Rows] = {}
    for subject, predicate, obj, graph_name in quads:
        name = getattr(graph_name, "value", "")  # the default graph has none
        rows = graphs.get(name)
        if rows is None:
            if not name.startswith((_FACTS, _PROVENANCE)):
                continue
            rows = graphs[name] = {}
        row = rows.get(iri := subject.value)
        if row is None:
            row = rows[iri] = {}
        row.setdefault(predicate.value, []).append(obj.value)
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
