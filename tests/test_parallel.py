"""Many items worked on by several processes."""

from __future__ import annotations

import os

import pytest

from kg.errors import BadValue, KgError
from kg.parallel import FEWEST, in_order


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def refuse(number: int) -> int:
    if number == 5:
        raise BadValue(option="number", value=number, wanted="another")
    return number


def test_results_come_in_the_order_of_the_items() -> None:
    results = [result for result, _ in in_order(square, range(20), preload="kg.model")]
    assert results == [number * number for number in range(20)]


def test_many_items_are_worked_on_elsewhere_and_few_here() -> None:
    many = {process for _, process in in_order(square, range(20), preload="kg.model")}
    few = {process for _, process in in_order(square, range(FEWEST - 1), preload="kg.model")}
    assert few == {os.getpid()}
    assert os.getpid() not in many or len(os.sched_getaffinity(0)) == 1


def test_an_error_comes_in_its_turn_with_its_details() -> None:
    results = in_order(refuse, range(20), preload="kg.model")
    assert [next(results) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(KgError) as raised:
        next(results)
    assert raised.value.details == {"option": "number", "value": 5, "wanted": "another"}


def test_nothing_gives_nothing() -> None:
    assert list(in_order(square, [], preload="kg.model")) == []
