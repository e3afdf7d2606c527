"""The nouns that every other module speaks: reports, spans, nodes, edges and the graph.

Offsets are `[start, end)` in Unicode code points into a report's source text, as decoded
(byte-order mark and page furniture included).  This module imports the standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch `[start, end)` of a report's source text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span [{self.start}, {self.end}) is not 0 <= start <= end")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return min(self.end, other.end) > max(self.start, other.start)


class Role(StrEnum):
    """What a mention is to the node that it belongs to."""

    MENTION = "mention"
    HEADWORD = "headword"
    MARK = "mark"
    DEFINITION = "definition"
    HEADING = "heading"
    FURNITURE = "furniture"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A place in one report where a node is named, or an edge is stated.

    `report` is the IRI of the report, `quote` the characters at the span.
    """

    report: str
    span: Span
    quote: str
    role: Role = Role.MENTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything in the graph.  `id` is its IRI, `label` its name as written."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def type(self) -> str:
        """The name of the node's class in the vocabulary, e.g. `Term`."""
        return type(self).__name__

    def of_role(self, role: Role) -> tuple[Mention, ...]:
        """The mentions of this node in that role, in their order."""
        return tuple(mention for mention in self.mentions if mention.role is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Node):
    """A government work report: its source text and what its head says of it.

    `label` is the title, `date` the ISO date of delivery, `source` the name of the file it was read
    from, `sha256` the hash (hex) of that file's bytes, `text` the source text that all offsets refer
    to.  Its mentions of the role `furniture` are the spans of the page that are no part of the report.
    """

    place: str | None = None
    year: int | None = None
    date: str | None = None
    speaker: str | None = None
    source: str = ""
    sha256: str = ""
    text: str = field(default="", repr=False)

    @property
    def furniture(self) -> tuple[Span, ...]:
        """The spans of the page that are no part of the report."""
        return tuple(mention.span for mention in self.of_role(Role.FURNITURE))

    def mention(self, span: Span, role: Role = Role.MENTION) -> Mention:
        """A mention of the span in this report, with the characters that stand there."""
        return Mention(self.id, span, span.of(self.text), role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Node):
    """A part, item or topic of a report, from `start` to `end` in its source text.

    `level` is 1 for parts (一、), 2 for items ((一), 一是), 3 for topics (run-in heads).
    """

    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Node):
    """An entry of a report's glossary.

    `number` is the footnote number, `labels` the separate terms that the entry defines, `kind` the
    class word, `definition` the defining text.  Where the name says another number (`count`) than the
    definition lists (`listed`), both are given.
    """

    number: int
    labels: tuple[str, ...]
    definition: str
    kind: str | None = None
    count: int | None = None
    listed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Component(Node):
    """A part of what a term expands to.

    `symbol` is the characters of the headword that it explains, `symbol_start` and `symbol_end`
    where they stand in the headword, `count` how many the report says there are, `unit` their
    measure word, `position` the place among its siblings, from 0.  `listed` counts the members that the
    report names where that differs from `count`.
    """

    position: int
    symbol: str | None = None
    symbol_start: int | None = None
    symbol_end: int | None = None
    count: int | None = None
    unit: str | None = None
    listed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing(Node):
    """What terms denote and sections mention; `kind` is its class word (工程, 行动, 机制, …)."""

    kind: str | None = None


class Initiative(Thing):
    """A named programme, action, mechanism, plan, policy, strategy, scene, pilot or brand."""

    __slots__ = ()


class Organization(Thing):
    """A named organisation."""

    __slots__ = ()


class Concept(Thing):
    """What a term names when no other class fits."""

    __slots__ = ()


THING_CLASSES: dict[str, type[Thing]] = {cls.__name__: cls for cls in (Initiative, Organization, Concept)}

NODE_CLASSES: dict[str, type[Node]] = {
    **{cls.__name__: cls for cls in (Report, Section, Term, Component)},
    **THING_CLASSES,
}

PREDICATES: tuple[str, ...] = (
    "partOf",
    "mentions",
    "denotes",
    "hasComponent",
    "refersTo",
)


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """One stated relation; `evidence` is where the report states it."""

    subject: str
    predicate: str
    object: str
    evidence: tuple[Mention, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Subject, predicate and object: two edges with one key are one edge."""
        return (self.subject, self.predicate, self.object)


class Graph:
    """Nodes by IRI and edges by key.  What is added twice is merged, its mentions united."""

    def __init__(self, nodes: Iterable[Node] = (), edges: Iterable[Edge] = ()) -> None:
        self.nodes: dict[str, Node] = {}
        self._evidence: dict[tuple[str, str, str], dict[Mention, None]] = {}
        for node in nodes:
            self.add(node)
        for edge in edges:
            self.connect(edge)

    @property
    def edges(self) -> Iterator[Edge]:
        """The edges, in the order in which they were first added."""
        return (Edge(*key, tuple(evidence)) for key, evidence in self._evidence.items())

    def add(self, node: Node) -> None:
        """Add a node, or its names and mentions to the one that has its IRI.

        A thing that one report calls a mere `Concept` is of the class that another report gives it.
        """
        known = self.nodes.get(node.id)
        if known is not None:
            clearer = isinstance(known, Concept) and not isinstance(node, Concept)
            kept, other = (node, known) if clearer else (known, node)
            names = dict.fromkeys((*known.aliases, *node.aliases, other.label))
            node = replace(
                kept,
                aliases=tuple(name for name in names if name != kept.label),
                mentions=tuple(dict.fromkeys((*known.mentions, *node.mentions))),
            )
        self.nodes[node.id] = node

    def connect(self, edge: Edge) -> None:
        """Add an edge, or its evidence to the one that has its key."""
        self._evidence.setdefault(edge.key, {}).update(dict.fromkeys(edge.evidence))

    def update(self, other: Graph) -> None:
        """Add every node and edge of another graph."""
        for node in other.nodes.values():
            self.add(node)
        for edge in other.edges:
            self.connect(edge)

    def reports(self) -> tuple[Report, ...]:
        """The reports among the nodes."""
        return tuple(node for node in self.nodes.values() if isinstance(node, Report))

    def __len__(self) -> int:
        return len(self.nodes)

    @property
    def size(self) -> int:
        """The number of edges."""
        return len(self._evidence)
