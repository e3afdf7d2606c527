"""What the explorer is started with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the store lies, where the explorer is reached, and what a query may use.

    `token` is wanted of every request if it is set; `public` opens the explorer to all who reach it;
    `names` are the names of this machine by which it may be reached beside its addresses.
    `timeout` is in seconds of wall time, `rows` the most rows of a page's table, `size` the most characters
    of an answer.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    public: bool = False
    names: tuple[str, ...] = ()
    timeout: float = 30.0
    rows: int = 1_000
    size: int = 32 << 20
