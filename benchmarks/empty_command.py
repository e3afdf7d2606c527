"""A typer command that does nothing: the least that any command of this kind takes."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False, rich_markup_mode=None
)


@app.callback()
def _root() -> None:
    pass


@app.command()
def lookup(query: Annotated[str, typer.Argument()]) -> None:
    """Do nothing."""


if __name__ == "__main__":
    app(prog_name="empty")
