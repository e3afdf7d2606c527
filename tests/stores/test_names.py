import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import naming
from kg.errors import StoreDamaged, WriteFailed
from kg.model import Component, Concept, Edge, Graph, Report, Section, Term
from kg.stores.name_rows import rows
from kg.stores.names import NameIndex
from kg.stores.via import Via
from tests.graphs import BRIDGE, GDP, tiny_graph


def term(
    name: str, number: int, label: str, *aliases: str, definition: str = "无", labels: tuple[str, ...] = ()
) -> Term:
    return Term(
        id=name, label=label, aliases=aliases, number=number, labels=labels or (label,), definition=definition
    )


def built(path: Path, **reports: Graph) -> Path:
    with NameIndex.create(path) as index:
        for report, graph in reports.items():
            index.replace(report, rows(graph))
    return path


def found(path: Path, key: str, via: Via = Via.NAME, **options: str) -> list[str]:
    with NameIndex.open(path) as index:
        return [row.id for row in index.by_key(key, via, **options)]


def test_a_name_is_found_by_its_key_core_pinyin_and_initials(tmp_path: Path) -> None:
    path = built(tmp_path / "n", r=Graph([term("t", 7, "“双链”工程")]))
    for key, via in (
        ("双链工程", Via.NAME),
        ("双链", Via.CORE),
        ("shuangliangongcheng", Via.PINYIN),
        ("slgc", Via.INITIALS),
    ):
        assert found(path, key, via) == ["t"], via
        assert found(path, key + "x", via) == []


def test_reports_sections_and_components_are_no_entries_but_components_name_their_term(
    tmp_path: Path,
) -> None:
    graph = Graph(
        [
            Report(id="r", label="报告"),
            Section(id="s", label="章节", level=1, start=0, end=1),
            term("t", 1, "“双链”工程"),
            Component(id="c", label="供应链", position=0),
            Component(id="d", label="深圳供应链", position=0),
            Component(id="alone", label="孤件", position=0),
        ],
        [Edge("t", "hasComponent", "c"), Edge("c", "hasComponent", "d"), Edge("d", "hasComponent", "c")],
    )
    path = built(tmp_path / "n", r=graph)
    assert [found(path, key) for key in ("报告", "章节", "孤件")] == [[], [], []]
    with NameIndex.open(path) as index:
        for key in ("供应链", "深圳供应链"):
            assert [(row.id, row.kind) for row in index.by_key(key, Via.NAME)] == [("t", "component")]


def test_goals_and_measures_are_no_entries_but_indicators_and_things_are(tmp_path: Path) -> None:
    path = built(tmp_path / "n", r=tiny_graph())
    assert [found(path, key) for key in ("生产总值增长6%至65%", "争创文明县")] == [[], []]
    assert found(path, "生产总值") == found(path, "地区生产总值") == [GDP]
    assert found(path, "qingshidaqiao", Via.PINYIN) == [BRIDGE]
    assert found(path, "青石大桥", type="Project") == [BRIDGE]


def test_replacing_a_report_leaves_nothing_of_it_and_all_of_the_others(tmp_path: Path) -> None:
    old = Graph([term("t", 1, "“旧名”工程", "老称", definition="讲述古树名木")])
    other = Graph([term("u", 1, "“旁边”工程")])
    path = built(tmp_path / "n", r=old, other=other)
    built(path, r=Graph([term("t", 1, "“新名”工程", definition="讲述湿地")]))
    assert found(path, "旧名工程") == found(path, "老称") == found(path, "旧名", Via.CORE) == []
    assert found(path, "新名工程") == ["t"]
    assert found(path, "旁边工程") == ["u"]
    with NameIndex.open(path) as index:
        assert index.by_tokens([naming.grams("旧名")[1:-1]]) == []
        assert index.by_definition("古树名木", naming.grams("古树名木")[1:-1]) == []
        assert [row.id for row in index.by_definition("湿地", ["湿地"])] == ["t"]


def test_replacing_with_the_same_changes_no_row(tmp_path: Path) -> None:
    graph = Graph([term("t", 1, "“双链”工程", definition="两条链")])
    path = built(tmp_path / "n", r=graph)
    first = _rows(path)
    built(path, r=graph)
    assert _rows(path) == first


def _rows(path: Path) -> list[int]:
    tables = ("entry", "name", "name_key", "stand_in", "reading", "name_grams", "definition_grams")
    connection = sqlite3.connect(path)
    counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
    connection.close()
    return counts


def test_a_term_stands_for_what_it_denotes_by_its_name(tmp_path: Path) -> None:
    graph = Graph(
        [
            term("t", 1, "“甲一”“乙二”", labels=("“甲一”", "“乙二”")),
            Concept(id="a", label="甲一", aliases=("甲壹",)),
            Concept(id="b", label="别的"),
        ],
        [Edge("t", "denotes", "a"), Edge("t", "denotes", "b")],
    )
    path = built(tmp_path / "n", r=graph, s=Graph([Concept(id="a", label="甲一")]))
    assert set(found(path, "甲1")) == {"t"}
    assert found(path, "甲壹") == ["t"]
    assert found(path, "别的") == ["b"]
    assert set(found(path, "甲1", type="Concept")) == {"a"}
    assert set(found(path, "甲1", type="Term")) == {"t"}
    assert found(path, "别的", type="Term") == []


def test_a_path_with_signs_that_a_uri_reads_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "甲 ?mode=rwc#%41&"
    folder.mkdir()
    path = built(folder / "名 %20?.sqlite", r=Graph([term("t", 1, "名称")]))
    assert found(path, "名称") == ["t"]


def test_an_opened_index_cannot_be_written(tmp_path: Path) -> None:
    path = built(tmp_path / "n", r=Graph([term("t", 1, "名称")]))
    with NameIndex.open(path) as index, pytest.raises(WriteFailed):
        index.replace("r", rows(Graph()))
    assert found(path, "名称") == ["t"]


def test_a_database_that_is_full_is_a_failed_write(tmp_path: Path) -> None:
    path = built(tmp_path / "n", r=Graph([term("t", 1, "名称")]))
    many = Graph([term(f"t{number}", number, f"第{number}个名称" * 20) for number in range(300)])
    with NameIndex.create(path) as index:
        index._db.execute("PRAGMA max_page_count = 1")  # it stays at the size that it has
        with pytest.raises(WriteFailed, match="full"):
            index.replace("r", rows(many))
    assert found(path, "名称") == ["t"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="none"):
        NameIndex.open(tmp_path / "none")


def test_a_folder_that_is_not_there_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(WriteFailed):
        NameIndex.create(tmp_path / "none" / "n")


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_index_is_damaged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "n"
    path.write_bytes(content)
    with NameIndex.open(path) as index, pytest.raises(StoreDamaged):
        index.by_key("名称", Via.NAME)


def test_a_file_cut_short_is_damaged(tmp_path: Path) -> None:
    path = built(tmp_path / "n", r=Graph([term("t", 1, "名称")]))
    path.write_bytes(path.read_bytes()[:8192])
    with NameIndex.open(path) as index, pytest.raises(StoreDamaged):
        index.by_key("名称", Via.NAME)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("names") / "n", r=Graph([term("t", 1, "“双链”工程")]))


@given(st.text(max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_text_is_read_as_sql_or_as_a_full_text_query(small: Path, text: str) -> None:
    key = naming.key(f"双链{text}")
    with NameIndex.open(small) as index:
        index.by_tokens([naming.grams(key), naming.sound_grams(key)])
        index.by_definition(key, naming.grams(key))
        index.by_tokens([[key[-1:]]])
        for quote in ("'", '"', "\\", ")"):
            assert index.by_key(f"双链{quote} OR 1=1 --{key}", Via.NAME) == []


def test_a_key_of_signs_finds_only_itself(tmp_path: Path) -> None:
    path = built(tmp_path / "n", r=Graph([term("t", 1, "1+11"), term("u", 2, "111")]))
    assert found(path, "1+11") == ["t"]
    with NameIndex.open(path) as index:
        assert [row.id for row in index.by_tokens([["1+", "+1"]])] == ["t"]
