"""Measure the extraction on the annotated lines, and write EVALUATION.md.

usage: python -m evaluation.evaluate [--out EVALUATION.md]

The models are learned anew: from the tuned half of the lines, and then five times from all lines but a fifth
of the other half, which is what is measured.  So no line is measured with weights that were learned from it,
except those of the tuned half.  The scorer is `../shared/score/score.py`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from evaluation.annotated import HERE, SHARED, Annotated, annotated
from evaluation.train import Lines, train
from kg import paths
from kg.exporting.facts import write_facts
from kg.extraction.scorer import weights_of
from kg.pipeline import read_graph
from kg.rdf import quads
from kg.reading import read

SCORER = SHARED / "score" / "score.py"
KINDS = ("value", "measure", "initiative", "project", "goal", "org", "place", "honor", "event", "link")
FIELDS = ("aspect", "comparator", "period", "status", "indicator")
NEEDED = (0.95, 0.88, 0.80, 0.80, 0.70, 0.85, 0.85, 0.80, 0.85, 0.60)
COLUMNS = ("tuned", "held", "held, learned from all other lines")
FOLDS = 5


@dataclass
class Tally:
    """What was found right, what there is and what was found, by kind; and the fields of the values found."""

    kinds: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    fields: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, result: dict[str, dict[str, list[float]]]) -> None:
        """Add one result of the scorer."""
        for kind, (_, recall, _, gold, found) in result["table"].items():
            row = self.kinds[kind]
            for index, count in enumerate((recall * gold, gold, found)):
                row[index] += round(count)
        right = round(result["table"]["value"][1] * result["table"]["value"][3])
        for name, share in result["fields"].items():
            self.fields[name] += cast(float, share) * right

    def f1(self, kind: str) -> float | None:
        """F1 of a kind, or None where there is nothing to find and nothing was found."""
        right, gold, found = self.kinds[kind]
        return 2 * right / (gold + found) if gold + found else None

    def share(self, name: str) -> float | None:
        """The share of the values found whose field is right."""
        right = self.kinds["value"][0]
        return self.fields[name] / right if right else None


def score(file: Annotated, facts: Path, given: set[int]) -> dict[str, dict[str, list[float]]]:
    """What the scorer says of these lines of a file."""
    lines = ",".join(map(str, sorted(given)))
    paths_ = map(str, (SCORER, file.report, file.annotations, facts))
    call = [sys.executable, *paths_, "--json", "--lines", lines]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    return cast(dict[str, dict[str, list[float]]], json.loads(done.stdout))


def extract_all(files: list[Annotated], folder: Path) -> dict[Path, Path]:
    """The facts of each report as `kg export --format facts` writes them: report → file of facts."""
    written = {}
    for report in {file.report for file in files}:
        graph, _ = read_graph(read(str(report)))
        written[report] = folder / f"{report.stem}.facts.jsonl"
        with written[report].open("wb") as stream:
            write_facts(list(quads(graph)), stream)
    return written


def tallies(files: list[Annotated]) -> dict[tuple[str, str], Tally]:
    """The tallies of each file by column, and those of all under the name `all`."""
    found: dict[tuple[str, str], Tally] = defaultdict(Tally)
    tuned, held, others = COLUMNS
    with learned(files, lambda file: file.half("tuned")) as facts:
        for file in files:
            add(found, file, tuned, facts, file.half("tuned"))
            add(found, file, held, facts, file.half("held"))
    for number in range(FOLDS):

        def fold(file: Annotated, number: int = number) -> set[int]:
            return set(sorted(file.half("held"))[number::FOLDS])

        with learned(files, lambda file, fold=fold: file.half("all") - fold(file)) as facts:  # type: ignore[misc]
            for file in files:
                add(found, file, others, facts, fold(file))
    return found


def add(
    found: dict[tuple[str, str], Tally],
    file: Annotated,
    column: str,
    facts: dict[Path, Path],
    lines: set[int],
) -> None:
    """Add the result of these lines of a file to its tally and to that of all."""
    if lines:
        result = score(file, facts[file.report], lines)
        for name in (file.name, "all"):
            found[name, column].add(result)


@contextmanager
def learned(files: list[Annotated], lines: Lines) -> Iterator[dict[Path, Path]]:
    """The facts of each report, found with weights that were learned from these lines alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for line in train(lines, folder / "weights"):
            print(line, file=sys.stderr)
        with weights_of(folder / "weights"):
            yield extract_all(files, folder)


def table(found: dict[tuple[str, str], Tally], name: str) -> Iterator[str]:
    """The rows of a table: what is measured, what is needed, then the columns."""
    yield "| F1 | needed | " + " | ".join(COLUMNS) + " |"
    yield "| --- | --- |" + " --- |" * len(COLUMNS)
    columns = [found[name, column] for column in COLUMNS]
    for kind, needed in zip(KINDS, NEEDED, strict=True):
        cells = [_cell(column.f1(kind), column.kinds[kind][1]) for column in columns]
        yield f"| {kind} | {needed:.2f} | " + " | ".join(cells) + " |"
    for name in FIELDS:
        cells = [_cell(column.share(name)) for column in columns]
        yield f"| {name} right, of the values found | 0.90 | " + " | ".join(cells) + " |"


def _cell(value: float | None, gold: int | None = None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" + (f" ({gold})" if gold is not None else "")


def page(found: dict[tuple[str, str], Tally]) -> str:
    """The text of EVALUATION.md."""
    names = sorted({name for name, _ in found} - {"all"})
    given = [name for name in names if name.endswith(".facts")]
    parts = [
        (HERE / "head.md").read_text(encoding="utf-8").format(commit=_commit(), date=date.today()),
        "## All annotated lines\n",
        *table(found, "all"),
    ]
    for name in [*given, *(name for name in names if name not in given)]:
        parts += [f"\n## {name}\n", *table(found, name)]
    return "\n".join([*parts, "", (HERE / "read.md").read_text(encoding="utf-8")])


def _commit() -> str:
    git = ["git", "-C", str(paths.program()), "describe", "--always", "--dirty"]
    return subprocess.run(git, capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=paths.program() / "EVALUATION.md")
    given = parser.parse_args()
    if not SCORER.is_file():
        sys.exit(f"{SCORER} is not there: the scorer and the other reports are needed beside the checkout")
    given.out.write_text(page(tallies(list(annotated()))), encoding="utf-8")


if __name__ == "__main__":
    main()
