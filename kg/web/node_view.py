"""What the page of a node shows: its fields, its expansion, its sentences, its edges in named groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.asking.card import Card, Link
from kg.asking.values import written
from kg.model import PREDICATES, Goal, Honor, Measure, Node, Place, Project, Report, Section, Term
from kg.vocabulary import decimal
from kg.web.expansion import Piece, Twig, drawn
from kg.web.sentences import Sentence, Standing, sentences, standings
from kg.words import FIELDS, VALUES, word

_FIRST = ("denotes", "ofIndicator", "includes", "targets", "achieves")
_ORDER = {name: place for place, name in enumerate(dict.fromkeys([*_FIRST, *reversed(PREDICATES)]))}
"""The order of the groups: what a reader asks for first, and the sections that mention it last."""


class Item(NamedTuple):
    """A neighbour: how it is called, what tells it apart, and where the report says so."""

    iri: str
    type: str
    label: str
    note: str
    sentences: tuple[Sentence, ...]


class Group(NamedTuple):
    """The neighbours of one type that edges of one kind and direction lead to."""

    predicate: str
    outward: bool
    type: str
    items: tuple[Item, ...]


class Facet(NamedTuple):
    """A thing that a term denotes, with the groups of its edges."""

    item: Item
    groups: tuple[Group, ...]


class NodeView(NamedTuple):
    """A card, arranged.

    `entry` is where a term is defined, `standings` where else the node is named, `trail` what it is a part
    of.
    """

    fields: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]
    twigs: tuple[Twig, ...]
    entry: tuple[Sentence, ...]
    standings: tuple[Standing, ...]
    trail: tuple[Item, ...]
    facets: tuple[Facet, ...]
    groups: tuple[Group, ...]


def arranged(card: Card) -> NodeView:
    """The card as its page shows it."""
    standing = standings(card.passages, _sections(card))
    shown = {place.section.id for place in standing if place.section is not None}
    pieces, twigs = drawn(card.node.label, card.expansion)
    more = {thing.id: links for thing, links in card.denoted}
    return NodeView(
        fields=tuple(_fields(card.node)),
        pieces=pieces,
        twigs=twigs,
        entry=sentences(passage for passage in card.passages if passage.role == "definition"),
        standings=standing,
        trail=tuple(_item(link) for link in card.links if _leads_up(link)),
        facets=tuple(
            Facet(_item(link), _groups(more[link.other.id], shown))
            for link in card.links
            if link.outward and link.other.id in more
        ),
        groups=_groups((link for link in card.links if not _elsewhere(card, link)), shown),
    )


def _leads_up(link: Link) -> bool:
    return (link.predicate, link.outward) in (("partOf", True), ("hasComponent", False))


def _elsewhere(card: Card, link: Link) -> bool:
    """Whether the page shows the neighbour above its groups, in the trail, say, or the outline."""
    if link.predicate == "partOf":
        return isinstance(link.other if link.outward else card.node, Report | Section)
    return link.outward and link.predicate == "denotes" and isinstance(card.node, Term)


def caption(node: Node) -> tuple[str, str]:
    """How a node is called among others, and what tells it apart: a measure by its indicator and period."""
    if isinstance(node, Measure):
        return f"{node.indicator} {written(node)}", f"{node.period} · {word(VALUES, node.status)}"
    if isinstance(node, Term):
        return node.label, f"[{node.number}]"
    if isinstance(node, Goal):
        return node.label, node.deadline or ""
    if isinstance(node, Project | Honor):
        return node.label, _status(node.status) or ""
    return node.label, ""


def _sections(card: Card) -> Iterator[Section]:
    """The sections that are known around the node, and itself if it is one."""
    links = [*card.links, *(link for _, more in card.denoted for link in more)]
    for node in (card.node, *(link.other for link in links)):
        if isinstance(node, Section):
            yield node


def _groups(links: Iterable[Link], shown: set[str]) -> tuple[Group, ...]:
    """The edges in groups, without the mentions whose sections are shown with their sentences."""
    found: dict[tuple[str, bool, str], list[Item]] = {}
    for link in links:
        if link.predicate == "mentions" and not link.outward and link.other.id in shown:
            continue
        found.setdefault((link.predicate, link.outward, link.other.type), []).append(_item(link))
    order = sorted(found, key=lambda key: (_ORDER[key[0]], not key[1]))
    return tuple(Group(*key, tuple(found[key])) for key in order)


def _item(link: Link) -> Item:
    label, note = caption(link.other)
    return Item(link.other.id, link.other.type, label, note, sentences(link.passages))


def _fields(node: Node) -> Iterator[tuple[str, str]]:
    """What is known of the node beside its name, in words."""
    for name, value in _said(node):
        if value not in (None, ""):
            yield word(FIELDS, name), str(value)


def _said(node: Node) -> Iterable[tuple[str, object]]:
    match node:
        case Measure():
            return (
                ("indicator", node.indicator),
                ("aspect", word(VALUES, node.aspect)),
                ("value", written(node)),
                ("status", word(VALUES, node.status)),
                ("period", node.period),
                ("place", node.place),
                ("normal_value", _normal(node)),
            )
        case Report():
            return tuple((name, getattr(node, name)) for name in ("place", "year", "date", "speaker"))
        case Project() | Honor():
            return (("kind", node.kind), ("status", _status(node.status)))
        case Place():
            return (("code", node.code),)
        case Goal():
            return (("deadline", node.deadline),)
        case _:
            return (("kind", getattr(node, "kind", None)),)


def _status(status: str | None) -> str | None:
    return word(VALUES, status) if status and status != "unknown" else None


def _normal(measure: Measure) -> str | None:
    """The value in the normal unit, which is named by the end of its IRI: 388030000000 CNY."""
    if measure.normal_value is None or measure.normal_unit is None:
        return None
    ends = [end for end in (measure.normal_value, measure.normal_value_max) if end is not None]
    return f"{'—'.join(map(decimal, ends))} {measure.normal_unit.rpartition('/')[2]}"
