"""Loads property graphs into Neo4j, one report after the other.

A report takes several transactions.  Its node has a `digest` of all that is stated once all of it is there,
so that a load which was cut is completed by the next one.  What reports share is settled once for a group of
them, before their digests are written.  No transaction leaves a node that no report states; what a report
states no more is removed last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import CountsDiffer
from kg.propertygraph import (
    LABELS,
    PROPERTIES,
    SHARED,
    STATED_IN,
    TYPES,
    Properties,
    PropertyGraph,
    Relationship,
    digest,
    merge,
)
from kg.stores.neo4j_schema import INDEX_WAIT, schema_statements

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

BATCH = 5_000
"""How many nodes or relationships one transaction writes."""
GROUP = 25
"""For how many reports shared nodes are settled together: each time all statements of a node are read."""

_Key = tuple[str, str, str]
_Row = dict[str, Any]
_Work = list[tuple[str, Sequence[Any]]]
"""Statements, each with the rows to run it on."""
_Counts = tuple[int, int]
"""Nodes and relationships."""

_SHARED = "|".join(SHARED)
_SET_REPORT = "MERGE (n:Report {id: $row.id}) SET n = $row RETURN elementId(n) AS node"
_SET_NODES = {
    label: "MATCH (report) WHERE elementId(report) = $report UNWIND $rows AS row "
    f"MERGE (n:{label} {{id: row.node.id}}) "
    + ("ON CREATE SET n = row.node " if label in SHARED else "SET n = row.node ")
    + f"MERGE (n)-[r:{STATED_IN} {{report: row.stated.report}}]->(report) SET r = row.stated "
    "RETURN n.id AS id, elementId(n) AS node"
    for label in LABELS
}
_SET_RELATIONSHIPS = {
    type_: "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row.start "
    "MATCH (b) WHERE elementId(b) = row.end "
    f"MERGE (a)-[r:{type_} {{report: row.properties.report}}]->(b) SET r = row.properties"
    for type_ in TYPES
}
_SET_LABEL = {
    label: "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row.node "
    f"REMOVE n:{':'.join(other for other in SHARED if other != label)} "
    f"SET n:{label} SET n = row.properties"
    for label in SHARED
}
_REMOVE = "UNWIND $rows AS id MATCH ()-[r]->() WHERE elementId(r) = id DELETE r"
_REMOVE_NODES = (
    "UNWIND $rows AS id MATCH (n) WHERE elementId(n) = id AND NOT n:Report "
    f"AND NOT EXISTS {{ (n)-[:{STATED_IN}]->() }} DETACH DELETE n"
)
_SAID = ", ".join(
    f".{name}" for name in dict.fromkeys(item.name for label in SHARED for item in PROPERTIES[label][1:])
)
_STATEMENTS = (
    f"UNWIND $rows AS id MATCH (n:{_SHARED})-[s:{STATED_IN}]->() WHERE elementId(n) = id "
    "RETURN id, labels(n)[0] AS label, properties(n) AS properties, "
    f"collect(s {{.report, .label, {_SAID}}}) AS statements"
)
_HELD = (
    "MATCH (report:Report {id: $report}) "
    f"OPTIONAL MATCH (report)<-[:{STATED_IN} {{report: $report}}]-(held) "
    "WITH report, collect(held) AS stated UNWIND stated + [report] AS n "
    "MATCH (n)-[r {report: $report}]->(m) "
    "RETURN elementId(r) AS relationship, n.id AS start, type(r) AS type, m.id AS end, elementId(n) AS node"
)
_COUNTS = (
    "MATCH (report:Report {id: $report}) "
    f"OPTIONAL MATCH (report)<-[:{STATED_IN} {{report: $report}}]-(held) "
    "WITH report, collect(held) AS stated UNWIND stated + [report] AS n "
    "OPTIONAL MATCH (n)-[r {report: $report}]->() "
    "RETURN report.digest AS digest, count(DISTINCT n) AS nodes, count(r) AS relationships"
)
_TOTAL = (
    "UNWIND $reports AS id MATCH (report:Report {id: id}) "
    f"OPTIONAL MATCH (report)<-[:{STATED_IN}]-(held) "
    "WITH collect(DISTINCT report) + collect(DISTINCT held) AS nodes UNWIND nodes AS n "
    "RETURN count(n) AS nodes, sum(COUNT { (n)-[r]->() WHERE r.report IN $reports }) AS relationships"
)


class Loaded(NamedTuple):
    """What became of one report: its nodes and relationships, and whether they were all there before."""

    report: str
    nodes: int
    relationships: int
    unchanged: bool


def load(
    graphs: Iterable[PropertyGraph],
    driver: Driver,
    database: str | None = None,
    progress: Callable[[Loaded], None] = lambda loaded: None,
) -> tuple[int, int]:
    """Put each report's graph into the database, in place of what it holds of that report.

    What other reports state stays.  Loading the same again changes nothing.  Gives the number of nodes and
    of relationships that the database holds of all these reports, which it has counted.

    Raises CountsDiffer if they are not as many as the graphs have, and the errors of the driver; what was
    committed until then stays, and the next load completes it.
    """
    reports: list[str] = []
    nodes: set[str] = set()
    relationships = 0
    with driver.session(database=database) as session:
        _prepare(session)
        group = _Group(session)
        for graph in graphs:
            progress(group.load(graph))
            reports.append(graph.report)
            nodes.update(node.id for node in graph.nodes)
            relationships += len(graph.relationships)
        group.settle()
        wanted = (len(nodes), relationships)
        _compare(wanted, session.execute_read(_total, reports), "Neo4j")
    return wanted


def _compare(wanted: _Counts, found: _Counts, where: str) -> None:
    """Raises CountsDiffer unless there are as many nodes and relationships as there should be."""
    if found != wanted:
        raise CountsDiffer(
            where=where, wanted=" + ".join(map(str, wanted)), found=" + ".join(map(str, found))
        )


def _run(session: Session, work: Iterable[tuple[str, Sequence[Any]]], **others: Any) -> list[_Row]:
    """Run statements on their rows in transactions of at most `BATCH` rows, which the driver tries again."""

    def run(transaction: ManagedTransaction, pack: _Work) -> list[_Row]:
        return [
            row for statement, rows in pack for row in transaction.run(statement, rows=rows, **others).data()
        ]

    return [row for pack in _packs(work) for row in session.execute_write(run, pack)]


def _packs(work: Iterable[tuple[str, Sequence[Any]]]) -> list[_Work]:
    """The statements and their rows, in their order, in packs of at most `BATCH` rows."""
    packs: list[_Work] = [[]]
    room = BATCH
    for statement, rows in work:
        for batch in _batches(rows):
            if len(batch) > room:
                packs.append([])
                room = BATCH
            packs[-1].append((statement, batch))
            room -= len(batch)
    return [pack for pack in packs if pack]


def _batches(rows: Sequence[Any]) -> list[Sequence[Any]]:
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]


def _counts(transaction: ManagedTransaction, report: str) -> tuple[str | None, int, int] | None:
    """The digest of the report and how many nodes and relationships the database holds of it."""
    found = transaction.run(_COUNTS, report=report).single()
    return (found["digest"], found["nodes"], found["relationships"]) if found else None


def _total(transaction: ManagedTransaction, reports: list[str]) -> _Counts:
    """How many nodes and relationships the database holds of all the reports."""
    found = transaction.run(_TOTAL, reports=reports).single(strict=True)
    return found["nodes"], found["relationships"]


def _held(transaction: ManagedTransaction, report: str) -> dict[_Key, _Row]:
    """The relationships that the database holds of the report, by start, type and end."""
    rows = transaction.run(_HELD, report=report).data()
    return {(row["start"], row["type"], row["end"]): row for row in rows}


def _labels(transaction: ManagedTransaction, iris: list[str]) -> dict[str, str]:
    """The labels of those of the nodes that are there, by IRI; only of those that reports share."""
    statement = f"UNWIND $iris AS iri MATCH (n:{_SHARED} {{id: iri}}) RETURN iri, labels(n)[0] AS label"
    return {row["iri"]: row["label"] for row in transaction.run(statement, iris=iris)}


def _set_report(transaction: ManagedTransaction, row: Properties) -> str:
    """Make the node of the report, without a digest; its element id."""
    return str(transaction.run(_SET_REPORT, row=row).single(strict=True)["node"])


def _mark(transaction: ManagedTransaction, rows: list[_Row]) -> None:
    statement = "UNWIND $rows AS row MATCH (report:Report {id: row.report}) SET report.digest = row.digest"
    transaction.run(statement, rows=rows).consume()


def _prepare(session: Session) -> None:
    for statement in schema_statements():
        session.run(statement).consume()
    session.run("CALL db.awaitIndexes($seconds)", seconds=INDEX_WAIT).consume()


class _Group:
    """Reports whose shared nodes are settled together."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._digests: dict[str, str] = {}
        self._shared: set[str] = set()

    def load(self, graph: PropertyGraph) -> Loaded:
        """Put one report in, and settle the group if it is full."""
        wanted = (len(graph.nodes), len(graph.relationships))
        mark = digest(graph)
        before = self._session.execute_read(_counts, graph.report)
        unchanged = before == (mark, *wanted)
        if not unchanged:
            self._shared.update(_replace(graph, self._session, known=before is not None))
            found = self._session.execute_read(_counts, graph.report) or (None, 0, 0)
            _compare(wanted, found[1:], graph.report)
            self._digests[graph.report] = mark
            if len(self._digests) == GROUP:
                self.settle()
        return Loaded(graph.report, *wanted, unchanged)

    def settle(self) -> None:
        """Settle what the reports share with any others, then write their digests."""
        for batch in _batches(sorted(self._shared)):
            self._session.execute_write(_settle, batch)
        if self._digests:
            rows = [{"report": report, "digest": mark} for report, mark in self._digests.items()]
            self._session.execute_write(_mark, rows)
        self._digests.clear()
        self._shared.clear()


def _replace(graph: PropertyGraph, session: Session, *, known: bool) -> list[str]:
    """Put the report's nodes and relationships in place of those held; the nodes that were there already."""
    held = session.execute_read(_held, graph.report) if known else {}
    labels = session.execute_read(_labels, [node.id for node in graph.nodes if node.label in SHARED])
    nodes = _set_nodes(graph, labels, session)
    _set_relationships(graph.relationships, nodes, session)
    wanted = {(item.start, item.type, item.end) for item in graph.relationships}
    _remove({key: row for key, row in held.items() if key not in wanted}, session)
    return [nodes[iri] for iri in labels]


def _set_nodes(graph: PropertyGraph, labels: dict[str, str], session: Session) -> dict[str, str]:
    """Make the nodes, each with its statement; `labels` has the label that shared ones have already.

    IRI → element id.
    """
    stated = {item.start: item.properties for item in graph.relationships if item.type == STATED_IN}
    rows: dict[str, list[_Row]] = defaultdict(list)
    found = {}
    for node in graph.nodes:
        if node.id == graph.report:
            found[node.id] = session.execute_write(_set_report, node.properties)
        else:
            row = {"node": node.properties, "stated": stated[node.id]}
            rows[labels.get(node.id, node.label)].append(row)
    work = ((_SET_NODES[label], group) for label, group in rows.items())
    made = _run(session, work, report=found[graph.report])
    return found | {row["id"]: row["node"] for row in made}


def _set_relationships(
    relationships: Sequence[Relationship], nodes: dict[str, str], session: Session
) -> None:
    rows: dict[str, list[_Row]] = defaultdict(list)
    for item in relationships:
        if item.type != STATED_IN:
            ends = {"start": nodes[item.start], "end": nodes[item.end]}
            rows[item.type].append({**ends, "properties": item.properties})
    _run(session, ((_SET_RELATIONSHIPS[type_], group) for type_, group in rows.items()))


def _remove(stale: dict[_Key, _Row], session: Session) -> None:
    """Remove relationships; statements last, for by them the rest is found."""
    rows = [row["relationship"] for row in stale.values() if row["type"] != STATED_IN]
    _run(session, [(_REMOVE, rows)])
    for batch in _batches([row for row in stale.values() if row["type"] == STATED_IN]):
        session.execute_write(_take_back, batch)


def _take_back(transaction: ManagedTransaction, statements: Sequence[_Row]) -> None:
    """Remove statements, the nodes that no report states any more, and what was said of the others."""
    nodes = [row["node"] for row in statements]
    transaction.run(_REMOVE, rows=[row["relationship"] for row in statements]).consume()
    transaction.run(_REMOVE_NODES, rows=nodes).consume()
    _settle(transaction, nodes)


def _settle(transaction: ManagedTransaction, nodes: Sequence[str]) -> None:
    """Give shared nodes the label and the fields that follow from their statements."""
    changed: dict[str, list[_Row]] = defaultdict(list)
    for row in transaction.run(_STATEMENTS, rows=nodes).data():
        node = merge(row["properties"]["id"], row["statements"])
        if (node.label, node.properties) != (row["label"], row["properties"]):
            changed[node.label].append({"node": row["id"], "properties": node.properties})
    for label, group in changed.items():
        transaction.run(_SET_LABEL[label], rows=group).consume()
