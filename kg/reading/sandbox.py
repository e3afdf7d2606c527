"""Runs a parser in a child process that may use so much time and memory and no more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from kg import errors
from kg.errors import ParserFailed
from kg.language import choose


@dataclass(frozen=True, slots=True)
class Limits:
    """What one parse may use: seconds of processor and wall time, bytes of address space."""

    cpu: int = 20
    wall: int = 30
    memory: int = 2**30


LIMITS = Limits()


def text(kind: Literal["html", "docx", "pdf"], data: bytes, name: str, *, limits: Limits = LIMITS) -> str:
    """The text that the parser of that kind finds in the bytes of the file `name`.

    Raises `ParserFailed` if the parser hits a limit or dies, and what the parser itself raises
    (`WrongFormat`, `TooLarge`, `ParserFailed`).
    """
    command = [sys.executable, "-P", "-m", "kg.reading.child", kind, json.dumps(asdict(limits))]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
            timeout=limits.wall, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise _over(name, limits) from error
    if done.returncode:
        raise _over(name, limits)
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise getattr(errors, answer["error"])(**{**answer["details"], "path": name})
    found: str = answer["text"]
    return found


def _environment() -> dict[str, str]:
    """The environment of the child: it looks for modules where its parent does, in the same order."""
    path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path)
    return {**os.environ, "PYTHONPATH": path}


def _over(name: str, limits: Limits) -> ParserFailed:
    reason = choose(
        f"超出时间({limits.wall} 秒)或内存({limits.memory >> 20} MiB)上限",
        f"over the limit of {limits.wall} s or {limits.memory >> 20} MiB",
    )
    return ParserFailed(path=name, reason=reason)
