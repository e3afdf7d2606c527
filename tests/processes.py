"""The processes that a process has started."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from tests.needs import missing


def children(pid: int) -> set[int]:
    """The children of all threads of the process; of a thread that is gone, none.  Only Linux tells."""
    if sys.platform != "linux":
        missing("the system does not tell the children of a process")
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):
            found.update(map(int, (task / "children").read_text().split()))
    return found
