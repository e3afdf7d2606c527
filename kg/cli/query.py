"""`kg query`: the questions of the library, and their answers."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import options
from kg.language import choose


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            help=choose("问题的名称;不给则列出全部", "The question; all are listed if none is named.")
        ),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", metavar="NAME=VALUE", help=choose("问题的参数", "A parameter of the question.")
        ),
    ] = None,
    on: options.Engine = "oxigraph",
    uri: options.Uri = None,
    database: options.Database = None,
    store: options.Store = None,
    format_: options.Format = None,
    timeout: options.Timeout = 30.0,
    limit: options.Limit = None,
    output: options.Output = None,
) -> None:
    """Ask a question of the library; without a name, list the questions."""
    from kg.asking import results, table
    from kg.asking.guard import kind
    from kg.asking.library import ENGINES, ask_library, question
    from kg.cli.answers import give
    from kg.cli.query_text import parameters
    from kg.stores.folder import store_path
    from kg.stores.neo4j import server

    if name is None:
        _list()
        return
    options.check_engine(on, ENGINES)
    asked = question(name)
    if on == "oxigraph":
        results.check_format(format_, kind(asked.sparql))
    else:
        table.check_format(format_)
    answer = ask_library(
        store_path(store),
        name,
        parameters(parameter),
        on=on,
        server=server(uri, database, ask=options.asking()) if on == "neo4j" else None,
        timeout=timeout,
        limit=limit,
    )
    give(answer, format_, output)


def _list() -> None:
    from kg.asking.library import library

    for name, question in sorted(library().items()):
        print(f"{name}  {question.title}")
        for parameter in question.parameters:
            default = f"={parameter.default}" if parameter.default is not None else ""
            print(f"    -p {parameter.name}{default}  {parameter.description}")
