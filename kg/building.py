"""From files to a filled store: read, extract, check, load, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from typing import Protocol

from kg import __version__
from kg.centrality import set_centralities
from kg.errors import BadValue, CheckFailed, NoStore
from kg.graph import at_least, problems
from kg.language import choose
from kg.lexicon import fingerprint
from kg.model import Report
from kg.notices import Notice
from kg.parallel import in_order
from kg.pipeline import read_graph
from kg.propertygraph import PropertyGraph, property_graph
from kg.rdf import trig
from kg.reading import read
from kg.stores.facts import FactsWriter
from kg.stores.folder import Draft, Generation, StoreFolder
from kg.stores.manifest import ReportRecord
from kg.stores.name_rows import NameRows, rows
from kg.stores.names import NameIndex
from kg.stores.oxigraph import OxigraphStore
from loaders import loader


@dataclass(frozen=True, slots=True)
class Options:
    """How reports are read.

    Facts below `min_confidence` are left out; `trained` names a spaCy pipeline whose entities are added.
    """

    min_confidence: float = 0.0
    trained: str | None = None

    def check(self) -> None:
        """Raise BadValue for a confidence outside [0, 1]."""
        if not 0 <= self.min_confidence <= 1:
            wanted = choose("0 到 1 之间的数", "a number from 0 to 1")
            raise BadValue(option="--min-confidence", value=self.min_confidence, wanted=wanted)


@dataclass(frozen=True, slots=True)
class Read:
    """One report as a process read it, with what each store is to hold of it.

    `nodes` and `edges` count those of its graph by type; `left_out` counts those that were not sure enough.
    `facts` is the graph as TriG (`kg.rdf.trig`), `graph` the same as a property graph, `names` what the
    name index holds.
    """

    source: str
    record: ReportRecord
    notices: tuple[Notice, ...]
    nodes: Counter[str]
    edges: Counter[str]
    left_out: int
    facts: bytes
    graph: PropertyGraph
    names: NameRows


@dataclass(frozen=True, slots=True)
class Built:
    """What became of one report: the nodes and edges of its graph by type, and the notices on it.

    `unchanged` says that the same facts were there already; `replaced` names the file that other facts
    of the same report were read from, in the store or earlier in the same build; `left_out` counts the
    nodes and edges that were not sure enough.
    """

    source: str
    report: str
    title: str
    notices: tuple[Notice, ...]
    nodes: Counter[str]
    edges: Counter[str]
    left_out: int = 0
    unchanged: bool = False
    replaced: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did: its reports in the order in which they were given."""

    reports: tuple[Built, ...]

    @property
    def kept(self) -> tuple[Built, ...]:
        """Those whose facts the build leaves in the store: of several files of one report the last."""
        return tuple({done.report: done for done in self.reports}.values())

    @property
    def nodes(self) -> Counter[str]:
        """The nodes of the reports kept, by type."""
        return sum((done.nodes for done in self.kept), Counter())

    @property
    def edges(self) -> Counter[str]:
        """The edges of the reports kept, by predicate."""
        return sum((done.edges for done in self.kept), Counter())

    @property
    def left_out(self) -> int:
        """How many nodes and edges of the reports kept were not sure enough."""
        return sum(done.left_out for done in self.kept)


def build(
    sources: Sequence[str],
    folder: StoreFolder,
    *,
    fresh: bool = False,
    options: Options = Options(),
    progress: Callable[[str], None] = lambda source: None,
) -> Summary:
    """Read the reports and put their graphs into the store, each in place of its earlier facts.

    `sources` are paths, or `-` for stdin; `progress` is told each one when it is done.  The store is
    swapped only after all were read, checked and loaded, and not at all if it holds the same already; with
    `fresh` it holds these reports alone afterwards.  Raises UsageError for options that do not fit,
    ReadError, CheckFailed and StoreError.
    """
    known = {} if fresh else dict(_known(folder))
    built = []
    with ExitStack() as stack:
        filling = stack.enter_context(_filling(folder, fresh=True)) if fresh else None
        for found in read_reports(sources, options):
            earlier = known.get(found.record.iri)
            known[found.record.iri] = found.record
            if earlier != found.record:
                filling = filling or stack.enter_context(_filling(folder))
                filling.load(found)
            built.append(_built(found, earlier))
            progress(found.source)
    return Summary(tuple(built))


def read_reports(sources: Sequence[str], options: Options = Options()) -> Iterator[Read]:
    """Read and check the reports, many of them by several processes; in their order.

    Raises UsageError for options that do not fit, ReadError and CheckFailed.
    """
    options.check()
    work = partial(_read, options=options)
    if "-" in sources:
        yield from map(work, sources)
    else:
        yield from in_order(work, sources, preload="kg.warm")


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


def _read(source: str, options: Options) -> Read:
    """Read and check one report."""
    report = read(source)
    graph, notices = read_graph(report, trained=options.trained)
    left_out = 0
    if options.min_confidence > 0:
        graph, nodes, edges, _ = at_least(graph, options.min_confidence)
        set_centralities(graph)
        left_out = nodes + edges
    found = problems(graph)
    if found:
        raise CheckFailed(count=len(found), first=str(found[0]))
    return Read(
        source=source,
        record=_record(report, options),
        notices=notices,
        nodes=Counter(node.type for node in graph.nodes.values()),
        edges=Counter(predicate for (_, predicate, _), _ in graph.stated),
        left_out=left_out,
        facts=trig(graph),
        graph=property_graph(graph),
        names=rows(graph),
    )


def _built(found: Read, earlier: ReportRecord | None) -> Built:
    """What became of a report of which the store, or this build, had an earlier record."""
    record = found.record
    return Built(
        source=found.source,
        report=record.iri,
        title=record.title,
        notices=found.notices,
        nodes=found.nodes,
        edges=found.edges,
        left_out=found.left_out,
        unchanged=earlier == record,
        replaced=earlier.source if earlier and earlier != record else None,
    )


def _record(report: Report, options: Options) -> ReportRecord:
    return ReportRecord(
        iri=report.id,
        title=report.label,
        sha256=report.sha256,
        source=report.source,
        options={"program": __version__, "lexicon": fingerprint(), **asdict(options)},
    )


class _Loads(Protocol):
    """What property graphs are loaded into."""

    def load(self, graph: PropertyGraph) -> None: ...


class _Filling:
    """A draft with its stores open; `load` is the one place where reports enter them."""

    def __init__(self, draft: Draft, facts: FactsWriter, graph: _Loads, names: NameIndex) -> None:
        self._reports = draft.reports
        self._facts = facts
        self._graph = graph
        self._names = names

    def load(self, found: Read) -> None:
        """Put a report's facts and names in the place of those that the draft holds of it."""
        report = found.record.iri
        self._facts.replace(report, found.facts)
        self._graph.load(found.graph)
        self._names.replace(report, found.names)
        self._reports[report] = found.record


@contextmanager
def _filling(folder: StoreFolder, *, fresh: bool = False) -> Iterator[_Filling]:
    """A build of the folder, whose stores are closed before it ends."""
    with (
        folder.build(fresh=fresh) as draft,
        FactsWriter(draft.facts) as facts,
        loader("cypher")(draft.cypher_path) as graph,
        NameIndex.create(draft.names_path) as names,
    ):
        yield _Filling(draft, facts, graph, names)
