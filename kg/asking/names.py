"""Names looked up in a store."""

from __future__ import annotations

from dataclasses import dataclass

from kg.asking.lookup import Hit, lookup, nearest
from kg.stores.folder import Generation, StoreFolder
from kg.stores.names import NameIndex


@dataclass(frozen=True, slots=True)
class Answers:
    """What a name was found to mean, best first; `nearest` holds suggestions where nothing was found."""

    hits: tuple[Hit, ...]
    nearest: tuple[Hit, ...]


def find_names(folder: StoreFolder, query: str, *, limit: int = 10, type: str | None = None) -> Answers:
    """The entries of the store that the query names.

    Raises BadValue as `lookup` does, and what `StoreFolder.current` raises.
    """

    def find(generation: Generation) -> Answers:
        with NameIndex.open(generation.names_path) as index:
            hits = lookup(index, query, limit=limit, type=type)
            return Answers(tuple(hits), () if hits else tuple(nearest(index, query, type=type)))

    return folder.read(find)
