"""What a child process may use, and where it finds modules."""

from __future__ import annotations

import os
import resource

from kg.paths import program


def restrict(*, memory: int, cpu: int) -> None:
    """Limit this process to `memory` bytes of address space and `cpu` seconds of processor time.

    Limits that are in force already are kept where they are lower; what a system does not support is
    left as it is.  Over its time the process ends by SIGXCPU; memory runs out with a `MemoryError`.
    """
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu), (resource.RLIMIT_CORE, 0)):
        soft, hard = resource.getrlimit(kind)
        allowed = min(limit for limit in (most, soft, hard) if limit != resource.RLIM_INFINITY)
        try:
            resource.setrlimit(kind, (allowed, hard))
        except (ValueError, OSError):
            continue


def environment() -> dict[str, str]:
    """The environment of a child that finds this program where its parent found it."""
    paths = [str(program()), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
