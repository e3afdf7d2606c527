"""A store held open: what it tells, to many threads, through builds, damage and absence."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import networkx
import pytest

from kg.asking.nodes import read_graph, read_node
from kg.asking.opened import OpenStore
from kg.asking.remembered import Remembered
from kg.building import build
from kg.errors import BadValue, NoNode, NoStore, StoreDamaged
from kg.model import NODE_CLASSES, Graph
from kg.stores.folder import StoreFolder
from kg.stores.manifest import ReportRecord
from kg.vocabulary import full

SONGHE = """2024年松河市人民政府工作报告
——2024年1月10日在松河市第五届人民代表大会第三次会议上
松河市市长 林某
各位代表：
一、2023年工作回顾
2023年，松河市地区生产总值增长6.5%。实施“双百工程”¹，建成松河大桥。
名词解释
1.双百工程：培育100家龙头企业，引进100个重大项目。
"""
YUNCHUAN = SONGHE.replace("松河", "云川").replace("6.5%", "7%")
KEYS = ("云川市-2024", "松河市-2024")


def put(path: Path, *texts: str, fresh: bool = False) -> None:
    """Build a store of these reports."""
    files = []
    for number, text in enumerate(texts):
        file = path.parent / f"{number}-{abs(hash(text))}.txt"
        file.write_text(text, "utf-8")
        files.append(str(file))
    build(files, StoreFolder(path), fresh=fresh)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("opened") / "store"
    put(path, SONGHE, YUNCHUAN)
    return path


@pytest.fixture
def own(path: Path, tmp_path: Path) -> Path:
    """A copy of the store, to change."""
    shutil.copytree(path, tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture(scope="module")
def opened(path: Path) -> OpenStore:
    return OpenStore(StoreFolder(path))


@pytest.fixture(scope="module")
def graph(path: Path) -> Graph:
    return read_graph(StoreFolder(path))


def test_it_answers_as_the_store_itself_does(opened: OpenStore, path: Path, graph: Graph) -> None:
    assert tuple(report.key for report in opened.reports()) == KEYS
    assert opened.report(KEYS[1]).title == "2024年松河市人民政府工作报告"
    term = f"term/{KEYS[0]}/1"
    assert opened.card(term) == opened.card(full(term)) == read_node(StoreFolder(path), term)
    (hit,) = opened.names("双百工程", limit=1).hits
    assert hit.label == "双百工程"
    assert [item.degree for item in opened.connected(3)] == sorted(
        (item.degree for item in opened.connected(3)), reverse=True
    )
    for report in opened.reports():
        (node,) = opened.report_graph(report.key).reports()
        assert node.id == report.iri
        for name in NODE_CLASSES:
            found = [node for node in opened.report_graph(report.key).nodes.values() if node.type == name]
            assert report.counts.get(name, 0) == len(found)


@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_pages_of_nodes_hold_each_node_once_in_the_order_of_their_numbers(
    opened: OpenStore, graph: Graph, limit: int
) -> None:
    found: list[str] = []
    after = None
    while True:
        page = opened.nodes(after=after, limit=limit)
        assert page.total == len(graph)
        found += [node.id for node in page.items]
        if not page.more:
            break
        after = page.items[-1].id
    assert sorted(found) == sorted(graph.nodes)
    labels = {node.id: (node.label, node.type) for node in opened.nodes(limit=1000).items}
    assert labels == {iri: (node.label, node.type) for iri, node in graph.nodes.items()}


def test_nodes_are_chosen_by_class_and_report(opened: OpenStore) -> None:
    for report in KEYS:
        told = opened.report_graph(report).nodes.values()
        found = opened.nodes(report=report, limit=1000).items
        assert {node.id for node in found} == {node.id for node in told}
        terms = opened.nodes(report=report, type="Term").items
        assert [node.id for node in terms] == [node.id for node in told if node.type == "Term"]
    assert opened.nodes(after="zzz").items == ()


def test_facts_are_the_mentions_in_the_order_of_the_text(opened: OpenStore) -> None:
    found = opened.facts(KEYS[0], limit=1000)
    graph = opened.report_graph(KEYS[0])
    mentions = {(node.id, mention) for node in graph.nodes.values() for mention in node.mentions}
    assert {(fact.node.id, fact.mention) for fact in found.items} == {
        (iri, mention) for iri, mention in mentions if mention.role != "furniture"
    }
    assert [fact.place for fact in found.items] == sorted(fact.place for fact in found.items)
    rest = opened.facts(KEYS[0], after=found.items[4].place, limit=1000)
    assert rest.items == found.items[5:]
    assert opened.facts(KEYS[0], type="Term", limit=1).total < found.total == len(found.items)


def test_a_way_is_as_short_as_any(opened: OpenStore, graph: Graph) -> None:
    edges = {(edge.subject, edge.predicate, edge.object) for edge in graph.edges}
    drawn = networkx.Graph((start, end) for start, _, end in edges)
    for start in graph.nodes:
        for end in list(graph.nodes)[::3]:
            way, nodes = opened.way(start, end)
            if end not in drawn or not networkx.has_path(drawn, start, end):
                assert (way.steps, way.complete) == (() if start == end else None, True)
                continue
            assert way.steps is not None
            assert len(way.steps) == networkx.shortest_path_length(drawn, start, end)
            at = start
            for step in way.steps:
                stated = (at, step.predicate, step.to) if step.outward else (step.to, step.predicate, at)
                assert stated in edges
                at = step.to
            assert at == end
            assert set(nodes) == {start, end, *(step.to for step in way.steps)}


def test_a_way_keeps_to_its_limits(opened: OpenStore, graph: Graph) -> None:
    sections = [node.id for node in graph.nodes.values() if node.type == "Section"]
    way = opened.way(sections[0], f"term/{sections[0].split('/')[-2]}/1")[0]
    assert way.steps is not None
    start, end, steps = way.start, way.steps[-1].to, len(way.steps)
    short_of = opened.way(start, end, longest=steps - 1)[0]
    assert (short_of.steps, short_of.complete) == (None, False)
    used = frozenset(step.predicate for step in way.steps)
    other = opened.way(start, end, without=used)[0]
    assert other.steps is None or not used & {step.predicate for step in other.steps}


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.card("term/none"),
        lambda store: store.card("a b<>"),
        lambda store: store.report("none"),
        lambda store: store.report_graph("a b<>"),
        lambda store: store.nodes(report="none"),
        lambda store: store.facts("none"),
        lambda store: store.way("term/none", f"term/{KEYS[0]}/1"),
    ],
)
def test_what_is_not_there_is_named(opened: OpenStore, ask: Callable[[OpenStore], Any]) -> None:
    for _ in range(2):
        with pytest.raises(NoNode):
            ask(opened)


def test_a_bad_name_leaves_the_index_in_use(opened: OpenStore) -> None:
    for _ in range(3):
        with pytest.raises(BadValue):
            opened.names("，")
        assert opened.names("双百工程").hits


def test_a_build_is_seen_at_the_next_question(own: Path) -> None:
    store = OpenStore(StoreFolder(own))
    before, first = store.generation(), store.card(f"term/{KEYS[0]}/1")
    assert store.nodes(type="Term").total == 2
    put(own, YUNCHUAN.replace("100家龙头企业", "300家龙头企业"))
    assert store.generation() != before
    assert store.card(f"term/{KEYS[0]}/1") != first
    assert store.names("300家龙头企业").hits[0].match == "definition"
    put(own, SONGHE, fresh=True)
    assert [report.key for report in store.reports()] == [KEYS[1]]
    assert store.nodes(type="Term").total == 1
    with pytest.raises(NoNode):
        store.card(f"term/{KEYS[0]}/1")


def test_a_cursor_of_before_a_build_goes_on_after_it(own: Path) -> None:
    store = OpenStore(StoreFolder(own))
    first = store.nodes(limit=5)
    put(own, SONGHE, fresh=True)
    rest = store.nodes(after=first.items[-1].id, limit=1000)
    kept = {node.id for node in store.nodes(limit=1000).items}
    assert {node.id for node in first.items} & kept | {node.id for node in rest.items} == kept


@pytest.mark.slow
def test_many_threads_get_whole_answers_while_builds_swap_the_store(own: Path) -> None:
    store = OpenStore(StoreFolder(own))
    ended = threading.Event()
    term = f"term/{KEYS[0]}/1"

    def ask(number: int) -> int:
        asked = 0
        while not ended.is_set():
            assert store.card(term).node.label == "双百工程"
            assert store.names("双百工程", limit=2).hits
            assert KEYS[0] in [report.key for report in store.reports()]
            assert store.nodes(type="Term", limit=1 + number).total in (1, 2)
            assert store.facts(KEYS[0], limit=3).items
            asked += 1
        return asked

    with ThreadPoolExecutor(6) as threads:
        asking = [threads.submit(ask, number) for number in range(6)]
        try:
            for number in range(4):
                texts = (YUNCHUAN,) if number % 2 else (YUNCHUAN, SONGHE)
                put(own, *texts, fresh=True)
        finally:
            ended.set()
    assert all(done.result() for done in asking)
    assert [report.key for report in store.reports()] == [KEYS[0]]


def test_a_store_that_is_missing_is_found_when_it_appears_and_missed_when_it_goes(
    path: Path, tmp_path: Path
) -> None:
    place = tmp_path / "later" / "store"
    store = OpenStore(StoreFolder(place))
    for ask in (store.generation, store.reports, lambda: store.names("x")):
        with pytest.raises(NoStore, match="kg build"):
            ask()
    shutil.copytree(path, place)
    assert len(store.reports()) == 2
    shutil.rmtree(place)
    with pytest.raises(NoStore):
        store.generation()
    shutil.copytree(path, place)
    assert len(store.reports()) == 2


def no_names(generation: Path) -> None:
    (generation / "names.sqlite").unlink()


def bad_names(generation: Path) -> None:
    (generation / "names.sqlite").write_bytes(b"not a database" * 1000)


def bad_facts(generation: Path) -> None:
    for file in (generation / "facts").glob("*.sst"):
        file.write_bytes(file.read_bytes()[:50])


def bad_manifest(generation: Path) -> None:
    (generation / "store.json").write_text("{")


@pytest.mark.parametrize("damage", [no_names, bad_names, bad_facts, bad_manifest])
def test_damage_is_told_again_and_again_until_a_build_repairs_it(
    own: Path, damage: Callable[[Path], None]
) -> None:
    damage(StoreFolder(own).current().path)
    store = OpenStore(StoreFolder(own))
    for _ in range(3):
        with pytest.raises(StoreDamaged, match="rebuild it"):
            store.names("双百工程")
    put(own, SONGHE, fresh=True)
    assert store.names("双百工程").hits
    assert len(store.reports()) == 1


def test_a_value_is_worked_out_once_for_all_who_wait_for_it() -> None:
    asked: list[int] = []
    together = threading.Barrier(8)

    def slow(key: int) -> int:
        asked.append(key)
        threading.Event().wait(0.05)
        return key * 2

    remembered = Remembered(slow, 2)

    def ask(_: int) -> int:
        together.wait()
        return remembered(3)

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == [6] * 8
    assert asked == [3]


def test_the_values_used_last_are_kept_and_errors_are_not() -> None:
    asked: list[int] = []

    def half(key: int) -> int:
        asked.append(key)
        if key % 2:
            raise ValueError(key)
        return key // 2

    remembered = Remembered(half, 2)
    assert [remembered(key) for key in (2, 4, 2, 6, 2, 4)] == [1, 2, 1, 3, 1, 2]
    assert asked == [2, 4, 6, 4]
    for _ in range(2):
        with pytest.raises(ValueError, match="3"):
            remembered(3)
    assert asked[4:] == [3, 3]
    assert remembered(4) == 2
    assert len(asked) == 6


def test_a_report_that_has_no_facts_is_damage(own: Path) -> None:
    with StoreFolder(own).build() as draft:
        draft.reports[full("report/none")] = ReportRecord(full("report/none"), "", "", "")
    with pytest.raises(StoreDamaged, match="report/none"):
        OpenStore(StoreFolder(own)).reports()
