"""Ten queries at once that would not end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.processes import children
from tests.reports import ROOT

LIMIT = 2.0
ALLOWANCE = 0.5

_SPARQL = [
    "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b . ?b (!<x:y>)* ?c }",
    "SELECT (COUNT(*) AS ?n) { ?a (<x:a>|!<x:a>|^(<x:a>|!<x:a>))* ?b }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY DESC(STRLEN(STR(?i))) LIMIT 1",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '^((.+)+)+!$')) }",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f)); separator=', ') AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }",
]
_CYPHER = [
    "MATCH (a), (b), (c) RETURN count(*) AS n",
    "UNWIND range(1, 100000) AS x WITH x UNWIND range(1, 100000) AS y RETURN count(*) AS n",
    "UNWIND range(1, 30000) AS x UNWIND range(1, 30000) AS y RETURN x + y AS z ORDER BY z LIMIT 1",
]


def _ask(client: httpx.Client, index: int) -> tuple[httpx.Response, float]:
    begun = time.monotonic()
    if index < len(_SPARQL):
        answer = client.post("/sparql", data={"query": _SPARQL[index]})
    else:
        query = {"query": _CYPHER[index - len(_SPARQL)], "parameters": {}}
        answer = client.post("/api/cypher", json=query)
    return answer, time.monotonic() - begun


@pytest.mark.slow
def test_ten_bombs_at_once(store: Path) -> None:
    """Each ends with a reason within half a second of the limit and leaves nothing; pages come meanwhile."""
    call = [sys.executable, "-m", "kg", "serve", "--no-open", "--port", "0"]
    call += ["--store", str(store), "--timeout", str(LIMIT)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, text=True) as process,
        ExitStack() as stack,
    ):
        try:
            assert process.stdout
            found = re.search(r"http://\S+/", process.stdout.readline())
            assert found
            client = stack.enter_context(httpx.Client(base_url=found[0], timeout=60))
            term = client.get("/api/lookup?q=1530").json()["hits"][0]["id"]
            with ThreadPoolExecutor(10) as pool:
                asked = [pool.submit(_ask, client, index) for index in range(10)]
                time.sleep(LIMIT / 2)
                assert children(process.pid)
                pages = [client.get(path) for path in (f"/page/{term}", "/api/lookup?q=15")]
                assert not all(one.done() for one in asked)
                answers = [one.result() for one in asked]
            assert children(process.pid) == set()
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(10)
    assert code == 0
    assert [answer.status_code for answer in pages] == [200, 200]
    for answer, seconds in answers:
        assert answer.status_code in (503, 504), answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]
        assert seconds < LIMIT + ALLOWANCE
