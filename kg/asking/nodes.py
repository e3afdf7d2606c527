"""Nodes of a stored graph, as cards."""

from __future__ import annotations

from pyoxigraph import Quad

from kg.asking.card import Card, read_card
from kg.asking.names import Answers, names_in
from kg.asking.neighbourhood import neighbourhood
from kg.graph import Problem, problems, shacl_problems
from kg.model import Graph
from kg.rdf import read
from kg.stores.folder import Generation, StoreFolder
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import full


def read_node(folder: StoreFolder, identifier: str) -> Card:
    """The card of a node by its IRI, whole or short.

    Raises NothingFound if there is no such node, and what `StoreFolder.current` raises.
    """
    return folder.read(lambda generation: _card(generation, identifier))


def find_card(
    folder: StoreFolder, query: str, *, limit: int = 10, type: str | None = None
) -> tuple[Answers, Card]:
    """The entries that the query names, and the card of the first, both of one generation.

    Raises NothingFound, BadValue as `lookup` does, and what `StoreFolder.current` raises.
    """

    def find(generation: Generation) -> tuple[Answers, Card]:
        found = names_in(generation, query, limit=limit, type=type)
        return found, _card(generation, found.best().id)

    return folder.read(find)


def read_quads(folder: StoreFolder) -> list[Quad]:
    """All that the store holds.  Raises what `StoreFolder.current` raises."""
    return folder.read(_quads)


def read_graph(folder: StoreFolder) -> Graph:
    """The whole stored graph.  Raises what `StoreFolder.current` raises."""
    return read(read_quads(folder))


def read_focused(folder: StoreFolder, name: str) -> tuple[Graph, str]:
    """The whole stored graph, and the IRI of the node in it that `name` means.

    `name` is an IRI, whole or short, or else a name as `kg lookup` finds it.  Raises NothingFound, BadValue
    as `lookup` does, and what `StoreFolder.current` raises.
    """

    def find(generation: Generation) -> tuple[Graph, str]:
        known = OxigraphStore(generation.facts_path).holds(full(name))
        iri = full(name) if known else names_in(generation, name, limit=1).best().id
        return read(_quads(generation)), iri

    return folder.read(find)


def check(folder: StoreFolder) -> tuple[int, list[Problem]]:
    """The number of nodes in the store, and the rules that they break.

    Raises what `StoreFolder.current` raises.
    """
    quads = read_quads(folder)
    graph = read(quads)
    return len(graph), [*problems(graph), *shacl_problems(quads)]


def _card(generation: Generation, identifier: str) -> Card:
    store = OxigraphStore(generation.facts_path)
    known = store.holds(full(identifier))
    return read_card(neighbourhood(store, full(identifier)) if known else Graph(), identifier)


def _quads(generation: Generation) -> list[Quad]:
    return list(OxigraphStore(generation.facts_path).match())
