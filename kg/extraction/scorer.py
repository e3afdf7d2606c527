"""Linear models that tell the right candidates from the wrong ones.

A candidate is a span (or a pair) that a rule proposes, with features: short strings that say what it looks
like and what stands around it.  A model adds up the weights of the features; the logistic function turns
the sum into the confidence of the fact.  The weights lie in `ontology/weights/`, one table a model, and are
learned from the annotated lines by `evaluation/train.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from itertools import repeat
from math import exp
from pathlib import Path
from typing import Generic, TypeVar

from kg import paths
from kg.extraction.facts import Found, FoundLink

F = TypeVar("F", bound=Found | FoundLink)
_BIAS, _THRESHOLD = "(bias)", "(threshold)"
_folder: ContextVar[Path | None] = ContextVar("folder of the weights", default=None)


@dataclass(slots=True)
class Candidate(Generic[F]):
    """What may be a fact, and the features that speak for or against it."""

    found: F
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A logistic model: a weight for each feature that it knows; `threshold` parts right from wrong."""

    bias: float
    threshold: float
    weights: Mapping[str, float]

    def probability(self, features: Iterable[str]) -> float:
        """How likely a candidate with these features is right, in (0, 1)."""
        total = self.bias + sum(map(self.weights.get, features, repeat(0.0)))
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

    def choose(self, candidates: Iterable[Candidate[F]]) -> list[F]:
        """The candidates that are more likely right than the threshold, with their confidence."""
        return [
            replace(candidate.found, confidence=round(chance, 3))
            for candidate in candidates
            if (chance := self.probability(candidate.features)) >= self.threshold
        ]


def best_apart(found: Iterable[Found]) -> list[Found]:
    """Of spans that overlap the surest (the longest of equals), in the order of the text."""
    kept: list[Found] = []
    for thing in sorted(found, key=lambda thing: (-thing.confidence, -len(thing.span), thing.span)):
        if not any(thing.span.overlaps(other.span) for other in kept):
            kept.append(thing)
    return sorted(kept, key=lambda thing: thing.span)


def scorer(name: str) -> Scorer:
    """The model of that name: the table `ontology/weights/NAME.tsv`, or that of the folder in use."""
    return _scorer(folder() / f"{name}.tsv")


def folder() -> Path:
    """The folder of the tables in use."""
    return _folder.get() or paths.ontology() / "weights"


@contextmanager
def weights_of(folder: Path) -> Iterator[None]:
    """Within this context the models are those of another folder, say such as learned from less."""
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)


@cache
def _scorer(table: Path) -> Scorer:
    return read_scorer(table.read_text(encoding="utf-8"))


def read_scorer(table: str) -> Scorer:
    """A model from its table: a feature and its weight a line, with rows for the bias and the threshold."""
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    weights = {feature: float(weight) for feature, weight in rows}
    return Scorer(weights.pop(_BIAS), weights.pop(_THRESHOLD), weights)


def write_scorer(model: Scorer, about: str) -> str:
    """The table of a model, the weights by name; `about` is its first line."""
    rows = [(_BIAS, model.bias), (_THRESHOLD, model.threshold), *sorted(model.weights.items())]
    return f"# {about}\n" + "".join(f"{feature}\t{weight:.3f}\n" for feature, weight in rows)
