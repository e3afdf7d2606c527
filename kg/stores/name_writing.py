"""Writing the name index: the rows of one report are put in and taken out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from kg import naming
from kg.model import Graph, Node, Term
from kg.stores.name_rows import Name, definition_tokens, entries, names, stand_ins, tokens
from kg.stores.via import Via


def remove(db: sqlite3.Connection, report: str) -> None:
    """Take out the rows of a report."""
    entries_of = db.execute("SELECT id FROM entry WHERE report = ?", (report,)).fetchall()
    for (entry,) in entries_of:
        for (name,) in db.execute("SELECT id FROM name WHERE entry = ?", (entry,)).fetchall():
            db.execute("DELETE FROM name_key WHERE name = ?", (name,))
            db.execute("DELETE FROM name_grams WHERE rowid = ?", (name,))
    db.executemany("DELETE FROM definition_grams WHERE rowid = ?", entries_of)
    db.executemany("DELETE FROM name WHERE entry = ?", entries_of)
    db.execute("DELETE FROM stand_in WHERE term IN (SELECT id FROM entry WHERE report = ?)", (report,))
    db.execute("DELETE FROM entry WHERE report = ?", (report,))


def write(db: sqlite3.Connection, report: str, graph: Graph) -> None:
    """Put in the rows of a report's graph."""
    first = _next(db, "entry")
    numbers = {node.id: first + place for place, node in enumerate(entries(graph))}
    rows = (_entry(numbers[node.id], report, node) for node in entries(graph))
    db.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    defined = "SELECT id, definition FROM entry WHERE id >= ? AND definition IS NOT NULL"
    told = ((number, definition_tokens(text)) for number, text in db.execute(defined, (first,)).fetchall())
    db.executemany("INSERT INTO definition_grams (rowid, tokens) VALUES (?, ?)", told)
    pairs = ((thing, numbers[term]) for thing, term in stand_ins(graph))
    db.executemany("INSERT OR IGNORE INTO stand_in VALUES (?, ?)", pairs)
    owned = [(numbers[owner], name) for owner, known in names(graph).items() for name in known]
    _write_names(db, owned)


def _write_names(db: sqlite3.Connection, owned: list[tuple[int, Name]]) -> None:
    """Write names, each with the number of its entry."""
    first = _next(db, "name")
    keys: list[tuple[int, str, int]] = []
    for number, (entry, name) in enumerate(owned, start=first):
        db.execute("INSERT INTO name VALUES (?, ?, ?, ?, ?)", (number, entry, *name))
        db.execute("INSERT INTO name_grams (rowid, tokens) VALUES (?, ?)", (number, tokens(name)))
        keys += ((via, key, number) for via, key in _keys(name))
    db.executemany("INSERT INTO name_key VALUES (?, ?, ?)", sorted(keys))
    _write_readings(db, {char for _, name in owned for char in naming.fold(name.text)})


def _next(db: sqlite3.Connection, table: str) -> int:
    (number,) = db.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()  # noqa: S608
    return int(number)


def _entry(number: int, report: str, node: Node) -> tuple[int, str, str, str, str, int | None, str | None]:
    if isinstance(node, Term):
        definition = naming.key(node.definition) or None
        return (number, report, node.id, node.label, node.type, node.number, definition)
    return (number, report, node.id, node.label, node.type, None, None)


def _keys(name: Name) -> Iterator[tuple[int, str]]:
    """The keys under which a name is found; of components only the name itself."""
    yield Via.NAME, name.key
    if name.kind == "component":
        return
    core = naming.without_class_word(name.key)
    if core != name.key:
        yield Via.CORE, core
    for sound in naming.pinyin_keys(name.text):
        yield Via.PINYIN, sound
    for letters in naming.initials_keys(name.text):
        yield Via.INITIALS, letters


def write_readings(db: sqlite3.Connection) -> None:
    """Write how the common characters are read, so that a lookup need not load a dictionary."""
    if db.execute("SELECT 1 FROM reading LIMIT 1").fetchone() is None:
        codes = bytes(byte for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for byte in (high, low))
        _write_readings(db, codes.decode("gb2312", errors="ignore"))


def _write_readings(db: sqlite3.Connection, chars: Iterable[str]) -> None:
    rows = ((char, place, sound) for char in chars for place, sound in enumerate(naming.readings(char)))
    db.executemany("INSERT OR IGNORE INTO reading VALUES (?, ?, ?)", rows)
