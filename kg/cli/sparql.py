"""`kg sparql`: any reading query on the stored graph."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import options
from kg.language import choose


def command(
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY|FILE|-",
            help=choose("查询、查询文件,或 - 表示标准输入", "The query, a file, or - for stdin."),
        ),
    ],
    store: options.Store = None,
    format_: options.Format = None,
    timeout: options.Timeout = 30.0,
    limit: options.Limit = None,
    output: options.Output = None,
) -> None:
    """Ask the stored graph in SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE."""
    from kg.asking.guard import kind
    from kg.asking.results import check_format
    from kg.asking.sparql import select
    from kg.cli.answers import give
    from kg.cli.query_text import query_text
    from kg.stores.folder import store_path

    text = query_text(query, (".rq", ".sparql"))
    check_format(format_, kind(text))
    give(select(store_path(store), text, timeout=timeout, limit=limit), format_, output)
