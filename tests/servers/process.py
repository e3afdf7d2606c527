"""A server as a process that ends with the one that started it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_SECONDS = 300
_TAIL = 30


class NotStarted(Exception):
    """A server that ended or hung before it was ready, with the tail of its log."""


@contextmanager
def running(command: list[str], ready: str, log: Path) -> Iterator[re.Match[str]]:
    """Run the command until the block ends, then kill it; what it prints goes into the log.

    Gives the match of the regular expression `ready` in what it printed.  A command that ends before, or has
    not said so after five minutes, is NotStarted.
    """
    child = [sys.executable, "-m", "tests.servers.child", str(os.getpid()), *command]
    with log.open("wb") as out:
        process = subprocess.Popen(
            child, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        yield _wait(process, ready, log)
    finally:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], ready: str, log: Path) -> re.Match[str]:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        ended = process.poll()
        text = log.read_text(encoding="utf-8", errors="replace")
        if found := re.search(ready, text):
            return found
        if ended is not None:
            raise NotStarted(f"the server ended with {ended}:\n{_tail(text)}")
        time.sleep(0.1)
    raise NotStarted(f"the server was not ready after {_SECONDS} s:\n{_tail(text)}")


def _tail(text: str) -> str:
    return "\n".join(text.splitlines()[-_TAIL:])
