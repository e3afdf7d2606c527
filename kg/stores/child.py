"""The frame of a process that answers one query and can be killed.

It imports next to nothing of the project.  One JSON object comes in on stdin; beside what the query needs
it has:

    nice      how far to stand back behind the processes that matter more, from 0 to 19
    limit     how many rows to give, or null; `size`: how many characters at most, where each row and each
              cell costs a few on top of its own, since whoever reads the answer makes objects of them
    memory    the most address space in bytes; `cpu`: the most processor time in seconds
    parent    the process that asks: when it ends, so does this one

Out goes a line of JSON, `{"error": KIND, "message": …}` if the query failed, and what follows it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from kg.limits import restrict

_ROW, _CELL = 64, 32
"""What a row, and a cell of it, costs beside its characters: a row may hold nothing but unbound values."""


class TooBig(Exception):
    """The answer has more characters than the request allows."""


def serve(respond: Callable[[dict[str, Any]], list[str]], kind_of: Callable[[Exception, str], str]) -> None:
    """Read the request, write the lines of the answer, end without tidying up.

    `kind_of` gives an error, and its message, a word for the one who asks.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks is interrupted too, and ends this process
    request = json.load(sys.stdin.buffer)
    die_with_parent(request["parent"])
    os.nice(request["nice"])
    restrict(memory=request["memory"], cpu=request["cpu"])
    try:
        answer = respond(request)
    except Exception as error:
        message = str(error)
        answer = [json.dumps({"error": _common(error) or kind_of(error, message), "message": message})]
    with suppress(BrokenPipeError):
        sys.stdout.buffer.writelines(f"{line}\n".encode() for line in answer)
        sys.stdout.buffer.flush()
    os._exit(0)


def _common(error: Exception) -> str | None:
    match error:
        case MemoryError():
            return "memory"
        case TooBig():
            return "size"
        case FileNotFoundError():
            return "missing"
    return None


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends (Linux; elsewhere the CPU limit must do)."""
    if sys.platform != "linux":
        return
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def collect(found: Iterable[str], limit: int | None, size: int, separator: str) -> tuple[list[str], bool]:
    """The first lines, and whether there are more than the limit; raises TooBig.

    `separator` stands between the cells of a line.
    """
    rest: Iterator[str] = iter(found)
    lines = []
    for line in islice(rest, limit):
        size -= len(line) + _ROW + _CELL * line.count(separator)
        if size < 0:
            raise TooBig
        lines.append(line)
    return lines, limit is not None and next(rest, None) is not None
