"""The page of the picture without its script, and the data that the script draws."""

from __future__ import annotations

import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from kg.asking import surroundings
from kg.asking.opened import OpenStore
from kg.building import build
from kg.errors import BadValue
from kg.model import NODE_CLASSES
from kg.pictures.network import network
from kg.stores.folder import StoreFolder
from kg.vocabulary import as_path
from kg.web.app import build_app
from kg.web.routes import graph_data
from kg.web.settings import Settings
from tests.reports import BUNDLED, HEAD
from tests.web.conftest import HERE

KEY = "保定市-2023"
TERM = f"term/{KEY}/13"


OTHER = HEAD + "全面深化“放管服”改革，地区生产总值增长6.5%。\n二、2024年工作安排\n地区生产总值增长7%左右。\n"
"""A later report that names an indicator of the bundled one."""


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two reports."""
    folder = tmp_path_factory.mktemp("two")
    (folder / "other.txt").write_text(OTHER, "utf-8")
    build([str(BUNDLED), str(folder / "other.txt")], StoreFolder(folder / "store"))
    return folder / "store"


def client_of(store: Path) -> TestClient:
    return TestClient(build_app(Settings(store=store)), HERE, headers={"accept-language": "en"})


def counted(client: TestClient, query: str = "") -> int:
    answer = client.get(f"/api/graph{query}")
    assert answer.status_code == 200, answer.text
    return len(answer.json()["nodes"]["id"])


def test_the_data_is_the_whole_report(client: TestClient, store: Path) -> None:
    graph = OpenStore(StoreFolder(store)).report_graph(KEY)
    data = client.get("/api/graph").json()
    assert len(data["nodes"]["id"]) == len(graph)
    assert len(data["edges"]["from"]) == graph.size
    assert set(data["types"]) == {node.type for node in graph.nodes.values()}


def test_around_a_node_more_steps_hold_more(client: TestClient) -> None:
    query = f"?focus={quote(TERM)}"
    sizes = [counted(client, f"{query}&depth={depth}") for depth in range(4)]
    assert sizes[0] == 1
    assert sizes == sorted(set(sizes))
    assert counted(client, query) == sizes[2]


def test_what_is_joined_to_the_focus_is_there(client: TestClient) -> None:
    data = client.get(f"/api/graph?focus={quote(TERM)}&depth=1").json()
    edges, middle = data["edges"], data["nodes"]["id"].index(TERM)
    joined = {end for pair in zip(edges["from"], edges["to"], strict=True) if middle in pair for end in pair}
    assert joined == set(range(len(data["nodes"]["id"])))


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?report=無-1", 404),
        ("?focus=term/none/1", 404),
        (f"?report={quote(KEY)}&focus=term/none/1", 404),
        ("?depth=99", 422),
        ("?depth=x", 422),
        ("?depth=-1", 422),
    ],
)
def test_what_is_not_there_is_a_problem(client: TestClient, query: str, status: int) -> None:
    answer = client.get(f"/api/graph{query}")
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert client.get(f"/graph{query}").status_code == status


def test_the_page_says_all_without_a_script(client: TestClient) -> None:
    page = client.get("/graph").text
    counts = dict(re.findall(r'data-type="(\w+)">.*?<span class="tally">([\d,]+)</span>', page, re.DOTALL))
    data = client.get("/api/graph").json()
    used = [data["types"][number] for number in data["nodes"]["type"]]
    assert {name: int(count.replace(",", "")) for name, count in counts.items()} == {
        name: used.count(name) for name in NODE_CLASSES if name in used
    }
    assert all(f'href="/?type={name}"' in page for name in counts)


def test_the_page_around_a_node_names_it_and_leads_back(client: TestClient) -> None:
    page = client.get(f"/graph?focus={quote(TERM)}&report={quote(KEY)}&depth=1").text
    assert "“1530”工程</span></h1>" in page
    assert f'href="/graph?report={as_path(KEY)}"' in page
    assert re.search(r'depth=1" aria-current="page"', page)
    told = json.loads(re.search(r'id="data-picture">(.*?)</script>', page)[1])  # type: ignore[index]
    assert (told["focus"], told["depth"], told["report"]) == (TERM, 1, KEY)


def test_several_reports_can_be_chosen_and_drawn_together(two: Path) -> None:
    with client_of(two) as client:
        page = client.get("/graph").text
        keys = re.findall(r'<option value="([^"]+)"', page)
        assert len(keys) == 3
        assert keys[-1] == graph_data.ALL
        alone = [counted(client, f"?report={quote(key)}") for key in keys[:2]]
        assert max(alone) < counted(client, "?report=*") <= sum(alone)
        assert client.get("/graph?report=*").status_code == 200


def test_the_newest_report_is_the_first_to_be_seen(two: Path) -> None:
    store = OpenStore(StoreFolder(two))
    newest = max(store.reports(), key=lambda report: report.year or 0)
    with client_of(two) as client:
        assert counted(client) == counted(client, f"?report={quote(newest.key)}")


def test_a_thing_of_two_reports_has_what_both_say(two: Path) -> None:
    store = OpenStore(StoreFolder(two))
    first, second = (store.report_graph(report.key) for report in store.reports())
    shared = next(
        iri for iri, node in first.nodes.items() if iri in second.nodes and node.type == "Indicator"
    )
    with client_of(two) as client:
        focus = f"?focus={quote(shared.rpartition('/id/')[2])}&depth=1"
        both = counted(client, focus)
        alone = [counted(client, f"{focus}&report={quote(report.key)}") for report in store.reports()]
    assert both > max(alone)


def test_a_picture_is_drawn_once_for_all_who_wait(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, drawn = OpenStore(StoreFolder(store)), []
    together = threading.Barrier(4)

    def slow(*args: Any, **values: Any) -> Any:
        drawn.append(args)
        time.sleep(0.2)  # the others come meanwhile
        return network(*args, **values)

    def ask(focus: str | None) -> bytes:
        together.wait(30)
        return graph_data.drawn(opened, None, focus, 1)

    monkeypatch.setattr(graph_data, "network", slow)
    with ThreadPoolExecutor(4) as threads:
        for focus in (TERM, None):
            assert len(set(threads.map(ask, [focus] * 4))) == 1
    assert len(drawn) == 2


def test_no_report_is_read_for_what_lies_around_a_node(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the whole report is read")

    monkeypatch.setattr(OpenStore, "report_graph", refuse)
    monkeypatch.setattr(OpenStore, "card", refuse)
    with client_of(store) as client:
        assert counted(client, f"?focus={quote(TERM)}&depth=2") > 5
        assert counted(client, f"?focus={quote(TERM)}&report={quote(KEY)}") > 5
        assert client.get(f"/graph?focus={quote(TERM)}").status_code == 200


def test_the_data_says_whether_there_is_more(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    query = f"focus={quote(TERM)}&depth=3"
    assert client.get(f"/api/graph?{query}").json()["more"] is False
    monkeypatch.setattr(surroundings, "MOST", 9)
    data = client.get(f"/api/graph?{query}&report={quote(KEY)}").json()
    assert (len(data["nodes"]["id"]), data["more"]) == (9, True)


def test_too_many_nodes_for_one_picture_are_refused(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_data, "MOST_NODES", 100)
    with pytest.raises(BadValue, match="report"):
        graph_data.chosen(OpenStore(StoreFolder(two)), graph_data.ALL)


def test_a_store_without_reports_says_what_to_do(tmp_path: Path) -> None:
    store = tmp_path / "store"
    build([], StoreFolder(store), fresh=True)
    with client_of(store) as client:
        page = client.get("/graph")
        assert page.status_code == 200
        assert "kg build" in page.text
        assert counted(client) == 0
        assert 'id="data-picture"' in page.text
        assert "graph-stage" not in page.text


def test_both_languages_name_everything(client: TestClient) -> None:
    chinese = client.get("/graph", headers={"accept-language": "zh"}).text
    assert all(word in chinese for word in ("在图中查找", "政府工作报告", "复制链接"))
    assert "在图中查找" not in client.get("/graph").text
