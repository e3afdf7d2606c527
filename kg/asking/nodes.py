"""Nodes of a stored graph, as cards."""

from __future__ import annotations

from pyoxigraph import Quad

from kg.asking.card import Card, read_card
from kg.asking.lookup import lookup, nearest
from kg.asking.neighbourhood import neighbourhood
from kg.errors import NothingFound
from kg.graph import Problem, problems, shacl_problems
from kg.language import choose
from kg.model import Graph
from kg.rdf import read
from kg.stores.folder import Generation, StoreFolder
from kg.stores.names import NameIndex
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

    def find(generation: Generation) -> str:
        if OxigraphStore(generation.facts_path).holds(full(name)):
            return full(name)
        with NameIndex.open(generation.names_path) as index:
            hits = lookup(index, name, limit=1)
            if not hits:
                raise NothingFound(
                    query=name, nearest=choose("、", ", ").join(hit.label for hit in nearest(index, name))
                )
            return hits[0].id

    return folder.read(find)


def check(folder: StoreFolder) -> tuple[int, list[Problem]]:
    """The number of nodes in the store, and the rules that they break.

    Raises what `StoreFolder.current` raises.
    """
    quads = read_quads(folder)
    graph = read(quads)
    return len(graph), [*problems(graph), *shacl_problems(quads)]
