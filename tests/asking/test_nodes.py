"""Nodes asked for by name: what is said of them is of one generation of the store."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.asking.names import find_names
from kg.asking.nodes import find_card, read_focused
from kg.building import build
from kg.errors import NothingFound
from kg.language import choose
from kg.stores.folder import StoreFolder
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import short
from kg.words import MATCHES
from tests.asking.test_lookup import CASES

TEXT = """白塔市人民政府工作报告
2024年1月8日在白塔市第一届人民代表大会上
各位代表:
一、回顾
推进“1530”工程[1]。
名词解释
[1]“{name}”工程:是指1个甲甲,5个乙乙,30个丙丙。{more}
"""


def fill(folder: StoreFolder, tmp_path: Path, name: str, more: str = "") -> None:
    report = tmp_path / "report.txt"
    report.write_text(TEXT.format(name=name, more=more), encoding="utf-8")
    build([str(report)], folder)


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    folder = StoreFolder(tmp_path / "store")
    fill(folder, tmp_path, "1530")
    return folder


def swap(folder: StoreFolder, tmp_path: Path, patch: pytest.MonkeyPatch, opening: int) -> None:
    """Have a build replace all terms just before the facts are opened for that time."""
    opened = OxigraphStore.__init__
    paths = []

    def late(self: OxigraphStore, path: Path) -> None:
        paths.append(path)
        if len(paths) == opening:
            fill(folder, tmp_path, "2460", "\n[2]“1530”工程:是指新的事。")
        opened(self, path)

    patch.setattr(OxigraphStore, "__init__", late)


def test_the_hits_and_the_card_are_of_one_generation(
    folder: StoreFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap(folder, tmp_path, monkeypatch, 1)
    found, card = find_card(folder, "1530工程")
    assert found.hits[0].number == 2
    assert (card.node.id, card.node.label) == (found.hits[0].id, found.hits[0].label)
    assert found == find_names(folder, "1530工程")


@pytest.mark.parametrize("opening", [1, 2])
def test_the_graph_and_its_focus_are_of_one_generation(
    folder: StoreFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opening: int
) -> None:
    swap(folder, tmp_path, monkeypatch, opening)
    graph, iri = read_focused(folder, "1530工程")
    assert graph.nodes[iri].label == "“1530”工程"


def test_a_focus_is_an_identifier_or_a_name(folder: StoreFolder) -> None:
    term = find_card(folder, "1530")[0].best().id
    assert [read_focused(folder, name)[1] for name in (term, short(term), "1530")] == [term] * 3
    with pytest.raises(NothingFound, match="nearest"):
        read_focused(folder, "火星移民计划书")


def test_every_way_of_matching_has_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {match for _, _, match in CASES} == set(MATCHES)
    monkeypatch.setenv("KG_LANG", "zh")
    assert all(choose(*words) == words.zh != words.en for words in MATCHES.values())


def kg(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )


def test_a_lookup_names_the_way_of_matching_in_the_language(folder: StoreFolder) -> None:
    asked = ("lookup", "1530gc", "--store", str(folder.path))
    assert "匹配方式:拼音首字母(" in kg(*asked, KG_LANG="zh").stdout.decode()
    assert "matched by initials:" in kg(*asked).stdout.decode()
    assert json.loads(kg(*asked, "--json", KG_LANG="zh").stdout)["hits"][0]["match"] == "initials"


def test_a_bad_format_is_refused_before_the_query_runs_or_the_store_is_read(tmp_path: Path) -> None:
    nowhere = ("--store", str(tmp_path / "none"))
    for command, choice in (
        (("sparql", "SELECT * {}", "-f", "ttl"), "table, json"),
        (("sparql", "CONSTRUCT WHERE {?s ?p ?o}", "-f", "csv"), "ttl, jsonld"),
        (("export", "-f", "xls"), "graphml"),
        (("export", "-f", "csv"), "a folder"),
    ):
        done = kg(*command, *nowhere)
        assert (done.returncode, choice in done.stderr.decode()) == (2, True), done.stderr


def test_a_query_file_may_have_a_byte_order_mark_but_must_be_text(
    folder: StoreFolder, tmp_path: Path
) -> None:
    query, store = tmp_path / "q.rq", ("--store", str(folder.path))
    query.write_bytes(b"\xef\xbb\xbfASK {}")
    assert kg("sparql", str(query), *store).stdout == b"yes\n"
    assert kg("sparql", "-", *store, stdin=query.read_bytes()).stdout == b"yes\n"
    query.write_bytes(b"\xff\xfe\x00")
    for done in (kg("sparql", str(query), *store), kg("sparql", "-", *store, stdin=query.read_bytes())):
        assert done.returncode == 1
        assert done.stderr.decode().count("\n") == 1
        assert "not UTF-8 text" in done.stderr.decode()
        assert b"codec" not in done.stderr
