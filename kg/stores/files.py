"""Files and folders of a store: synced, copied and removed with care."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


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
