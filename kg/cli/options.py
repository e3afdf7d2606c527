"""Options that several commands share."""

from __future__ import annotations

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
            "table、json、csv、tsv、xml;图为 ttl、jsonld",
            "table, json, csv, tsv or xml; for graphs ttl or jsonld.",
        ),
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


def target(output: Path | None) -> Path | None:
    """The file to write to, or None for stdout, which `-` names as well."""
    return None if output is None or str(output) == "-" else output
