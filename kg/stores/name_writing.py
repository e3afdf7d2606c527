"""Writing the name index: the rows of one report are put in and taken out."""

from __future__ import annotations

import sqlite3

from kg.stores.name_rows import NameRows, readings


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


def write(db: sqlite3.Connection, report: str, rows: NameRows) -> None:
    """Put in the rows of a report's graph."""
    entry, name = _next(db, "entry"), _next(db, "name")
    entries = ((entry + place, report, *row) for place, row in enumerate(rows.entries))
    db.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", entries)
    told = ((entry + place, tokens) for place, tokens in rows.definition_tokens)
    db.executemany("INSERT INTO definition_grams (rowid, tokens) VALUES (?, ?)", told)
    pairs = ((thing, entry + place) for thing, place in rows.stand_ins)
    db.executemany("INSERT OR IGNORE INTO stand_in VALUES (?, ?)", pairs)
    names = ((name + place, entry + owner, *row) for place, (owner, row) in enumerate(rows.names))
    db.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", names)
    tokens_of = enumerate(rows.name_tokens, start=name)
    db.executemany("INSERT INTO name_grams (rowid, tokens) VALUES (?, ?)", tokens_of)
    keys = ((via, key, name + place) for via, key, place in rows.keys)
    db.executemany("INSERT INTO name_key VALUES (?, ?, ?)", keys)
    _write_readings(db, rows.readings)


def _next(db: sqlite3.Connection, table: str) -> int:
    (number,) = db.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()  # noqa: S608
    return int(number)


def write_readings(db: sqlite3.Connection) -> None:
    """Write how the common characters are read, so that a lookup need not load a dictionary."""
    if db.execute("SELECT 1 FROM reading LIMIT 1").fetchone() is None:
        codes = bytes(byte for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF) for byte in (high, low))
        _write_readings(db, readings(codes.decode("gb2312", errors="ignore")))


def _write_readings(db: sqlite3.Connection, rows: list[tuple[str, int, str]]) -> None:
    db.executemany("INSERT OR IGNORE INTO reading VALUES (?, ?, ?)", rows)
