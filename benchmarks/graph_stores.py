"""Oxigraph, the embedded Cypher engine and Neo4j side by side: filling them, and asking the library.

usage: python -m benchmarks.graph_stores [COUNT …]   (1 and 200 reports, if none is named; needs Java, Maven)

The reports are the bundled one under other years; of the things that it shares with other reports each copy
keeps a third and has the rest to itself.  A fact is a node or a relationship of the property graph, for
Oxigraph too, whose quads are many more.  Neo4j is filled three times: by LOAD CSV, with CREATE and with the
checks of MERGE, and by the loader of `kg load neo4j` from the same rows.  What is timed is the filling from
rows in memory or, for LOAD CSV, in files.  Questions are asked within one process and one open session; the
median of several runs is given in milliseconds.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import nan
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from neo4j import Driver, GraphDatabase
from pyoxigraph import Store, Variable

from kg import paths
from kg.asking.cypher import prepared
from kg.asking.library import library
from kg.model import Edge, Graph, Node
from kg.pipeline import read_graph
from kg.propertygraph import PROPERTIES, SHARED, STATEMENT, Property, PropertyGraph, property_graph
from kg.rdf import trig
from kg.reading import read
from kg.stores.facts import FactsWriter
from kg.stores.neo4j_schema import schema_statements
from loaders import loader
from tests.servers.neo4j_server import Neo4j, Neo4jHome

COUNTS = (1, 200)
WAYS = ("LOAD CSV with CREATE", "LOAD CSV with MERGE", "kg's loader")
RUNS = 5
ENOUGH = 5.0
"""After so many seconds a question is not asked again."""
KEY = "保定市-2023"
BETWEEN = "\x1f"
"""What stands between the items of a list in a CSV file."""
NEEDED = {"name": "“1530”工程", "section": "一、回顾2022年政府工作——经济稳中有进"}
"""Values for the parameters that must be given."""

Rows = list[dict[str, Any]]


def copies(graph: Graph, count: int) -> Iterator[Graph]:
    """The graph itself, then the same of other years."""
    for number in range(count):
        yield graph if number == 0 else copy(graph, 1800 + number)


def copy(graph: Graph, year: int) -> Graph:
    """The graph as of another year: what is the report's own, and two thirds of what is shared, renamed."""
    names = {}
    for order, node in enumerate(graph.nodes.values()):
        own = order % 3 and node.type in SHARED and node.type != "Place"
        names[node.id] = f"{node.id}-{year}" if own else node.id.replace(KEY, f"保定市-{year}")
    report = names[graph.reports()[0].id]

    def moved(item: Node | Edge) -> dict[str, Any]:
        mentions = item.mentions if isinstance(item, Node) else item.evidence
        return {
            ("mentions" if isinstance(item, Node) else "evidence"): tuple(
                replace(mention, report=report) for mention in mentions
            )
        }

    nodes = (replace(node, id=names[node.id], **moved(node)) for node in graph.nodes.values())
    edges = (
        replace(edge, subject=names[edge.subject], object=names[edge.object], **moved(edge))
        for edge in graph.edges
    )
    return Graph(nodes, edges)


def timed(work: Callable[[], object]) -> float:
    """The seconds that the work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def typical(work: Callable[[], object]) -> float:
    """The median of some runs, fewer where they take long, in milliseconds; NaN where the engine gives up."""
    from graphdblite import GraphDBError

    times: list[float] = []
    while len(times) < RUNS and sum(times) < ENOUGH:
        try:
            times.append(timed(work))
        except GraphDBError:
            return nan
    return median(times) * 1000


def fill_oxigraph(texts: Iterable[tuple[str, bytes]], path: Path) -> Store:
    """A store on the disk with the TriG of the reports."""
    store = Store(str(path))
    with FactsWriter(store) as writer:
        for report, text in texts:
            writer.replace(report, text)
    store.flush()
    return store


def fill_embedded(graphs: Iterable[PropertyGraph], path: Path) -> None:
    """The file of the embedded engine with the reports."""
    with loader("cypher")(path) as file:
        for graph in graphs:
            file.load(graph)


def write_csv(graphs: Iterable[PropertyGraph], folder: Path) -> list[tuple[str, str]]:
    """Files of the rows, one a label and one a pattern: the name of each, and the statement for a row."""
    nodes: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    edges: dict[tuple[str, str, str], Rows] = defaultdict(list)
    labels: dict[str, str] = {}
    for graph in graphs:
        for node in graph.nodes:
            label = labels.setdefault(node.id, node.label)
            nodes[label].setdefault(node.id, node.properties)
        for item in graph.relationships:
            pattern = (labels[item.start], item.type, labels[item.end])
            edges[pattern].append({":start": item.start, ":end": item.end, **item.properties})
    statements = []
    for label, held in nodes.items():
        file = table(folder / f"{label}.csv", list(held.values()))
        fields = setters("n", PROPERTIES[label])
        statements.append((file, f"MERGE (n:{label} {{id: row.id}}) SET {fields}"))
    for (start, type_, end), rows in edges.items():
        file = table(folder / f"{start}-{type_}-{end}.csv", rows)
        match = f"MATCH (a:{start} {{id: row.`:start`}}) MATCH (b:{end} {{id: row.`:end`}}) "
        merge = f"MERGE (a)-[r:{type_} {{report: row.report}}]->(b) SET {setters('r', STATEMENT)}"
        statements.append((file, match + merge))
    return statements


def table(path: Path, rows: Rows) -> str:
    """Write the rows as CSV; the file's name."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns)
        writer.writeheader()
        for row in rows:
            writer.writerow({name: cell(value) for name, value in row.items()})
    return path.name


def cell(value: Any) -> Any:
    """A list as text with separators."""
    return BETWEEN.join(map(str, value)) if isinstance(value, list) else value


def setters(name: str, properties: Iterable[Property]) -> str:
    """`n.name = row.name, n.year = toInteger(row.year), …`."""
    functions = {"integer": "toInteger", "float": "toFloat"}

    def one(item: Property) -> str:
        source = f"row.{item.name}"
        convert = functions.get(item.type)
        if item.many:
            parts = f"split({source}, '{BETWEEN}')"
            return f"[part IN {parts} | {convert}(part)]" if convert else parts
        return f"{convert}({source})" if convert else source

    return ", ".join(f"{name}.{item.name} = {one(item)}" for item in properties)


def load_csv(driver: Driver, statements: Iterable[tuple[str, str]], *, create: bool) -> None:
    """Run LOAD CSV on each file; with `create`, relationships are made without a look for those there."""
    with driver.session() as session:
        for file, statement in statements:
            if create:
                statement = statement.replace("MERGE (a)-[r:", "CREATE (a)-[r:")
            text = (
                f"LOAD CSV WITH HEADERS FROM 'file:///{file}' AS row "
                f"CALL (row) {{ {statement} }} IN TRANSACTIONS OF 5000 ROWS"
            )
            session.run(text).consume()  # type: ignore[arg-type]


def told(name: str, facts: int, work: Callable[[], object]) -> None:
    """Do the work, and print its seconds and the facts a second."""
    seconds = timed(work)
    print(f"{name:28} {seconds:8.2f} {facts / seconds:15,.0f}", flush=True)


def filling(graph: Graph, count: int, folder: Path) -> None:
    """Fill all stores with that many reports, then ask them."""
    graphs = [property_graph(each) for each in copies(graph, count)]
    texts = [(each.reports()[0].id, trig(each)) for each in copies(graph, count)]
    facts = sum(len(each.nodes) + len(each.relationships) for each in graphs)
    stores: list[Store] = []
    print(f"\n{count} reports, {facts} facts\n{'filled':28}  seconds  facts a second", flush=True)
    told("Oxigraph", facts, lambda: stores.append(fill_oxigraph(texts, folder / "facts")))
    told("embedded engine", facts, lambda: fill_embedded(graphs, folder / "graph.db"))
    for name in WAYS:
        with neo4j_ready(folder / name.rpartition(" ")[2], name, graphs[:1]) as (server, driver):
            told(f"Neo4j, {name}", facts, way(name, graphs, server, driver))
            if name == WAYS[-1]:
                asking(stores[0], folder / "graph.db", driver)


def way(name: str, graphs: list[PropertyGraph], server: Neo4j, driver: Driver) -> Callable[[], object]:
    """What fills Neo4j in that way; the files of LOAD CSV are written before."""
    if name == WAYS[-1]:
        return lambda: loader("neo4j")(iter(graphs), driver, server.database)
    assert server.import_folder is not None
    statements = write_csv(graphs, server.import_folder)
    return lambda: load_csv(driver, statements, create="CREATE" in name)


@contextmanager
def neo4j_ready(folder: Path, name: str, graphs: list[PropertyGraph]) -> Iterator[tuple[Neo4j, Driver]]:
    """An empty server of its own, with constraints and indexes, that has planned what it will be asked."""
    with (
        Neo4jHome(folder, heap="2g").running() as server,
        GraphDatabase.driver(
            server.uri, auth=(server.user, server.password), notifications_min_severity="OFF"
        ) as driver,
    ):
        for statement in schema_statements():
            driver.execute_query(statement)
        driver.execute_query("CALL db.awaitIndexes(300)")
        way(name, graphs, server, driver)()
        driver.execute_query("MATCH (n) DETACH DELETE n")
        yield server, driver


def asking(store: Store, path: Path, driver: Driver) -> None:
    """Print the median time of each question of the library on each engine."""
    from graphdblite import Database

    print(f"\n{'question':24}{'rows':>7}{'Oxigraph':>11}{'embedded':>11}{'Neo4j':>11}   (ms)", flush=True)
    with Database(str(path)) as database, database.begin_read() as held, driver.session() as session:
        for name, question in library().items():
            required = [item.name for item in question.parameters if item.default is None]
            values = {key: NEEDED[key] for key in required}
            bound: Any = {Variable(key): term for key, term in question.bindings(values).items()}
            plain, text = question.plain(values), question.cypher
            request = prepared(text, plain, None)

            def oxigraph(sparql: str = question.sparql, bound: Any = bound) -> list[Any]:
                found: Any = store.query(sparql, substitutions=bound, use_default_graph_as_union=True)
                return list(found)

            def embedded(request: Any = request) -> list[Any]:
                return held.query(request["query"], request["parameters"])

            def neo4j(text: str = text, plain: Any = plain) -> list[Any]:
                return list(session.run(text, plain))  # type: ignore[arg-type]

            times = [typical(each) for each in (oxigraph, embedded, neo4j)]
            cells = "".join(f"{each:11.2f}" for each in times)
            print(f"{name:24}{len(oxigraph()):7}{cells}", flush=True)


def main() -> None:
    graph, _ = read_graph(read(str(paths.bundled_reports() / "baoding-2023.txt")))
    for count in map(int, sys.argv[1:] or COUNTS):
        with tempfile.TemporaryDirectory() as name:
            filling(graph, count, Path(name))


if __name__ == "__main__":
    main()
