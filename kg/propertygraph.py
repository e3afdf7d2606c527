"""The graph of one report as a property graph: what Neo4j and the embedded Cypher engine are loaded with.

A node has one label, its class in the model, and its fields as properties; the text of a report is left out,
since the embedded engine reads all of a node on every step to it.  A relationship has one type,
its predicate in upper snake case, and the report that states it, so that what two reports state is two
relationships.  Each node is `STATED_IN` every report that tells of it; for a thing that several reports may
share, that relationship holds what this report says of it, and the node what the first of them says.

Every relationship has the evidence of its report: `start`, `end`, `quote`, `rule` and `confidence` of the
surest place, and the same of all places, in the order of the text, in `starts`, `ends`, `quotes`, `rules`
and `confidences`; `STATED_IN` has `roles` too, the role of each mention.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

from kg.model import NODE_CLASSES, PREDICATES, THING_CLASSES, Graph, Mention, Node, Report
from kg.vocabulary import DECIMAL, FIELDS, INTEGER

Value = str | int | float | list[str] | list[int] | list[float]
Properties = dict[str, Value]

STATED_IN = "STATED_IN"
LABELS: tuple[str, ...] = tuple(NODE_CLASSES)
SHARED: tuple[str, ...] = (*THING_CLASSES, "Indicator")
"""The labels of what several reports may tell of."""


def relationship_type(predicate: str) -> str:
    """The type of the relationships of a predicate: `hasComponent` → `HAS_COMPONENT`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", predicate).upper()


TYPES: tuple[str, ...] = (*map(relationship_type, PREDICATES), STATED_IN)


class Property(NamedTuple):
    """A property: its name, the type of its value (string, integer or float), and whether it is a list."""

    name: str
    type: str
    many: bool = False


_EVIDENCE = (("start", "integer"), ("end", "integer"), ("quote", "string"), ("rule", "string"))
_PLACE = tuple(Property(*item) for item in (*_EVIDENCE, ("confidence", "float")))
EVIDENCE: tuple[Property, ...] = (
    Property("report", "string"),
    *_PLACE,
    *(Property(f"{item.name}s", item.type, many=True) for item in _PLACE),
)
"""The properties of every relationship."""


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _property(name: str, declared: str) -> Property:
    """The property of a field of the model; the `label` of a node is its `name` here."""
    kind = {INTEGER: "integer", DECIMAL: "float"}.get(FIELDS[name].datatype or "", "string")
    return Property("name" if name == "label" else _camel(name), kind, declared.startswith("tuple"))


_FIELDS: dict[str, tuple[tuple[str, Property], ...]] = {
    label: tuple(
        (item.name, _property(item.name, str(item.type)))
        for item in fields(cls)
        if item.name in FIELDS and item.name != "text"
    )
    for label, cls in NODE_CLASSES.items()
}
PROPERTIES: Mapping[str, tuple[Property, ...]] = {
    label: (Property("id", "string"), *(item for _, item in pairs)) for label, pairs in _FIELDS.items()
}
"""Label → the properties that its nodes may have; `id`, the IRI, and `name` are always there."""
STATEMENT: tuple[Property, ...] = tuple(
    dict.fromkeys(
        [
            Property("label", "string"),
            *(item for label in SHARED for item in PROPERTIES[label] if item.name != "id"),
            Property("roles", "string", many=True),
            *EVIDENCE,
        ]
    )
)
"""The properties that `STATED_IN` may have; `label` and the fields are there for what reports share."""

PATTERNS: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = (
    (("Section",), "PART_OF", ("Section", "Report")),
    (("Term",), "PART_OF", ("Report",)),
    (("Place",), "PART_OF", ("Place",)),
    (("Section", "Report"), "MENTIONS", (*SHARED, "Goal", "Measure")),
    (("Term",), "DENOTES", SHARED),
    (("Term", "Component"), "HAS_COMPONENT", ("Component",)),
    (("Term",), "REFERS_TO", ("Term", *SHARED)),
    (("Initiative", "Project"), "TARGETS", ("Goal", "Measure")),
    (("Initiative", "Project"), "ACHIEVES", ("Measure",)),
    (("Initiative", "Honor", "Event"), "INCLUDES", ("Initiative", "Project")),
    (("Initiative",), "ABOUT", ("Concept",)),
    (("Initiative", "Project", "Event"), "INVOLVES", ("Organization",)),
    (("Initiative", "Project", "Organization", "Event"), "LOCATED_IN", ("Place",)),
    (("Honor",), "AWARDED", ("Place", "Organization", "Project")),
    (("Measure",), "OF_INDICATOR", ("Indicator",)),
    (tuple(label for label in LABELS if label != "Report"), STATED_IN, ("Report",)),
)
"""Which relationships lead from which labels to which."""


@dataclass(frozen=True, slots=True)
class PropertyNode:
    """A node; `properties` holds its `id`, its `name` and the other fields that are known."""

    label: str
    properties: Properties

    @property
    def id(self) -> str:
        """The IRI of the node."""
        return str(self.properties["id"])


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship from the node with the IRI `start` to the one with the IRI `end`."""

    type: str
    start: str
    end: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """What one report states; `report` is its IRI."""

    report: str
    nodes: tuple[PropertyNode, ...]
    relationships: tuple[Relationship, ...]


def property_graph(graph: Graph) -> PropertyGraph:
    """The graph of one report; raises ValueError if `graph` does not hold exactly one."""
    reports = graph.reports()
    if len(reports) != 1:
        raise ValueError(f"a graph of one report is wanted, this one holds {len(reports)}")
    report = reports[0].id
    nodes = tuple(PropertyNode(node.type, _node_properties(node)) for node in graph.nodes.values())
    stated = (_stated(node, report) for node in graph.nodes.values() if not isinstance(node, Report))
    edges = (
        Relationship(relationship_type(predicate), start, end, _evidence(evidence, report))
        for (start, predicate, end), evidence in graph.stated
    )
    return PropertyGraph(report, nodes, (*stated, *edges))


def _node_properties(node: Node) -> Properties:
    return {"id": node.id, **_values(node)}


def _values(node: Node) -> Properties:
    """The fields that are known; an empty list is left out."""
    found: Properties = {}
    for name, item in _FIELDS[node.type]:
        value = getattr(node, name)
        if value not in (None, ()):
            found[item.name] = list(value) if item.many else float(value) if item.type == "float" else value
    return found


def _stated(node: Node, report: str) -> Relationship:
    """That the report tells of the node, and, if others may too, what it says."""
    said: Properties = {"label": node.type, **_values(node)} if node.type in SHARED else {}
    roles: Properties = {"roles": [str(mention.role) for mention in node.mentions]}
    return Relationship(STATED_IN, node.id, report, said | roles | _evidence(node.mentions, report))


def _evidence(mentions: Iterable[Mention], report: str) -> Properties:
    """The places as properties; of none, empty lists."""
    places = list(mentions)
    found: Properties = {
        "report": report,
        "starts": [place.span.start for place in places],
        "ends": [place.span.end for place in places],
        "quotes": [place.quote for place in places],
        "rules": [place.rule for place in places],
        "confidences": [float(place.confidence) for place in places],
    }
    if places:
        surest = max(places, key=lambda place: place.confidence)
        found |= {
            "start": surest.span.start,
            "end": surest.span.end,
            "quote": surest.quote,
            "rule": surest.rule,
            "confidence": float(surest.confidence),
        }
    return found


def merge(iri: str, statements: Iterable[Properties]) -> PropertyNode:
    """The node that several reports tell of: what the first by IRI says that does not call it a mere Concept.

    It has the aliases of all.  The same rule as that of `kg.model.Graph`.
    """
    ordered = sorted(statements, key=lambda said: str(said["report"]))
    first = next((said for said in ordered if said["label"] != "Concept"), ordered[0])
    label = str(first["label"])
    names: list[str] = []
    for said in ordered:
        aliases = said.get("aliases")
        names += [str(alias) for alias in aliases] if isinstance(aliases, list) else []
    names += [str(said["name"]) for said in ordered]
    found: Properties = {"id": iri}
    found |= {item.name: first[item.name] for item in PROPERTIES[label] if first.get(item.name) is not None}
    found.pop("aliases", None)
    others = [name for name in dict.fromkeys(names) if name != first["name"]]
    return PropertyNode(label, found | ({"aliases": others} if others else {}))


def merged(graphs: Iterable[PropertyGraph]) -> tuple[list[PropertyNode], list[Relationship]]:
    """The nodes and relationships of several reports as one graph, each node once; the reports by IRI."""
    nodes: dict[str, PropertyNode] = {}
    statements: dict[str, list[Properties]] = {}
    relationships: list[Relationship] = []
    for graph in sorted(graphs, key=lambda graph: graph.report):
        nodes |= {node.id: node for node in graph.nodes if node.id not in nodes}
        relationships += graph.relationships
        for item in graph.relationships:
            if item.type == STATED_IN:
                statements.setdefault(item.start, []).append(item.properties)
    shared = {iri: merge(iri, said) for iri, said in statements.items() if len(said) > 1}
    return [shared.get(iri, node) for iri, node in nodes.items()], relationships


def digest(graph: PropertyGraph) -> str:
    """The SHA-256 (hex) of all that the graph states."""
    nodes = sorted((node.label, _canonical(node.properties)) for node in graph.nodes)
    edges = sorted(
        (item.start, item.type, item.end, _canonical(item.properties)) for item in graph.relationships
    )
    return hashlib.sha256(json.dumps([nodes, edges]).encode()).hexdigest()


def _canonical(properties: Properties) -> str:
    return json.dumps(properties, sort_keys=True)
