"""The answer to a query, to stdout or a file."""

from __future__ import annotations

import io
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO

from kg.asking import results, table
from kg.asking.answer import Answer
from kg.asking.table import Table
from kg.cli import options
from kg.files import write_files
from kg.language import choose


def give(answer: Answer | Table, format_: str | None, output: Path | None) -> None:
    """Write the answer in a format (by default a table, or Turtle); a remark on stderr if it was cut."""
    file = options.target(output)
    if file is None:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        _write(answer, format_, sys.stdout, width)
    else:
        write_files({file: partial(_write_file, answer, format_)})
    if answer.truncated:
        print(choose("结果已按 --limit 截断", "the answer was cut at --limit"), file=sys.stderr)


def _write(answer: Answer | Table, format_: str | None, out: TextIO, width: int | None) -> None:
    if isinstance(answer, Table):
        table.write(answer, format_, out, width=width)
    else:
        results.write(answer, format_, out, width=width)


def _write_file(answer: Answer | Table, format_: str | None, out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    _write(answer, format_, text, None)
    text.detach()
