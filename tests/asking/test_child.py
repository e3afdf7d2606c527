"""Queries that another thread ends, and the limits of those that nobody ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from graphdblite import Database

from kg.asking import cypher, sparql
from kg.asking.child import Stop, from_child
from kg.asking.library import ask_library
from kg.errors import QueryFailed, QueryStopped, QueryTimeout
from kg.stores.folder import StoreFolder
from tests.processes import children

ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?s{n} ?p{n} ?o{n} .' for n in range(12))} }}"


def new_child(before: set[int]) -> int:
    """The process that is started next."""
    for _ in range(1000):
        found = children(os.getpid()) - before
        if found:
            return found.pop()
        time.sleep(0.01)
    raise AssertionError("no process was started within 10 s")


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the processes are looked up in /proc")


def test_a_query_is_cancelled_from_another_thread(odd_store: Path) -> None:
    before, stop = children(os.getpid()), Stop()
    errors: list[Exception] = []

    def ask() -> None:
        try:
            sparql.select(odd_store, ENDLESS, timeout=60, stop=stop)
        except QueryStopped as error:
            errors.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    child = new_child(before)
    stop.cancel()
    asking.join(10)
    assert [str(error) for error in errors] == ["the query was cancelled"]
    assert child not in children(os.getpid())


def test_a_query_that_is_cancelled_beforehand_does_not_start(odd_store: Path) -> None:
    stop = Stop()
    stop.cancel()
    with pytest.raises(QueryStopped):
        from_child("kg.no_such_module", {}, timeout=10, limit=None, stop=stop)
    with pytest.raises(QueryStopped):
        sparql.select(odd_store, "ASK {}", stop=stop)


def test_what_is_cancelled_afterwards_stays_answered(odd_store: Path) -> None:
    stop = Stop()
    assert sparql.select(odd_store, "ASK {}", stop=stop).boolean is True
    stop.cancel()


def test_no_process_stays_behind_a_query_out_of_time(odd_store: Path) -> None:
    before = children(os.getpid())
    with pytest.raises(QueryTimeout):
        sparql.select(odd_store, ENDLESS, timeout=0.5, stop=Stop())
    assert children(os.getpid()) == before


@pytest.mark.parametrize(("stop", "nice"), [(None, 0), (Stop(), 19)])
def test_a_query_among_many_stands_back(odd_store: Path, stop: Stop | None, nice: int) -> None:
    before = children(os.getpid())
    found: list[int] = []

    def look() -> None:
        child = new_child(before)
        while child in children(os.getpid()):
            found.append(os.getpriority(os.PRIO_PROCESS, child))
            time.sleep(0.02)

    looking = threading.Thread(target=look)
    looking.start()
    with pytest.raises(QueryTimeout):
        sparql.select(odd_store, ENDLESS, timeout=1.5, stop=stop)
    looking.join()
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert set(found) - {own} == ({min(own + nice, 19)} - {own})


def test_the_size_of_an_answer_is_bounded_in_all_languages(library_store: Path) -> None:
    with pytest.raises(QueryFailed, match="too big"):
        sparql.select(library_store, "SELECT * { ?s ?p ?o }", size=50)
    with pytest.raises(QueryFailed, match="too big"):
        ask_library(library_store, "terms", size=50)


def test_cypher_is_cancelled_and_bounded_too(tmp_path: Path) -> None:
    stop = Stop()
    with StoreFolder(tmp_path).build() as draft:
        Database(str(draft.cypher_path)).close()
    with pytest.raises(QueryFailed, match="too big"):
        cypher.select(tmp_path, "UNWIND range(1, 100) AS n RETURN n", size=50, stop=stop)
    stop.cancel()
    with pytest.raises(QueryStopped):
        cypher.select(tmp_path, "RETURN 1", stop=stop)


def test_the_keyboard_interrupts_whoever_asks_not_the_child() -> None:
    code = (
        "import os, signal; from kg.stores.child import serve\n"
        "def respond(request):\n    os.kill(os.getpid(), signal.SIGINT)\n    return ['still there']\n"
        "serve(respond, lambda error, message: 'failed')"
    )
    request = json.dumps({"parent": os.getpid(), "nice": 0, "memory": 2 << 30, "cpu": 10})
    done = subprocess.run([sys.executable, "-c", code], input=request.encode(), capture_output=True)
    assert done.stdout == b"still there\n"
