from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, Quad

from kg.exporting import export
from kg.model import Graph
from kg.rdf import quads
from tests.graphs import iri, other_graph, tiny_graph


def odd_graph() -> Graph:
    """The little graph with characters in a definition that the formats must escape."""
    graph, name = tiny_graph(), iri("term", 1)
    odd = '一\x0b二\x00\r\n\t"三"\\\ufffe\u2028𪚥'
    graph.nodes[name] = replace(graph.nodes[name], definition=odd)  # type: ignore[call-arg]
    return graph


BOTH = [*quads(odd_graph()), *quads(other_graph())]
RDFLIB = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
Triple = tuple[rdflib.term.Node, ...]


def as_rdflib(quad: Quad) -> Triple:
    obj = quad.object
    if not isinstance(obj, Literal):
        value: rdflib.term.Node = rdflib.URIRef(obj.value)
    elif obj.language:
        value = rdflib.Literal(obj.value, lang=obj.language)
    elif obj.datatype.value.endswith("#string"):
        value = rdflib.Literal(obj.value)
    else:
        value = rdflib.Literal(obj.value, datatype=rdflib.URIRef(obj.datatype.value))
    return rdflib.URIRef(quad.subject.value), rdflib.URIRef(quad.predicate.value), value


def plain(term: rdflib.term.Node) -> rdflib.term.Node:
    """rdflib holds "a" and "a"^^xsd:string, which are one literal, for two."""
    if isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.string:
        return rdflib.Literal(str(term))
    return term


@pytest.mark.parametrize("format", ["ttl", "nt"])
def test_formats_without_graphs_read_back_as_the_union(format: str, tmp_path: Path) -> None:
    out = tmp_path / f"out.{format}"
    export(BOTH, format, out)
    graph = rdflib.Graph().parse(data=out.read_bytes(), format=RDFLIB[format])
    assert {(s, p, plain(o)) for s, p, o in graph} == {as_rdflib(quad) for quad in BOTH}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # it warns of itself
@pytest.mark.parametrize("format", ["nq", "trig", "jsonld"])
def test_formats_with_graphs_read_back_the_same(format: str, tmp_path: Path) -> None:
    out = tmp_path / f"out.{format}"
    export(BOTH, format, out)
    dataset = rdflib.Dataset()
    dataset.parse(data=out.read_bytes(), format=RDFLIB[format])
    found = {(s, p, plain(o), str(name)) for s, p, o, name in dataset.quads()}
    assert found == {(*as_rdflib(quad), quad.graph_name.value) for quad in BOTH}


@pytest.mark.parametrize("format", RDFLIB)
def test_the_same_quads_give_the_same_bytes(format: str) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    export(BOTH, format, first)
    export(reversed([*BOTH, BOTH[0]]), format, second)
    assert first.getvalue() == second.getvalue()


def test_turtle_is_for_reading() -> None:
    page = io.BytesIO()
    export(BOTH, "ttl", page)
    assert b"@prefix kg:" in page.getvalue()
    assert "青石市政府工作报告".encode() in page.getvalue()


def test_n_quads_hold_a_quad_a_line() -> None:
    page = io.BytesIO()
    export(BOTH, "nq", page)
    assert page.getvalue().count(b"\n") == len(BOTH)
