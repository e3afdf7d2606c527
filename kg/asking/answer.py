"""What a SPARQL query gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Kind = OneOf["select", "ask", "graph"]
Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]
"""One value for each variable, None where the variable is unbound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to a query of one of three kinds.

    `select`: `variables` (without `?`) and `rows`.  `ask`: `boolean`.  `graph`: the `triples` of a
    CONSTRUCT or DESCRIBE.  `truncated` says that there are more rows or triples than the limit.
    """

    kind: Kind
    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    triples: tuple[Triple, ...] = ()
    truncated: bool = False
