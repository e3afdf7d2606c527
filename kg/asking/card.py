"""A node with all that the graph holds of it, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from typing import NamedTuple

from kg.asking.values import Values, side_by_side
from kg.context import context
from kg.errors import NoNode
from kg.model import Component, Edge, Graph, Indicator, Measure, Mention, Node, Report, Role, Term
from kg.notices import LineNumbers
from kg.vocabulary import full, short

_OWN = {"id", "label", "mentions", "text"}


class Passage(NamedTuple):
    """Words of a report in their sentence.

    `line` counts from 1, `start` and `end` are offsets in the source text; `quote` stands in `sentence`
    from `at`.  `rule` found it, with that `confidence`.
    """

    report: str
    role: str
    line: int
    start: int
    end: int
    quote: str
    sentence: str
    at: int
    rule: str
    confidence: float


class Branch(NamedTuple):
    """A component with its own components."""

    component: Component
    branches: tuple[Branch, ...]


class Link(NamedTuple):
    """An edge as seen from one of its ends: `outward` if that is its subject."""

    predicate: str
    outward: bool
    other: Node
    passages: tuple[Passage, ...]


class Card(NamedTuple):
    """A node, its report's title, its expansion, where it stands, its edges, and those of what it denotes.

    `values` are those of an indicator.
    """

    node: Node
    report: str
    expansion: tuple[Branch, ...]
    values: tuple[Values, ...]
    passages: tuple[Passage, ...]
    links: tuple[Link, ...]
    denoted: tuple[tuple[Node, tuple[Link, ...]], ...]


def read_card(graph: Graph, identifier: str) -> Card:
    """The card of a node, from a graph that holds the node's neighbourhood.

    `identifier` is an IRI, whole or short.  Raises NoNode if the graph has no such node.
    """
    iri = full(identifier)
    node = graph.nodes.get(iri)
    if node is None:
        raise NoNode(name=identifier)
    links = tuple(_links(graph, iri))
    things = [link.other for link in links if link.predicate == "denotes" and link.outward]
    return Card(
        node=node,
        report=next((_titled(report) for report in graph.reports() if _stands_in(node, report)), ""),
        expansion=_expansion(graph, iri),
        values=side_by_side(_measures(links)) if isinstance(node, Indicator) else (),
        passages=tuple(_passages(graph, node.mentions)),
        links=links,
        denoted=tuple((thing, tuple(_links(graph, thing.id, ("denotes", False)))) for thing in things),
    )


def _titled(report: Report) -> str:
    """The title of a report, with its place and year where the title names neither."""
    said = [str(part) for part in (report.place, report.year) if part and str(part) not in report.label]
    return f"{report.label}({' '.join(said)})" if said else report.label


def _stands_in(node: Node, report: Report) -> bool:
    return node.id == report.id or any(mention.report == report.id for mention in node.mentions)


def _expansion(graph: Graph, iri: str) -> tuple[Branch, ...]:
    ends = (
        graph.nodes[edge.object]
        for edge in graph.edges
        if edge.subject == iri and edge.predicate == "hasComponent"
    )
    components = sorted((end for end in ends if isinstance(end, Component)), key=lambda part: part.position)
    return tuple(Branch(component, _expansion(graph, component.id)) for component in components)


def _measures(links: tuple[Link, ...]) -> Iterator[Measure]:
    """The measures of an indicator."""
    for link in links:
        if link.predicate == "ofIndicator" and isinstance(link.other, Measure):
            yield link.other


def _passages(graph: Graph, mentions: tuple[Mention, ...]) -> Iterator[Passage]:
    for mention in mentions:
        report = graph.nodes.get(mention.report)
        if not isinstance(report, Report) or mention.role is Role.FURNITURE:
            continue
        sentence, at, _ = context(mention, report)
        yield Passage(
            report=report.id,
            role=mention.role,
            line=_lines(report.text).of(mention.span.start),
            start=mention.span.start,
            end=mention.span.end,
            quote=mention.quote,
            sentence=sentence,
            at=at,
            rule=mention.rule,
            confidence=mention.confidence,
        )


@lru_cache(32)
def _lines(text: str) -> LineNumbers:
    """The line numbers of a report's text: counted once for all the passages of many cards."""
    return LineNumbers(text)


def _links(graph: Graph, iri: str, but: tuple[str, bool] = ("hasComponent", True)) -> Iterator[Link]:
    """The edges of a node but those of that predicate and direction, which the card shows apart."""
    for edge in graph.edges:
        outward = edge.subject == iri
        if (outward or edge.object == iri) and (edge.predicate, outward) != but:
            yield _link(graph, edge, outward=outward)


def _link(graph: Graph, edge: Edge, *, outward: bool) -> Link:
    other = graph.nodes[edge.object if outward else edge.subject]
    return Link(edge.predicate, outward, other, tuple(_passages(graph, edge.evidence)))


def as_json(card: Card) -> dict[str, object]:
    """The card as plain values, for programs; the keys of a node are those of the model."""
    return {
        **summary(card.node),
        **{
            field.name: _plain(card.node, field.name) for field in fields(card.node) if field.name not in _OWN
        },
        "report": card.report,
        "expansion": [_branch(branch) for branch in card.expansion],
        "values": [row._asdict() for row in card.values],
        "passages": [_passage(passage) for passage in card.passages],
        "edges": [_edge(link) for link in card.links],
        "denotes": [
            {**summary(thing), "edges": [_edge(link) for link in links]} for thing, links in card.denoted
        ],
    }


def summary(node: Node) -> dict[str, object]:
    """The keys by which a node is named everywhere: id, label, type, and the number of a term."""
    number = {"number": node.number} if isinstance(node, Term) else {}
    return {"id": short(node.id), "iri": node.id, "label": node.label, "type": node.type, **number}


def _plain(node: Node, name: str) -> object:
    value = getattr(node, name)
    return list(value) if isinstance(value, tuple) else value


def _branch(branch: Branch) -> dict[str, object]:
    part = branch.component
    return {
        "label": part.label,
        "symbol": part.symbol,
        "count": part.count,
        "unit": part.unit,
        "listed": part.listed,
        "members": [_branch(child) for child in branch.branches],
    }


def _passage(passage: Passage) -> dict[str, object]:
    return passage._asdict()


def _edge(link: Link) -> dict[str, object]:
    return {
        "predicate": link.predicate,
        "direction": "out" if link.outward else "in",
        "node": summary(link.other),
        "evidence": [_passage(passage) for passage in link.passages],
    }
