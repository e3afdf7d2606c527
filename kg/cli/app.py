"""The typer application: the commands by name, in the order in which a user meets them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated

import typer

from kg import __version__
from kg.language import choose

COMMANDS: dict[str, tuple[str, str]] = {
    "build": (
        "读入报告,提取并检查图谱,放入存储",
        "Read reports, check their graphs and load them into the store.",
    ),
    "lookup": ("按名称查找,显示卡片", "Find a name, however it is typed, and show its card."),
    "show": ("显示节点及其全部关系,各附原句", "Show any node with all its edges, each with its sentence."),
    "query": ("回答问题库中的问题;不给名称则列出", "Ask a question of the library, or list the questions."),
    "sparql": ("用 SPARQL 查询(只读)", "Ask the stored graph in SPARQL; reads only."),
    "cypher": ("用 Cypher 查询(只读)", "Ask the property graph in Cypher; reads only."),
    "serve": ("在浏览器中浏览、阅读和查询", "Open the stored graph in the browser: browse, read and ask."),
    "graph": ("把图谱写成可交互的网页", "Write the graph as one page that opens with no network."),
    "export": ("导出为其他程序的格式", "Write the whole stored graph in a format of other programs."),
    "load": ("载入 Neo4j 或 SPARQL 服务器", "Load the stored graph into Neo4j or a SPARQL server."),
    "schema": ("节点标签、关系类型及其属性", "The labels, relationship types and properties of the graph."),
    "check": ("检查形状、引文、悬空的关系与可达性", "Check shapes, quotes, dangling edges and reachability."),
}
"""Command → its help in Chinese and English.

Each is `command` in the module of its name: a function, or a group of commands.
"""


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
        _add(app, name, import_module(f"kg.cli.{name}").command)
    return app


def _add(app: typer.Typer, name: str, command: Callable[..., None] | typer.Typer) -> None:
    """Add a command, or a group of commands."""
    text = choose(*COMMANDS[name])
    if isinstance(command, typer.Typer):
        app.add_typer(command, name=name, help=text)
    else:
        app.command(name, help=text)(command)


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
