"""Loads the property graphs of reports into the file of the embedded Cypher engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.propertygraph import LABELS, SHARED, Properties, PropertyGraph, merge

if TYPE_CHECKING:
    from graphdblite import WriteTransaction

_STATED = (
    "MATCH (:Report {id: $report})<-[s:STATED_IN]-(n) WHERE s.report = $report "
    "RETURN id(n) AS key, n.id AS id, labels(n)[0] AS label"
)
_REMOVE_STATED = "MATCH (:Report {id: $report})<-[:STATED_IN]-(n)-[r]->() WHERE r.report = $report DELETE r"
_REMOVE_NODE = "MATCH (n) WHERE id(n) = $key DETACH DELETE n"
_HELD = "MATCH (n) WHERE id(n) = $key MATCH (n)-[s:STATED_IN]->() RETURN n, collect(properties(s)) AS said"


class _Node(NamedTuple):
    """A node in the file: the engine's number of it, its IRI and its label."""

    key: int
    id: str
    label: str


@contextmanager
def filling(path: Path) -> Iterator[Filling]:
    """The file, made if it is not there, open for loading reports.

    All that is loaded in the block happens, or nothing, and is in the one file behind it.  No one else may
    write the file meanwhile.
    """
    from graphdblite import Database

    fresh = not path.exists()
    with Database(str(path)) as database, database.begin_write() as transaction:
        if fresh:
            for label in LABELS:
                transaction.create_index(label, "id")
        filled = Filling(transaction, {} if fresh else _shared(transaction))
        yield filled
        filled.settle()
        transaction.commit()


class Filling:
    """A file that is being filled; `shared` are the nodes in it that several reports may tell of, by IRI."""

    def __init__(self, transaction: WriteTransaction, shared: dict[str, _Node]) -> None:
        self._transaction = transaction
        self._shared = shared
        self._changed: set[str] = set()

    def load(self, graph: PropertyGraph) -> None:
        """Put the graph of one report in the place of what the file holds of it; other reports' stays."""
        lost = _remove(graph.report, self._transaction)
        there = {node.id: self._shared[node.id] for node in graph.nodes if node.id in self._shared}
        self._changed |= there.keys() | lost
        keys = {iri: node.key for iri, node in there.items()}
        made = _create(graph, keys, self._transaction)
        keys |= {iri: node.key for iri, node in made.items()}
        _relate(graph, keys, there, self._transaction)
        self._shared |= {iri: node for iri, node in made.items() if node.label in SHARED}

    def settle(self) -> None:
        """Give what several reports tell of its merged label and fields, and remove what none tells of."""
        for iri in sorted(self._changed):
            _settle(self._shared[iri], self._transaction)


def _shared(transaction: WriteTransaction) -> dict[str, _Node]:
    """The nodes in the file that several reports may tell of, by IRI."""
    return {
        row["id"]: _Node(row["key"], row["id"], label)
        for label in SHARED
        for row in transaction.query(f"MATCH (n:{label}) RETURN id(n) AS key, n.id AS id")
    }


def _remove(report: str, transaction: WriteTransaction) -> set[str]:
    """Remove what the report states; the nodes that other reports may tell of stay, their IRIs are given."""
    stated = transaction.query(_STATED, {"report": report})
    transaction.execute(_REMOVE_STATED, {"report": report})
    for row in stated:
        if row["label"] not in SHARED:
            transaction.execute(_REMOVE_NODE, {"key": row["key"]})
    transaction.execute("MATCH (n:Report {id: $report}) DETACH DELETE n", {"report": report})
    return {row["id"] for row in stated if row["label"] in SHARED}


def _create(graph: PropertyGraph, known: Container[str], transaction: WriteTransaction) -> dict[str, _Node]:
    """Make the nodes that are not known, by IRI."""
    rows: dict[str, list[Properties]] = defaultdict(list)
    for node in graph.nodes:
        if node.id not in known:
            rows[node.label].append(node.properties)
    made = {}
    for label, group in rows.items():
        for key, row in zip(transaction.batch_create_nodes(label, group), group, strict=True):
            made[str(row["id"])] = _Node(key, str(row["id"]), label)
    return made


def _relate(
    graph: PropertyGraph, keys: dict[str, int], there: Container[str], transaction: WriteTransaction
) -> None:
    """Make the relationships.

    Those between nodes that were there already may have a twin of another report, which a batch would
    deprive of its properties; they are made one by one.
    """
    rows: dict[str, list[tuple[int, int, Properties]]] = defaultdict(list)
    for item in graph.relationships:
        start, end = keys[item.start], keys[item.end]
        if item.start in there and item.end in there:
            fields = ", ".join(f"{name}: ${name}" for name in item.properties)
            transaction.execute(
                f"MATCH (a) WHERE id(a) = $from_key MATCH (b) WHERE id(b) = $to_key "
                f"CREATE (a)-[:{item.type} {{{fields}}}]->(b)",
                {**item.properties, "from_key": start, "to_key": end},
            )
        else:
            rows[item.type].append((start, end, item.properties))
    for type_, group in rows.items():
        transaction.batch_create_edges(type_, [*group])


def _settle(node: _Node, transaction: WriteTransaction) -> None:
    """Remove the node if no report tells of it any more; else give it its merged label and fields."""
    held = transaction.query(_HELD, {"key": node.key})
    if not held:
        transaction.execute(_REMOVE_NODE, {"key": node.key})
        return
    merged = merge(node.id, held[0]["said"])
    if merged.label != node.label:
        transaction.execute(
            f"MATCH (n) WHERE id(n) = $key REMOVE n:{node.label} SET n:{merged.label}", {"key": node.key}
        )
    if merged.properties != {name: value for name, value in held[0]["n"].items() if name[:2] != "__"}:
        query = "MATCH (n) WHERE id(n) = $key SET n = $properties"
        transaction.execute(query, {"key": node.key, "properties": merged.properties})
