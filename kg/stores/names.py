"""The name index: one SQLite file in which entries of the graph are found by what people type.

`name_key` is a B-tree on what equals a name (its key, its core, its pinyin, its initials);
`name_grams` and `definition_grams` are full-text tables of character pairs, for parts and typos.
The trigram tokenizer of FTS5 finds nothing for two characters, hence tokens of our own.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from errno import ENOENT
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from kg.errors import StoreDamaged, StoreLocked, WriteFailed
from kg.stores.via import Via

if TYPE_CHECKING:
    from kg.stores.name_rows import NameRows

CAP = 300
"""How many names one question to the index gives at most."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    id INTEGER PRIMARY KEY, report TEXT, iri TEXT, label TEXT, type TEXT, number INTEGER, definition TEXT);
CREATE INDEX IF NOT EXISTS entry_report ON entry (report);
CREATE TABLE IF NOT EXISTS name (id INTEGER PRIMARY KEY, entry INTEGER, kind TEXT, text TEXT, key TEXT);
CREATE INDEX IF NOT EXISTS name_entry ON name (entry);
CREATE TABLE IF NOT EXISTS name_key (
    via INTEGER, key TEXT, name INTEGER, PRIMARY KEY (via, key, name)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS name_key_name ON name_key (name);
CREATE TABLE IF NOT EXISTS stand_in (thing TEXT, term INTEGER, PRIMARY KEY (thing, term)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reading (
    char TEXT, place INTEGER, sound TEXT, PRIMARY KEY (char, place)) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS name_grams USING fts5(
    tokens, detail='none', columnsize=0, tokenize="ascii tokenchars '+^$#'");
CREATE VIRTUAL TABLE IF NOT EXISTS definition_grams USING fts5(
    tokens, detail='none', columnsize=0, tokenize="ascii tokenchars '+^$#'");
"""

# A term that stands for a thing takes its place, unless things of another type are asked for.
_ROWS = """
SELECT {via}, name.id, name.kind, name.text, name.key,
    shown.iri, shown.label, shown.type, shown.number, shown.report
FROM {source} JOIN entry ON entry.id = name.entry
LEFT JOIN stand_in ON stand_in.thing = entry.iri AND (:type IS NULL OR :type = 'Term')
JOIN entry AS shown ON shown.id = coalesce(stand_in.term, entry.id)
WHERE (:type IS NULL OR shown.type = :type)
"""
_BY_KEY = _ROWS.format(
    via="found.via",
    source="(SELECT via, name FROM name_key WHERE via = :via AND key >= :low AND key < :high LIMIT :cap)"
    " AS found JOIN name ON name.id = found.name",
)
_BY_GRAMS = _ROWS.format(
    via="NULL",
    source="(SELECT rowid FROM name_grams WHERE name_grams MATCH :wanted LIMIT :cap) AS found"
    " JOIN name ON name.id = found.rowid",
)
_BY_DEFINITION = _ROWS.format(
    via="NULL",
    source="(SELECT entry.id FROM definition_grams JOIN entry ON entry.id = definition_grams.rowid"
    " WHERE definition_grams MATCH :wanted AND instr(definition, :text) LIMIT :cap) AS found"
    " JOIN name ON name.entry = found.id AND name.kind = 'label'",
)


class Row(NamedTuple):
    """A name that was found, with the entry that it shows.

    `via` is the kind of key that found it, None in the full-text tables; `kind` is label, alias or
    component; `key` is the name's form by `kg.naming.key`; `id` the IRI of the entry.
    """

    via: int | None
    name: int
    kind: str
    text: str
    key: str
    id: str
    label: str
    type: str
    number: int | None
    report: str


class NameIndex:
    """The index at `path`; made by `create` for writing or by `open` for reading.

    Every method raises StoreDamaged when the file cannot be read as an index.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection

    @classmethod
    def create(cls, path: Path) -> NameIndex:
        """Open the index for writing, making it where there is none; raises WriteFailed.

        What is written is not brought to the disk: the end of a build does so with all its files.
        """
        from kg.stores.name_writing import write_readings

        with _translated(path, writing=True):
            index = cls(path, sqlite3.connect(path))
            try:
                index._db.executescript("PRAGMA synchronous = OFF;" + _SCHEMA)
                with index._db:
                    write_readings(index._db)
            except BaseException:
                index.close()
                raise
        return index

    @classmethod
    def open(cls, path: Path) -> NameIndex:
        """Open the index for reading; it must not change meanwhile.  Raises FileNotFoundError.

        Any thread may use it, one at a time.
        """
        if not path.is_file():
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(path))
        with _translated(path):
            uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            return cls(path, sqlite3.connect(uri, uri=True, check_same_thread=False))

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def replace(self, report: str, rows: NameRows) -> None:
        """Put the rows of a graph in the place of those of the report (its IRI); raises WriteFailed."""
        from kg.stores.name_writing import remove, write

        with _translated(self.path, writing=True), self._db:
            remove(self._db, report)
            write(self._db, report, rows)

    def by_key(self, key: str, via: Via, *, type: str | None = None) -> list[Row]:
        """The names with that key."""
        return self._rows(_BY_KEY, type, via=via, low=key, high=key + "\0")

    def by_prefix(self, prefix: str, via: Via, *, type: str | None = None) -> list[Row]:
        """The names whose key begins so, in the order of their keys."""
        return self._rows(_BY_KEY, type, via=via, low=prefix, high=prefix + "\U0010ffff")

    def by_tokens(self, ways: Iterable[Sequence[str]], *, type: str | None = None) -> list[Row]:
        """The names that hold all the tokens of at least one of the ways, each having its share of CAP."""
        wanted = [_all_of(way) for way in ways if way]
        share = CAP // max(1, min(len(wanted), 10))
        rows = (row for query in wanted for row in self._rows(_BY_GRAMS, type, wanted=query, cap=share))
        return list(dict.fromkeys(rows))

    def by_definition(self, text: str, grams: Sequence[str], *, type: str | None = None) -> list[Row]:
        """The labels of the entries whose definition holds the text (a key) with those pairs."""
        return self._rows(_BY_DEFINITION, type, wanted=_all_of(grams), text=text) if grams else []

    def sounds(self, names: Iterable[int]) -> dict[int, list[str]]:
        """The pinyin of each of the names, by the numbers in their rows."""
        with _translated(self.path):
            query = "SELECT key FROM name_key WHERE name = ? AND via = ?"
            return {
                name: [key for (key,) in self._db.execute(query, (name, Via.PINYIN))]
                for name in dict.fromkeys(names)
            }

    def readings(self, text: str) -> list[list[str]]:
        """For each character of a folded text its readings, or itself where it has none."""
        with _translated(self.path):
            query = "SELECT sound FROM reading WHERE char = ? ORDER BY place"
            return [[sound for (sound,) in self._db.execute(query, (char,))] or [char] for char in text]

    def _rows(self, query: str, type: str | None, **values: object) -> list[Row]:
        with _translated(self.path):
            cursor = self._db.execute(query, {"type": type, "cap": CAP, **values})
            return [Row._make(row) for row in cursor]


def _all_of(tokens: Iterable[str]) -> str:
    """The full-text query for all the tokens."""
    return " AND ".join(map(_quoted, tokens))


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


_UNWRITABLE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}


@contextmanager
def _translated(path: Path, *, writing: bool = False) -> Iterator[None]:
    """Turn the errors of SQLite into those of the program."""
    try:
        yield
    except sqlite3.Error as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if primary == sqlite3.SQLITE_BUSY:
            raise StoreLocked(path=path) from error
        kind = WriteFailed if writing and primary in _UNWRITABLE else StoreDamaged
        raise kind(path=path, reason=str(error)) from error
