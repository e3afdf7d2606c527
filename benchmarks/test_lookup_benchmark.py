"""Lookups among 100,000 labels, beside a plain scan of the same labels with LIKE.

`KG_BENCH_LABELS=1000000 pytest benchmarks/test_lookup_benchmark.py` asks a million; their index takes
some minutes to build, once for all the questions.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import naming
from kg.asking.lookup import lookup
from kg.model import Graph, Term
from kg.stores.name_rows import rows
from kg.stores.names import NameIndex
from kg.vocabulary import mint

SIZE = int(os.environ.get("KG_BENCH_LABELS", "100000"))
PER_REPORT = 20_000
NEEDLE = "“1530”工程"
THEMES = (
    "城市品质",
    "乡村振兴",
    "招商引资",
    "数字经济",
    "绿色发展",
    "教育均衡",
    "健康守护",
    "科技创新",
    "交通畅通",
)
VERBS = (
    "提升",
    "攻坚",
    "领航",
    "扩面",
    "惠民",
    "强基",
    "增效",
    "倍增",
    "护航",
    "焕新",
    "突破",
    "联动",
    "赋能",
    "筑巢",
)
CLASSES = ("工程", "行动", "机制", "计划", "政策体系", "战略", "试点", "平台", "项目", "规划")
QUERIES = {
    "exact": "1530工程",
    "class word left out": "1530",
    "pinyin": "1530gongcheng",
    "initials": "1530gc",
    "partial": "引资护航平台",
    "two characters": "焕新",
    "typo": "1530工成",
    "typo in the number": "1540工程",
    "misspelt pinyin": "1530gongchen",
    "definition": "名校长团队培养",
    "nothing": "量子纠缠隐形传态",
}


def labels(size: int) -> Iterator[str]:
    """Names in the style of such reports, in an order that is the same in every run."""
    chance = random.Random(1530)
    for number in range(size):
        first, second = chance.choice(THEMES), chance.choice(THEMES)
        code = f"{number % 977}+{number // 977}"
        yield f"{first}“{code}{second}{chance.choice(VERBS)}”{chance.choice(CLASSES)}"


@pytest.fixture(scope="session")
def index_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index, built once for all the questions."""
    path = tmp_path_factory.mktemp("lookup") / "names.sqlite"
    names = labels(SIZE - 1)
    with NameIndex.create(path) as index:
        needle = Graph([_term("needle", 13, NEEDLE, "即1个名校长团队培养5个校长学员")])
        index.replace("needle", rows(needle))
        for start in range(0, SIZE - 1, PER_REPORT):
            numbers = range(start, min(start + PER_REPORT, SIZE - 1))
            report = f"report-{start}"
            graph = Graph(_term(report, number, next(names)) for number in numbers)
            index.replace(report, rows(graph))
    return path


def _term(report: str, number: int, label: str, definition: str = "") -> Term:
    return Term(
        id=mint("term", report, number), label=label, number=number, labels=(label,), definition=definition
    )


@pytest.fixture(scope="session")
def index(index_path: Path) -> Iterator[NameIndex]:
    """The index, open for reading."""
    with NameIndex.open(index_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def plain(index_path: Path) -> Iterator[sqlite3.Connection]:
    """The same labels in one table without an index."""
    connection = sqlite3.connect(":memory:")
    connection.execute("ATTACH ? AS built", (str(index_path),))
    connection.execute("CREATE TABLE label AS SELECT key FROM built.name")
    yield connection
    connection.close()


@pytest.mark.parametrize("kind", QUERIES)
def test_the_index(benchmark, index: NameIndex, kind: str) -> None:
    """A lookup in the index."""
    benchmark.group = kind
    hits = benchmark(lookup, index, QUERIES[kind])
    assert bool(hits) == (kind != "nothing")


@pytest.mark.parametrize("kind", ["exact", "partial", "two characters", "nothing"])
def test_a_scan_with_like(benchmark, plain: sqlite3.Connection, kind: str) -> None:
    """The plain way: a scan of all the labels."""
    benchmark.group = kind
    wanted = f"%{naming.key(QUERIES[kind])}%"
    query = "SELECT key FROM label WHERE key LIKE ? ORDER BY length(key) LIMIT 10"
    rows = benchmark.pedantic(lambda: plain.execute(query, (wanted,)).fetchall(), rounds=5)
    assert bool(rows) == (kind != "nothing")
