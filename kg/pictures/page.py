"""Writes the page: pyvis holds the network, our template makes a safe, self-contained file of it.

pyvis' own template loads Bootstrap from a CDN, escapes neither headings nor options, and starts the
network from a script that holds the data, which no strict content policy can allow.  So we use what
pyvis offers for that: a template of our own, rendered by pyvis with its network, options and bundled
copy of vis-network.  In it, data is inert JSON, scripts and style are allowed by their hashes alone,
and nothing may be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from kg.errors import BadValue, NothingFound
from kg.files import write_files
from kg.language import choose, listed
from kg.model import Graph, Report
from kg.pictures.data import cards, edges, names, nodes, whole_edges
from kg.pictures.layout import positions
from kg.vocabulary import short

_ASSETS = Path(__file__).resolve().parent / "assets"
_SCRIPTS = ("words.js", "state.js", "picture.js", "labels.js", "card.js", "search.js", "main.js")
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1.5, "font": {"size": 0}},
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0},
    "interaction": {"hover": True, "dragNodes": False, "selectConnectedEdges": False, "tooltipDelay": 100000},
}


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What was written: the file, its size in bytes, and how many nodes and edges it shows."""

    path: Path
    bytes: int
    nodes: int
    edges: int


def write_page(
    graph: Graph, path: Path, *, focus: str | None = None, depth: int = 2, title: str | None = None
) -> PageSummary:
    """Write the interactive page of a graph to `path`, whole or not at all.

    `focus` is the IRI of a node: the page then holds what lies up to `depth` edges around it.
    Without a title the page has the label of the focus or of the reports.

    Raises `NothingFound` (no node has that IRI), `BadValue` (`depth` is negative), `WriteFailed`.
    """
    if depth < 0:
        raise BadValue(
            option="--depth", value=depth, wanted=choose("0 或更大的整数", "an integer of 0 or more")
        )
    if focus is not None and focus not in graph.nodes:
        raise NothingFound(query=focus, nearest=_nearest(graph, focus))
    shown = graph if focus is None else neighbourhood(graph, focus, depth)
    content = _render(graph, shown, focus, title or _title(graph, focus)).encode("utf-8", "replace")
    write_files({path: lambda stream: stream.write(content)})
    return PageSummary(path=path, bytes=len(content), nodes=len(shown), edges=len(whole_edges(shown)))


def neighbourhood(graph: Graph, focus: str, depth: int) -> Graph:
    """The nodes up to `depth` edges from the focus, whichever way these point, and all edges among them.

    No way leads on through a report, from which everything is near, unless it is the focus.
    """
    joined: dict[str, set[str]] = {}
    for edge in graph.edges:
        joined.setdefault(edge.subject, set()).add(edge.object)
        joined.setdefault(edge.object, set()).add(edge.subject)
    reached = frontier = {focus}
    for _ in range(depth):
        leading = (node for node in frontier if node == focus or not isinstance(graph.nodes[node], Report))
        frontier = {other for node in leading for other in joined.get(node, ())} - reached
        if not frontier:
            break
        reached = reached | frontier
    return Graph(
        (node for node in graph.nodes.values() if node.id in reached),
        (edge for edge in graph.edges if edge.subject in reached and edge.object in reached),
    )


def _nearest(graph: Graph, focus: str) -> str:
    known = {short(node): node for node in graph.nodes}
    return listed(get_close_matches(short(focus), known, n=3, cutoff=0.0))


def _title(graph: Graph, focus: str | None) -> str:
    if focus is not None:
        return graph.nodes[focus].label
    reports = graph.reports()
    if len(reports) == 1:
        return reports[0].label
    return choose(f"{len(reports)} 份报告的知识图谱", f"Knowledge graph of {len(reports)} reports")


def _render(graph: Graph, shown: Graph, focus: str | None, title: str) -> str:
    from pyvis.network import Network

    numbers = {node: number for number, node in enumerate(shown.nodes)}
    network = Network(heading=title, cdn_resources="in_line")
    network.nodes = nodes(shown, positions(shown, focus), numbers)
    network.edges = edges(shown, numbers)
    network.options = _OPTIONS
    library = _library(Path(network.template_dir))
    style = _asset("page.css")
    script = "".join(map(_asset, _SCRIPTS))
    network.set_template_dir(str(_ASSETS), "page.html")
    network.templateEnv.autoescape = True
    network.templateEnv.filters["inert"] = _inert
    network.templateEnv.globals.update(
        policy=_policy([library, script], style),
        style=style,
        library=library,
        script=script,
        names=names(),
        cards=cards(graph, shown),
        focus=None if focus is None else numbers[focus],
    )
    return str(network.generate_html())


def _library(templates: Path) -> str:
    """The vis-network that pyvis brings, without the pointer to a file that the page does not have."""
    found = max(templates.glob("lib/vis-*/vis-network.min.js"))
    return found.read_text(encoding="utf-8").partition("//# sourceMappingURL=")[0]


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _inert(value: object) -> str:
    """JSON in which no character can end a script element or start one."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _policy(scripts: list[str], style: str) -> str:
    """A content policy that allows these very scripts and this style, and no other resource at all."""

    def allowed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(map(allowed, scripts)),
            "style-src " + allowed(style),
            "img-src data:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
