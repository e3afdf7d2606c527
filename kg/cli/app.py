"""The typer application: the commands by name, in the order in which a user meets them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from kg import __version__
from kg.language import choose

COMMANDS = ("build", "lookup", "show", "query", "sparql", "graph", "export", "check")
"""Each is the function `command` of the module of its name in this package."""


def application(arguments: Sequence[str]) -> typer.Typer:
    """The application for a call with these arguments.

    It has only the command that the call names, since typer takes time for each; all commands where the
    call names none of them, for the help and the suggestions.
    """
    app = typer.Typer(
        help=choose("政府工作报告知识图谱", "Knowledge graphs of Chinese government work reports."),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        rich_markup_mode=None,
    )
    app.callback()(_root)
    named = next((argument for argument in arguments if not argument.startswith("-")), "")
    for name in (named,) if named in COMMANDS else COMMANDS:
        app.command(name)(import_module(f"kg.cli.{name}").command)
    return app


def _version(value: bool) -> None:
    if value:
        print(f"kg {__version__}")
        raise typer.Exit


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
