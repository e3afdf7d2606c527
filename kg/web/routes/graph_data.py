"""The data of the picture: a report, all of them, or what lies around one node, as JSON that is made once."""

from __future__ import annotations

import json
from typing import NamedTuple

from kg.asking.opened import OpenStore, ReportSummary
from kg.asking.remembered import Remembered
from kg.errors import BadValue, NoNode
from kg.language import choose
from kg.model import Graph
from kg.pictures.network import network
from kg.vocabulary import full

ALL = "*"
"""Stands for all reports together."""
MOST_NODES = 40_000
"""The most nodes of all reports together that are drawn as one picture."""
_REMEMBERED = 16


class _Asked(NamedTuple):
    """A picture, in a generation of the store, whose files never change."""

    store: OpenStore
    generation: str
    keys: tuple[str, ...]
    focus: str | None
    depth: int


def drawn(store: OpenStore, report: str | None, focus: str | None, depth: int) -> bytes:
    """The JSON of `kg.pictures.network.network`.

    `report` is the end of a report's IRI or `ALL`; without one it is the newest report.  `focus` is a node's
    identifier: then only what lies up to `depth` edges around it is drawn, of one report or of all that tell
    of it.  Raises NoNode, and BadValue if all the reports together are too large for one picture.
    """
    if not focus:
        return _drawn(_Asked(store, store.generation(), chosen(store, report), None, 0))
    keys = () if report in (None, ALL) else chosen(store, report)
    return _drawn(_Asked(store, store.generation(), keys, full(focus), depth))


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


def _draw(asked: _Asked) -> bytes:
    if asked.focus is None:
        graph, more = _united(asked.store, asked.keys), False
    else:
        key = asked.keys[0] if asked.keys else None
        graph, more = asked.store.around(asked.focus, asked.depth, report=key)
    data = network(graph, asked.focus, more=more)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


_drawn = Remembered(_draw, _REMEMBERED)


def _united(store: OpenStore, keys: tuple[str, ...]) -> Graph:
    if len(keys) == 1:
        return store.report_graph(keys[0])
    graph = Graph()
    graph.update(*(store.report_graph(key) for key in keys))
    return graph
