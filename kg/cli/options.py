"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from kg.language import choose

Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="DIR",
        help=choose(
            "图谱所在的文件夹(否则取 KG_STORE,再否则为用户数据文件夹)",
            "The store's folder (else KG_STORE, else the user's data folder).",
        ),
    ),
]
Json = Annotated[bool, typer.Option("--json", help=choose("输出 JSON", "Print JSON, for programs."))]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        help=choose(
            "table、json、csv、tsv、xml;图为 ttl、jsonld、nt、rdf",
            "table, json, csv, tsv or xml; for graphs ttl, jsonld, nt or rdf.",
        ),
    ),
]
TableFormat = Annotated[
    str | None,
    typer.Option("--format", "-f", help=choose("table、json、csv、tsv", "table, json, csv or tsv.")),
]
CYPHER_ENGINES = ("embedded", "neo4j")
CypherEngine = Annotated[
    str,
    typer.Option(
        "--on", metavar="ENGINE", help=choose("由谁回答:embedded、neo4j", "Who answers: embedded or neo4j.")
    ),
]
Engine = Annotated[
    str,
    typer.Option(
        "--on",
        metavar="ENGINE",
        help=choose("由谁回答:oxigraph、embedded、neo4j", "Who answers: oxigraph, embedded or neo4j."),
    ),
]
Timeout = Annotated[
    float, typer.Option(help=choose("查询的时限(秒)", "Seconds after which a query is stopped."), min=0.01)
]
Limit = Annotated[
    int | None, typer.Option(help=choose("最多多少行", "The most rows to give; all, if not said."), min=0)
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help=choose(
            "写入此文件;缺省或 - 为标准输出", "Write to this file; stdout, if none is named or it is -."
        ),
    ),
]
Uri = Annotated[
    str | None,
    typer.Option(
        "--uri",
        metavar="bolt://…",
        help=choose(
            "Neo4j 的地址;否则取 NEO4J_URI,再否则为本机", "Where Neo4j is; else NEO4J_URI, else this machine."
        ),
    ),
]
Database = Annotated[
    str | None,
    typer.Option(
        help=choose(
            "Neo4j 的数据库;否则取 NEO4J_DATABASE,再否则为缺省库",
            "The database of Neo4j; else NEO4J_DATABASE, else the user's own.",
        )
    ),
]


def asking() -> Callable[[str], str] | None:
    """What asks for the password of a user, where there is a terminal to ask at."""
    return _ask if sys.stdin.isatty() else None


def _ask(user: str) -> str:
    question = choose(f"用户 {user} 的密码", f"password of {user}")
    return str(typer.prompt(question, hide_input=True, err=True))


def check_engine(on: str, engines: tuple[str, ...]) -> None:
    """Raises BadValue, with the choices, for an engine that is none of them."""
    from kg.errors import BadValue
    from kg.language import listed

    if on not in engines:
        raise BadValue(option="--on", value=on, wanted=listed(engines))


def target(output: Path | None) -> Path | None:
    """The file to write to, or None for stdout, which `-` names as well."""
    return None if output is None or str(output) == "-" else output
