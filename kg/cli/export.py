"""`kg export`: the stored graph in the formats of other programs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli import options


def command(
    format_: Annotated[
        str,
        typer.Option(
            "--format", "-f", help="ttl, nt, nq, trig, jsonld, graphml, gexf, csv, facts, cypher, neo4j-csv"
        ),
    ],
    store: options.Store = None,
    output: options.Output = None,
) -> None:
    """Write the whole stored graph in a format; csv and neo4j-csv are files in the folder named with -o."""
    from kg.asking.nodes import read_quads
    from kg.exporting import check_format, export
    from kg.stores.folder import StoreFolder, store_path

    target = options.target(output)
    check_format(format_, folder=target is not None)
    export(read_quads(StoreFolder(store_path(store))), format_, target or sys.stdout.buffer)
