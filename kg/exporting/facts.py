"""The facts format: the whole graph as JSON Lines.

First the line of a report, then its nodes, then its edges; the offsets of these lines are offsets into
that report.  Of several reports each has such a block of its own; a thing that they share stands in each
block, with its places in that report.  `rules` and `confidences` say of each of the `mentions`, or each
piece of the `evidence`, what found it and how sure that is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from pyoxigraph import Quad

from kg.model import (
    Component,
    Edge,
    Goal,
    Graph,
    Honor,
    Initiative,
    Measure,
    Mention,
    Node,
    Place,
    Project,
    Report,
    Role,
    Term,
)
from kg.rdf import read_reports

Fact = dict[str, Any]

_NAMING = frozenset((Role.MENTION, Role.HEADWORD, Role.HEADING))


def write_facts(quads: list[Quad], stream: BinaryIO) -> None:
    """Write the facts, an object a line, in UTF-8."""
    for graph in read_reports(quads):
        for fact in _facts(graph):
            line = json.dumps(fact, ensure_ascii=False, separators=(",", ":"))
            stream.write(line.encode() + b"\n")


def _facts(graph: Graph) -> Iterator[Fact]:
    for report in graph.reports():
        yield _report(report)
    for node in graph.nodes.values():
        yield _node(node)
    for edge in graph.edges:
        yield _edge(edge, graph)


def _report(report: Report) -> Fact:
    return {
        "fact": "report",
        "id": report.id,
        "title": report.label,
        "place": report.place,
        "year": report.year,
        "date": report.date,
        "speaker": report.speaker,
        "source": report.source,
        "sha256": report.sha256,
        "characters": len(report.text),
    }


def _node(node: Node) -> Fact:
    naming = tuple(mention for mention in node.mentions if mention.role in _NAMING)
    fact: Fact = {
        "fact": "node",
        "id": node.id,
        "types": [node.type],
        "label": node.label,
        "mentions": _spans(naming),
        **_sureness(naming),
    }
    more = _MORE.get(type(node))
    return fact | more(node) if more else fact


def _term(term: Term) -> Fact:
    definitions = _spans(term.of_role(Role.DEFINITION))
    return {
        "number": term.number,
        "labels": list(term.labels),
        "definition": definitions[0] if definitions else None,
        "marks": _spans(term.of_role(Role.MARK)),
        "aliases": list(term.aliases),
    }


def _component(component: Component) -> Fact:
    return {"symbol": component.symbol, "count": component.count, "unit": component.unit}


def _measure(measure: Measure) -> Fact:
    return {
        "indicator": measure.indicator,
        "aspect": measure.aspect,
        "value": _number(measure.value),
        "valueMax": _number(measure.value_max),
        "unit": measure.unit,
        "comparator": measure.comparator,
        "status": measure.status,
        "period": measure.period,
        "place": measure.place,
        "normalValue": _number(measure.normal_value),
        "normalValueMax": _number(measure.normal_value_max),
        "normalUnit": measure.normal_unit,
    }


_MORE: dict[type[Node], Callable[[Any], Fact]] = {
    Term: _term,
    Component: _component,
    Initiative: lambda initiative: {"kind": initiative.kind},
    Project: lambda project: {"status": project.status},
    Place: lambda place: {"code": place.code},
    Honor: lambda honor: {"status": honor.status},
    Goal: lambda goal: {"deadline": goal.deadline},
    Measure: _measure,
}


def _number(value: float | None) -> float | None:
    """A whole number as one: 29, not 29.0."""
    return int(value) if value is not None and value == int(value) else value


def _edge(edge: Edge, graph: Graph) -> Fact:
    fact: Fact = {
        "fact": "edge",
        "subject": edge.subject,
        "predicate": edge.predicate,
        "object": edge.object,
        "evidence": _spans(edge.evidence),
        **_sureness(edge.evidence),
    }
    child = graph.nodes.get(edge.object)
    if edge.predicate == "hasComponent" and isinstance(child, Component):
        fact["position"] = child.position
    return fact


def _spans(mentions: tuple[Mention, ...]) -> list[list[int]]:
    return [[mention.span.start, mention.span.end] for mention in mentions]


def _sureness(mentions: tuple[Mention, ...]) -> Fact:
    return {
        "rules": [mention.rule for mention in mentions],
        "confidences": [mention.confidence for mention in mentions],
    }
