"""Files that are either written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import WriteFailed

Write = Callable[[BinaryIO], object]


def write_files(targets: Mapping[Path, Write], folder: Path | None = None) -> None:
    """Write each file beside its place; when all are whole, move them there.

    Makes `folder` first, if it is given and not there.  Links are followed; what is no regular file (a pipe,
    a device) is written to as it is.  Raises WriteFailed, naming the path; the files are then as before.
    """
    with _translated(folder):
        if folder is not None:
            folder.mkdir(exist_ok=True)
    finished: dict[Path, Path] = {}
    try:
        for path, write in targets.items():
            with _translated(path):
                target = path.resolve()
                _write_beside(target, write, finished)
        for target, beside in finished.items():
            with _translated(target):
                beside.replace(target)
    finally:
        for beside in finished.values():
            with suppress(OSError):
                beside.unlink()


def _write_beside(target: Path, write: Write, finished: dict[Path, Path]) -> None:
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            write(stream)
        return
    beside = target.with_name(f".{target.name[:80]}.{os.getpid()}.part")
    finished[target] = beside
    with beside.open("wb") as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())


def write_stream(stream: BinaryIO, write: Write) -> None:
    """Write to an open stream.  Raises WriteFailed; a reader that has gone stays BrokenPipeError."""
    try:
        write(stream)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        name = getattr(stream, "name", "-")
        raise WriteFailed(path=name, reason=error.strerror or str(error)) from error


@contextmanager
def _translated(path: Path | None) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteFailed(path=path, reason=error.strerror or str(error)) from error
