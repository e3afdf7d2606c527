"""The data of the picture: a report, all of them, or what lies around one node, as JSON that is made once."""

from __future__ import annotations

import json
from functools import lru_cache

from kg.asking.opened import OpenStore, ReportSummary
from kg.errors import BadValue, NoNode
from kg.language import choose
from kg.model import Graph
from kg.pictures.network import network
from kg.pictures.page import neighbourhood
from kg.vocabulary import ID, full, short

ALL = "*"
"""Stands for all reports together."""
MOST_NODES = 40_000
"""The most nodes of all reports together that are drawn as one picture."""
_REMEMBERED = 16


def drawn(store: OpenStore, report: str | None, focus: str | None, depth: int) -> bytes:
    """The JSON of `kg.pictures.network.network`.

    `report` is the end of a report's IRI or `ALL`; without one it is the newest report, or those that tell of
    the `focus`.  `focus` is a node's identifier: then only what lies up to `depth` edges around it is drawn.
    Raises NoNode, and BadValue if all the reports together are too large for one picture.
    """
    around = full(focus) if focus else None
    keys = _told_of(store, around) if around and not report else chosen(store, report)
    return _drawn(store, store.generation(), keys, around, depth if around else 0)


def warm(store: OpenStore) -> None:
    """Have the picture of the newest report ready, so that whoever opens it first need not wait."""
    if store.reports():
        drawn(store, None, None, 0)


def newest(store: OpenStore) -> ReportSummary | None:
    """The report that is shown where none is named: the latest, the first by place if there are several."""
    return max(store.reports(), key=lambda report: report.year or 0, default=None)


def chosen(store: OpenStore, report: str | None) -> tuple[str, ...]:
    """The keys of the reports to draw; none where the store has none.  Raises NoNode, BadValue."""
    known = store.reports()
    if report == ALL:
        if sum(sum(summary.counts.values()) for summary in known) > MOST_NODES:
            raise BadValue(
                option="report",
                value=report,
                wanted=choose("一份报告的标识", "the key of one report: together they are too many to draw"),
            )
        return tuple(summary.key for summary in known)
    if report is None:
        latest = newest(store)
        return (latest.key,) if latest else ()
    if report not in {summary.key for summary in known}:
        raise NoNode(name=f"report/{report}")
    return (report,)


def _told_of(store: OpenStore, focus: str) -> tuple[str, ...]:
    """The keys of the reports that tell of a node, in order; raises NoNode."""
    node = store.card(focus).node
    told = {node.id, *(mention.report for mention in node.mentions)}
    keys = [summary.key for summary in store.reports() if ID + "report/" + summary.key in told]
    return tuple(keys) or tuple(summary.key for summary in store.reports())


@lru_cache(_REMEMBERED)
def _drawn(store: OpenStore, generation: str, keys: tuple[str, ...], focus: str | None, depth: int) -> bytes:
    """The picture in a generation of the store; the files of a generation never change."""
    graph = _united(store, keys)
    if focus is not None:
        if focus not in graph.nodes:
            raise NoNode(name=short(focus))
        graph = neighbourhood(graph, focus, depth)
    return json.dumps(network(graph, focus), ensure_ascii=False, separators=(",", ":")).encode()


def _united(store: OpenStore, keys: tuple[str, ...]) -> Graph:
    if len(keys) == 1:
        return store.report_graph(keys[0])
    graph = Graph()
    graph.update(*(store.report_graph(key) for key in keys))
    return graph
