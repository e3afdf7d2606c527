"""Turns a graph into one of networkx, with attributes that GraphML and GEXF can hold."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from kg.model import Edge, Graph, Node
from kg.vocabulary import FIELDS

if TYPE_CHECKING:
    import networkx

Attributes = dict[str, str | int]

_SEPARATOR = "|"


def to_networkx(graph: Graph) -> networkx.MultiDiGraph:
    """The same nodes and edges; the nodes are IRIs, the key of an edge is its predicate.

    A node has `type`, `label` and its other fields, save the text of a report; `|` stands between the items
    of a field that holds several.  An edge has `predicate` and, if it has evidence, `evidence` (the quotes,
    a line each) and `report`, `start` and `end` of the first.
    All attributes are text or whole numbers; those that are not known are left out.
    """
    import networkx

    result = networkx.MultiDiGraph()
    for node in graph.nodes.values():
        result.add_node(node.id, **_node_attributes(node))
    for edge in graph.edges:
        result.add_edge(edge.subject, edge.object, key=edge.predicate, **_edge_attributes(edge))
    return result


def _node_attributes(node: Node) -> Attributes:
    """The fields of the node that are known, as text and whole numbers."""
    found: Attributes = {"type": node.type}
    for item in fields(node):
        value = getattr(node, item.name)
        if item.name not in FIELDS or item.name == "text" or value in (None, ()):
            continue
        found[item.name] = _SEPARATOR.join(value) if isinstance(value, tuple) else value
    return found


def _edge_attributes(edge: Edge) -> Attributes:
    """The predicate and the evidence of the edge, as text and whole numbers."""
    found: Attributes = {"predicate": edge.predicate}
    if edge.evidence:
        first = edge.evidence[0]
        found["evidence"] = "\n".join(mention.quote for mention in edge.evidence)
        found |= {"report": first.report, "start": first.span.start, "end": first.span.end}
    return found
