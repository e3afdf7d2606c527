"""What a slow function gave, kept for those who ask again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """A function of one argument that remembers the values for the `size` arguments used last.

    Each value is worked out once, however many threads ask for it meanwhile; they wait for it.  What is
    raised is raised for all who wait, and not remembered.
    """

    def __init__(self, function: Callable[[K], V], size: int = 1) -> None:
        self._function = function
        self._size = size
        self._lock = threading.Lock()
        self._kept: dict[K, V] = {}
        self._under_way: dict[K, Future[V]] = {}

    def __call__(self, key: K) -> V:
        """The value for that argument."""
        with self._lock:
            if key in self._kept:
                value = self._kept[key] = self._kept.pop(key)
                return value
            waited_for = self._under_way.get(key)
            if waited_for is None:
                mine = self._under_way[key] = Future()
        return self._work_out(key, mine) if waited_for is None else waited_for.result()

    def _work_out(self, key: K, mine: Future[V]) -> V:
        try:
            value = self._function(key)
        except BaseException as error:
            with self._lock:
                del self._under_way[key]
            mine.set_exception(error)
            raise
        with self._lock:
            del self._under_way[key]
            self._kept[key] = value
            while len(self._kept) > self._size:
                del self._kept[next(iter(self._kept))]
        mine.set_result(value)
        return value
