"""The answer to a query, to stdout or a file."""

from __future__ import annotations

import io
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kg.asking.answer import Answer
from kg.asking.results import write
from kg.cli import options
from kg.files import write_files
from kg.language import choose


def give(answer: Answer, format_: str | None, output: Path | None) -> None:
    """Write the answer in a format (by default a table, or Turtle); a remark on stderr if it was cut."""
    file = options.target(output)
    if file is None:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        write(answer, format_, sys.stdout, width=width)
    else:
        write_files({file: partial(_write, answer, format_)})
    if answer.truncated:
        print(choose("结果已按 --limit 截断", "the answer was cut at --limit"), file=sys.stderr)


def _write(answer: Answer, format_: str | None, out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    write(answer, format_, text)
    text.detach()
