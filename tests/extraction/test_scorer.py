"""The linear models: their arithmetic, their tables, and the choice between what overlaps."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.facts import FoundGoal
from kg.extraction.scorer import (
    Candidate,
    Scorer,
    best_apart,
    read_scorer,
    scorer,
    weights_of,
    write_scorer,
)
from kg.model import Span

MODEL = Scorer(-1.0, 0.5, {"verb=实施": 2.0, "digits": -3.0})


def goal(start: int, end: int, confidence: float = 0.0) -> FoundGoal:
    return FoundGoal(span=Span(start, end), rule="test", confidence=confidence, deadline="2026")


def test_a_probability_is_the_logistic_of_the_sum_of_the_weights() -> None:
    assert MODEL.probability([]) == pytest.approx(0.2689, abs=1e-4)
    assert MODEL.probability(["verb=实施", "unknown"]) == pytest.approx(0.7311, abs=1e-4)
    assert MODEL.probability(["verb=实施", "digits"]) == pytest.approx(0.1192, abs=1e-4)


def test_weights_without_measure_do_not_overflow() -> None:
    assert 0 < Scorer(0.0, 0.5, {"a": -1e9}).probability(["a"]) < 1e-12


def test_what_is_chosen_carries_its_probability_as_confidence() -> None:
    candidates = [Candidate(goal(0, 2), ("verb=实施",)), Candidate(goal(3, 5), ("digits",))]
    assert MODEL.choose(candidates) == [goal(0, 2, 0.731)]


def test_of_overlapping_spans_the_surest_is_kept_and_the_longest_of_equals() -> None:
    found = [goal(0, 5, 0.6), goal(4, 9, 0.9), goal(20, 22, 0.7), goal(20, 25, 0.7)]
    assert best_apart(found) == [goal(4, 9, 0.9), goal(20, 25, 0.7)]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9), st.floats(0, 1))))
def test_what_is_kept_never_overlaps_and_is_in_order(rows: list[tuple[int, int, float]]) -> None:
    kept = best_apart([goal(start, start + length, sure) for start, length, sure in rows])
    assert all(one.span.end <= other.span.start for one, other in pairwise(kept))
    assert bool(kept) == bool(rows)


def test_a_table_is_read_as_it_was_written() -> None:
    assert read_scorer(write_scorer(MODEL, "weights of a test")) == MODEL


def test_other_weights_hold_within_their_context_alone(tmp_path: Path) -> None:
    (tmp_path / "goal.tsv").write_text(write_scorer(MODEL, "weights of a test"), encoding="utf-8")
    shipped = scorer("goal")
    with weights_of(tmp_path):
        assert scorer("goal") == MODEL
    assert scorer("goal") is shipped


@pytest.mark.parametrize(
    "name", ["initiative", "project", "organization", "place", "honor", "event", "goal", "link"]
)
def test_the_shipped_models_are_small_and_have_a_threshold(name: str) -> None:
    model = scorer(name)
    assert 0 < model.threshold < 1
    assert 20 < len(model.weights) < 20_000
