"""SPARQL from people: checked, then answered in a child process that can be killed.

The engine knows no time limit and dies on queries that nest too deep; neither must reach the caller.
"""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from kg.asking.answer import Answer, Term
from kg.asking.guard import check, names_dataset
from kg.asking.syntax import spread, syntax_error
from kg.errors import BadValue, KgError, QueryFailed, QueryTimeout, StoreDamaged
from kg.language import choose
from kg.limits import environment
from kg.stores import sparql_child
from kg.stores.folder import Generation, StoreFolder
from kg.vocabulary import PREFIXES

MEMORY = 2 << 30
"""Address space of the child in bytes.  An open store takes 0.6 GiB of it, most of it never touched."""
MAX_ANSWER = 256 << 20
"""In characters."""
MAX_TIMEOUT = 86_400.0


def select(
    path: Path,
    query: str,
    *,
    bindings: Mapping[str, Term] | None = None,
    timeout: float = 30.0,
    limit: int | None = None,
) -> Answer:
    """The answer to a reading query on the store folder at `path`.

    The default graph is the union of all, unless the query has a FROM; a triple that several graphs hold
    counts several times there.  The prefixes of the vocabulary need no declaration.  `bindings` replaces
    variables, which the query must project, by terms.  `timeout` is in seconds of wall time; `limit` is
    the most rows or triples given.

    Raises QueryRefused, QuerySyntaxError, BadValue, QueryTimeout, QueryFailed, and what
    `StoreFolder.current` raises.
    """
    check(query)
    if not 0 < timeout <= MAX_TIMEOUT:
        wanted = choose(f"大于 0、至多 {MAX_TIMEOUT:g} 的秒数", f"seconds over 0, up to {MAX_TIMEOUT:g}")
        raise BadValue(option="--timeout", value=timeout, wanted=wanted)
    if limit is not None and limit < 0:
        raise BadValue(option="--limit", value=limit, wanted=choose("不小于 0 的整数", "an integer from 0"))
    request = {
        "query": query,
        "spread": spread(query),
        "prefixes": PREFIXES,
        "union": not names_dataset(query),
        "bindings": {name: str(term) for name, term in (bindings or {}).items()},
        "limit": limit,
        "size": MAX_ANSWER,
        "memory": MEMORY,
        "cpu": math.ceil(timeout) + 1,
        "parent": os.getpid(),
    }
    return StoreFolder(path).read(lambda generation: _ask(generation, request, timeout))


def _ask(generation: Generation, request: dict[str, Any], timeout: float) -> Answer:
    request = {**request, "facts": str(generation.facts_path)}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-P", "-m", sparql_child.__name__],
            env=environment(),
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        raise QueryTimeout(seconds=timeout) from None
    if done.returncode == -signal.SIGXCPU:
        raise QueryTimeout(seconds=timeout)
    if done.returncode or not done.stdout:
        raise QueryFailed(reason=_death(done.returncode, done.stderr.decode(errors="replace")))
    head, _, body = done.stdout.partition(b"\n")
    answer = json.loads(head)
    if "error" in answer:
        raise _error(answer["error"], answer["message"], request["query"], generation)
    return _read(answer, body)


def _read(head: dict[str, Any], body: bytes) -> Answer:
    """The answer from the child's first line and the rows or triples behind it."""
    if head["kind"] == "ask":
        return Answer(kind="ask", boolean=head["boolean"])
    if head["kind"] == "graph":
        triples = tuple(quad.triple for quad in parse(body, RdfFormat.N_TRIPLES))
        return Answer(kind="graph", triples=triples, truncated=head["truncated"])
    solutions = cast(QuerySolutions, parse_query_results(body, QueryResultsFormat.TSV))
    return Answer(
        kind="select",
        variables=tuple(variable.value for variable in solutions.variables),
        rows=tuple(tuple(solution) for solution in solutions),
        truncated=head["truncated"],
    )


def _error(kind: str, message: str, query: str, generation: Generation) -> Exception:
    """The exception for an error that the child reports; FileNotFoundError if the store went away."""
    line = " ".join(message.split())[:300]
    errors: dict[str, KgError] = {
        "memory": QueryFailed(reason=_no_memory()),
        "size": QueryFailed(
            reason=choose("结果太大;请用 --limit 或 LIMIT", "the answer is too big; use --limit or LIMIT")
        ),
        "damaged": StoreDamaged(path=generation.path.parent.parent, reason=line),
        "failed": QueryFailed(reason=line),
    }
    if kind == "missing":
        return FileNotFoundError(line)
    return syntax_error(query, message) if kind == "syntax" else errors[kind]


def _death(code: int, stderr: str) -> str:
    """Why the child ended without an answer."""
    if "memory allocation" in stderr or "bad_alloc" in stderr or "MemoryError" in stderr:
        return _no_memory()
    if code < 0:
        name = signal.Signals(-code).name
        return choose(
            f"查询引擎中途崩溃({name});请拆分或简化查询",
            f"the engine died ({name}); split the query or make it simpler",
        )
    last = stderr.strip().rpartition("\n")[2][:300]
    return choose(f"查询进程异常结束:{last}", f"the query process ended: {last}")


def _no_memory() -> str:
    return choose(
        f"内存超过上限 {MEMORY >> 30} GiB;请缩小范围",
        f"it needs more memory than {MEMORY >> 30} GiB; narrow it",
    )
