"""Files that are wholly there or not: written, synced and removed with care."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import WriteFailed

_SQLITE_WRITE_ERRORS = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN}
)


@contextmanager
def write_errors(path: Path) -> Iterator[None]:
    """Turn what the system, RocksDB or SQLite says of a failed write into WriteFailed for `path`.

    A pipe that the reader closed is no matter of the store and passes.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        # RocksDB: "IO error: No space left on device: While appending to file: …: No space left on device"
        reason = error.strerror or str(error).rpartition(": ")[2]
        raise WriteFailed(path=path, reason=reason) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _SQLITE_WRITE_ERRORS:
            raise
        raise WriteFailed(path=path, reason=str(error)) from error


def durable_write(path: Path, text: str) -> None:
    """Write a small text file, its bytes on the disk when this returns."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def sync_tree(path: Path, *, deep: bool = True) -> None:
    """Bring a folder to the disk, with `deep` all that is in it."""
    if deep:
        for inner in path.iterdir():
            if inner.is_dir():
                sync_tree(inner)
            else:
                _sync(inner)
    _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_tree(path: Path) -> None:
    """Remove a folder as far as that can be; what stays is swept by the next build."""
    shutil.rmtree(path, ignore_errors=True)


def copy_file(source: Path, target: Path) -> None:
    """Copy the bytes of a file."""
    shutil.copyfile(source, target)
