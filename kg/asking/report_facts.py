"""What a report says, fact by fact: each mention of each node, in the order of the text."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from kg.asking.directory import Page
from kg.model import Graph, Mention, Node, Role

Place = tuple[int, int, str, str]
"""Start, end, IRI of the node, and role: no two facts of one report have the same."""


class Fact(NamedTuple):
    """A place where a report names a node."""

    place: Place
    node: Node
    mention: Mention


def facts(graph: Graph) -> tuple[Fact, ...]:
    """The mentions of all nodes of one report, page furniture apart."""
    found = (
        Fact((mention.span.start, mention.span.end, node.id, mention.role.value), node, mention)
        for node in graph.nodes.values()
        for mention in node.mentions
        if mention.role is not Role.FURNITURE
    )
    return tuple(sorted(found, key=lambda fact: fact.place))


def page(items: tuple[Fact, ...], after: Place | None, limit: int) -> Page[Fact]:
    """The first facts behind that place, where none need be."""
    start = bisect_right(items, after, key=lambda fact: fact.place) if after is not None else 0
    return Page(items[start : start + limit], len(items), start + limit < len(items))
