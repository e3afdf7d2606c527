"""GraphML and GEXF, by networkx."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import Quad

from kg.rdf import read
from loaders import loader

if TYPE_CHECKING:
    import networkx

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(quads: list[Quad], stream: BinaryIO) -> None:
    """Write the graph as GraphML; every edge has an id of its own (programs merge edges of one id)."""
    import networkx

    graph = _network(quads)
    for number, (_, _, attributes) in enumerate(graph.edges(data=True)):
        attributes["id"] = f"e{number}"
    page = io.BytesIO()
    networkx.write_graphml(graph, page, edge_id_from_attribute="id")
    stream.write(page.getvalue())


def write_gexf(quads: list[Quad], stream: BinaryIO) -> None:
    """Write the graph as GEXF 1.2.

    There `start` and `end` would be times, so offsets are called `startOffset` and `endOffset`; the label of
    an edge is its predicate.
    """
    import networkx

    graph = _network(quads)
    for _, attributes in graph.nodes(data=True):
        _rename_offsets(attributes)
    for _, _, attributes in graph.edges(data=True):
        _rename_offsets(attributes)
        attributes["label"] = attributes["predicate"]
    page = io.BytesIO()
    networkx.write_gexf(graph, page)
    stream.write(page.getvalue())


def _rename_offsets(attributes: dict[str, str | float]) -> None:
    for name in ("start", "end"):
        if name in attributes:
            attributes[f"{name}Offset"] = attributes.pop(name)


def _network(quads: list[Quad]) -> networkx.MultiDiGraph:
    """The graph; characters that XML cannot hold are replaced by U+FFFD."""
    graph = loader("networkx")(read(quads))
    for _, attributes in graph.nodes(data=True):
        _clean(attributes)
    for _, _, attributes in graph.edges(data=True):
        _clean(attributes)
    return graph


def _clean(attributes: dict[str, str | float]) -> None:
    for name, value in attributes.items():
        if isinstance(value, str):
            attributes[name] = _NOT_XML.sub("\ufffd", value)
