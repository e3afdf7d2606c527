"""`kg lookup`: what a name in the reports means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options
from kg.language import choose, listed, printable
from kg.words import CLASSES, MATCHES, word

if TYPE_CHECKING:
    from kg.asking.card import Card
    from kg.asking.lookup import Hit


def command(
    query: Annotated[str, typer.Argument(help=choose("名称,如 1530工程", "A name, as 1530工程."))],
    store: options.Store = None,
    as_json: options.Json = False,
    limit: Annotated[int, typer.Option(help=choose("最多多少个", "The most hits to give."), min=1)] = 10,
    type_: Annotated[
        str | None,
        typer.Option("--type", help=choose("只找这一类,如 Term", "Only things of this class, as Term.")),
    ] = None,
) -> None:
    """Find a name, however it is typed, and show its card."""
    from kg.asking.names import find_names
    from kg.asking.nodes import find_card
    from kg.stores.folder import StoreFolder, store_path

    _check_type(type_)
    folder = StoreFolder(store_path(store))
    if as_json:
        found = find_names(folder, query, limit=limit, type=type_)
        print(json.dumps({"query": query, "hits": [_plain(hit) for hit in found.hits]}, ensure_ascii=False))
        found.best()  # raises, where there is none
    else:
        found, card = find_card(folder, query, limit=limit, type=type_)
        _print(found.hits, card)


def _check_type(type_: str | None) -> None:
    from kg.errors import UnknownName
    from kg.model import NODE_CLASSES

    if type_ is not None and type_ not in NODE_CLASSES:
        raise UnknownName(what=choose("类", "class"), name=type_, known=listed(NODE_CLASSES))


def _plain(hit: Hit) -> dict[str, object]:
    from kg.vocabulary import short

    return {**hit._asdict(), "id": short(hit.id), "iri": hit.id}


def _print(hits: tuple[Hit, ...], card: Card) -> None:
    from kg.cli.cards import lines

    first, *others = hits
    print(_matched(first))
    print("\n".join(lines(card)))
    if others:
        print("\n" + choose("其他结果", "Other hits"))
    for hit in others:
        print("  " + _line(hit))


def _line(hit: Hit) -> str:
    from kg.vocabulary import short

    number = f"[{hit.number}] " if hit.number is not None else ""
    kind = word(CLASSES, hit.type)
    return f"{number}{printable(hit.label)}  {kind}  {_matched(hit)}  {printable(short(hit.id))}"


def _matched(hit: Hit) -> str:
    match, name = word(MATCHES, hit.match), printable(hit.matched_name)
    return choose(f"匹配方式:{match}({name})", f"matched by {match}: {name}")
