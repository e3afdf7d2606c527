"""The page of a graph against what pyvis does by itself: building the page, and coming to rest in a browser.

The browser part needs Chromium.  It asks for few nodes, since the physics of pyvis takes far longer for more.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.model import Graph
from kg.pictures import write_page
from tests.needs import missing
from tests.pictures.picture_graphs import report_graph

Page = Callable[[Graph, Path], object]


def graph_of(size: int) -> Graph:
    """A report's graph of about that many nodes."""
    return report_graph(terms=size // 10, sections=size // 8, components=size * 27 // 40)


def plain_pyvis(graph: Graph, path: Path) -> None:
    """The page as the manual of pyvis makes it: node by node, edge by edge, physics on."""
    from pyvis.network import Network

    network = Network(cdn_resources="in_line")
    for node in graph.nodes.values():
        network.add_node(node.id, label=node.label, group=node.type)
    for edge in graph.edges:
        network.add_edge(edge.subject, edge.object, title=edge.predicate)
    path.write_text(network.generate_html(), encoding="utf-8")


NODES_IN_BROWSER = 200
PAGES = {"kg": write_page, "pyvis": plain_pyvis}


@pytest.mark.parametrize("size", [1000, 5000])
@pytest.mark.parametrize("maker", PAGES)
def test_build_the_page(benchmark: Any, tmp_path: Path, maker: str, size: int) -> None:
    """From a graph in memory to a file on disk."""
    graph = graph_of(size)
    benchmark.group = f"build a page of {size} nodes"
    benchmark.extra_info["nodes"] = len(graph)
    benchmark.pedantic(PAGES[maker], args=(graph, tmp_path / "x.html"), rounds=3, warmup_rounds=1)
    benchmark.extra_info["bytes"] = (tmp_path / "x.html").stat().st_size


@pytest.mark.parametrize("maker", PAGES)
def test_come_to_rest_in_the_browser(benchmark: Any, tmp_path: Path, maker: str) -> None:
    """From opening the file until the picture stands still."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("the browser benchmark needs Playwright")
    chromium = shutil.which(os.environ.get("KG_CHROMIUM", "chromium"))
    if chromium is None:
        missing("the browser benchmark needs Chromium (set KG_CHROMIUM)")
    path = tmp_path / "x.html"
    PAGES[maker](graph_of(NODES_IN_BROWSER), path)
    if maker == "pyvis":
        _watch_physics(path)
    benchmark.group = f"{NODES_IN_BROWSER} nodes at rest in Chromium"
    with sync_playwright() as playwright:
        arguments = ["--disable-gpu", "--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(offline=True)
        benchmark.pedantic(_open_and_wait, args=(page, path, maker), rounds=1)
        browser.close()


def _watch_physics(path: Path) -> None:
    """Have the page of pyvis say when its physics has come to rest."""
    page = path.read_text(encoding="utf-8")
    before, _, after = page.rpartition("drawGraph();")
    path.write_text(
        before + "drawGraph().once('stabilizationIterationsDone', () => { window.rest = 1; });" + after,
        encoding="utf-8",
    )


def _open_and_wait(page: Any, path: Path, maker: str) -> None:
    page.goto(path.as_uri(), timeout=600_000)
    page.wait_for_function("window.rest" if maker == "pyvis" else "written.length > 0", timeout=600_000)
