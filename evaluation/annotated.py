"""The lines of reports that were annotated by hand, and which of them are held back while rules are written.

Annotations are JSON Lines as `evaluation/README.md` describes them.  Those beside this file were made for
this project; more of them, and the reports, may lie in `../shared` beside the checkout.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from kg import paths

HERE = Path(__file__).resolve().parent
SHARED = paths.program().parent / "shared"
CHOSEN = ".chosen"
"""The end of the names of files whose lines were chosen by where the models were least sure."""
Half = Literal["tuned", "held", "all"]


@dataclass(frozen=True)
class Annotated:
    """One file of annotations and the report that it is of."""

    name: str
    annotations: Path
    report: Path

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The annotations, one object a row."""
        text = self.annotations.read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines() if line.strip()]

    @cached_property
    def lines(self) -> list[int]:
        """The annotated lines (0-based), in order."""
        return sorted({row["line"] for row in self.rows})

    def half(self, half: Half) -> set[int]:
        """The lines that rules were tuned on (every other one, from the first), those held back, or all.

        Lines that were chosen because the models were unsure of them are for learning alone: to hold them
        back would measure harder lines than those of a report are.
        """
        if self.name.endswith(CHOSEN):
            return set() if half == "held" else set(self.lines)
        return set({"tuned": self.lines[::2], "held": self.lines[1::2], "all": self.lines}[half])


def annotated() -> Iterator[Annotated]:
    """All files of annotations whose report is at hand."""
    for path in sorted([*(HERE / "annotations").glob("*.jsonl"), *(SHARED / "gold").glob("*.facts.jsonl")]):
        report = _report(path.name.split(".")[0])
        if report is not None:
            yield Annotated(path.name.removesuffix(".jsonl"), path, report)


def _report(name: str) -> Path | None:
    """The report of that name: the bundled one, or one in `../shared`."""
    bundled = {"baoding-2023": paths.bundled_reports() / "baoding-2023.txt"}
    path = bundled.get(name, SHARED / "reports" / f"{name}.txt")
    return path if path.is_file() else None
