"""`kg cypher`: any reading query on the property graph, by the embedded engine or by Neo4j."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options
from kg.language import choose

if TYPE_CHECKING:
    from kg.asking.table import Value


def command(
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY|FILE|-",
            help=choose("查询、查询文件,或 - 表示标准输入", "The query, a file, or - for stdin."),
        ),
    ],
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            help=choose("参数,值为 JSON,否则为文本", "A parameter; its value is JSON, else a string."),
        ),
    ] = None,
    on: options.CypherEngine = "embedded",
    uri: options.Uri = None,
    database: options.Database = None,
    store: options.Store = None,
    format_: options.TableFormat = None,
    timeout: options.Timeout = 30.0,
    limit: options.Limit = None,
    output: options.Output = None,
) -> None:
    """Ask the property graph in Cypher; reads only."""
    from kg.asking import cypher, neo4j
    from kg.asking.table import check_format
    from kg.cli.answers import give
    from kg.cli.query_text import parameters, query_text
    from kg.stores.folder import store_path
    from kg.stores.neo4j import server

    check_format(format_)
    options.check_engine(on, options.CYPHER_ENGINES)
    text = query_text(query, (".cypher", ".cyp"))
    values = {name: _value(value) for name, value in parameters(parameter).items()}
    if on == "neo4j":
        place = server(uri, database, ask=options.asking())
        answer = neo4j.select(place, text, parameters=values, timeout=timeout, limit=limit)
    else:
        path = store_path(store)
        answer = cypher.select(path, text, parameters=values, timeout=timeout, limit=limit)
    give(answer, format_, output)


def _value(text: str) -> Value:
    """What the JSON says; text that is no JSON is a string itself."""
    with suppress(ValueError):
        value: Value = json.loads(text)
        return value
    return text
