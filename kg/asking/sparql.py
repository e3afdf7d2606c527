"""SPARQL from people: checked, then answered in a child process that can be killed.

The engine knows no time limit and dies on queries that nest too deep; neither must reach the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from kg.asking.answer import Answer, Term
from kg.asking.child import MAX_ANSWER, Run, Stop, check_limits, from_child, outcome
from kg.asking.guard import check, names_dataset
from kg.asking.syntax import spread, syntax_error
from kg.errors import BadValue
from kg.stores import sparql_child
from kg.stores.folder import Generation, StoreFolder
from kg.vocabulary import PREFIXES


class Dataset(NamedTuple):
    """The graphs that a query is about, by IRI: those that make up its default graph, and the named ones."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def select(
    path: Path,
    query: str,
    *,
    bindings: Mapping[str, Term] | None = None,
    dataset: Dataset | None = None,
    base: str | None = None,
    timeout: float = 30.0,
    limit: int | None = None,
    size: int = MAX_ANSWER,
    stop: Stop | None = None,
) -> Answer:
    """The answer to a reading query on the store folder at `path`.

    The default graph is the union of all, unless the query has a FROM; a triple that several graphs hold
    counts several times there.  The prefixes of the vocabulary need no declaration.  `bindings` replaces
    variables, which the query must project, by terms.  `dataset` stands in the place of what the query says
    by FROM; `base` is what relative IRIs are relative to.  `timeout` is in seconds of wall time; `limit` is
    the most rows or triples given, `size` the most characters; `stop` ends the query from another thread.

    Raises QueryRefused, QuerySyntaxError, BadValue, QueryTimeout, QueryStopped, QueryFailed, and what
    `StoreFolder.current` raises.
    """
    check(query)
    check_limits(timeout, limit)
    request = {
        "query": query,
        "spread": spread(query),
        "prefixes": PREFIXES,
        "union": not names_dataset(query),
        "dataset": dataset and [_iris(dataset.default), _iris(dataset.named)],
        "base": base and _iris([base])[0],
        "bindings": {name: str(term) for name, term in (bindings or {}).items()},
    }
    run = partial(from_child, sparql_child.__name__, timeout=timeout, limit=limit, size=size, stop=stop)
    return StoreFolder(path).read(lambda generation: _ask(generation, request, run))


def _iris(graphs: Iterable[str]) -> list[str]:
    """The names of graphs; raises BadValue for what is no IRI."""
    for iri in graphs:
        try:
            NamedNode(iri)
        except ValueError:
            raise BadValue(option="IRI", value=iri, wanted="IRI") from None
    return list(graphs)


def _ask(generation: Generation, request: dict[str, Any], run: Run) -> Answer:
    head, body = run({**request, "facts": str(generation.facts_path)})
    if head.get("error") == "syntax":
        raise syntax_error(request["query"], head["message"])
    return _read(outcome(head, generation), body)


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
