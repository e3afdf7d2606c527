"""`kg load`: the stored graph into a server."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import options
from kg.cli.progress import progress
from kg.language import choose, printable

command = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@command.command(
    help=choose(
        "载入 Neo4j;用户和密码取自 NEO4J_USERNAME、NEO4J_PASSWORD,否则询问",
        "Into Neo4j; user and password are NEO4J_USERNAME and NEO4J_PASSWORD, else you are asked.",
    )
)
def neo4j(
    uri: options.Uri = None,
    database: options.Database = None,
    store: options.Store = None,
) -> None:
    """Load every report of the store into Neo4j, each in place of what is there of it."""
    from kg.loading import load_neo4j
    from kg.stores.folder import StoreFolder, store_path
    from kg.stores.neo4j import server

    place = server(uri, database, options.asking())
    folder = StoreFolder(store_path(store))
    titles = {iri: record.title for iri, record in folder.current().manifest.reports.items()}
    with progress(choose("载入报告", "loading reports"), len(titles)) as advance:

        def told(report: str, nodes: int, relationships: int, unchanged: bool) -> None:
            title = printable(titles.get(report, report))
            advance(title)
            state = choose("(未变)", " (unchanged)") if unchanged else ""
            print(f"{title}: {_counts(nodes, relationships)}{state}")

        found = load_neo4j(folder, place, told)
    print(f"{place.uri}: {_counts(*found)}" + choose(",与图谱一致", ", as in the graph"))


@command.command(
    help=choose(
        "按 SPARQL 1.1 图存储协议(HTTP)载入;每份报告两个命名图",
        "Over the SPARQL 1.1 Graph Store HTTP Protocol; each report is two named graphs.",
    )
)
def sparql(
    endpoint: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help=choose(
                "图存储(不是查询)的地址:Fuseki 为 …/数据集/data,Oxigraph 为 …/store,"
                "GraphDB 和 RDF4J 为 …/repositories/库/rdf-graphs/service;"
                "用户和密码取自 KG_SPARQL_USERNAME、KG_SPARQL_PASSWORD",
                "The URL of the graph store, not of queries: …/DATASET/data of Fuseki, …/store of Oxigraph, "
                "…/repositories/NAME/rdf-graphs/service of GraphDB and RDF4J. "
                "User and password are KG_SPARQL_USERNAME and KG_SPARQL_PASSWORD.",
            ),
        ),
    ],
    store: options.Store = None,
) -> None:
    """Put the named graphs of every report of the store into an endpoint, in place of those there."""
    from kg.loading import load_sparql
    from kg.stores.folder import StoreFolder, store_path

    folder = StoreFolder(store_path(store))
    graphs = 2 * len(folder.current().manifest.reports)
    with progress(choose("载入命名图", "loading named graphs"), graphs) as advance:
        triples = load_sparql(folder, endpoint, advance)
    zh, en = f"{graphs} 个命名图,{triples} 条三元组,与图谱一致", f"{graphs} named graphs, {triples} triples"
    print(f"{endpoint}: " + choose(zh, f"{en}, as in the graph"))


def _counts(nodes: int, relationships: int) -> str:
    return choose(f"{nodes} 个节点,{relationships} 条关系", f"{nodes} nodes, {relationships} relationships")
