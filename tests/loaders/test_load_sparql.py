"""Loading over the Graph Store Protocol into a real Fuseki."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest
from pyoxigraph import Quad, RdfFormat, Triple, parse

import loaders.sparql
from kg.errors import BadValue, CountsDiffer, EndpointRefuses, ServerUnreachable
from kg.model import Graph
from kg.rdf import quads
from kg.stores.endpoint import Endpoint, endpoint
from loaders.sparql import load
from tests.cutting import cutting
from tests.graphs import TITLE, other_graph, tiny_graph

Graphs = dict[str, set[Triple]]


@pytest.fixture
def store(fuseki: str) -> Iterator[str]:
    """The URL of a graph store that is empty, and will be again."""
    clear = partial(httpx.post, f"{fuseki}/update", data={"update": "CLEAR ALL"})
    clear().raise_for_status()
    yield f"{fuseki}/data"
    clear()


def named(graph: Graph) -> Graphs:
    found: Graphs = {}
    for quad in quads(graph):
        found.setdefault(str(quad.graph_name)[1:-1], set()).add(quad.triple)
    return found


def held(url: str) -> Graphs:
    """All named graphs of the dataset."""
    answer = httpx.get(url.removesuffix("/data"), headers={"Accept": "application/n-quads"})
    found: Graphs = {}
    for quad in parse(answer.content, RdfFormat.N_QUADS):
        assert isinstance(quad, Quad)
        found.setdefault(str(quad.graph_name)[1:-1], set()).add(quad.triple)
    return found


def put(url: str, graph: Graph) -> int:
    return load([(name, list(triples)) for name, triples in named(graph).items()], Endpoint(url))


def without(graph: Graph, iri: str) -> Graph:
    edges = [edge for edge in graph.edges if iri not in edge.key]
    return Graph([node for node in graph.nodes.values() if node.id != iri], edges)


def test_both_graphs_of_each_report_are_there(store: str) -> None:
    assert put(store, tiny_graph()) == len(list(quads(tiny_graph())))
    put(store, other_graph())
    assert held(store) == named(tiny_graph()) | named(other_graph())


def test_loading_again_changes_nothing_and_a_changed_report_replaces_its_own(store: str) -> None:
    put(store, tiny_graph())
    put(store, other_graph())
    put(store, tiny_graph())
    assert held(store) == named(tiny_graph()) | named(other_graph())
    changed = without(tiny_graph(), TITLE)
    put(store, changed)
    assert held(store) == named(changed) | named(other_graph())


def test_a_connection_that_breaks_is_made_again(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders.sparql, "WAITS", (0.0, 0.0))
    with cutting(store, 30_000, times=2) as (url, proxy):
        put(url, tiny_graph())
    assert proxy.cuts == 2
    assert held(store) == named(tiny_graph())


def test_a_load_that_was_cut_is_completed_by_the_next(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders.sparql, "WAITS", ())
    put(store, other_graph())
    put(store, without(tiny_graph(), TITLE))
    with cutting(store, 30_000) as (url, proxy), pytest.raises(ServerUnreachable):
        put(url, tiny_graph())
    assert proxy.cuts == 1
    assert held(store).items() >= named(other_graph()).items()
    put(store, tiny_graph())
    assert held(store) == named(tiny_graph()) | named(other_graph())


@contextmanager
def answering(*answers: tuple[int, dict[str, str], bytes]) -> Iterator[tuple[str, list[Any]]]:
    """The URL of a server that gives these answers, the last for ever, and the requests that it had."""
    seen: list[Any] = []
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def do_GET(self) -> None:
            seen.append((self.command, dict(self.headers)))
            status, headers, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/store", seen
        finally:
            server.shutdown()
            thread.join()


LINES = b'<urn:a> <urn:b> "1\\n2\xc2\x852" .\n<urn:a> <urn:b> <urn:d> .\n'
TRIPLES = list(parse(LINES, RdfFormat.N_TRIPLES))
GRAPHS = [("urn:g", [quad.triple for quad in TRIPLES])]


def test_a_busy_server_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders.sparql, "WAITS", (0.0, 0.0))
    with answering((503, {}, b""), (429, {}, b""), (204, {}, b""), (200, {}, LINES)) as (url, seen):
        assert load(GRAPHS, Endpoint(url)) == 2
    assert [method for method, _ in seen] == ["PUT", "PUT", "PUT", "GET"]


def test_a_server_that_stays_busy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loaders.sparql, "WAITS", (0.0, 0.0))
    with answering((503, {}, b"")) as (url, seen), pytest.raises(EndpointRefuses, match="HTTP 503"):
        load(GRAPHS, Endpoint(url))
    assert len(seen) == 3


def test_a_wrong_password_is_not_tried_again() -> None:
    with answering((401, {}, b"")) as (url, seen), pytest.raises(EndpointRefuses, match="HTTP 401"):
        load(GRAPHS, Endpoint(url, "a", "b"))
    assert [headers["Authorization"] for _, headers in seen] == ["Basic YTpi"]


def test_a_redirect_is_told_and_not_followed() -> None:
    with (
        answering((204, {}, b"")) as (other, followed),
        answering((307, {"Location": other}, b"")) as (url, seen),
        pytest.raises(EndpointRefuses, match=f"it is at {other}"),
    ):
        load(GRAPHS, Endpoint(url, "a", "b"))
    assert (len(seen), followed) == (1, [])


def test_a_server_that_holds_fewer_triples_is_told() -> None:
    with (
        answering((204, {}, b""), (200, {}, LINES.partition(b"\n")[0])) as (url, _),
        pytest.raises(CountsDiffer, match="urn:g: 2 should be there, 1 are"),
    ):
        load(GRAPHS, Endpoint(url))


def test_the_user_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_SPARQL_USERNAME", "a")
    monkeypatch.setenv("KG_SPARQL_PASSWORD", "secret")
    assert endpoint("http://host/store") == Endpoint("http://host/store", "a", "secret")
    assert "secret" not in repr(endpoint("http://host/store"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "host/store",
        "ftp://host/store",
        "http://",
        "http://[",
        "http://a:secret@host/",
        "ftp://a:secret@h/",
    ],
)
def test_what_is_no_url_or_names_a_user_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(BadValue) as caught:
        endpoint(url)
    assert "--endpoint" in str(caught.value)
    assert "secret" not in str(caught.value)
