"""Bad input gets one clear line that says what to do, an exit code, and loses nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Done, Run, run_kg
from tests.reports import HEAD


def one_line(done: Done, code: int, *words: str) -> None:
    assert done.code == code, done
    assert len(done.err.splitlines()) == 1, done.err
    assert done.err.startswith("kg: ")
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return tmp_path / "store"


def refused(path: Path | str, store: Path, *words: str) -> None:
    """The file is refused in one line, and no store appears."""
    one_line(run_kg("build", path, store=store), 1, *words)
    assert not (store / "current").exists()


def test_a_missing_file(fresh: Path) -> None:
    refused("no-such-report.txt", fresh, "no-such-report.txt", "no such file")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n"),
        ("binary.txt", bytes(range(256)) * 50),
        ("novel.txt", "从前有座山,山里有座庙。\n".encode() * 50),
        ("broken.docx", b"PK\x03\x04 broken"),
        ("broken.pdf", b"%PDF-1.7 broken"),
    ],
)
def test_a_file_that_is_no_report(fresh: Path, tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    refused(path, fresh, name)


def test_a_folder_in_place_of_a_file(fresh: Path, tmp_path: Path) -> None:
    refused(tmp_path, fresh, tmp_path.name)


def test_a_file_of_200_megabytes(fresh: Path, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    refused(path, fresh, "huge.txt", "over the limit")


def test_one_bad_file_among_good_ones_changes_nothing(fresh: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(HEAD + "团结奋斗。\n")
    one_line(run_kg("build", good, tmp_path / "missing.txt", store=fresh), 1, "missing.txt")
    assert not (fresh / "current").exists()


@pytest.mark.parametrize(
    ("least", "said"), [("1.5", "1.5"), ("-0.1", "-0.1"), ("nan", "nan"), ("sure", "number")]
)
def test_a_confidence_that_is_no_number_from_0_to_1(fresh: Path, least: str, said: str) -> None:
    one_line(run_kg("build", f"--min-confidence={least}", store=fresh), 2, "--min-confidence", said)
    assert not (fresh / "current").exists()


def test_a_report_without_glossary_is_still_a_report(fresh: Path, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text(HEAD + "一是产业兴旺。\n")
    done = run_kg("build", path, store=fresh)
    assert done.code == 0
    assert "no glossary was found" in done.out
    assert run_kg("check", store=fresh).code == 0


def test_a_mark_without_entry_and_a_number_used_twice_are_said(fresh: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text(HEAD + "实施甲工程[1]、乙工程[9]。\n名词解释\n[1]甲工程：一。\n[1]乙工程：二。\n")
    out = run_kg("build", path, store=fresh).out
    assert "line 6: footnote mark [9] has no glossary entry" in out
    assert "line 9: the number 1 is used again, for 乙工程" in out
    assert run_kg("check", store=fresh).code == 0


def test_no_store(fresh: Path) -> None:
    for command in (
        ["lookup", "1530"],
        ["show", "x"],
        ["sparql", "ASK {}"],
        ["export", "-f", "nt"],
        ["graph"],
        ["check"],
    ):
        one_line(run_kg(*command, store=fresh), 1, "no graph there yet", "kg build")


def test_a_store_of_another_version(store: Path, fresh: Path) -> None:
    shutil.copytree(store, fresh)
    (manifest,) = fresh.glob("generations/*/store.json")
    manifest.write_text('{"format": 0, "program": "0.0.1", "reports": []}')
    one_line(run_kg("lookup", "1530", store=fresh), 1, "format 0", "--fresh")
    one_line(run_kg("build", store=fresh), 1, "format 0", "--fresh")
    assert run_kg("build", "--fresh", store=fresh).code == 0
    assert run_kg("lookup", "1530", store=fresh).code == 0


def test_a_locked_store(store: Path, fresh: Path, tmp_path: Path) -> None:
    from filelock import FileLock

    shutil.copytree(store, fresh)
    report = tmp_path / "other.txt"
    report.write_text(HEAD + "团结奋斗。\n")
    with FileLock(fresh / "lock"):
        one_line(run_kg("build", report, store=fresh), 1, "another `kg build` is writing")
        assert run_kg("lookup", "1530", store=fresh).code == 0


def test_a_damaged_store(store: Path, fresh: Path) -> None:
    shutil.copytree(store, fresh)
    (names,) = fresh.glob("generations/*/names.sqlite")
    names.write_bytes(b"no database" * 100)
    one_line(run_kg("lookup", "1530", store=fresh), 1, "damaged", "--fresh")


def test_a_folder_with_other_things_in_it_is_left_alone(fresh: Path) -> None:
    fresh.mkdir()
    (fresh / "thesis.doc").write_text("mine")
    one_line(run_kg("build", store=fresh), 2, "thesis.doc")
    assert (fresh / "thesis.doc").read_text() == "mine"


@pytest.mark.parametrize("output", ["/no/such/folder/graph.html", "/dev/full"])
def test_output_that_cannot_be_written(kg: Run, output: str) -> None:
    if output == "/dev/full" and not os.path.exists(output):  # noqa: PTH110
        pytest.skip("no /dev/full here")
    one_line(kg("graph", "-o", output), 1, output, "cannot be written")
    one_line(kg("export", "-f", "nt", "-o", output), 1, output, "cannot be written")


def test_a_query_with_a_syntax_error(kg: Run) -> None:
    one_line(kg("sparql", "SELECT ?s WHERE {\n ?s ?p }"), 2, "line 2, column")


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1/x>",
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { " + "{" * 200 + "}" * 200 + " }",
    ],
)
def test_a_query_that_is_refused(kg: Run, query: str) -> None:
    one_line(kg("sparql", query), 2, "refused")


def test_a_query_that_takes_too_long(kg: Run) -> None:
    bomb = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    one_line(kg("sparql", bomb, "--timeout", "1"), 1, "over 1 s", "--timeout")


def test_an_unknown_question_or_parameter(kg: Run) -> None:
    one_line(kg("query", "nonsense"), 2, "nonsense", "expansion")
    one_line(kg("query", "expansion", "-p", "nonsense=1"), 2, "nonsense", "name")
    one_line(kg("query", "expansion", "-p", "name"), 2, "NAME=VALUE")
    one_line(kg("query", "expansion"), 2, "name")


def test_unknown_formats(kg: Run) -> None:
    one_line(kg("export", "-f", "xls"), 2, "xls", "graphml")
    one_line(kg("sparql", "ASK {}", "-f", "xls"), 2, "xls", "json")
    one_line(kg("sparql", "ASK {}", "-f", "ttl"), 2, "ttl")


def test_an_unknown_node(kg: Run) -> None:
    one_line(kg("show", "term/nowhere/1"), 1, "term/nowhere/1")
    one_line(kg("show", "<bad iri>"), 1, "bad iri")
    one_line(kg("graph", "--focus", "火星移民计划书"), 1, "火星移民计划书")


def test_a_lookup_of_nothing(kg: Run) -> None:
    one_line(kg("lookup", "“”"), 2, "one letter or digit")
    one_line(kg("lookup", "长" * 500), 2, "at most")


def test_debug_shows_the_traceback(fresh: Path) -> None:
    assert "Traceback" in run_kg("--debug", "lookup", "1530", store=fresh).err
    assert "Traceback" in run_kg("lookup", "1530", "--debug", store=fresh).err


def test_a_reader_that_goes_away_is_no_failure(kg: Run, store: Path) -> None:
    import subprocess
    import sys

    command = f"{sys.executable} -m kg export -f nt --store {store} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60)
    assert done.stderr == b""
