"""From files to a filled store: read, extract, check, load, all or nothing."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import __version__
from kg.errors import CheckFailed, NoStore
from kg.graph import problems
from kg.model import Graph, Report
from kg.notices import Notice
from kg.pipeline import read_graph
from kg.reading import read, read_bytes
from kg.stores.folder import Draft, StoreFolder
from kg.stores.manifest import ReportRecord
from kg.stores.names import NameIndex
from loaders import loader

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Read:
    """One report as read: where from, its graph, and the notices on it."""

    source: str
    report: Report
    graph: Graph
    notices: tuple[Notice, ...]


@dataclass(slots=True)
class Summary:
    """What a build did.

    `reports` are those read, `unchanged` the IRIs of those that the store held already, `replaced` the
    file that earlier facts of a report were read from, by the report's IRI; `nodes` and `edges` are
    counted by type over the reports read.
    """

    reports: list[Read] = field(default_factory=list)
    unchanged: set[str] = field(default_factory=set)
    replaced: dict[str, str] = field(default_factory=dict)
    nodes: Counter[str] = field(default_factory=Counter)
    edges: Counter[str] = field(default_factory=Counter)


def build(
    sources: Sequence[str],
    folder: StoreFolder,
    *,
    fresh: bool = False,
    progress: Callable[[str], None] = lambda source: None,
) -> Summary:
    """Read the reports and put their graphs into the store, each in place of its earlier facts.

    `sources` are paths, or `-` for stdin; `progress` is told each one when it is done.  The store is
    changed only after all were read and checked, and not at all if it holds the same already; with
    `fresh` it holds these reports alone afterwards.  Raises ReadError, CheckFailed and StoreError.
    """
    summary = Summary()
    for source in sources:
        summary.reports.append(_read(source))
        progress(source)
    for done in summary.reports:
        summary.nodes.update(node.type for node in done.graph.nodes.values())
        summary.edges.update(edge.predicate for edge in done.graph.edges)
    if not fresh:
        _compare(summary, folder)
    changed = [done for done in summary.reports if done.report.id not in summary.unchanged]
    if changed or fresh:
        with folder.build(fresh=fresh) as draft:
            for done in changed:
                _load(done, draft)
    return summary


def _read(source: str) -> Read:
    report = read_bytes(sys.stdin.buffer.read(), STDIN) if source == STDIN else read(Path(source))
    graph, notices = read_graph(report)
    found = problems(graph)
    if found:
        raise CheckFailed(count=len(found), first=str(found[0]))
    return Read(source, report, graph, notices)


def _compare(summary: Summary, folder: StoreFolder) -> None:
    """Note which of the reports are in the store already, unchanged or to be replaced."""
    try:
        known = folder.current().manifest.reports
    except NoStore:
        known = {}
    for done in summary.reports:
        record = known.get(done.report.id)
        if record == _record(done.report):
            summary.unchanged.add(done.report.id)
        elif record is not None:
            summary.replaced[done.report.id] = record.source


def _record(report: Report) -> ReportRecord:
    return ReportRecord(
        iri=report.id,
        title=report.label,
        sha256=report.sha256,
        source=report.source,
        options={"program": __version__},
    )


def _load(done: Read, draft: Draft) -> None:
    """Put a report's facts and names in the place of those that the draft holds of it."""
    loader("rdf")(done.graph, draft.facts)
    with NameIndex.create(draft.names_path) as names:
        names.replace(done.report.id, done.graph)
    draft.reports[done.report.id] = _record(done.report)
