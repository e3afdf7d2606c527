"""Golden files: what the bundled report becomes, what the query library answers on it, and some cards.

`tests/golden/` holds what the program is known to give, to be read in a diff:

    baoding-2023.ttl           the facts of the report as sorted Turtle, without its text
    queries/NAME.tsv           the rows of each question of the library
    cards/QUERY.LANGUAGE.txt   what `kg lookup QUERY` prints

A change that is meant is taken over with

    KG_UPDATE_GOLDEN=1 pytest tests/test_golden.py

and is then reviewed like code.
"""

from __future__ import annotations

import difflib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from kg.asking.library import ask_library, library
from kg.asking.nodes import read_quads
from kg.asking.results import write
from kg.building import build
from kg.stores.folder import StoreFolder
from kg.vocabulary import FIELDS, ID, PREFIXES, RDF
from tests.reports import BUNDLED

GOLDEN = Path(__file__).parent / "golden"
UPDATE = os.environ.get("KG_UPDATE_GOLDEN") == "1"
HEADER = [f"@base <{ID}> .", *(f"@prefix {name}: <{iri}> ." for name, iri in sorted(PREFIXES.items())), ""]
"""The library writes the prefixes in an order of its own."""
GIVEN = {
    "definitions": {"name": "1530工程"},
    "expansion": {"name": "“1499”数字保定建设"},
    "indicator": {"name": "地区生产总值"},
    "initiative": {"name": "乐享保定场景"},
    "place": {"name": "涞源县"},
    "promises": {"section": "三、2023年主要工作"},
    "section-terms": {"section": "三、2023年主要工作"},
    "shared-things": {"least": "1"},
    "term-sections": {"name": "1530工程"},
}
"""Values for the questions that need one, or that say little of one report without it."""
NO_ROWS = {"unmentioned-terms"}
"""Questions to which the report has no answer: each entry is mentioned, and none names another entry."""
CARDS = ["1530工程", "两个新样板", "首席接诉即办师"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("golden") / "store"
    build([str(BUNDLED)], StoreFolder(path))
    return path


def _compare(path: Path, text: str) -> None:
    """Compare with the golden file, or write it if that is asked for."""
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.is_file(), f"{path.name} is missing: KG_UPDATE_GOLDEN=1 pytest tests/test_golden.py"
    wanted = path.read_text("utf-8")
    changes = difflib.unified_diff(wanted.splitlines(), text.splitlines(), "golden", "now", lineterm="", n=1)
    shown = "\n".join(list(changes)[:60])
    assert text == wanted, f"{path.name} differs (if so meant: KG_UPDATE_GOLDEN=1)\n{shown}"


def test_the_report_becomes_these_facts(store: Path) -> None:
    facts = [
        quad.triple
        for quad in read_quads(StoreFolder(store))
        if quad.predicate.value != FIELDS["text"].iri and str(quad.graph_name).startswith(f"<{ID}graph/")
    ]
    written = serialize(sorted(facts, key=_place), format=RdfFormat.TURTLE, prefixes=PREFIXES, base_iri=ID)
    assert written is not None
    body = [line for line in written.decode().splitlines() if not line.startswith("@")]
    turtle = "\n".join([*HEADER, *body, ""])
    assert set(parse(turtle, format=RdfFormat.TURTLE)) == {Quad(*triple) for triple in facts}
    _compare(GOLDEN / "baoding-2023.ttl", turtle)


def _place(triple: Triple) -> tuple[list[str | int], bool, str, str]:
    """By subject, numbers by their value; types first."""
    predicate = triple.predicate.value
    return _natural(str(triple.subject).strip("<>")), predicate != RDF + "type", predicate, str(triple.object)


def _natural(text: str) -> list[str | int]:
    return [int(part) if part.isdecimal() else part for part in re.split(r"([0-9]+)", text)]


@pytest.mark.parametrize("name", library())
def test_a_question_has_these_rows(store: Path, name: str) -> None:
    answer = ask_library(store, name, GIVEN.get(name))
    assert bool(answer.rows) == (name not in NO_ROWS)
    out = io.StringIO()
    write(answer, "tsv", out)
    _compare(GOLDEN / "queries" / f"{name}.tsv", out.getvalue())


def test_each_golden_answer_has_its_question() -> None:
    kept = {path.stem for path in (GOLDEN / "queries").iterdir()}
    assert kept == set(library())
    assert GIVEN.keys() <= library().keys()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("query", CARDS)
def test_a_lookup_prints_this_card(store: Path, query: str, language: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "lookup", query, "--store", str(store)],
        capture_output=True,
        env={**os.environ, "KG_LANG": language},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    _compare(GOLDEN / "cards" / f"{query}.{language}.txt", done.stdout.decode())


def test_each_golden_card_is_looked_up() -> None:
    kept = {path.name for path in (GOLDEN / "cards").iterdir()}
    assert kept == {f"{query}.{language}.txt" for query in CARDS for language in ("en", "zh")}
