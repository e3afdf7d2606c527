import http.server
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.asking import child
from kg.asking.sparql import select
from kg.errors import (
    BadValue,
    NoStore,
    QueryFailed,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    StoreDamaged,
)
from kg.stores import sparql_child
from kg.stores.folder import StoreFolder
from kg.vocabulary import ID

CROSS = " ".join(f"?s{index} <urn:p> ?o{index} ." for index in range(12))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"


def test_select_gives_variables_and_rows_of_terms(odd_store: Path, odd_terms: list[Literal]) -> None:
    answer = select(odd_store, "SELECT ?o ?none { ?s <urn:p> ?o } ORDER BY ?s")
    assert (answer.kind, answer.variables, answer.truncated) == ("select", ("o", "none"), False)
    named = [term for term in odd_terms if not isinstance(term, BlankNode)]
    assert [row[0] for row in answer.rows if not isinstance(row[0], BlankNode)] == named
    assert {row[1] for row in answer.rows} == {None}
    assert len(answer.rows) == len(odd_terms)


def test_ask_gives_a_boolean(odd_store: Path) -> None:
    assert select(odd_store, "ASK { ?s <urn:p> ?o }").boolean is True
    assert select(odd_store, "ASK { ?s <urn:q> ?o }").boolean is False


def test_construct_and_describe_give_triples(odd_store: Path, odd_terms: list[Literal]) -> None:
    answer = select(odd_store, "CONSTRUCT { ?s <urn:q> ?o } WHERE { ?s <urn:p> ?o }")
    assert answer.kind == "graph"
    assert {str(triple.object) for triple in answer.triples} >= {str(term) for term in odd_terms[:9]}
    assert len(select(odd_store, "DESCRIBE <urn:s:0>").triples) == 1


def test_a_select_without_variables_and_one_without_rows_are_told_apart(odd_store: Path) -> None:
    assert select(odd_store, "SELECT * {}").rows == ((),)
    assert select(odd_store, "SELECT * { <urn:no> <urn:no> <urn:no> }").rows == ()
    assert select(odd_store, "SELECT ?x {}").rows == ((None,),)


def test_graphs_are_one_and_the_vocabulary_needs_no_prefixes(library_store: Path) -> None:
    answer = select(library_store, "SELECT (COUNT(DISTINCT ?t) AS ?n) { ?t a kg:Term }")
    assert [[term.value for term in row] for row in answer.rows] == [["4"]]


def test_bindings_enter_as_terms(odd_store: Path) -> None:
    text = "SELECT ?s ?o { ?s <urn:p> ?o }"
    tricky = Literal('他说"两重"\n第二行\t制表\r回车\\反斜线')
    assert select(odd_store, text, bindings={"o": tricky}).rows == ((NamedNode("urn:s:0"), tricky),)
    assert select(odd_store, text, bindings={"o": Literal("'} DROP ALL")}).rows == ()


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_the_limit_cuts_and_the_answer_says_so(odd_store: Path, odd_terms: list[Literal], query: str) -> None:
    def size(limit: int) -> tuple[int, bool]:
        answer = select(odd_store, query, limit=limit)
        return len(answer.rows or answer.triples), answer.truncated

    whole = len(odd_terms)
    assert [size(0), size(3)] == [(0, True), (3, True)]
    assert [size(whole), size(whole + 1)] == [(whole, False), (whole, False)]


def test_a_query_over_its_time_is_killed(odd_store: Path) -> None:
    with pytest.raises(QueryTimeout, match=r"over 0\.4 s"):
        select(odd_store, ENDLESS, timeout=0.4)


@pytest.mark.parametrize(
    "chain",
    [
        "FILTER(" + "!" * 100_000 + "?o)",
        "OPTIONAL {?s ?p ?o} " * 20_000,
        " UNION ".join(["{?s ?p ?o}"] * 20_000),
        "FILTER(" + "||".join(["?o"] * 100_000) + ")",
        "FILTER(" + "-" * 100_000 + "1)",
    ],
    ids=["not", "optional", "union", "or", "minus"],
)
def test_chains_without_brackets_end_in_an_answer_or_an_error(odd_store: Path, chain: str) -> None:
    with pytest.raises((QueryFailed, QueryTimeout, QuerySyntaxError)):
        select(odd_store, "SELECT * {?s ?p ?o " + chain + "}", timeout=10)


def test_death_by_a_signal_is_named(odd_store: Path) -> None:
    with pytest.raises(QueryFailed, match=r"the engine died \(SIGSEGV\)"):
        select(odd_store, "SELECT * {?s ?p ?o FILTER(" + "!" * 100_000 + "?o)}")


def test_a_query_over_its_memory_is_reported(odd_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MEMORY", 1 << 30)
    subjects = " ".join(f"?s{index}" for index in range(12))
    query = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }} GROUP BY {subjects}"
    with pytest.raises(QueryFailed, match="more memory than 1 GiB"):
        select(odd_store, query, timeout=60)


def test_an_answer_that_is_too_big_is_reported(odd_store: Path) -> None:
    with pytest.raises(QueryFailed, match="too big"):
        select(odd_store, "SELECT * { ?s ?p ?o }", size=100)


@pytest.mark.parametrize(
    ("query", "line", "column", "reason"),
    [
        ("SELECT * {", 1, 11, "the query ends too early"),
        ("SELECT * { ?s ?p }", 1, 18, "unexpected }"),
        ("SELECT * WHERE ?s ?p ?o", 1, 16, "unexpected ?s; expected {"),
        ("SELECT ?保定 {\n  ?保定 rdfs:label ?名 ?名 }", 2, 21, "unexpected ?名"),
        ("SELECT *\n{ ?s x:b ?c }", 2, 6, "the prefix x: is not declared"),
        ("SELECT ?x (COUNT(*) AS ?n) {?x ?p ?o}", 1, 38, "The SELECT contains a variable that is unbound"),
        ("ASK {} ASK {}", 1, 8, "unexpected ASK"),
        ("SELECT * { ?s ?p <http://a b> }", 1, 28, "IRI parsing failed"),
    ],
)
def test_a_syntax_error_has_its_place_and_a_short_reason(
    odd_store: Path, query: str, line: int, column: int, reason: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        select(odd_store, query)
    assert (caught.value.details["line"], caught.value.details["column"]) == (line, column)
    assert caught.value.details["reason"] == reason


def test_what_the_engine_cannot_do_is_said_in_one_line(odd_store: Path) -> None:
    with pytest.raises(QueryFailed, match="custom function <http://f> is not supported"):
        select(odd_store, "SELECT * { BIND(<http://f>(1) AS ?x) }")


def test_a_dataset_clause_replaces_the_union_of_all_graphs(library_store: Path) -> None:
    def terms(clause: str) -> str:
        answer = select(library_store, f"SELECT (COUNT(?t) AS ?n) {clause} {{ ?t a kg:Term }}")
        return answer.rows[0][0].value  # type: ignore[union-attr]

    one, other = f"<{ID}graph/a>", f"<{ID}graph/b>"
    assert [terms(""), terms(f"FROM {one}"), terms(f"from{other}"), terms(f"FROM {one} FROM {other}")] == [
        "4", "3", "1", "4",
    ]  # fmt: skip
    assert terms(f"FROM NAMED {one}") == "0"


def test_nothing_is_sent_over_the_network(odd_store: Path) -> None:
    calls = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append(self.path)
            self.send_error(500)

        do_GET = do_POST  # noqa: N815 - the name that the base class looks for

    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"<http://127.0.0.1:{server.server_port}/sparql>"
    with pytest.raises(QueryRefused):
        select(odd_store, f"SELECT * {{ SERVICE {url} {{ ?s ?p ?o }} }}")
    assert select(odd_store, f"SELECT * FROM {url} {{ ?s ?p ?o }}").rows == ()
    server.shutdown()
    server.server_close()
    assert calls == []


@pytest.mark.parametrize(("option", "value"), [("timeout", 0.0), ("timeout", float("nan")), ("limit", -1)])
def test_senseless_limits_are_refused(odd_store: Path, option: str, value: float) -> None:
    with pytest.raises(BadValue, match=f"--{option}"):
        select(odd_store, "ASK {}", **{option: value})  # type: ignore[arg-type]


def test_a_missing_and_a_damaged_store_are_reported(tmp_path: Path) -> None:
    with pytest.raises(NoStore):
        select(tmp_path / "none", "ASK {}")
    with StoreFolder(tmp_path).build():
        pass
    manifest = next(StoreFolder(tmp_path).current().facts_path.glob("MANIFEST-*"))
    manifest.unlink()
    with pytest.raises(StoreDamaged, match="rebuild it with `kg build --fresh`"):
        select(tmp_path, "ASK {}")


def test_the_store_is_not_changed_by_a_query(odd_store: Path) -> None:
    facts = StoreFolder(odd_store).current().facts_path
    before = {path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in facts.iterdir()}
    select(odd_store, "SELECT * { ?s ?p ?o }")
    assert {path.name: (path.stat().st_size, path.stat().st_mtime_ns) for path in facts.iterdir()} == before


def test_modules_in_the_working_folder_are_not_run(
    odd_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "pyoxigraph.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    assert select(odd_store, "ASK {}").boolean is True


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has died")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_the_child_ends_with_its_parent(odd_store: Path, end: signal.Signals) -> None:
    text = "from pathlib import Path; from kg.asking.sparql import select\n"
    text += f"select(Path({str(odd_store)!r}), {ENDLESS!r})"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, "-c", text], stderr=subprocess.DEVNULL, env=env)
    child = _wait_for(lambda: _child_of(parent.pid))
    time.sleep(0.5)
    assert _runs(child)
    parent.send_signal(end)
    parent.wait()
    _wait_for(lambda: not _runs(child))


def _child_of(pid: int) -> int:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(children[0]) if children else 0


def _runs(pid: int) -> bool:
    try:
        return re.search(r"^State:\s+Z", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE) is None
    except FileNotFoundError:
        return False


def _wait_for(found: object) -> int:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        result = found()  # type: ignore[operator]
        if result:
            return int(result)
        time.sleep(0.02)
    raise AssertionError("it did not happen within 10 s")


def test_a_child_whose_parent_is_gone_does_not_start(odd_store: Path) -> None:
    request = {"parent": os.getpid() + 1, "query": "ASK {}"}
    done = subprocess.run(
        [sys.executable, "-m", sparql_child.__name__], input=json.dumps(request).encode(), capture_output=True
    )
    assert (done.returncode, done.stdout) == (1, b"")
