"""A script for `cypher-shell` that fills a Neo4j database with the property graph.

It is plain Cypher without parameters, in statements of a few hundred rows, and may be run again.  What
reports share becomes what these say of it; where a database holds others too, `kg load neo4j` keeps theirs.
All characters beyond ASCII are escaped, since `cypher-shell` reads a file in the encoding of the locale.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from pyoxigraph import Quad

from kg.propertygraph import (
    PropertyGraph,
    PropertyNode,
    Relationship,
    digest,
    merged,
    property_graph,
)
from kg.rdf import read_reports
from kg.stores.neo4j_schema import INDEX_WAIT, schema_statements

ROWS = 200
"""How many nodes or relationships a statement makes."""

_Value = object
_Row = Mapping[str, _Value]
_SPECIAL = re.compile(r"[^ -~]|['\\]")
_BACKSLASH = "\\"


def write_cypher(quads: list[Quad], stream: BinaryIO) -> None:
    """Write the script, a statement a line."""
    graphs = [property_graph(graph) for graph in read_reports(quads)]
    nodes, relationships = merged(graphs)
    write_statements(script(graphs, nodes, nodes, relationships), stream)


def write_statements(statements: Iterable[str], stream: BinaryIO) -> None:
    """Write the statements, one a line, in ASCII."""
    for statement in statements:
        stream.write(f"{statement};\n".encode("ascii"))


def script(
    graphs: Sequence[PropertyGraph],
    known: Sequence[PropertyNode],
    nodes: Sequence[PropertyNode],
    relationships: Sequence[Relationship],
) -> Iterator[str]:
    """Statements that make the constraints and indexes, the nodes and the relationships between known ones.

    At the end they mark the reports of the graphs as wholly there.
    """
    yield from schema_statements()
    yield f"CALL db.awaitIndexes({INDEX_WAIT})"
    yield from _nodes(nodes)
    yield from _relationships({node.id: node.label for node in known}, relationships)
    for graph in graphs:
        mark = literal(digest(graph))
        yield f"MATCH (n:Report {{id: {literal(graph.report)}}}) SET n.digest = {mark}"


def literal(value: _Value) -> str:
    """A string, number, list or map as Cypher; names in maps are those of the property graph."""
    match value:
        case str():
            return f"'{_SPECIAL.sub(_escaped, value)}'"
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case dict():
            return f"{{{', '.join(f'{name}: {literal(item)}' for name, item in value.items())}}}"
    return repr(value)


def _escaped(found: re.Match[str]) -> str:
    if found[0] in ("'", _BACKSLASH):
        return _BACKSLASH + found[0]
    units = found[0].encode("utf-16-be")
    return "".join(f"{_BACKSLASH}u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def _nodes(nodes: Sequence[PropertyNode]) -> Iterator[str]:
    rows: dict[str, list[_Row]] = defaultdict(list)
    for node in nodes:
        rows[node.label].append(node.properties)
    for label, group in rows.items():
        yield from _unwound(group, f"MERGE (n:{label} {{id: row.id}}) SET n = row")


def _relationships(labels: Mapping[str, str], relationships: Sequence[Relationship]) -> Iterator[str]:
    rows: dict[tuple[str, str, str], list[_Row]] = defaultdict(list)
    for item in relationships:
        row = {"a": item.start, "b": item.end, "properties": item.properties}
        rows[labels[item.start], item.type, labels[item.end]].append(row)
    for (start, type_, end), group in rows.items():
        work = f"MATCH (a:{start} {{id: row.a}}) MATCH (b:{end} {{id: row.b}}) "
        work += f"MERGE (a)-[r:{type_} {{report: row.properties.report}}]->(b) SET r = row.properties"
        yield from _unwound(group, work)


def _unwound(rows: Sequence[_Row], work: str) -> Iterator[str]:
    for start in range(0, len(rows), ROWS):
        yield f"UNWIND {literal(list(rows[start : start + ROWS]))} AS row {work}"
