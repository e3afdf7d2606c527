"""`kg show`: a node with all its edges."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from kg.cli import options
from kg.language import choose


def command(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID", help=choose("节点标识,如 term/保定市-2023/13", "A node, as term/保定市-2023/13.")
        ),
    ],
    store: options.Store = None,
    as_json: options.Json = False,
) -> None:
    """Show any node with all its edges, each with the sentence that states it."""
    from kg.asking.card import as_json as plain
    from kg.asking.nodes import read_node
    from kg.cli.cards import lines
    from kg.stores.folder import StoreFolder, store_path

    card = read_node(StoreFolder(store_path(store)), identifier)
    print(json.dumps(plain(card), ensure_ascii=False, indent=1) if as_json else "\n".join(lines(card)))
