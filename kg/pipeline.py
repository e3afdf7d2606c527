"""The rooms in their order: a report goes in, its graph and the notices come out."""

from __future__ import annotations

from kg.glossary import read_glossary
from kg.linking import link
from kg.model import Graph, Report
from kg.notices import Notice
from kg.structure import read_structure


def read_graph(report: Report) -> tuple[Graph, tuple[Notice, ...]]:
    """The graph of one report, and what its reader should be told."""
    structure = read_structure(report)
    terms, notices = read_glossary(structure)
    if not terms:
        line = Notice(
            1, "没有找到名词解释;图中只有章节", "no glossary was found; the graph holds sections alone"
        )
        notices = (line, *notices)
    return link(structure, terms), notices
