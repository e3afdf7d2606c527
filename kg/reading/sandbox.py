"""Runs a parser in a child process that may use so much time and memory and no more."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import Literal

from kg import errors
from kg.errors import ParserFailed
from kg.language import choose
from kg.limits import environment


@dataclass(frozen=True, slots=True)
class Limits:
    """What one parse may use: seconds of processor and wall time, bytes of address space."""

    cpu: int = 20
    wall: int = 30
    memory: int = 2**30


LIMITS = Limits()

_SAID = 1000  # bytes at the end of what a dead child wrote


def text(kind: Literal["html", "docx", "pdf"], data: bytes, name: str, *, limits: Limits = LIMITS) -> str:
    """The text that the parser of that kind finds in the bytes of the file `name`.

    Raises `ParserFailed` if the parser hits a limit or dies, and what the parser itself raises
    (`WrongFormat`, `TooLarge`, `ParserFailed`).
    """
    command = [sys.executable, "-P", "-m", "kg.reading.child", kind, json.dumps(asdict(limits))]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=data, capture_output=True, env=environment(),
            timeout=limits.wall, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ParserFailed(path=name, reason=_slow(limits)) from error
    if done.returncode:
        raise ParserFailed(path=name, reason=_death(done, limits))
    answer = json.loads(done.stdout)
    if answer is None:
        raise ParserFailed(path=name, reason=_big(limits))
    if "error" in answer:
        raise getattr(errors, answer["error"])(**{**answer["details"], "path": name})
    found: str = answer["text"]
    return found


def _death(done: subprocess.CompletedProcess[bytes], limits: Limits) -> str:
    """How a child ended that gave no answer: its time was up, a signal, or the last line it wrote."""
    if done.returncode == -signal.SIGXCPU:
        return _slow(limits)
    if done.returncode < 0:
        what = signal.strsignal(-done.returncode) or -done.returncode
        return choose(f"解析进程被信号终止({what})", f"the parser was ended by a signal ({what})")
    said = done.stderr[-_SAID:].decode("utf-8", "replace").splitlines()
    last = said[-1] if said else f"exit {done.returncode}"
    return _big(limits) if last.startswith("MemoryError") else last


def _slow(limits: Limits) -> str:
    return choose(
        f"超出时间上限({limits.cpu} 秒处理器时间,或共 {limits.wall} 秒)",
        f"over the limit of {limits.cpu} s of processor time, or {limits.wall} s in all",
    )


def _big(limits: Limits) -> str:
    memory = limits.memory >> 20
    return choose(f"内存不足(最多 {memory} MiB)", f"out of memory (at most {memory} MiB)")
