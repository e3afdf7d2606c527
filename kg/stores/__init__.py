"""Stores behind one protocol: what a store can do is said by its capabilities."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from kg.errors import UnknownName
from kg.language import choose

Value = str | int | float | bool | None
"""IRIs and texts are `str`; an unbound variable is None."""


class Store(Protocol):
    """Something that answers the program's own queries.

    `capabilities` is a subset of `sparql`, `cypher` and `write`.  `query` gives rows as name → value
    and takes what its variables or parameters are bound to by name.
    """

    capabilities: frozenset[str]

    def query(self, text: str, **bindings: Any) -> Iterator[dict[str, Value]]:
        """The rows of a trusted query; no time limit, no checks."""
        ...


BACKENDS: dict[str, str] = {"oxigraph": "kg.stores.oxigraph:open_folder"}
"""Name → `module:function` that takes the store folder; imported when first opened."""


def open_store(path: Path, backend: str = "oxigraph") -> Store:
    """The live generation of the store folder at `path`.

    Raises UnknownName for another backend, and NoStore, StoreVersionError or StoreDamaged.
    """
    if backend not in BACKENDS:
        what = choose("存储", "backend")
        raise UnknownName(what=what, name=backend, known=", ".join(sorted(BACKENDS)))
    module, _, function = BACKENDS[backend].partition(":")
    store: Store = getattr(import_module(module), function)(path)
    return store
