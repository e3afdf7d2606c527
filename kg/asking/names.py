"""Names looked up in a store."""

from __future__ import annotations

from dataclasses import dataclass

from kg.asking.lookup import Hit, lookup, nearest
from kg.errors import NothingFound
from kg.language import listed
from kg.stores.folder import Generation, StoreFolder
from kg.stores.names import NameIndex


@dataclass(frozen=True, slots=True)
class Answers:
    """What a name was found to mean, best first; `nearest` holds suggestions where nothing was found."""

    query: str
    hits: tuple[Hit, ...]
    nearest: tuple[Hit, ...]

    def best(self) -> Hit:
        """The first hit; raises NothingFound, which lists what comes closest, if there is none."""
        if not self.hits:
            raise NothingFound(query=self.query, nearest=listed(hit.label for hit in self.nearest))
        return self.hits[0]


def find_names(folder: StoreFolder, query: str, *, limit: int = 10, type: str | None = None) -> Answers:
    """The entries of the store that the query names.

    Raises BadValue as `lookup` does, and what `StoreFolder.current` raises.
    """
    return folder.read(lambda generation: names_in(generation, query, limit=limit, type=type))


def names_in(generation: Generation, query: str, *, limit: int = 10, type: str | None = None) -> Answers:
    """The same in one generation; raises BadValue, StoreDamaged or FileNotFoundError."""
    with NameIndex.open(generation.names_path) as index:
        return names_of(index, query, limit=limit, type=type)


def names_of(index: NameIndex, query: str, *, limit: int = 10, type: str | None = None) -> Answers:
    """The same in an index that is open; raises BadValue or StoreDamaged."""
    hits = lookup(index, query, limit=limit, type=type)
    return Answers(query, tuple(hits), () if hits else tuple(nearest(index, query, type=type)))
