"""Answers one query in a process of its own, which can be killed.

It imports next to nothing of the project.  One JSON object comes in on stdin:

    facts     the folder of the Oxigraph store
    query     the SPARQL text, and `prefixes` it may use undeclared; `spread`: the same text, for the
              place of a syntax error
    union     whether the default graph is the union of all graphs
    bindings  variable → term in N-Triples
    limit     how many rows or triples to give, or null; `size`: how many characters at most
    memory    the most address space in bytes; `cpu`: the most processor time in seconds
    parent    the process that asks: when it ends, so does this one

Out goes a line of JSON: `{"error": KIND, "message": …}`, where KIND is syntax, missing, damaged, memory,
size or failed; or `{"kind": "ask", "boolean": …}`; or `{"kind": "select" | "graph", "truncated": …}` and
then the rows as SPARQL TSV, or the triples as N-Triples.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, Variable, parse

from kg.limits import restrict


class _TooBig(Exception):
    pass


def main() -> None:
    """Read the request, write the answer, end without tidying up."""
    request = json.load(sys.stdin.buffer)
    die_with_parent(request["parent"])
    restrict(memory=request["memory"], cpu=request["cpu"])
    try:
        answer = respond(request)
    except Exception as error:
        message = str(error)
        answer = [json.dumps({"error": kind_of(error, message), "message": message})]
    with suppress(BrokenPipeError):
        sys.stdout.buffer.writelines(f"{line}\n".encode() for line in answer)
        sys.stdout.buffer.flush()
    os._exit(0)


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent ends (Linux; elsewhere the CPU limit must do)."""
    if sys.platform != "linux":
        return
    import ctypes

    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def respond(request: dict[str, Any]) -> list[str]:
    """The lines of the answer."""
    store = Store.read_only(request["facts"])
    try:
        result = _query(store, request["query"], request)
    except SyntaxError:
        _query(store, request["spread"], request)
        raise
    if isinstance(result, QueryBoolean):
        return [json.dumps({"kind": "ask", "boolean": bool(result)})]
    found = _rows(result) if isinstance(result, QuerySolutions) else _triples(result)
    lines, truncated = _collect(found, request["limit"], request["size"])
    head = {"truncated": truncated}
    if isinstance(result, QuerySolutions):
        names = "\t".join(str(variable) for variable in result.variables)
        return [json.dumps({"kind": "select", **head}), names, *lines]
    return [json.dumps({"kind": "graph", **head}), *lines]


def _query(store: Store, text: str, request: dict[str, Any]) -> QuerySolutions | QueryBoolean | QueryTriples:
    return store.query(
        text,
        prefixes=request["prefixes"],
        use_default_graph_as_union=request["union"],
        substitutions={Variable(name): _term(term) for name, term in request["bindings"].items()},
    )


def _collect(found: Iterator[str], limit: int | None, size: int) -> tuple[list[str], bool]:
    lines = []
    for line in islice(found, limit):
        size -= len(line)
        if size < 0:
            raise _TooBig
        lines.append(line)
    return lines, limit is not None and next(found, None) is not None


def _rows(solutions: QuerySolutions) -> Iterator[str]:
    for solution in solutions:
        yield "\t".join("" if value is None else str(value) for value in solution)


def _triples(triples: QueryTriples) -> Iterator[str]:
    seen: set[str] = set()
    for triple in triples:
        line = f"{triple} ."
        if line not in seen:
            seen.add(line)
            yield line


def _term(text: str) -> Any:
    quads: Iterable[Any] = parse(f"<x:s> <x:p> {text} .", RdfFormat.N_TRIPLES)
    return next(iter(quads)).object


def kind_of(error: Exception, message: str) -> str:
    """What went wrong, in a word."""
    match error:
        case SyntaxError():
            return "syntax"
        case MemoryError():
            return "memory"
        case _TooBig():
            return "size"
        case FileNotFoundError():
            return "missing"
    return "damaged" if message.startswith("Corruption") else "failed"


if __name__ == "__main__":
    main()
