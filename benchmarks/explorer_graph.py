"""The Graph page beside sigma.js and vis-network that draw everything, in Chromium without a graphics card.

`python -m benchmarks.explorer_graph` serves the real page, hands it made-up graphs of 1,000 nodes and of
20,000 nodes and 50,000 edges in place of a report's, and prints a table: milliseconds from the data to the
first frame, and frames a second while a real mouse drags the picture.  It needs the built front end, its
`node_modules` and Chromium.
"""

from __future__ import annotations

import json
import math
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn

from kg.building import build
from kg.model import Edge, Graph
from kg.pictures.network import Network, network
from kg.stores.folder import StoreFolder
from kg.web.app import build_app
from kg.web.settings import Settings
from tests.pictures.picture_graphs import report_graph
from tests.reports import BUNDLED, ROOT

SIZES = ((1_000, 2_500), (20_000, 50_000))
SECONDS = 4.0
ROOM = {"width": 1280, "height": 900}
MODULES = ROOT / "frontend" / "node_modules"
RIVALS = ("sigma", "vis-network")
HOST = "http://graph.bench"

COUNTING = """
window.shown = { frames: 0, first: 0 };
let isDrawn = false, wait = 0;
const watch = (kind, name) => {
  const before = kind.prototype[name];
  kind.prototype[name] = function (...values) { isDrawn = true; return before.apply(this, values); };
};
watch(WebGLRenderingContext, "drawArrays");
watch(WebGL2RenderingContext, "drawArrays");
watch(CanvasRenderingContext2D, "clearRect");
const count = () => {
  const since = performance.getEntriesByName("kg-graph-data")[0];
  if (since && isDrawn) {
    shown.frames++;
    wait++;
  }
  if (since && wait === 1) requestAnimationFrame(() => {
    shown.first ||= performance.now() - since.startTime;
  });
  isDrawn = false;
  requestAnimationFrame(count);
};
requestAnimationFrame(count);
"""
"""Counts the frames in which something was drawn, and takes the time of the first from the data on."""

SIGMA = """
const graph = new graphology.MultiDirectedGraph();
data.nodes.id.forEach((id, n) => graph.addNode(n, { x: data.nodes.x[n], y: -data.nodes.y[n],
  size: data.nodes.size[n] / 3, label: data.nodes.label[n], color: "#1d5fa8" }));
data.edges.from.forEach((from, n) => graph.addEdge(from, data.edges.to[n]));
new Sigma(graph, document.getElementById("picture"));
"""

VIS = """
const nodes = data.nodes.id.map((_, n) => ({ id: n, x: data.nodes.x[n], y: data.nodes.y[n],
  size: data.nodes.size[n], label: data.nodes.label[n], shape: "dot" }));
const edges = data.edges.from.map((from, n) => ({ from, to: data.edges.to[n] }));
new vis.Network(document.getElementById("picture"), { nodes, edges },
  { physics: false, layout: { improvedLayout: false }, edges: { smooth: false } });
"""


def made_graph(nodes: int, edges: int) -> Network:
    """A report's graph of about that size, its nodes joined further at random until it has so many edges."""
    graph = report_graph(terms=nodes // 10, sections=nodes // 8, components=nodes * 27 // 40)
    chance = random.Random(5)
    ids = list(graph.nodes)
    while graph.size < edges:
        start = chance.randrange(len(ids))
        end = (start + chance.randrange(1, 40)) % len(ids)
        graph.connect(Edge(ids[start], "mentions", ids[end]))
    return _drawn(graph)


def _drawn(graph: Graph) -> Network:
    started = time.perf_counter()
    found = network(graph)
    seconds = time.perf_counter() - started
    print(f"{len(graph):,} nodes and {graph.size:,} edges laid out on the server in {seconds:.2f} s")
    return found


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The explorer on a store of the bundled report; its URL."""
    store = folder / "store"
    build([str(BUNDLED)], StoreFolder(store))
    app = build_app(Settings(store=store, port=0))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def rival_page(name: str) -> str:
    """A page that draws all of the data with another library."""
    import pyvis

    if name == "sigma":
        library = "".join(
            (MODULES / path).read_text("utf-8")
            for path in ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js")
        )
        draws = SIGMA
    else:
        found = max((Path(pyvis.__file__).parent / "templates").glob("lib/vis-*/vis-network.min.js"))
        library = found.read_text("utf-8")
        draws = VIS
    return f"""<!doctype html><meta charset="utf-8">
<style>html, body, #picture {{ margin: 0; height: 100% }}</style>
<div id="picture"></div><script>{library}</script><script>
fetch("/data").then((answer) => answer.json()).then((data) => {{
performance.mark("kg-graph-data");
{draws}
}});</script>"""


def measure(browser: Any, url: str, routes: dict[str, tuple[str, str]]) -> tuple[float, float]:
    """Milliseconds to the first frame, and frames a second while the picture is dragged in circles."""
    page = browser.new_page(viewport=ROOM)
    page.add_init_script(COUNTING)
    for pattern, (body, kind) in routes.items():
        page.route(pattern, partial(_fulfil, body, kind))
    page.goto(url, timeout=120_000)
    page.wait_for_function("() => shown.first", timeout=120_000, polling=50)
    first = page.evaluate("() => shown.first")
    page.wait_for_timeout(1_000)
    box = page.locator("#picture").bounding_box()
    middle = (box["x"] + box["width"] / 2 + 7, box["y"] + box["height"] / 2 + 60)
    page.mouse.move(*middle)
    page.mouse.down()
    before = page.evaluate("() => shown.frames")
    started = time.perf_counter()
    turn = 0.0
    while (passed := time.perf_counter() - started) < SECONDS:
        turn += 0.12
        page.mouse.move(middle[0] + 220 * math.sin(turn), middle[1] + 150 * math.cos(turn))
    frames = page.evaluate("() => shown.frames") - before
    page.mouse.up()
    page.close()
    return float(first), frames / passed


def _fulfil(body: str, kind: str, route: Any) -> None:
    route.fulfill(body=body, content_type=kind)


def main() -> None:
    """Measure all, and print the table."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which(os.environ.get("KG_CHROMIUM", "chromium"))
    print(f"{'':24}{'nodes':>8}{'edges':>8}{'first frame, ms':>18}{'frames/s':>10}")
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu", "--no-sandbox"])
        for nodes, edges in SIZES:
            data = json.dumps(made_graph(nodes, edges), ensure_ascii=False)
            json_data = (data, "application/json")
            cases = {"kg, /graph": (f"{url}/graph", {"**/api/graph?*": json_data})}
            for name in RIVALS:
                page = (rival_page(name), "text/html")
                cases[f"{name}, all drawn"] = (f"{HOST}/", {f"{HOST}/": page, f"{HOST}/data": json_data})
            for name, (address, routes) in cases.items():
                first, rate = measure(browser, address, routes)
                print(f"{name:24}{nodes:>8,}{edges:>8,}{first:>18,.0f}{rate:>10.1f}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
