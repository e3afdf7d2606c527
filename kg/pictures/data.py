"""What the page knows: nodes and edges for the network, and the cards with their evidence."""

from __future__ import annotations

from typing import Any

from kg.context import context
from kg.model import Edge, Graph, Node, Report, Term
from kg.pictures.layout import Point
from kg.pictures.looks import LOOKS, OTHER, OUTLINES, Look, look, shorten
from kg.vocabulary import decimal, short
from kg.words import CLASSES, EDGES, FIELDS, INVERSES, VALUES, Words

Data = dict[str, Any]
OTHERS = Words("其他", "other")
_EVIDENCE_LIMIT = 8


def nodes(graph: Graph, places: dict[str, Point], numbers: dict[str, int]) -> list[Data]:
    """The nodes as vis-network wants them; `name` is the shortened label."""
    return [_node(node, places[node.id], numbers[node.id]) for node in graph.nodes.values()]


def _node(node: Node, place: Point, number: int) -> Data:
    found = look(node)
    return {
        "id": number,
        "name": shorten(node.label, node),
        "type": node.type,
        "size": found.radius,
        "rank": found.rank,
        "x": round(place[0], 1),
        "y": round(place[1], 1),
    }


def edges(graph: Graph, numbers: dict[str, int]) -> list[Data]:
    """The edges as vis-network wants them, those that lack an end left out."""
    return [
        {
            "id": number,
            "from": numbers[edge.subject],
            "to": numbers[edge.object],
            "predicate": edge.predicate,
        }
        for number, edge in enumerate(whole_edges(graph))
    ]


def whole_edges(graph: Graph) -> list[Edge]:
    """The edges whose both ends are in the graph."""
    return [edge for edge in graph.edges if edge.subject in graph.nodes and edge.object in graph.nodes]


def cards(graph: Graph, shown: Graph) -> Data:
    """The cards of the nodes and the evidence of the edges, in the order of `nodes` and `edges`.

    A piece of evidence is `[sentence, start, end]`, the first a place in the list of sentences.
    The reports are sought in `graph`, since a neighbourhood may lack its report.
    """
    sentences: dict[str, int] = {}
    return {
        "nodes": [_card(node) for node in shown.nodes.values()],
        "evidence": [_evidence(edge, graph, sentences) for edge in whole_edges(shown)],
        "sentences": list(sentences),
    }


def _card(node: Node) -> Data:
    card: Data = {"id": short(node.id), "label": node.label}
    aliases = [alias for alias in node.aliases if alias != node.label]
    if aliases:
        card["aliases"] = aliases
    if isinstance(node, Term):
        card["definition"] = node.definition
    facts = {name: getattr(node, name, None) for name in FIELDS}
    return card | {"facts": {name: _said(value) for name, value in facts.items() if value is not None}}


def _said(value: object) -> object:
    """A number in its digits; of an IRI its end."""
    if isinstance(value, float):
        return decimal(value)
    return value.rpartition("/")[2] if isinstance(value, str) and "://" in value else value


def _evidence(edge: Edge, graph: Graph, sentences: dict[str, int]) -> list[list[int]]:
    found: list[list[int]] = []
    for mention in edge.evidence[:_EVIDENCE_LIMIT]:
        report = graph.nodes.get(mention.report)
        sentence, start, end = context(mention, report if isinstance(report, Report) else None)
        found.append([sentences.setdefault(sentence, len(sentences)), start, end])
    return found


def names() -> Data:
    """What the page calls classes, predicates and fields, and how it draws the classes."""
    return {
        "types": {name: {**_titled(CLASSES.get(name, OTHERS)), **_drawn(look)} for name, look in _looks()},
        "predicates": {
            name: {
                "zh": [words.zh, INVERSES[name].zh],
                "en": [words.en.capitalize(), INVERSES[name].en.capitalize()],
            }
            for name, words in EDGES.items()
        },
        "facts": {name: _titled(words) for name, words in FIELDS.items()},
        "values": {name: _titled(words) for name, words in VALUES.items()},
    }


def _looks() -> list[tuple[str, Look]]:
    """Each class with its look; the last, with no name, is that of a class without one."""
    return [*LOOKS.items(), ("", OTHER)]


def _titled(words: Words) -> Data:
    return {"zh": words.zh, "en": words.en.capitalize()}


def _drawn(look: Look) -> Data:
    return {
        "shape": look.shape,
        "outline": OUTLINES.get(look.shape),
        "light": look.light,
        "dark": look.dark,
    }
