"""The embedded RDF store, for the program's own queries in its own process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple, Variable

from kg.errors import StoreDamaged
from kg.stores import Value
from kg.stores.folder import Generation, StoreFolder
from kg.vocabulary import PREFIXES, XSD

_CASTS: dict[str, type[int] | type[float]] = {
    XSD + "integer": int,
    XSD + "decimal": float,
    XSD + "double": float,
}


class OxigraphStore:
    """The facts folder of one generation, read only.  Its default graph is the union of all graphs.

    Raises StoreDamaged if the files cannot be read, FileNotFoundError if they are not there.
    """

    capabilities = frozenset({"sparql"})

    def __init__(self, path: Path) -> None:
        try:
            self.graphs = pyoxigraph.Store.read_only(str(path))
        except RuntimeError as error:
            raise StoreDamaged(path=path, reason=str(error)[:200]) from None

    def query(
        self, text: str, **bindings: NamedNode | BlankNode | Literal | Triple
    ) -> Iterator[dict[str, Value]]:
        """The rows of a trusted SELECT, variable → plain value.

        The prefixes of the vocabulary need no declaration.  `bindings` replaces variables, which the
        query must project, by terms.  Raises TypeError for a query of another kind.
        """
        result = self.graphs.query(
            text,
            prefixes=PREFIXES,
            use_default_graph_as_union=True,
            substitutions={Variable(name): term for name, term in bindings.items()},
        )
        if not isinstance(result, QuerySolutions):
            raise TypeError("only a SELECT has rows")
        names = [variable.value for variable in result.variables]
        for solution in result:
            yield {name: _plain(value) for name, value in zip(names, solution, strict=True)}

    def holds(self, iri: str) -> bool:
        """Whether the store says anything of that node; no, if it is no IRI at all."""
        try:
            node = NamedNode(iri)
        except ValueError:
            return False
        return next(self.graphs.quads_for_pattern(node, None, None), None) is not None


def open_folder(path: Path) -> OxigraphStore:
    """The live generation of the store folder at `path`; raises what `StoreFolder.current` raises."""

    def opened(generation: Generation) -> OxigraphStore:
        return OxigraphStore(generation.facts_path)

    return StoreFolder(path).read(opened)


def _plain(term: Any) -> Value:
    match term:
        case None:
            return None
        case Literal():
            datatype = term.datatype.value
            if datatype == XSD + "boolean":
                return term.value in ("true", "1")
            return _CASTS[datatype](term.value) if datatype in _CASTS else term.value
        case NamedNode() | BlankNode():
            return term.value
    return str(term)
