"""Cypher from people, answered by the embedded engine: checked, then run in a child that can be killed.

The engine knows no time limit; a query that is not done in time must not stay, nor its memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from kg.asking.child import MAX_ANSWER, Run, Stop, check_limits, from_child, outcome
from kg.asking.cypher_guard import check
from kg.asking.cypher_text import projected, uncommented
from kg.asking.table import Table, Value
from kg.errors import QuerySyntaxError
from kg.stores import cypher_child
from kg.stores.folder import Generation, StoreFolder

_PLACE = re.compile(r" at line (\d+):(\d+): *(.*)", re.DOTALL)
_EXPECTED = re.compile(r"= (expected .*)")


def select(
    path: Path,
    query: str,
    *,
    parameters: Mapping[str, Value] | None = None,
    timeout: float = 30.0,
    limit: int | None = None,
    size: int = MAX_ANSWER,
    stop: Stop | None = None,
) -> Table:
    """The answer to a reading query on the store folder at `path`.

    `timeout` is in seconds of wall time; `limit` is the most rows given, `size` the most characters;
    `stop` ends the query from another thread.

    Raises QueryRefused, QuerySyntaxError, BadValue, QueryTimeout, QueryStopped, QueryFailed, and what
    `StoreFolder.current` raises.
    """
    check_limits(timeout, limit)
    request = prepared(query, parameters, limit)
    run = partial(from_child, cypher_child.__name__, timeout=timeout, limit=limit, size=size, stop=stop)
    return StoreFolder(path).read(lambda generation: _ask(generation, request, run))


def prepared(query: str, parameters: Mapping[str, Value] | None, limit: int | None) -> dict[str, Any]:
    """What `kg.stores.cypher_child` is to do for the query; raises QueryRefused and QuerySyntaxError."""
    check(query)
    plain = uncommented(query)
    text, columns, keys = projected(plain, limit)
    return {
        "query": text,
        "original": plain,
        "columns": columns,
        "keys": keys,
        "parameters": dict(parameters or {}),
    }


def _ask(generation: Generation, request: dict[str, Any], run: Run) -> Table:
    head, body = run({**request, "graph": str(generation.cypher_path)})
    if head.get("error") == "syntax":
        raise _syntax_error(head["message"])
    outcome(head, generation)
    rows = tuple(tuple(json.loads(line)) for line in body.splitlines())
    return Table(tuple(head["columns"]), rows, truncated=head["truncated"])


def _syntax_error(message: str) -> QuerySyntaxError:
    """The place that the engine names, and what it says, without its drawing of the place."""
    found = _PLACE.search(message)
    if not found:
        return QuerySyntaxError(line=1, column=1, reason=" ".join(message.split())[:300])
    expected = _EXPECTED.search(found[3])
    reason = expected[1] if expected else " ".join(found[3].split())
    return QuerySyntaxError(line=int(found[1]), column=int(found[2]), reason=reason[:300])
