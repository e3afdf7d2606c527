"""Cypher from people, answered by a Neo4j server: planned first, and run only if the plan reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.asking.child import check_limits
from kg.asking.table import Table, Value
from kg.errors import QueryFailed, QueryRefused, QuerySyntaxError, QueryTimeout
from kg.language import choose
from kg.stores.neo4j import Server, connected

if TYPE_CHECKING:
    from neo4j import Session
    from neo4j.exceptions import Neo4jError

_PLACE = re.compile(r"\s*\(line (\d+), column (\d+) \(offset: \d+\)\)")
PROCEDURES = frozenset(
    {
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
        "db.labels",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
    }
)
"""The procedures that a query may call: they only read, and only the graph."""


def select(
    server: Server,
    query: str,
    *,
    parameters: Mapping[str, Value] | None = None,
    timeout: float = 30.0,
    limit: int | None = None,
) -> Table:
    """The answer of the server to a reading query; `timeout` in seconds is the server's to keep.

    The query is planned before it runs, in a session that may only read.  Raises QueryRefused for what
    writes, reads files or calls other procedures than `PROCEDURES`, QuerySyntaxError, QueryTimeout,
    QueryFailed, and what `connected` raises.
    """
    from neo4j import READ_ACCESS, Query
    from neo4j.exceptions import Neo4jError

    check_limits(timeout, limit)
    given = dict(parameters or {})
    with (
        connected(server) as driver,
        driver.session(database=server.database, default_access_mode=READ_ACCESS) as session,
    ):
        try:
            _check(session, query, given)
            result = session.run(Query(query, timeout=timeout), given)
            rows = [tuple(map(plain, record.values())) for record in islice(result, limit)]
            more = limit is not None and next(iter(result), None) is not None
            return Table(tuple(result.keys()), tuple(rows), truncated=more)
        except Neo4jError as error:
            raise _error(error, timeout) from error


def _check(session: Session, query: str, parameters: dict[str, Any]) -> None:
    """Raises QueryRefused unless the plan of the query reads the graph and nothing else."""
    summary = session.run(f"EXPLAIN\n{query}", parameters).consume()
    for step in _steps(summary.plan or {}):
        kind = step["operatorType"].partition("@")[0]
        if kind == "LoadCSV":
            reason = choose("LOAD CSV 会读取文件或网络", "LOAD CSV reads files or the network")
            raise QueryRefused(reason=reason)
        if kind.startswith(("Show", "Terminate")):
            reason = choose("不允许管理命令", "commands on the server are not answered")
            raise QueryRefused(reason=reason)
        if kind == "ProcedureCall":
            name = str(step["args"].get("Details", "")).partition("(")[0].strip()
            if name not in PROCEDURES:
                raise QueryRefused(reason=choose(f"不允许调用 {name}", f"{name} may not be called"))
    if summary.query_type != "r":
        raise QueryRefused(reason=choose("查询会写入", "it would write"))


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if plan:
        yield plan
    for child in plan.get("children", ()):
        yield from _steps(child)


def plain(value: Any) -> Value:
    """A value of the driver as plain data; nodes, relationships and paths as `kg.asking.table` has them."""
    from neo4j.graph import Node, Path, Relationship

    match value:
        case Node():
            labels: list[Value] = [*sorted(value.labels)]
            return {"labels": labels, "properties": {name: plain(item) for name, item in value.items()}}
        case Relationship():
            return {"type": value.type, "properties": {name: plain(item) for name, item in value.items()}}
        case Path():
            steps: list[Node | Relationship] = [value.nodes[0]]
            for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
                steps += [relationship, node]
            return [plain(step) for step in steps]
        case list():
            return [plain(item) for item in value]
        case dict():
            return {name: plain(item) for name, item in value.items()}
        case None | bool() | int() | float() | str():
            return value
    return str(value)


def _error(error: Neo4jError, timeout: float) -> Exception:
    code, message = error.code or "", " ".join((error.message or "").split())
    if "SyntaxError" in code:
        return QuerySyntaxError(**_position(message))
    if "TransactionTimedOut" in code:
        return QueryTimeout(seconds=timeout)
    if "AccessMode" in code or "Forbidden" in code:
        return QueryRefused(reason=message[:300])
    return QueryFailed(reason=message[:300])


def _position(message: str) -> dict[str, Any]:
    """Line, column and reason of a message that ends in `(line 2, column 9 (offset: 8))` and the query.

    The query starts on the second line, behind EXPLAIN.
    """
    found = _PLACE.search(message)
    if not found:
        return {"line": 1, "column": 1, "reason": message[:300]}
    line = max(1, int(found[1]) - 1)
    return {"line": line, "column": max(1, int(found[2])), "reason": message[: found.start()][:300]}
