"""`store.json`: what a generation of the store was built from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

from kg import __version__

FORMAT = 2
"""The number of the layout of a generation.  Raise it when older files can no longer be read."""

Option = str | float | bool | None


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A report in the store.

    `sha256` is the hash (hex) of the file it was read from, `source` the file's name, `options` are
    those of the build that change what is read.
    """

    iri: str
    title: str
    sha256: str
    source: str
    options: Mapping[str, Option] = field(default_factory=dict)


class Manifest(NamedTuple):
    """`format` is the number of the layout, `program` the version that wrote it, `reports` go by IRI."""

    format: int
    program: str
    reports: Mapping[str, ReportRecord]

    @classmethod
    def of(cls, reports: Mapping[str, ReportRecord]) -> Manifest:
        """The manifest that this program writes."""
        return cls(FORMAT, __version__, dict(reports))

    def to_json(self) -> str:
        """The text of `store.json`."""
        reports = [asdict(record) for record in self.reports.values()]
        data = {"format": self.format, "program": self.program, "reports": reports}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """The manifest in a text; of another format, only its number.  Raises ValueError for nonsense."""
        try:
            data = json.loads(text)
            if data["format"] != FORMAT:
                return cls(data["format"], str(data.get("program")), {})
            records = [ReportRecord(**entry) for entry in data["reports"]]
            return cls(FORMAT, data["program"], {record.iri: record for record in records})
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{type(error).__name__}: {error}") from None
