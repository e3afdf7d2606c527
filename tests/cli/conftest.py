"""The command line as a user runs it: its own process, a store in a fresh folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

Run = Callable[..., "Done"]


@dataclass(frozen=True)
class Done:
    """What a call left behind."""

    code: int
    out: str
    err: str


def run_kg(
    *arguments: str | Path, store: Path | None = None, stdin: str | bytes = "", **environment: str
) -> Done:
    """`kg` with these arguments, in English unless said otherwise."""
    env = {**os.environ, "KG_LANG": "en", "PYTHONWARNINGS": "error", **environment}
    env.pop("KG_STORE", None)
    if store is not None:
        env["KG_STORE"] = str(store)
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(),
        capture_output=True,
        env=env,
        timeout=120,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the bundled report."""
    path = tmp_path_factory.mktemp("cli") / "store"
    done = run_kg("build", store=path)
    assert done.code == 0, done.err
    return path


@pytest.fixture
def kg(store: Path) -> Run:
    """`kg` on that store, which the test must not change."""

    def run(*arguments: str | Path, **more: str) -> Done:
        return run_kg(*arguments, store=store, **more)

    return run
