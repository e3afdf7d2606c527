"""The rooms in their order: a report goes in, its graph and the notices come out."""

from __future__ import annotations

from collections.abc import Iterator

from kg.centrality import set_centralities
from kg.extraction import extract
from kg.glossary import read_glossary
from kg.linking import link
from kg.model import Graph, Report
from kg.notices import Notice
from kg.structure import read_structure


def read_graph(report: Report, *, trained: str | None = None) -> tuple[Graph, tuple[Notice, ...]]:
    """The graph of one report, and what its reader should be told.

    `trained` names a spaCy pipeline whose entities are added; raises NoPipeline if it is not installed.
    """
    structure = read_structure(report)
    terms, notices = read_glossary(structure)
    remarks = list(_remarks(report, glossary=bool(terms)))
    graph = link(structure, terms, extract(structure, terms, trained=trained))
    set_centralities(graph)
    return graph, (*remarks, *notices)


def _remarks(report: Report, *, glossary: bool) -> Iterator[Notice]:
    """What the report as a whole lacks."""
    if report.place is None or report.year is None:
        zh, en = (
            "没有找到地区或年份;以文件为准识别",
            "no place or year was found; the report is known by its file",
        )
        yield Notice(1, zh, en)
    if not glossary:
        zh, en = "没有找到名词解释;图中没有名词", "no glossary was found; the graph holds no terms"
        yield Notice(1, zh, en)
