"""How reports are called where several may stand together."""

from __future__ import annotations

from kg.asking.opened import ReportSummary
from kg.language import choose


def titled(report: ReportSummary) -> str:
    """The title of a report, with its place and year where it does not say the year itself."""
    said = [str(part) for part in (report.place, report.year) if part]
    if not said or report.year is None or str(report.year) in report.title:
        return report.title
    return report.title + choose(f"（{' '.join(said)}）", f" ({' '.join(said)})")
