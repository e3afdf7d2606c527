"""Filling an Oxigraph store with the facts of reports, many reports at a time."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.rdf import report_graphs

BATCH = 28 << 20
"""How many bytes are loaded at a time: six or seven reports.

Each load leaves sorted files that RocksDB later merges, so fewer are cheaper; the memory of a load is some
fifteen times its text.
"""


def replace_facts(store: Store, texts: Mapping[str, bytes]) -> None:
    """Put reports, each as the TriG of `kg.rdf.trig`, in the place of what the store holds of them.

    `texts` go by the IRI of the report.  This takes two steps, so it is for a store that no one reads yet.
    Raises OSError if the store cannot be written.
    """
    for report in texts:
        for graph in map(NamedNode, report_graphs(report)):
            if store.contains_named_graph(graph):
                store.remove_graph(graph)
    store.bulk_load(b"".join(texts.values()), RdfFormat.TRIG, lenient=True)


class FactsWriter:
    """Gathers reports for a store and loads them in a thread, while the next ones are read.

    What a load raises is raised by a later call, or by the end of the `with` block, after which all is loaded
    and the store is let go.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, bytes] = {}
        self._thread = ThreadPoolExecutor(1)
        self._loading: Future[None] | None = None

    def replace(self, report: str, text: bytes) -> None:
        """Put a report, as TriG, in the place of what is held of that IRI."""
        self._waiting[report] = text
        if sum(map(len, self._waiting.values())) >= BATCH:
            self._load()

    def _load(self) -> None:
        self._wait()
        if self._waiting:
            self._loading = self._thread.submit(replace_facts, self._store, self._waiting)
            self._waiting = {}

    def _wait(self) -> None:
        if self._loading is not None:
            self._loading.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._load()
                self._wait()
        finally:
            self._thread.shutdown()
            del self._store, self._loading
