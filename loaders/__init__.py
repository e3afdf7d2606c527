"""What fills a store, or another library's graph, with a graph; imported by name when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from kg.errors import UnknownName
from kg.language import choose, listed

LOADERS: dict[str, str] = {
    "rdf": "loaders.rdf:load",
    "cypher": "loaders.cypher:filling",
    "networkx": "loaders.networkx:to_networkx",
    "neo4j": "loaders.neo4j:load",
    "sparql": "loaders.sparql:load",
}
"""Name → module and function; each function takes the graph, or the graphs of several reports, first."""


def loader(name: str) -> Callable[..., Any]:
    """The loader of that name.  Raises UnknownName if there is none."""
    if name not in LOADERS:
        raise UnknownName(what=choose("载入器", "loader"), name=name, known=listed(LOADERS))
    module, _, function = LOADERS[name].partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
