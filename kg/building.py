"""From files to a filled store: read, extract, check, load, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg import __version__
from kg.errors import CheckFailed, NoStore
from kg.graph import problems
from kg.lexicon import fingerprint
from kg.model import Graph, Report
from kg.notices import Notice
from kg.pipeline import read_graph
from kg.reading import read
from kg.stores.folder import Draft, Generation, StoreFolder
from kg.stores.manifest import ReportRecord
from kg.stores.names import NameIndex
from kg.stores.oxigraph import OxigraphStore
from loaders import loader


@dataclass(frozen=True, slots=True)
class Built:
    """One report as it was read, its graph, and the notices on it.

    `unchanged` says that the same facts were there already; `replaced` names the file that other facts
    of the same report were read from, in the store or earlier in the same build.
    """

    source: str
    report: Report
    graph: Graph
    notices: tuple[Notice, ...]
    unchanged: bool = False
    replaced: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, with the nodes and edges of the reports that it leaves in the store, by type."""

    reports: tuple[Built, ...]
    nodes: Counter[str]
    edges: Counter[str]


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
    known = {} if fresh else dict(_known(folder))
    built = []
    for source in sources:
        built.append(_built(source, known))
        progress(source)
    last = {done.report.id: done for done in built}
    changed = [done for done in last.values() if not done.unchanged]
    if changed or fresh:
        with folder.build(fresh=fresh) as draft:
            for done in changed:
                _load(done, draft)
    return Summary(
        tuple(built),
        Counter(node.type for done in last.values() for node in done.graph.nodes.values()),
        Counter(edge.predicate for done in last.values() for edge in done.graph.edges),
    )


def _known(folder: StoreFolder) -> Mapping[str, ReportRecord]:
    """The records of the reports in the store, after a look at whether its files open."""

    def opened(generation: Generation) -> Mapping[str, ReportRecord]:
        OxigraphStore(generation.facts_path)
        NameIndex.open(generation.names_path).close()
        return generation.manifest.reports

    try:
        return folder.read(opened)
    except NoStore:
        return {}


def _built(source: str, known: dict[str, ReportRecord]) -> Built:
    """Read one report, and note in `known` that it is known now."""
    report = read(source)
    graph, notices = read_graph(report)
    found = problems(graph)
    if found:
        raise CheckFailed(count=len(found), first=str(found[0]))
    earlier, record = known.get(report.id), _record(report)
    known[report.id] = record
    replaced = earlier.source if earlier and earlier != record else None
    return Built(source, report, graph, notices, earlier == record, replaced)


def _record(report: Report) -> ReportRecord:
    return ReportRecord(
        iri=report.id,
        title=report.label,
        sha256=report.sha256,
        source=report.source,
        options={"program": __version__, "lexicon": fingerprint()},
    )


def _load(done: Built, draft: Draft) -> None:
    """Put a report's facts and names in the place of those that the draft holds of it."""
    loader("rdf")(done.graph, draft.facts)
    with NameIndex.create(draft.names_path) as names:
        names.replace(done.report.id, done.graph)
    draft.reports[done.report.id] = _record(done.report)
