"""From a file to a `Report`: text, HTML pages, DOCX and PDF."""

from __future__ import annotations

from kg.reading.reader import read, read_bytes

__all__ = ["read", "read_bytes"]
