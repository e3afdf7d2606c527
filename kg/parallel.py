"""Work on many items by several processes, the results in the order of the items."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

FEWEST = 4
"""From how many items on the start of the processes, about a second and a half, pays."""
WAITING = 2
"""How many results a process may be ahead of the one who takes them: memory stays bounded."""


def processes() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[A], B], items: Iterable[A], *, preload: str) -> Iterator[B]:
    """`work(item)` of each item, in order; what one raises is raised when its turn comes.

    `work` must be a function of a module, and what it takes and gives must be picklable.  Few items are
    worked on here; for more, a clean process that has imported the module `preload` is forked once a core.
    """
    queue = iter(items)
    first = list(islice(queue, FEWEST))
    if len(first) < FEWEST or processes() == 1:
        yield from (work(item) for item in first)
        yield from (work(item) for item in queue)
        return
    context = get_context("forkserver")
    context.set_forkserver_preload([preload])
    with ProcessPoolExecutor(processes(), mp_context=context) as pool:
        try:
            yield from _windowed(pool, work, first, queue)
        finally:
            pool.shutdown(cancel_futures=True)


def _windowed(
    pool: ProcessPoolExecutor, work: Callable[[A], B], first: list[A], queue: Iterator[A]
) -> Iterator[B]:
    ahead = max(0, WAITING * processes() - len(first))
    waiting = deque[Future[B]](pool.submit(work, item) for item in (*first, *islice(queue, ahead)))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(pool.submit(work, item) for item in islice(queue, 1))
