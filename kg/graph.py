"""The checks on a graph, and its canonical order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.language import choose
from kg.model import NODE_CLASSES, PREDICATES, Component, Graph, Mention, Node, Term, united
from kg.paths import ontology
from kg.vocabulary import STRING, short

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Quad

_RANK = {cls: rank for rank, cls in enumerate(NODE_CLASSES.values())}
_IRI = re.compile(
    r'[a-z][a-z0-9+.-]*://[^\s\x00-\x20<>"{}|^`\\%]+(?:%[0-9A-F]{2}[^\s\x00-\x20<>"{}|^`\\%]*)*'
)


class Problem(NamedTuple):
    """One broken rule: its code, the IRI of the node or edge that breaks it, and what is wrong.

    An edge is named by its subject, predicate and object, with blanks between.  `str()` gives one line in
    the language of the environment.
    """

    code: str
    about: str
    zh: str
    en: str

    def __str__(self) -> str:
        about = " ".join(short(part) for part in self.about.split(" "))
        return " ".join(f"{about}: {choose(self.zh, self.en)} [{self.code}]".split())


def canonical(graph: Graph) -> Graph:
    """The same graph in the one order that all equal graphs share.

    Nodes stand by class, then by their first mention; edges by subject, predicate and object; mentions by
    report, then span; aliases by code points; the labels of a term as they stand in its headword, then
    those that do not stand there, by code points.  What is there twice is kept once, the surer of two
    mentions at one place.
    """
    nodes = sorted(map(_canonical_node, graph.nodes.values()), key=_place)
    found = Graph(nodes)
    for key, evidence in sorted(graph.stated, key=lambda edge: edge[0]):
        found.state(key, sorted(evidence))
    return found


def _canonical_node(node: Node) -> Node:
    aliases, mentions = tuple(sorted(set(node.aliases))), _sorted(node.mentions)
    if (aliases, mentions) != (node.aliases, node.mentions):
        node = replace(node, aliases=aliases, mentions=mentions)
    if isinstance(node, Term):
        headword = node.label
        labels = sorted(set(node.labels), key=lambda label: (headword.find(label) % (2**32), label))
        node = replace(node, labels=tuple(labels))
    return node


def _sorted(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(united(mentions)))


def _place(node: Node) -> tuple[int, tuple[Mention, ...], str]:
    return _RANK[type(node)], node.mentions[:1], node.id


class Sure(NamedTuple):
    """A graph without its less sure facts, and how many nodes, edges and mentions were left out."""

    graph: Graph
    nodes: int
    edges: int
    mentions: int


def at_least(graph: Graph, confidence: float) -> Sure:
    """The facts of a sound graph that are at least so sure, as a sound graph.

    Left out are the mentions below the confidence, the nodes and edges that lose all their mentions by it,
    the edges that lose an end, and what no report leads to any more.  The components that stay have
    the positions 0 to n-1.
    """
    nodes = {}
    for node in graph.nodes.values():
        mentions = _sure(node.mentions, confidence)
        if mentions or not node.mentions:
            nodes[node.id] = node if mentions == node.mentions else replace(node, mentions=mentions)
    edges = []
    for edge in graph.edges:
        evidence = _sure(edge.evidence, confidence)
        if (evidence or not edge.evidence) and edge.subject in nodes and edge.object in nodes:
            edges.append(replace(edge, evidence=evidence))
    kept = Graph(nodes.values(), edges)
    reached = _reached(kept)
    kept = Graph(
        (node for node in nodes.values() if node.id in reached),
        (edge for edge in edges if edge.subject in reached),
    )
    _renumber(kept)
    lost = len(list(_mentions(graph))) - len(list(_mentions(kept)))
    return Sure(kept, len(graph) - len(kept), graph.size - kept.size, lost)


def _sure(mentions: tuple[Mention, ...], confidence: float) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if mention.confidence >= confidence)


def _renumber(graph: Graph) -> None:
    """Give the components of each parent the positions from 0 on, in their order."""
    for parts in _components(graph).values():
        for position, part in enumerate(sorted(parts, key=lambda part: part.position)):
            if part.position != position:
                graph.nodes[part.id] = replace(part, position=position)


def _components(graph: Graph) -> dict[str, list[Component]]:
    """The components of each parent."""
    found = defaultdict(list)
    for (subject, predicate, target), _ in graph.stated:
        if predicate == "hasComponent" and isinstance(child := graph.nodes.get(target), Component):
            found[subject].append(child)
    return found


def problems(graph: Graph) -> list[Problem]:
    """What is wrong with the graph, by the rules that SHACL cannot hold; none if it is sound.

    Every IRI is well formed; every mention's quote stands at its span in its report; every edge has a
    known predicate and joins two nodes; every node is reachable from a report, whichever way the edges
    point; the components of one parent have the positions 0 to n-1.
    """
    return [
        *_malformed_iris(graph),
        *_wrong_quotes(graph),
        *_wrong_edges(graph),
        *_unreachable(graph),
        *_wrong_positions(graph),
    ]


def _malformed_iris(graph: Graph) -> Iterator[Problem]:
    for iri in graph.nodes:
        if not _IRI.fullmatch(iri):
            yield Problem("malformed-iri", iri, "标识不是合法的 IRI", "the identifier is no well-formed IRI")


def _wrong_quotes(graph: Graph) -> Iterator[Problem]:
    texts = {report.id: report.text for report in graph.reports()}
    for key, mention in _mentions(graph):
        text, span = texts.get(mention.report), mention.span
        if text is not None and text[span.start : span.end] == mention.quote:
            continue
        about = " ".join(key)
        if text is None:
            zh, en = "出处所在的报告不在图谱中", "mentioned in a report that the graph does not hold"
            yield Problem("unknown-report", about, f"{zh}:{mention.report}", f"{en}: {mention.report}")
        else:
            there, quote = _clipped(span.of(text)), _clipped(mention.quote)
            zh = f"[{span.start}, {span.end}) 处的原文为 {there},引文为 {quote}"
            en = f"the text at [{span.start}, {span.end}) is {there}, the quote says {quote}"
            yield Problem("quote-differs", about, zh, en)


def _mentions(graph: Graph) -> Iterator[tuple[tuple[str, ...], Mention]]:
    """Every mention, with the IRI of the node or the key of the edge that it belongs to."""
    for node in graph.nodes.values():
        for mention in node.mentions:
            yield (node.id,), mention
    for key, evidence in graph.stated:
        for mention in evidence:
            yield key, mention


def _clipped(text: str) -> str:
    return repr(text if len(text) <= 24 else text[:23] + "…")


def _wrong_edges(graph: Graph) -> Iterator[Problem]:
    for key, _ in graph.stated:
        subject, predicate, target = key
        if predicate not in PREDICATES:
            zh, en = f"未知的关系 {predicate}", f"unknown predicate {predicate}"
            yield Problem("unknown-predicate", " ".join(key), zh, en)
        for end in (subject, target):
            if end not in graph.nodes:
                zh, en = f"关系的一端 {short(end)} 不在图谱中", f"the edge's end {short(end)} is no node"
                yield Problem("dangling-edge", " ".join(key), zh, en)


def _unreachable(graph: Graph) -> Iterator[Problem]:
    reached = _reached(graph)
    for iri in graph.nodes:
        if iri not in reached:
            yield Problem("unreachable", iri, "无法从任何报告到达", "not reachable from any report")


def _reached(graph: Graph) -> set[str]:
    """The nodes that edges join to a report, whichever way they point."""
    neighbours = defaultdict(list)
    for (subject, _, target), _ in graph.stated:
        neighbours[subject].append(target)
        neighbours[target].append(subject)
    waiting = [report.id for report in graph.reports()]
    reached = set(waiting)
    while waiting:
        for near in neighbours[waiting.pop()]:
            if near not in reached:
                reached.add(near)
                waiting.append(near)
    return reached


def _wrong_positions(graph: Graph) -> Iterator[Problem]:
    for parent, parts in _components(graph).items():
        found = sorted(part.position for part in parts)
        if found != list(range(len(found))):
            said = ", ".join(map(str, found))
            zh = f"组成部分的位置不连续:{said}"
            en = f"the components' positions are not 0 to n-1: {said}"
            yield Problem("component-positions", parent, zh, en)


def shacl_problems(quads: Iterable[Quad]) -> list[Problem]:
    """What breaks the shapes of `ontology/shapes.ttl`, by pySHACL, over all the quads as one graph.

    The code of a problem is the local name of its shape.
    """
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(ontology() / "shapes.ttl", format="turtle")
    conforms, results, _ = pyshacl.validate(_rdflib_graph(quads), shacl_graph=shapes, inplace=True)
    if not isinstance(results, rdflib.Graph):
        raise TypeError(f"the shapes cannot be used: {results}")
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    return [] if conforms else sorted({_problem(results, row) for row in results.objects(None, shacl.result)})


def _rdflib_graph(quads: Iterable[Quad]) -> rdflib.Graph:
    from pyoxigraph import Literal
    from rdflib import Graph as RdflibGraph
    from rdflib import Literal as RdflibLiteral
    from rdflib import URIRef

    graph = RdflibGraph(bind_namespaces="none")
    add = graph.store.add
    for subject, predicate, obj, _ in quads:
        if not isinstance(obj, Literal):
            value: RdflibLiteral | URIRef = URIRef(obj.value)
        elif obj.language:
            value = RdflibLiteral(obj.value, lang=obj.language)
        elif obj.datatype.value == STRING:
            value = RdflibLiteral(obj.value)  # rdflib holds "a" and "a"^^xsd:string for two literals
        else:
            value = RdflibLiteral(obj.value, datatype=URIRef(obj.datatype.value))
        add((URIRef(subject.value), URIRef(predicate.value), value), graph)
    return graph


def _problem(results: rdflib.Graph, result: rdflib.term.Node) -> Problem:
    from rdflib import SH, Literal

    messages = {
        message.language: str(message)
        for message in results.objects(result, SH.resultMessage)
        if isinstance(message, Literal)
    }
    code = str(results.value(result, SH.sourceShape)).rpartition("#")[2]
    focus = str(results.value(result, SH.focusNode))
    return Problem(code, focus, messages.get("zh", code), messages.get("en", code))
