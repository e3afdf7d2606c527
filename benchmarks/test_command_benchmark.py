"""Whole commands, each in a process of its own as a user starts it: `kg lookup`, `kg build`.

`kg lookup` stands beside a typer command that does nothing, which pays for Python and typer alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest

KG = [str(Path(sys.executable).with_name("kg"))]
EMPTY = [sys.executable, str(Path(__file__).with_name("empty_command.py"))]
NAME = "1530工程"
LOOKUPS = {
    "an empty typer command": [*EMPTY, "lookup", NAME],
    "kg lookup": [*KG, "lookup", NAME],
    "kg lookup --json": [*KG, "lookup", NAME, "--json"],
}


def run(command: list[str], store: Path) -> None:
    """Run to the end; raises CalledProcessError if it fails."""
    subprocess.run(command, env={**os.environ, "KG_STORE": str(store)}, check=True, capture_output=True)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the bundled report."""
    path = tmp_path_factory.mktemp("command") / "store"
    run([*KG, "build"], path)
    return path


@pytest.mark.parametrize("command", LOOKUPS)
def test_look_up(benchmark: Any, store: Path, command: str) -> None:
    """From the start of the process to its end."""
    benchmark.group = f"cold lookup of {NAME}"
    benchmark.pedantic(run, args=(LOOKUPS[command], store), rounds=30, warmup_rounds=3)


def test_build(benchmark: Any, tmp_path: Path) -> None:
    """`kg build` of the bundled report into a new folder."""
    benchmark.group = "cold build of the bundled report"

    numbers = count()

    def fresh() -> tuple[tuple[list[str], Path], dict[str, object]]:
        return ([*KG, "build"], tmp_path / f"store-{next(numbers)}"), {}

    benchmark.pedantic(run, setup=fresh, rounds=10)
