"""Cypher from people on the embedded engine: what is refused, and what is stopped."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from kg.asking import child
from kg.asking.cypher import select
from kg.asking.cypher_guard import check
from kg.asking.cypher_text import projected, uncommented
from kg.asking.table import Table, write
from kg.errors import (
    BadValue,
    NoStore,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    StoreDamaged,
)
from kg.stores.folder import StoreFolder
from tests.contract.small import GRAPH
from tests.graphs import fill
from tests.processes import children


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cypher") / "store"
    with StoreFolder(path).build() as draft:
        fill(draft.cypher_path, GRAPH)
    return path


def test_rows_columns_and_parameters(store: Path) -> None:
    query = "MATCH (t:Term)-[:HAS_COMPONENT]->(c) WHERE t.name = $name RETURN t.name, c.name ORDER BY c.name"
    assert select(store, query, parameters={"name": "双一流"}) == Table(
        ("t.name", "c.name"), (("双一流", "一流大学"), ("双一流", "一流学科"))
    )


def test_an_answer_without_rows_has_its_columns(store: Path) -> None:
    found = select(store, "MATCH (n:Nope) RETURN n.a + 1, count(n.b) AS `many of`, n.`c d`")
    assert found == Table(("n.a + 1", "many of", "n.`c d`"), ())


def test_nodes_and_relationships_are_plain_maps(store: Path) -> None:
    found = select(store, "MATCH (t:Term {id: 't/1'})-[r:REFERS_TO]->(u) RETURN r, u")
    assert found.rows == (
        (
            {"type": "REFERS_TO", "properties": {"report": "r/1"}},
            {
                "labels": ["Term"],
                "properties": {"id": "t/2", "kind": "工程", "name": "1530工程", "number": 2},
            },
        ),
    )


def test_the_limit_cuts_and_says_so(store: Path) -> None:
    query = "MATCH (t:Term) RETURN t.name ORDER BY t.number // all of them"
    assert select(store, query, limit=2) == Table(("t.name",), (("双一流",), ("1530工程",)), truncated=True)
    assert not select(store, query, limit=3).truncated
    assert select(store, "MATCH (t:Term) RETURN t.name LIMIT 2;", limit=5).truncated is False
    assert select(store, "RETURN 1 AS x UNION RETURN 2 AS x", limit=1).truncated


WRITES = [
    "CREATE (n:X)",
    "MATCH (n) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "match (n) dEtAcH\n\tdElEtE n",
    "MATCH (n) SET n.x = 1 RETURN n",
    "MATCH (n)SET n:X RETURN n",
    "MATCH (n) REMOVE n.name RETURN n",
    "MERGE (n:X) RETURN n",
    "MATCH (n) MERGE (m:X) RETURN m",
    "MATCH (n)/**/CREATE/**/(m:X) RETURN m",
    "MATCH (n) // a comment\nCREATE (m:X) RETURN m",
    "MATCH (n) WITH n CREATE (n)-[:X]->(:Y) RETURN 1 AS x",
    "UNWIND [1] AS x CREATE (n {x: x}) RETURN n",
    "MATCH (n) FOREACH (x IN [1] | SET n.x = x) RETURN n",
    "RETURN 1 AS x UNION CREATE (n) RETURN n AS x",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "MATCH (n) LOAD CSV FROM 'http://127.0.0.1/' AS line RETURN line",
    "CALL db.labels()",
    "MATCH (n) CALL apoc.util.sleep(1) RETURN n",
    "MATCH (n) CALL { CREATE (m) } RETURN n",
    "EXPLAIN CREATE (n)",
    "PROFILE MATCH (n) RETURN n",
    "CREATE INDEX ON :Term(name)",
    "DROP INDEX ON :Term(name)",
    "USE neo4j MATCH (n) RETURN n",
    "SHOW DATABASES",
    "PRAGMA journal_mode=DELETE",
    "ATTACH DATABASE 'x' AS y",
    "WITH 1 AS x MATCH (n {a: 'it\\'s'}) SET n.b = 'SET' RETURN n",
    "MATCH (n:`a``b`) DELETE n",
    "MATCH (`n`) DELETE `n`",
]


@pytest.mark.parametrize("query", WRITES)
def test_what_does_not_only_read_is_refused(store: Path, query: str) -> None:
    before = _files(store)
    with pytest.raises(QueryRefused):
        select(store, query)
    assert _files(store) == before


def _files(store: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def test_the_engine_itself_writes_nothing_either(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.asking.cypher.check", lambda query: None)
    with pytest.raises(QueryFailed, match="read transaction"):
        select(store, "CREATE (n:X) RETURN n")
    assert select(store, "MATCH (n:X) RETURN count(n) AS n").rows == ((0,),)


@pytest.mark.parametrize(
    "query",
    [
        "MATCH (n) WHERE n.name = 'CREATE (n)' RETURN n",
        "MATCH (n) RETURN n.set, n.load, n.call // DELETE n",
        "MATCH (n:Set)-[:CREATE]->(m) RETURN n /* MERGE */",
        "MATCH (`delete`) RETURN `delete`",
        'RETURN "a \\" DELETE" AS x',
        "RETURN {set: 1, create: 2} AS x",
    ],
)
def test_such_words_as_names_and_text_are_no_reason(query: str) -> None:
    check(query)


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("", 1, 1),
        (" // nothing", 1, 12),
        ("RETURN 'a", 1, 8),
        ("RETURN 1 AS `x", 1, 13),
        ("RETURN 1 /* x", 1, 10),
        ("RETURN 1 +", 1, 11),
        ("MATCH (n:Term RETURN n.name, n.x", 1, 15),
        ("MATCH (t:Term)\nRETURN t.name + 1, 名称", 2, 20),
        ("MATCH (t:Term) /* 注 */ RETURN nope(t.name), t.x + 1", 1, 31),
        ("RETURN 1 AS a, 2 AS a", 1, 1),
    ],
)
def test_a_syntax_error_has_its_place_in_the_text_as_it_was_asked(
    store: Path, query: str, line: int, column: int
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        select(store, query)
    assert (caught.value.details["line"], caught.value.details["column"]) == (line, column)
    assert "\n" not in str(caught.value)


DEEP = 100_000


@pytest.mark.parametrize(
    "query",
    [
        "RETURN " + "(" * DEEP + "1" + ")" * DEEP + " AS x",
        "RETURN " + "[" * DEEP + "]" * DEEP + " AS x",
        "RETURN " + "{a: " * 129 + "1" + "}" * 129 + " AS x",
        "RETURN " + "CASE WHEN true THEN " * 129 + "1" + " END" * 129 + " AS x",
    ],
    ids=["parentheses", "lists", "maps", "cases"],
)
def test_what_nests_too_deep_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="the limit is 128"):
        check(query)


@pytest.mark.parametrize(
    "expression",
    ["NOT " * DEEP + "true", "-" * DEEP + "1", "+".join(["1"] * DEEP), " OR ".join(["true"] * DEEP)],
    ids=["not", "minus", "plus", "or"],
)
def test_chains_without_brackets_end_in_an_answer_or_an_error(store: Path, expression: str) -> None:
    try:
        said = str(select(store, f"RETURN {expression} AS x", timeout=2).columns)
    except (QueryFailed, QueryTimeout, QuerySyntaxError) as error:
        said = str(error)
    assert "\n" not in said


def test_a_query_over_a_mebibyte_is_refused() -> None:
    with pytest.raises(QueryRefused, match="the limit is 1048576"):
        check("RETURN '" + "保" * 400_000 + "' AS x")


ENDLESS = "UNWIND range(1, 100000) AS x WITH x UNWIND range(1, 100000) AS y RETURN count(*) AS n"


def test_a_query_over_its_time_is_stopped_and_no_process_stays(store: Path) -> None:
    before = children(os.getpid())
    with pytest.raises(QueryTimeout, match=r"over 0\.5 s"):
        select(store, "MATCH (a)-[*1..12]-(b) MATCH (c)-[*1..12]-(d) RETURN count(*) AS n", timeout=0.5)
    assert children(os.getpid()) <= before


@pytest.mark.parametrize(
    "query",
    [
        ENDLESS,
        "MATCH (a), (b), (c), (d), (e), (f), (g), (h) RETURN count(*) AS n",
        "MATCH p = (a)-[*]-(b) RETURN count(*) AS n",
        "WITH range(1, 9000000) AS l RETURN [x IN l | [y IN l | l]] AS x",
        "UNWIND range(1, 9000000) AS x RETURN collect(toString(x) + 'long enough to fill the memory') AS l",
    ],
)
def test_hostile_queries_end_at_a_limit(store: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MEMORY", 1 << 29)
    with pytest.raises((QueryTimeout, QueryFailed)) as caught:
        select(store, query, timeout=2)
    assert "\n" not in str(caught.value)


def test_a_query_over_its_memory_is_reported(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MEMORY", 1 << 29)
    with pytest.raises(QueryFailed, match="more memory"):
        select(store, "UNWIND range(1, 9000000) AS x RETURN collect(toString(x)) AS l", timeout=60)


def test_limits_that_make_no_sense(store: Path) -> None:
    with pytest.raises(BadValue):
        select(store, "RETURN 1", timeout=0)
    with pytest.raises(BadValue):
        select(store, "RETURN 1", limit=-1)


def test_no_store_and_a_store_without_the_file(tmp_path: Path) -> None:
    with pytest.raises(NoStore):
        select(tmp_path / "none", "RETURN 1 AS x")
    with StoreFolder(tmp_path / "store").build():
        pass
    with pytest.raises(StoreDamaged, match="kg build --fresh"):
        select(tmp_path / "store", "RETURN 1 AS x")


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    with StoreFolder(tmp_path / "store").build() as draft:
        draft.cypher_path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(StoreDamaged):
        select(tmp_path / "store", "MATCH (n) RETURN n")


def test_each_unnamed_item_gets_its_text_as_its_name() -> None:
    text, columns, keys = projected("MATCH (n) RETURN n.a, n, count(*) AS c, `x y`, n.`b` ORDER BY n.a", 3)
    assert columns == ("n.a", "n", "c", "x y", "n.`b`")
    assert keys == ("column 1", "n", "c", "x y", "column 5")
    assert text == (
        "MATCH (n) RETURN n.a AS `column 1`, n, count(*) AS c, `x y`, n.`b` AS `column 5` ORDER BY n.a"
        "\nLIMIT 4"
    )


def test_comments_become_blanks_of_their_length() -> None:
    text = "MATCH (n) /* a\nb */ RETURN '// no' AS x // end"
    assert uncommented(text) == "MATCH (n)     \n     RETURN '// no' AS x       "


TABLE = Table(
    ("名", "n", "l"), (("双一流", 1, ["a", None]), ('a"b,c\td\n', None, {"x": True}), (None, 2.5, []))
)


@pytest.mark.parametrize(
    ("format", "text"),
    [
        (
            "csv",
            '名,n,l\r\n双一流,1,"[""a"", null]"\r\n"a""b,c\td\n",,"{""x"": true}"\r\n,2.5,[]\r\n',
        ),
        ("tsv", '名\tn\tl\n双一流\t1\t["a", null]\na"b,c\\td\\n\t\t{"x": true}\n\t2.5\t[]\n'),
    ],
)
def test_a_table_in_each_format(format: str | None, text: str) -> None:
    out = io.StringIO(newline="")
    write(TABLE, format, out)
    assert out.getvalue() == text


def test_a_table_for_people_knows_wide_characters() -> None:
    out = io.StringIO()
    write(Table(("名", "n"), (("双一流", 1), ("ab\n", None))), None, out)
    assert out.getvalue() == "名      n\n------  -\n双一流  1\nab\\n\n"


def test_a_table_as_json() -> None:
    out = io.StringIO()
    write(TABLE, "json", out)
    assert json.loads(out.getvalue()) == [dict(zip(TABLE.columns, row, strict=True)) for row in TABLE.rows]
    with pytest.raises(BadValue, match="table, json, csv, tsv"):
        write(TABLE, "xml", out)
