"""The typer application: the commands by name, in the order in which a user meets them."""

from __future__ import annotations

from typing import Annotated

import typer

from kg import __version__
from kg.cli import build, check, export, graph, lookup, query, show, sparql
from kg.language import choose

app = typer.Typer(
    help=choose("政府工作报告知识图谱", "Knowledge graphs of Chinese government work reports."),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)


def _version(value: bool) -> None:
    if value:
        print(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help=choose("版本", "Print the version.")
        ),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help=choose("出错时显示调用栈", "Show the traceback of a failure."))
    ] = False,
) -> None:
    pass


for _module in (build, lookup, show, query, sparql, graph, export, check):
    app.command(_module.__name__.rpartition(".")[2])(_module.command)
