"""Answers one SPARQL query in a process of its own (`kg.stores.child`).

The request has:

    facts     the folder of the Oxigraph store
    query     the SPARQL text, and `prefixes` it may use undeclared; `spread`: the same text, for the
              place of a syntax error
    union     whether the default graph is the union of all graphs, where the query names none
    dataset   the IRIs of the default graphs and of the named graphs, or null: as the query says
    base      what relative IRIs are relative to, or null
    bindings  variable → term in N-Triples

Out goes a line of JSON: an error, whose kind is syntax, missing, damaged, memory, size or failed; or
`{"kind": "ask", "boolean": …}`; or `{"kind": "select" | "graph", "truncated": …}` and then the rows as
SPARQL TSV, or the triples as N-Triples.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
    parse,
)

from kg.stores.child import collect, serve


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
    lines, truncated = collect(found, request["limit"], request["size"], "\t")
    head = {"truncated": truncated}
    if isinstance(result, QuerySolutions):
        names = "\t".join(str(variable) for variable in result.variables)
        return [json.dumps({"kind": "select", **head}), names, *lines]
    return [json.dumps({"kind": "graph", **head}), *lines]


def _query(store: Store, text: str, request: dict[str, Any]) -> QuerySolutions | QueryBoolean | QueryTriples:
    graphs: dict[str, Any] = {"use_default_graph_as_union": request["union"]}
    if request["dataset"]:
        default, named = ([NamedNode(iri) for iri in iris] for iris in request["dataset"])
        graphs = {"default_graph": default, "named_graphs": named}
    return store.query(
        text,
        base_iri=request["base"],
        prefixes=request["prefixes"],
        **graphs,
        substitutions={Variable(name): _term(term) for name, term in request["bindings"].items()},
    )


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
    if isinstance(error, SyntaxError):
        return "syntax"
    return "damaged" if message.startswith("Corruption") else "failed"


if __name__ == "__main__":
    serve(respond, kind_of)
