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

    `report` is the IRI of the report, `quote` the characters at the span, `rule` the name of what found
    it, `confidence` how sure that is, in [0, 1].  What no rule has read (page furniture) has neither.
    """

    report: str
    span: Span
    quote: str
    role: Role = Role.MENTION
    rule: str = ""
    confidence: float = 1.0

    @property
    def place(self) -> tuple[str, int, int, str, Role]:
        """All but what found it: two mentions of one node at one place are one mention."""
        span = self.span
        return (self.report, span.start, span.end, self.quote, self.role)


_At = tuple[str, int, int, str, Role]
_Key = tuple[str, str, str]


def united(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions in their order, each place once; of two at one place the surer is kept."""
    return tuple(_unite({}, mentions).values())


def _unite(found: dict[_At, Mention], mentions: Iterable[Mention]) -> dict[_At, Mention]:
    for mention in mentions:
        known = found.setdefault(place := mention.place, mention)
        if known is not mention and (mention.confidence, mention.rule) > (known.confidence, known.rule):
            found[place] = mention
    return found


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

    def mention(
        self, span: Span, role: Role = Role.MENTION, rule: str = "", confidence: float = 1.0
    ) -> Mention:
        """A mention of the span in this report, with the characters that stand there."""
        return Mention(self.id, span, span.of(self.text), role, rule, confidence)


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
    """What terms denote and sections mention; `kind` is its class word (工程, 行动, 机制, …).

    `degree` and `betweenness` say how central it is in the network of its report (`kg.centrality`).
    """

    kind: str | None = None
    degree: int | None = None
    betweenness: float | None = None


class Initiative(Thing):
    """A named programme, action, mechanism, plan, policy, strategy, scene, pilot or brand."""

    __slots__ = ()


class Organization(Thing):
    """A named organisation."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Thing):
    """A named thing built, founded or carried out.

    `status` is completed, started, underway, planned or unknown.
    """

    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Thing):
    """A named place; `code` is the official six-digit code of an administrative division."""

    code: str | None = None


class Event(Thing):
    """A named forum, conference, festival, contest or other event."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Honor(Thing):
    """A title, prize or pilot status; `status` is gained, held or sought."""

    status: str | None = None


class Concept(Thing):
    """What a term names when no other class fits."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Node):
    """Something to be reached that one can later check, in the report's words; `deadline` is when."""

    deadline: str | None = None


class Indicator(Node):
    """What is measured, under whatever names: 地区生产总值, 全市生产总值 and GDP are one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Node):
    """One value of an indicator, in the report's words.

    `indicator` is what is measured as written, `aspect` level, growth, share, rank, count or change,
    `value` the number as written (万 and 亿 belong to `unit`), `value_max` the end of a range,
    `comparator` =, ≈, >= or <=, `status` actual or target, `period` a year, a deadline or a stretch,
    `place` whose value it is.  `normal_value` is the value in `normal_unit`, the IRI of a unit of QUDT or
    of a currency; both are None where the unit has none.
    """

    indicator: str
    aspect: str
    value: float
    value_max: float | None = None
    unit: str
    comparator: str = "="
    status: str
    period: str
    place: str | None = None
    normal_value: float | None = None
    normal_value_max: float | None = None
    normal_unit: str | None = None


THING_CLASSES: dict[str, type[Thing]] = {
    cls.__name__: cls for cls in (Initiative, Project, Organization, Place, Event, Honor, Concept)
}

NODE_CLASSES: dict[str, type[Node]] = {
    **{cls.__name__: cls for cls in (Report, Section, Term, Component)},
    **THING_CLASSES,
    **{cls.__name__: cls for cls in (Goal, Indicator, Measure)},
}

PREDICATES: tuple[str, ...] = (
    "partOf",
    "mentions",
    "denotes",
    "hasComponent",
    "refersTo",
    "targets",
    "achieves",
    "includes",
    "about",
    "involves",
    "locatedIn",
    "awarded",
    "ofIndicator",
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
        self._evidence: dict[_Key, dict[_At, Mention]] = {}
        for node in nodes:
            self.add(node)
        for edge in edges:
            self.connect(edge)

    @property
    def edges(self) -> Iterator[Edge]:
        """The edges, in the order in which they were first added."""
        return (Edge(*key, tuple(evidence.values())) for key, evidence in self._evidence.items())

    @property
    def stated(self) -> Iterator[tuple[_Key, Iterable[Mention]]]:
        """The keys of the edges, in that order, with where the reports state them: quicker than `edges`."""
        return ((key, evidence.values()) for key, evidence in self._evidence.items())

    def add(self, node: Node) -> None:
        """Add a node, or its names and mentions to the one that has its IRI.

        A thing that one report calls a mere `Concept` is of the class that another report gives it.
        """
        known = self.nodes.get(node.id)
        if known or len(node.mentions) > 1:
            node = _merged([known, node] if known else [node])
        self.nodes[node.id] = node

    def connect(self, edge: Edge) -> None:
        """Add an edge, or its evidence to the one that has its key."""
        self.state(edge.key, edge.evidence)

    def state(self, key: _Key, evidence: Iterable[Mention]) -> None:
        """Add the edge with that key, or the evidence to the one that has it."""
        _unite(self._evidence.setdefault(key, {}), evidence)

    def update(self, *others: Graph) -> None:
        """Add every node and edge of other graphs, in time linear in their size, however much they share."""
        same: dict[str, list[Node]] = {}
        for other in (self, *others):
            for node in other.nodes.values():
                same.setdefault(node.id, []).append(node)
        self.nodes = {iri: nodes[0] if len(nodes) == 1 else _merged(nodes) for iri, nodes in same.items()}
        for other in others:
            for key, evidence in other.stated:
                self.state(key, evidence)

    def reports(self) -> tuple[Report, ...]:
        """The reports among the nodes."""
        return tuple(node for node in self.nodes.values() if isinstance(node, Report))

    def __len__(self) -> int:
        return len(self.nodes)

    @property
    def size(self) -> int:
        """The number of edges."""
        return len(self._evidence)


def _merged(nodes: list[Node]) -> Node:
    """The one node that several with one IRI are: the fields of the first that is no mere `Concept`."""
    kept = next((node for node in nodes if not isinstance(node, Concept)), nodes[0])
    mentions = united(mention for node in nodes for mention in node.mentions)
    if len(nodes) == 1 and len(mentions) == len(kept.mentions):
        return kept
    aliases = [alias for node in nodes for alias in node.aliases] + [node.label for node in nodes]
    names = dict.fromkeys(name for name in aliases if name != kept.label)
    return replace(kept, aliases=tuple(names), mentions=mentions)
