"""The size of an answer: what is paid for, so that whoever reads it is safe."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.asking import sparql
from kg.errors import QueryFailed
from kg.stores.child import TooBig, collect
from tests.asking.conftest import odd_store, odd_terms

__all__ = ["odd_store", "odd_terms"]


def test_the_first_lines_and_whether_there_are_more() -> None:
    assert collect(["a\tb", "c\td", "e\tf"], 2, 1_000, "\t") == (["a\tb", "c\td"], True)
    assert collect(["a\tb"], 2, 1_000, "\t") == (["a\tb"], False)
    assert collect(iter(()), None, 0, "\t") == ([], False)


@pytest.mark.parametrize("line", ["", "\t" * 50, '"a"' + '\t"a"' * 50, "x" * 500])
def test_rows_and_cells_cost_something_even_if_they_are_empty(line: str) -> None:
    with pytest.raises(TooBig):
        collect([line] * 1_000, None, 50_000, "\t")


def test_rows_of_unbound_values_are_not_free(odd_store: Path) -> None:
    query = "SELECT ?u { ?a ?b ?c . ?d ?e ?f }"
    rows = len(sparql.select(odd_store, query).rows)
    with pytest.raises(QueryFailed, match="too big"):
        sparql.select(odd_store, query, size=rows * 10)
