"""`kg schema`: what labels, relationship types and properties a Cypher query may name."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from kg.language import choose, listed

FORMATS = ("table", "json", "mermaid")


def command(
    format_: Annotated[str, typer.Option("--format", "-f", help=", ".join(FORMATS))] = FORMATS[0],
) -> None:
    """Show the labels, relationship types and properties of the property graph; it needs no store."""
    from kg import schema
    from kg.errors import BadValue

    if format_ == "mermaid":
        print(schema.mermaid())
    elif format_ == "json":
        print(json.dumps(schema.as_json(), ensure_ascii=False, indent=1))
    elif format_ == "table":
        _tables()
    else:
        raise BadValue(option="--format", value=format_, wanted=listed(FORMATS))


def _tables() -> None:
    from kg.propertygraph import EVIDENCE, STATED_IN
    from kg.schema import labels, type_name, types

    label, type_, property_ = choose("标签", "label"), choose("关系类型", "type"), choose("属性", "property")
    meaning, kind = choose("含义", "meaning"), choose("取值", "value")
    _print(
        (label, meaning, property_, kind),
        (
            (found.name, choose(*found.word), item.name, type_name(item))
            for found in labels()
            for item in found.properties
        ),
    )
    _print(
        (type_, meaning, choose("起点", "from"), choose("终点", "to")),
        (
            (found.name, choose(*found.word), "|".join(starts), "|".join(ends))
            for found in types()
            for starts, ends in found.patterns
        ),
    )
    stated = next(found for found in types() if found.name == STATED_IN)
    everywhere = choose("(各类关系)", "(every type)")
    _print(
        (type_, property_, kind),
        (
            (everywhere if item in EVIDENCE else STATED_IN, item.name, type_name(item))
            for item in (*EVIDENCE, *(item for item in stated.properties if item not in EVIDENCE))
        ),
    )


def _print(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from kg.asking.drawing import drawn

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    print("\n".join(drawn(header, rows, [False] * len(header), width)), end="\n\n")
