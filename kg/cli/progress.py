"""The progress bar of work on many reports."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.language import printable


@contextmanager
def progress(work: str, total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on stderr, where that is a terminal; what it gives is told each item that is done."""
    if not sys.stderr.isatty():
        yield lambda item: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(work, total=total)
        yield lambda item: bar.update(task, advance=1, description=escape(printable(item[-30:])))
