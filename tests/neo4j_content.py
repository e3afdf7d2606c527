"""What a Neo4j database holds, and what it should hold of property graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from neo4j import Driver, GraphDatabase

from kg.propertygraph import PropertyGraph, digest, merged
from tests.servers.neo4j_server import Neo4j

Nodes = dict[str, tuple[list[str], dict[str, Any]]]
Relationships = dict[tuple[str, str, str, str], dict[str, Any]]


@contextmanager
def emptied(server: Neo4j) -> Iterator[Driver]:
    """A connection to a database that is empty, and will be again."""
    with GraphDatabase.driver(
        server.uri,
        auth=(server.user, server.password),
        max_transaction_retry_time=1,
        notifications_min_severity="OFF",
    ) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        try:
            yield driver
        finally:
            driver.execute_query("MATCH (n) DETACH DELETE n")


def content(driver: Driver) -> tuple[Nodes, Relationships]:
    """All nodes by IRI, all relationships by start, type, end and report, with all their properties."""
    found = driver.execute_query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties").records
    nodes = {row["properties"]["id"]: (row["labels"], row["properties"]) for row in found}
    assert len(nodes) == len(found)
    query = "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS properties"
    ties = driver.execute_query(query).records
    relationships = {
        (row["a"], row["type"], row["b"], row["properties"]["report"]): row["properties"] for row in ties
    }
    assert len(relationships) == len(ties)
    return nodes, relationships


def expected(graphs: Iterable[PropertyGraph]) -> tuple[Nodes, Relationships]:
    """What a database should hold that is loaded with these reports and no others."""
    held = list(graphs)
    nodes, relationships = merged(held)
    marks = {graph.report: {"digest": digest(graph)} for graph in held}
    return (
        {node.id: ([node.label], {**node.properties, **marks.get(node.id, {})}) for node in nodes},
        {
            (item.start, item.type, item.end, str(item.properties["report"])): item.properties
            for item in relationships
        },
    )
