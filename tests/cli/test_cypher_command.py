"""`kg cypher`, and `kg query` on the embedded engine, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_bad_input import one_line

COMPONENTS = "MATCH (t:Term)-[:HAS_COMPONENT]->(c) RETURN t.name, c.name"


def test_terms_with_their_components(kg: Run) -> None:
    done = kg("cypher", COMPONENTS, "--format", "tsv")
    assert done.code == 0, done.err
    header, *rows = done.out.splitlines()
    assert header == "t.name\tc.name"
    assert "“1+11+1”政策体系\t总体文件" in rows
    assert len(rows) == 95


def test_a_parameter_is_json_or_else_text(kg: Run) -> None:
    query = "MATCH (t:Term) WHERE t.number = $n OR t.kind = $kind RETURN t.number AS n ORDER BY n"
    done = kg("cypher", query, "-p", "n=3", "-p", "kind=无", "-f", "json")
    assert json.loads(done.out) == [{"n": 3}]


def test_a_file_and_stdin(kg: Run, tmp_path: Path) -> None:
    path = tmp_path / "query.cypher"
    path.write_text("RETURN 1 AS x")
    assert kg("cypher", path).out == kg("cypher", "-", stdin="RETURN 1 AS x").out == "x\n-\n1\n"


def test_the_limit_and_the_output(kg: Run, tmp_path: Path) -> None:
    done = kg("cypher", COMPONENTS, "--limit", "2", "-f", "csv", "-o", tmp_path / "rows.csv")
    assert (done.code, done.out, done.err) == (0, "", "the answer was cut at --limit\n")
    assert len((tmp_path / "rows.csv").read_text().splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("CREATE (n)",), 2, "it begins with CREATE"),
        (("MATCH (n) DELETE n",), 2, "DELETE writes"),
        (("RETURN 1 +",), 2, "line 1, column 11"),
        (("RETURN $x",), 1, "missing parameter: $x"),
        (("RETURN 1", "--on", "oxigraph"), 2, "embedded, neo4j"),
        (("RETURN 1", "--format", "xml"), 2, "table, json, csv, tsv"),
        (("RETURN 1", "-p", "x"), 2, "NAME=VALUE"),
        (("none.cypher",), 1, "no such file"),
        (("MATCH (a)-[*1..9]-(b)-[*1..9]-(c) RETURN count(*)", "--timeout", "0.5"), 1, "over 0.5 s"),
    ],
)
def test_what_cannot_be_asked_gets_one_line(
    kg: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    one_line(kg("cypher", *arguments), code, words)


def test_a_question_of_the_library_on_the_embedded_engine(kg: Run) -> None:
    done = kg("query", "terms", "--on", "embedded", "-f", "csv")
    assert done.code == 0, done.err
    assert done.out.splitlines()[0] == kg("query", "terms", "-f", "csv").out.splitlines()[0]
    assert len(done.out.splitlines()) > 30
    one_line(kg("query", "terms", "--on", "nowhere"), 2, "oxigraph, embedded, neo4j")


def test_the_store_of_an_older_program_is_to_be_built_again(kg: Run, store: Path, tmp_path: Path) -> None:
    import shutil

    old = tmp_path / "store"
    shutil.copytree(store, old)
    manifest = next(old.glob("generations/*/store.json"))
    manifest.write_text(manifest.read_text().replace('"format": 2', '"format": 1'))
    one_line(kg("cypher", COMPONENTS, "--store", old), 1, "kg build --fresh")
