"""Builds: what they keep, replace and leave alone; and builds that are killed in their middle."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.asking.lookup import lookup
from kg.asking.nodes import read_graph
from kg.building import Options, build
from kg.errors import BadValue, StoreDamaged
from kg.graph import problems
from kg.model import Term
from kg.stores.folder import StoreFolder
from kg.stores.names import NameIndex
from tests.reports import BUNDLED, HEAD, ROOT

KILLS = 20
REPORT = HEAD + "实施“{name}”工程。\n名词解释\n1.“{name}”工程：即一个{name}中心、两个{name}基地。\n"
BUILDER = """
import sys
from pathlib import Path
from kg.building import build
from kg.stores.folder import StoreFolder
folder = StoreFolder(Path(sys.argv[1]))
while True:
    for path in sys.argv[2:]:
        build([path], folder)
        print("built", flush=True)
"""


def held(store: Path, names: list[str]) -> str:
    """The name of the term that the store holds, after checking that all its parts agree."""
    folder = StoreFolder(store)
    graph = read_graph(folder)
    assert problems(graph) == []
    assert len(graph.reports()) == 2
    terms = [node for node in graph.nodes.values() if isinstance(node, Term) and "云川市" in node.id]
    (name,) = {name for name in names if name in terms[0].label}
    with NameIndex.open(folder.current().names_path) as index:
        assert [hit.id for hit in lookup(index, f"{name}工程")][:1] == [terms[0].id]
        others = [hit.id for other in names if other != name for hit in lookup(index, f"“{other}”工程")]
        assert [iri for iri in others if "云川市" in iri] == []
    return name


def written(folder: Path, name: str, file: str) -> str:
    """A report with a term of that name."""
    folder.mkdir(exist_ok=True)
    (folder / file).write_text(REPORT.format(name=name), encoding="utf-8")
    return str(folder / file)


def test_the_last_of_two_pages_with_one_report_counts(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "store")
    summary = build([written(tmp_path, "青山", "a.txt"), written(tmp_path, "绿水", "b.txt")], folder)
    assert [done.replaced for done in summary.reports] == [None, "a.txt"]
    assert (summary.nodes["Report"], summary.nodes["Term"]) == (1, 1)
    assert held_terms(folder) == ["“绿水”工程"]


def test_a_changed_page_counts_although_the_old_one_is_read_first(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "store")
    old, new = written(tmp_path, "青山", "a.txt"), written(tmp_path, "绿水", "b.txt")
    build([old], folder)
    summary = build([old, new], folder)
    assert [(done.unchanged, done.replaced) for done in summary.reports] == [(True, None), (False, "a.txt")]
    assert held_terms(folder) == ["“绿水”工程"]


def test_two_files_of_unknown_place_are_two_reports(tmp_path: Path) -> None:
    text = "政府工作报告\n各位代表：\n一、工作回顾\n团结奋斗，成绩显著。\n"
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.txt").write_text(text, encoding="utf-8")
    folder = StoreFolder(tmp_path / "store")
    build([str(tmp_path / name / "report.txt") for name in ("a", "b")], folder)
    assert len(read_graph(folder).reports()) == 2


def test_a_report_is_built_anew_when_the_word_lists_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = StoreFolder(tmp_path / "store")
    source = written(tmp_path, "青山", "a.txt")
    build([source], folder)
    assert build([source], folder).reports[0].unchanged
    monkeypatch.setattr("kg.building.fingerprint", lambda: "other lists")
    assert not build([source], folder).reports[0].unchanged


def test_a_report_is_built_anew_with_another_least_confidence(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "store")
    source = written(tmp_path, "青山", "a.txt")
    whole = build([source], folder)
    assert whole.left_out == 0
    less = build([source], folder, options=Options(0.95))
    assert not less.reports[0].unchanged
    assert build([source], folder, options=Options(0.95)).reports[0].unchanged
    lost = whole.nodes - less.nodes
    assert lost == {"Component": 2}
    assert less.left_out == lost.total() + (whole.edges - less.edges).total() == 4
    assert problems(read_graph(folder)) == []
    assert not build([source], folder).reports[0].unchanged


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_confidence_outside_0_to_1_is_refused_before_anything_is_read(least: float, tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "store")
    with pytest.raises(BadValue, match="--min-confidence"):
        build([str(tmp_path / "missing.txt")], folder, options=Options(least))


def test_a_store_whose_files_are_gone_is_not_taken_for_whole(tmp_path: Path) -> None:
    folder = StoreFolder(tmp_path / "store")
    source = written(tmp_path, "青山", "a.txt")
    build([source], folder)
    folder.current().names_path.unlink()
    with pytest.raises(StoreDamaged):
        build([source], folder)
    build([source], folder, fresh=True)
    assert held_terms(folder) == ["“青山”工程"]


def held_terms(folder: StoreFolder) -> list[str]:
    return [node.label for node in read_graph(folder).nodes.values() if isinstance(node, Term)]


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_old_facts_or_the_new(tmp_path: Path) -> None:
    names = ["青山", "绿水"]
    paths = [tmp_path / f"{name}.txt" for name in names]
    for name, path in zip(names, paths, strict=True):
        path.write_text(REPORT.format(name=name), encoding="utf-8")
    store = tmp_path / "store"
    build([str(BUNDLED), str(paths[0])], StoreFolder(store))
    chance, seen = random.Random(20240110), []
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(store), *map(str, paths)], stdout=subprocess.PIPE, cwd=ROOT
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        seen.append(held(store, names))
    assert set(seen) == set(names), "no build was finished between two kills"
