"""The facts of one generation, read in the program's own process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import StoreDamaged


class OxigraphStore:
    """The facts folder of one generation, read only.

    What it does raises StoreDamaged if the files cannot be read, FileNotFoundError if they are not there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._translated():
            self._store = Store.read_only(str(path))

    def match(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        obj: NamedNode | Literal | None = None,
    ) -> Iterator[Quad]:
        """The quads of all graphs with these terms; None stands for any."""
        with self._translated():
            yield from self._store.quads_for_pattern(subject, predicate, obj, None)

    def graph(self, name: str) -> Iterator[Quad]:
        """The quads of the graph with that IRI."""
        with self._translated():
            yield from self._store.quads_for_pattern(None, None, None, NamedNode(name))

    def holds(self, iri: str) -> bool:
        """Whether the store says anything of that node; no, if it is no IRI at all."""
        try:
            node = NamedNode(iri)
        except ValueError:
            return False
        return next(self.match(node), None) is not None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """RocksDB checks a block when it is read, so any read may find the damage."""
        try:
            yield
        except FileNotFoundError:
            raise
        except (RuntimeError, OSError) as error:
            raise StoreDamaged(path=self.path, reason=str(error)[:200]) from error
