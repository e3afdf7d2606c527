"""Files that are either written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import WriteFailed

Write = Callable[[BinaryIO], object]


@contextmanager
def write_errors(path: Path | str | None) -> Iterator[None]:
    """Turn what the system, or RocksDB, says of a failed write into WriteFailed for `path`.

    A reader that has gone stays BrokenPipeError.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        # RocksDB: "IO error: No space left on device: While appending to file: …: No space left on device"
        reason = error.strerror or str(error).rpartition(": ")[2]
        raise WriteFailed(path=path, reason=reason) from error


def write_files(targets: Mapping[Path, Write], folder: Path | None = None) -> None:
    """Write each file beside its place; when all are whole, move them there, all or none.

    Makes `folder` first, if it is given and not there.  Links are followed; what is no regular file (a pipe,
    a device) is written to as it is.  Raises WriteFailed, naming the path; the files are then as before.
    """
    with write_errors(folder):
        if folder is not None:
            folder.mkdir(exist_ok=True)
    finished: dict[Path, Path] = {}
    with ExitStack() as tidy:
        for path, write in targets.items():
            with write_errors(path):
                target = path.resolve()
                if target.exists() and not target.is_file():
                    with target.open("wb") as stream:
                        write(stream)
                else:
                    finished[target] = tidy.enter_context(_beside(target, "part"))
                    _write_synced(finished[target], write)
        _move(finished)


@contextmanager
def _beside(target: Path, suffix: str) -> Iterator[Path]:
    """A path beside the target, where nothing is left at the end."""
    path = target.with_name(f".{target.name[:80]}.{os.getpid()}.{suffix}")
    try:
        yield path
    finally:
        with suppress(OSError):
            path.unlink()


def _write_synced(path: Path, write: Write) -> None:
    with path.open("wb") as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())


def _move(finished: Mapping[Path, Path]) -> None:
    """Move the files to their targets; if one cannot be moved, put back what was at the others.

    The last move needs no way back, so a single file is replaced in one step, without a copy.
    """
    *_, last = (None, *finished)
    with ExitStack() as tidy, ExitStack() as undo:
        for target, path in finished.items():
            with write_errors(target):
                if target != last:
                    old = tidy.enter_context(_beside(target, "old"))
                    if target.exists():
                        shutil.copy2(target, old)
                    undo.callback(_put_back, old, target)
                path.replace(target)
        undo.pop_all()


def _put_back(old: Path, target: Path) -> None:
    """Put the copy of what was at the target there again; nothing, if nothing was."""
    if old.exists():
        old.replace(target)
    else:
        target.unlink(missing_ok=True)


def write_stream(stream: BinaryIO, write: Write) -> None:
    """Write to an open stream.  Raises WriteFailed; a reader that has gone stays BrokenPipeError."""
    with write_errors(getattr(stream, "name", "-")):
        write(stream)
        stream.flush()
