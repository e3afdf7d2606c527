"""Each command on the bundled report."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx
import pytest
import rdflib

from tests.cli.conftest import Run, run_kg
from tests.reports import HEAD


def test_build_says_what_it_found(store: Path) -> None:
    done = run_kg("build", store=store)
    assert "term 31" in done.out
    assert "(unchanged)" in done.out
    assert "line 125: 重点产业链: said to be 18, listed are 2" in done.out
    assert done.err == ""


def test_building_the_same_again_changes_nothing(store: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.name != "lock"}
    run_kg("build", store=store)
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*") if path.name != "lock"} == before


def test_build_leaves_out_what_is_less_sure_and_says_how_much(tmp_path: Path) -> None:
    store, path = tmp_path / "store", tmp_path / "a.txt"
    path.write_text(HEAD + "实施“甲乙”工程。\n名词解释\n1.“甲乙”工程：即一个甲中心、两个乙基地。\n")
    assert "left out" not in run_kg("build", path, store=store).out
    done = run_kg("build", path, "--min-confidence", "0.95", store=store)
    assert "facts left out as less sure: 4" in done.out
    assert "unchanged" not in done.out
    assert "(unchanged)" in run_kg("build", path, "--min-confidence", "0.95", store=store).out
    assert run_kg("check", store=store).code == 0


def test_lookup_shows_the_card(kg: Run) -> None:
    out = kg("lookup", "1530工程").out
    assert "[13] “1530”工程" in out
    for line in ("├─ 1 个 名校长团队", "├─ 5 个 校长学员", "└─ 30 个 教师学员"):
        assert line in out
    assert "深化⟦“1530”工程⟧,全面振兴保定教育事业。" in out
    assert "即1个名校长团队培养5个校长学员" in out


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("1530工程", 13),
        ("1530", 13),
        ("“1530”工程", 13),
        ("１５３０ 工程", 13),
        ("項目編製營", 3),
        ("xiangmubianzhiying", 3),
        ("xmbzy", 3),
        ("每月一提", 11),
        ("枫桥", 31),
        ("首席接诉即办师", 8),
        ("7+18+N现代化产业体系", 5),
        ("打造两个新样板", 1),
    ],
)
def test_lookup_finds_what_people_type(kg: Run, query: str, number: int) -> None:
    done = kg("lookup", "--json", query)
    answer = json.loads(done.out)
    assert answer["query"] == query
    assert answer["hits"][0]["number"] == number
    assert {"id", "label", "type", "number", "match", "score"} <= answer["hits"][0].keys()


def test_lookup_suggests_the_nearest_and_fails_when_nothing_is_found(kg: Run) -> None:
    done = kg("lookup", "火星移民计划书")
    assert done.code == 1
    assert done.err.startswith("kg: nothing found for '火星移民计划书'; nearest: ")
    assert json.loads(kg("lookup", "--json", "火星移民计划书").out) == {"query": "火星移民计划书", "hits": []}


def test_show_prints_every_edge_with_its_sentence(kg: Run) -> None:
    out = kg("show", "thing/保定市/1530工程").out
    assert "← mentioned in  建设教育强市" in out
    assert "← defined by  [13] “1530”工程" in out
    card = json.loads(kg("show", "term/保定市-2023/5", "--json").out)
    assert [branch["symbol"] for branch in card["expansion"]] == ["7", "18", "N"]
    assert card["expansion"][1]["listed"] == 2
    assert all(edge["evidence"] for edge in card["edges"])


def test_show_takes_the_whole_iri_too(kg: Run) -> None:
    assert kg("show", "https://govreport.example/id/report/保定市-2023").out.startswith(
        "2023年保定市政府工作报告"
    )


@pytest.mark.parametrize("format_", ["table", "json", "csv", "tsv", "xml"])
def test_sparql_answers_in_every_format(kg: Run, format_: str) -> None:
    done = kg("sparql", "SELECT (COUNT(*) AS ?n) WHERE { ?t a kg:Term }", "--format", format_)
    assert "31" in done.out
    assert done.code == 0


def test_sparql_reads_a_file_and_stdin(kg: Run, tmp_path: Path) -> None:
    query = "SELECT ?d { ?t kg:number 13 ; skos:definition ?d }"
    path = tmp_path / "question.rq"
    path.write_text(query)
    assert kg("sparql", path).out == kg("sparql", "-", stdin=query).out == kg("sparql", query).out


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # it warns of itself
def test_construct_gives_turtle_or_json_ld(kg: Run) -> None:
    query = "CONSTRUCT { ?t rdfs:label ?l } WHERE { ?t a kg:Term ; rdfs:label ?l }"
    assert len(rdflib.Graph().parse(data=kg("sparql", query).out, format="turtle")) == 31
    assert len(rdflib.Dataset().parse(data=kg("sparql", query, "-f", "jsonld").out, format="json-ld")) == 31


def test_the_limit_cuts_and_says_so(kg: Run) -> None:
    done = kg("sparql", "SELECT ?s { ?s ?p ?o }", "--limit", "2", "-f", "csv")
    assert len(done.out.splitlines()) == 3
    assert "cut at --limit" in done.err


def test_query_lists_its_questions_and_answers_them(kg: Run) -> None:
    assert "expansion" in kg("query").out
    rows = list(
        csv.DictReader(io.StringIO(kg("query", "expansion", "-p", "name=“1530”工程", "-f", "csv").out))
    )
    assert [row["component"] for row in rows] == ["名校长团队", "校长学员", "教师学员"]


@pytest.mark.parametrize("format_", ["ttl", "nt", "nq", "trig", "jsonld", "graphml", "gexf", "facts"])
def test_export_writes_every_format(kg: Run, tmp_path: Path, format_: str) -> None:
    path = tmp_path / f"graph.{format_}"
    done = kg("export", "--format", format_, "-o", path)
    assert done.code == 0, done.err
    assert path.read_text(encoding="utf-8") == kg("export", "-f", format_).out


def test_export_writes_csv_into_a_folder(kg: Run, tmp_path: Path) -> None:
    assert kg("export", "-f", "csv", "-o", tmp_path / "tables").code == 0
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {"nodes.csv", "edges.csv"}
    assert kg("export", "-f", "csv").code == 2


def test_graphml_reads_back(kg: Run, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    kg("export", "-f", "graphml", "-o", path)
    graph = networkx.read_graphml(path)
    assert sum(1 for _, kind in graph.nodes(data="type") if kind == "Term") == 31


def test_graph_writes_one_page(kg: Run, tmp_path: Path) -> None:
    page = tmp_path / "graph.html"
    done = kg("graph", "-o", page)
    assert done.code == 0, done.err
    assert "1530" in page.read_text(encoding="utf-8")
    whole = page.stat().st_size
    assert kg("graph", "--focus", "1530工程", "--depth", "1", "-o", page).code == 0
    assert page.stat().st_size < whole


def test_check_finds_no_problem(kg: Run) -> None:
    done = kg("check")
    assert (done.code, done.err) == (0, "")
    assert "no problem" in done.out


def test_a_changed_report_replaces_its_own_facts_and_no_others(tmp_path: Path) -> None:
    store, path, other = tmp_path / "store", tmp_path / "a.txt", tmp_path / "b.txt"
    text = HEAD + "实施“甲乙”工程。\n名词解释\n1.“甲乙”工程：一项工程。\n"
    path.write_text(text)
    other.write_text(text.replace("云川", "林河").replace("甲乙", "丙丁"))
    assert run_kg("build", path, other, store=store).code == 0
    path.write_text(text.replace("甲乙", "戊己"))
    done = run_kg("build", path, store=store)
    assert "(replaces a.txt)" in done.out
    terms = run_kg("query", "terms", "-f", "csv", store=store).out
    assert "戊己" in terms
    assert "丙丁" in terms
    assert "甲乙" not in terms
    assert json.loads(run_kg("lookup", "--json", "甲乙工程", store=store).out)["hits"] == []
    assert run_kg("check", store=store).code == 0


def test_a_report_may_come_from_stdin(tmp_path: Path) -> None:
    done = run_kg("build", "-", store=tmp_path / "store", stdin=HEAD + "团结奋斗。\n")
    assert done.code == 0, done.err
    assert "no glossary was found" in done.out


def test_the_store_is_found_in_the_users_data_folder(tmp_path: Path) -> None:
    assert run_kg("build", XDG_DATA_HOME=str(tmp_path)).code == 0
    assert run_kg("lookup", "1530", XDG_DATA_HOME=str(tmp_path)).code == 0
    assert (tmp_path / "kg" / "store" / "current").is_file()


def test_people_are_spoken_to_in_chinese_where_the_locale_is_chinese(kg: Run) -> None:
    assert "组成部分" in kg("build", KG_LANG="zh").out
    assert "没有找到" in kg("lookup", "火星移民计划书", KG_LANG="", LC_ALL="zh_CN.UTF-8").err


def test_an_ascii_locale_breaks_nothing(kg: Run, tmp_path: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert kg("lookup", "--json", "1530", **plain).code == 0
    assert kg("graph", "-o", tmp_path / "graph.html", **plain).code == 0
