"""A query answered by a child process, which is killed at its limits of time and memory."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from kg.errors import BadValue, KgError, QueryFailed, QueryStopped, QueryTimeout, StoreDamaged
from kg.language import choose
from kg.limits import environment
from kg.stores.folder import Generation

MEMORY = 2 << 30
"""Address space of the child in bytes.  An open Oxigraph store takes 0.6 GiB, most of it never touched."""
MAX_ANSWER = 256 << 20
"""In characters."""
MAX_TIMEOUT = 86_400.0
_LOWEST_PRIORITY = 19

Run = Callable[[Mapping[str, Any]], tuple[dict[str, Any], bytes]]
"""`from_child` with everything but the request."""


class Stop:
    """Ends a query from another thread.

    A query that has one is one of many that a program answers: it runs at the lowest priority.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._cancelled = False

    def cancel(self) -> None:
        """Kill the child that answers the query; one that has not started will not."""
        with self._lock:
            self._cancelled = True
            if self._child is not None:
                self._child.kill()

    def check(self) -> None:
        """Raises QueryStopped once the query is cancelled."""
        if self._cancelled:
            raise QueryStopped

    @contextmanager
    def watching(self, child: subprocess.Popen[bytes]) -> Iterator[None]:
        """Have `cancel` kill this child meanwhile."""
        with self._lock:
            self._child = child
            if self._cancelled:
                child.kill()
        try:
            yield
        finally:
            with self._lock:
                self._child = None


def check_limits(timeout: float, limit: int | None) -> None:
    """Raises BadValue for seconds or a number of rows that make no sense."""
    if not 0 < timeout <= MAX_TIMEOUT:
        wanted = choose(f"大于 0、至多 {MAX_TIMEOUT:g} 的秒数", f"seconds over 0, up to {MAX_TIMEOUT:g}")
        raise BadValue(option="--timeout", value=timeout, wanted=wanted)
    if limit is not None and limit < 0:
        raise BadValue(option="--limit", value=limit, wanted=choose("不小于 0 的整数", "an integer from 0"))


def from_child(
    module: str,
    request: Mapping[str, Any],
    *,
    timeout: float,
    limit: int | None,
    size: int = MAX_ANSWER,
    stop: Stop | None = None,
) -> tuple[dict[str, Any], bytes]:
    """What the module, run as `kg.stores.child` says, answers: its first line, and what follows it.

    `timeout` is in seconds of wall time, `size` the most characters of the answer.  Raises QueryTimeout,
    QueryStopped if `stop` is cancelled, and QueryFailed if the child dies.
    """
    stop, nice = (stop, _LOWEST_PRIORITY) if stop else (Stop(), 0)
    limits = {"limit": limit, "size": size, "memory": MEMORY, "cpu": math.ceil(timeout) + 1, "nice": nice}
    text = json.dumps({**request, **limits, "parent": os.getpid()}).encode()
    stop.check()
    code, out, complaint = _run(module, text, timeout, stop)
    if code == -signal.SIGXCPU:
        raise QueryTimeout(seconds=timeout)
    if code or not out:
        stop.check()
        raise QueryFailed(reason=_death(code, complaint.decode(errors="replace")))
    head, _, body = out.partition(b"\n")
    return json.loads(head), body


def _run(module: str, text: bytes, timeout: float, stop: Stop) -> tuple[int, bytes, bytes]:
    """The code, the output and the complaints of the child; none is left whatever happens here."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-P", "-m", module]
    with (
        subprocess.Popen(command, env=environment(), stdin=pipe, stdout=pipe, stderr=pipe) as child,  # noqa: S603 - our own module, no shell
        stop.watching(child),
    ):
        try:
            out, complaint = child.communicate(text, timeout)
        except subprocess.TimeoutExpired:
            raise QueryTimeout(seconds=timeout) from None
        finally:
            child.kill()
    return child.returncode, out, complaint


def outcome(head: dict[str, Any], generation: Generation) -> dict[str, Any]:
    """The first line of an answer.

    Raises what it says went wrong: QueryFailed or StoreDamaged, and FileNotFoundError if the store went away.
    """
    if "error" not in head:
        return head
    line = " ".join(head["message"].split())[:300]
    errors: dict[str, KgError] = {
        "memory": QueryFailed(reason=_no_memory()),
        "size": QueryFailed(
            reason=choose("结果太大;请限定行数(LIMIT)", "the answer is too big; ask for fewer rows (LIMIT)")
        ),
        "damaged": StoreDamaged(path=generation.path.parent.parent, reason=line),
        "failed": QueryFailed(reason=line),
    }
    if head["error"] == "missing":
        raise FileNotFoundError(line)
    raise errors[head["error"]]


def _death(code: int, stderr: str) -> str:
    """Why the child ended without an answer."""
    if "memory allocation" in stderr or "bad_alloc" in stderr or "MemoryError" in stderr:
        return _no_memory()
    if code < 0:
        name = signal.Signals(-code).name
        return choose(
            f"查询引擎中途崩溃({name});请拆分或简化查询",
            f"the engine died ({name}); split the query or make it simpler",
        )
    last = stderr.strip().rpartition("\n")[2][:300]
    return choose(f"查询进程异常结束:{last}", f"the query process ended: {last}")


def _no_memory() -> str:
    return choose(
        f"内存超过上限 {MEMORY >> 30} GiB;请缩小范围",
        f"it needs more memory than {MEMORY >> 30} GiB; narrow it",
    )
