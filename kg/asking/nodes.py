"""Nodes of a stored graph, as cards."""

from __future__ import annotations

from pyoxigraph import Quad

from kg.asking.card import Card, read_card
from kg.asking.names import find_names
from kg.asking.neighbourhood import neighbourhood
from kg.errors import NothingFound
from kg.graph import Problem, problems, shacl_problems
from kg.language import listed
from kg.model import Graph
from kg.rdf import read
from kg.stores.folder import Generation, StoreFolder
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import full


def read_node(folder: StoreFolder, identifier: str) -> Card:
    """The card of a node by its IRI, whole or short.

    Raises NothingFound if there is no such node, and what `StoreFolder.current` raises.
    """

    def around(generation: Generation) -> Graph:
        store = OxigraphStore(generation.facts_path)
        return neighbourhood(store, full(identifier)) if store.holds(full(identifier)) else Graph()

    return read_card(folder.read(around), identifier)


def read_quads(folder: StoreFolder) -> list[Quad]:
    """All that the store holds.  Raises what `StoreFolder.current` raises."""
    return folder.read(lambda generation: list(OxigraphStore(generation.facts_path).graphs))


def read_graph(folder: StoreFolder) -> Graph:
    """The whole stored graph.  Raises what `StoreFolder.current` raises."""
    return read(read_quads(folder))


def find_node(folder: StoreFolder, name: str) -> str:
    """The IRI of a node by its IRI, whole or short, or else by its name, as `kg lookup` finds it.

    Raises NothingFound, and what `StoreFolder.current` raises.
    """
    if folder.read(lambda generation: OxigraphStore(generation.facts_path).holds(full(name))):
        return full(name)
    found = find_names(folder, name, limit=1)
    if not found.hits:
        raise NothingFound(query=name, nearest=listed(hit.label for hit in found.nearest))
    return found.hits[0].id


def check(folder: StoreFolder) -> tuple[int, list[Problem]]:
    """The number of nodes in the store, and the rules that they break.

    Raises what `StoreFolder.current` raises.
    """
    quads = read_quads(folder)
    graph = read(quads)
    return len(graph), [*problems(graph), *shacl_problems(quads)]
