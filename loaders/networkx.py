"""Turns a graph into one of networkx, with attributes that GraphML and GEXF can hold."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from kg.model import Edge, Graph, Mention, Node
from kg.vocabulary import FIELDS

if TYPE_CHECKING:
    import networkx

Attributes = dict[str, str | float]

_SEPARATOR = "|"


def to_networkx(graph: Graph) -> networkx.MultiDiGraph:
    """The same nodes and edges; the nodes are IRIs, the key of an edge is its predicate.

    A node has `type`, `label` and its other fields, save the text of a report; `|` stands between the items
    of a field that holds several.  An edge has `predicate` and, if it has evidence, `evidence` (the quotes,
    a line each) and `report`, `start` and `end` of the first.  Both have the `confidence` of their surest
    mention and the `rule` that found it.  All attributes are text or numbers; those that are not known are
    left out.
    """
    import networkx

    result = networkx.MultiDiGraph()
    for node in graph.nodes.values():
        result.add_node(node.id, **_node_attributes(node))
    for edge in graph.edges:
        result.add_edge(edge.subject, edge.object, key=edge.predicate, **_edge_attributes(edge))
    return result


def _node_attributes(node: Node) -> Attributes:
    """The fields of the node that are known, as text and numbers."""
    found: Attributes = {"type": node.type}
    for item in fields(node):
        value = getattr(node, item.name)
        if item.name not in FIELDS or item.name == "text" or value in (None, ()):
            continue
        found[item.name] = _SEPARATOR.join(value) if isinstance(value, tuple) else value
    return found | _sureness(node.mentions)


def _edge_attributes(edge: Edge) -> Attributes:
    """The predicate and the evidence of the edge, as text and numbers."""
    found: Attributes = {"predicate": edge.predicate}
    if edge.evidence:
        first = edge.evidence[0]
        found["evidence"] = "\n".join(mention.quote for mention in edge.evidence)
        found |= {"report": first.report, "start": first.span.start, "end": first.span.end}
    return found | _sureness(edge.evidence)


def _sureness(mentions: tuple[Mention, ...]) -> Attributes:
    """The confidence and the rule of the surest of the mentions that a rule found."""
    read = [mention for mention in mentions if mention.rule]
    if not read:
        return {}
    surest = max(read, key=lambda mention: mention.confidence)
    return {"rule": surest.rule, "confidence": float(surest.confidence)}
