"""A graph as columns: what a program draws that has thousands of nodes to fetch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from kg.model import Graph, Node
from kg.pictures.layout import Point, positions
from kg.pictures.looks import look
from kg.vocabulary import short


class NodeColumns(TypedDict):
    """One entry a node: short id, label, place among `types`, place and radius in layout units, rank."""

    id: list[str]
    label: list[str]
    type: list[int]
    x: list[float]
    y: list[float]
    size: list[float]
    rank: list[int]


EdgeColumns = TypedDict("EdgeColumns", {"from": list[int], "to": list[int], "predicate": list[int]})
"""One entry an edge: the places of its ends among the nodes, and of its predicate among `predicates`."""


class Network(TypedDict):
    """A graph to be drawn; y points downwards, and the lower a rank, the sooner its node is drawn.

    `more` says that the graph is a part of what was asked for.
    """

    nodes: NodeColumns
    edges: EdgeColumns
    types: list[str]
    predicates: list[str]
    more: bool


def network(graph: Graph, focus: str | None = None, *, more: bool = False) -> Network:
    """The graph with the place of every node, the focus in the middle if there is one.

    `focus` is an IRI.  Edges that lack an end are left out.
    """
    places = positions(graph, focus)
    types = _Numbers(node.type for node in graph.nodes.values())
    return {
        "nodes": _nodes(list(graph.nodes.values()), places, types),
        **_edges(graph),
        "types": list(types),
        "more": more,
    }


class _Numbers(dict[str, int]):
    """Names in the order of their first use, each with its place."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__((name, place) for place, name in enumerate(dict.fromkeys(names)))


def _nodes(nodes: list[Node], places: dict[str, Point], types: _Numbers) -> NodeColumns:
    looks = [look(node) for node in nodes]
    return {
        "id": [short(node.id) for node in nodes],
        "label": [node.label for node in nodes],
        "type": [types[node.type] for node in nodes],
        "x": [round(places[node.id][0], 1) for node in nodes],
        "y": [round(places[node.id][1], 1) for node in nodes],
        "size": [found.radius for found in looks],
        "rank": [found.rank for found in looks],
    }


class _Edges(TypedDict):
    edges: EdgeColumns
    predicates: list[str]


def _edges(graph: Graph) -> _Edges:
    numbers = _Numbers(graph.nodes)
    keys = [key for key, _ in graph.stated if key[0] in numbers and key[2] in numbers]
    predicates = _Numbers(predicate for _, predicate, _ in keys)
    columns: EdgeColumns = {
        "from": [numbers[subject] for subject, _, _ in keys],
        "to": [numbers[object_] for _, _, object_ in keys],
        "predicate": [predicates[predicate] for _, predicate, _ in keys],
    }
    return {"edges": columns, "predicates": list(predicates)}
