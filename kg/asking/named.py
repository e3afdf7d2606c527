"""Nodes by what stands in a table: their IRIs, or their labels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import ID, KG, RDF, RDFS
from kg.words import CLASSES

_LABEL = NamedNode(RDFS + "label")
_TYPE = NamedNode(RDF + "type")


class Name(NamedTuple):
    """A node as a link shows it: its IRI, label and class."""

    iri: str
    label: str
    type: str


def named(store: OxigraphStore, iris: Iterable[str]) -> dict[str, Name]:
    """The nodes among these IRIs, by IRI."""
    found = ((iri, _name(store, iri)) for iri in dict.fromkeys(iris))
    return {iri: name for iri, name in found if name is not None}


def labelled(store: OxigraphStore, labels: Iterable[str]) -> dict[str, tuple[Name, ...]]:
    """The nodes that have exactly these labels, by label, each label's in the order of their IRIs."""
    found = {}
    for label in dict.fromkeys(labels):
        iris = {quad.subject.value for quad in store.match(None, _LABEL, Literal(label, language="zh"))}  # type: ignore[union-attr]
        found[label] = tuple(named(store, sorted(iris)).values())
    return found


def of_class(store: OxigraphStore, name: str, limit: int) -> tuple[Name, ...]:
    """The first nodes of a class, in the order of the store."""
    found: dict[str, Name] = {}
    for quad in store.match(None, _TYPE, NamedNode(KG + name)):
        iri = quad.subject.value  # type: ignore[union-attr]
        if iri not in found and (known := _name(store, iri)):
            found[iri] = known
        if len(found) == limit:
            break
    return tuple(found.values())


def _name(store: OxigraphStore, iri: str) -> Name | None:
    """None for what is no node, or has no label."""
    if not iri.startswith(ID):
        return None
    try:
        node = NamedNode(iri)
    except ValueError:
        return None
    types = {quad.object.value.removeprefix(KG) for quad in store.match(node, _TYPE)}  # type: ignore[union-attr]
    labels = {quad.object.value for quad in store.match(node, _LABEL)}  # type: ignore[union-attr]
    known = next((name for name in CLASSES if name in types), None)
    return Name(iri, min(labels), known) if known and labels else None
