import io
import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from kg.asking.answer import Answer
from kg.asking.guard import kind
from kg.asking.results import FORMATS, check_format, write
from kg.errors import BadValue
from kg.language import printable
from kg.vocabulary import ID, KG

RDFLIB = {"json": "json", "xml": "xml", "tsv": "tsv", "csv": "csv"}
ENGINE = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}


def text(answer: Answer, format: str | None, **options: int) -> str:
    out = io.StringIO(newline="")
    write(answer, format, out, **options)
    return out.getvalue()


@pytest.fixture
def odd(odd_terms: list[Literal]) -> Answer:
    rows = [(NamedNode(f"urn:s:{index}"), term, None) for index, term in enumerate(odd_terms)]
    return Answer(kind="select", variables=("s", "值", "none"), rows=tuple(rows))


@pytest.mark.parametrize("format", ENGINE)
def test_results_read_back_the_same_by_the_engine(odd: Answer, format: str) -> None:
    read = parse_query_results(text(odd, format), ENGINE[format])
    assert [variable.value for variable in read.variables] == list(odd.variables)
    assert [tuple(row) for row in read] == list(odd.rows)


@pytest.mark.parametrize("format", ["json", "xml", "tsv"])
def test_results_read_back_the_same_by_rdflib(odd: Answer, format: str) -> None:
    from rdflib import BNode
    from rdflib.query import Result
    from rdflib.term import Identifier

    def plain(term: Identifier | None) -> str | None:
        if term is None:
            return None
        return "_:" if isinstance(term, BNode) else term.n3()

    read = Result.parse(io.BytesIO(text(odd, format).encode()), format=format)
    assert [str(variable) for variable in read.vars or ()] == list(odd.variables)
    expected = [[_rdflib(term) for term in row] for row in odd.rows]
    assert [[plain(row.get(var)) for var in read.vars or ()] for row in read.bindings] == expected


def _rdflib(term: object) -> str | None:
    import rdflib

    match term:
        case NamedNode():
            return rdflib.URIRef(term.value).n3()
        case BlankNode():
            return "_:"
        case Literal():
            datatype = None if term.language else rdflib.URIRef(term.datatype.value)
            if datatype == rdflib.XSD.string:
                datatype = None
            literal = rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
            return literal.n3()
    return None


def test_csv_quotes_as_rfc_4180_and_holds_bare_values(odd: Answer) -> None:
    import csv

    written = text(odd, "csv")
    assert written.startswith("s,值,none\r\nurn:s:0,")
    rows = list(csv.reader(io.StringIO(written, newline="")))
    assert rows[1] == ["urn:s:0", '他说"两重"\n第二行\t制表\r回车\\反斜线', ""]
    assert rows[3] == ["urn:s:2", "1530", ""]
    assert len(rows) == len(odd.rows) + 1


def test_the_json_is_shaped_as_the_w3c_says() -> None:
    import json

    answer = Answer(
        kind="select",
        variables=("a", "b"),
        rows=((Literal("名", language="zh"), None), (BlankNode("x"), None)),
    )
    assert json.loads(text(answer, "json")) == {
        "head": {"vars": ["a", "b"]},
        "results": {
            "bindings": [
                {"a": {"type": "literal", "value": "名", "xml:lang": "zh"}},
                {"a": {"type": "bnode", "value": "x"}},
            ]
        },
    }


@pytest.mark.parametrize(
    ("variables", "rows"), [((), ((),)), ((), ()), (("a",), ()), (("a",), ((None,), (None,)))]
)
@pytest.mark.parametrize("format", ENGINE)
def test_answers_without_values_keep_their_number_of_rows(
    format: str, variables: tuple[str, ...], rows: tuple[tuple[None, ...], ...]
) -> None:
    written = text(Answer(kind="select", variables=variables, rows=rows), format)
    assert len(list(parse_query_results(written, ENGINE[format]))) == len(rows)


@pytest.mark.parametrize("value", [True, False])
def test_a_boolean_has_every_form(value: bool) -> None:
    answer = Answer(kind="ask", boolean=value)
    word = str(value).lower()
    assert bool(parse_query_results(text(answer, "json"), QueryResultsFormat.JSON)) is value
    assert bool(parse_query_results(text(answer, "xml"), QueryResultsFormat.XML)) is value
    assert text(answer, "csv").strip() == text(answer, "tsv").strip() == word
    assert text(answer, "table") == ("yes\n" if value else "no\n")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("format", "engine"), [("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)])
def test_graphs_read_back_the_same(odd_terms: list[Literal], format: str, engine: RdfFormat) -> None:
    from rdflib import Graph
    from rdflib.compare import isomorphic

    triples = [Triple(NamedNode(KG + "s"), NamedNode("http://a/p"), term) for term in odd_terms]
    written = text(Answer(kind="graph", triples=tuple(triples)), format)
    kept = {str(triple) for triple in triples if not isinstance(triple.object, BlankNode)}
    read = list(parse(written, engine))
    assert {str(quad.triple) for quad in read} >= kept
    assert len(read) == len(triples)
    wanted = Graph().parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    assert isomorphic(Graph().parse(data=written, format={"ttl": "turtle"}.get(format, "json-ld")), wanted)


def test_turtle_uses_the_prefixes() -> None:
    triple = Triple(NamedNode(KG + "a"), NamedNode(KG + "b"), Literal("c"))
    assert 'kg:a kg:b "c" .' in text(Answer(kind="graph", triples=(triple,)), None)


@pytest.mark.parametrize(
    ("kind", "format"), [("select", "ttl"), ("ask", "jsonld"), ("graph", "csv"), ("graph", "table")]
)
def test_a_format_that_does_not_fit_is_refused_with_the_choices(kind: str, format: str) -> None:
    with pytest.raises(BadValue) as caught:
        text(Answer(kind=kind, boolean=True), format)  # type: ignore[arg-type]
    assert caught.value.details["wanted"] == ", ".join(FORMATS[kind])


TABLE = Answer(
    kind="select",
    variables=("term", "数", "type"),
    rows=(
        (NamedNode(ID + "term/保定市-2023/13"), Literal(13), NamedNode(KG + "Term")),
        (Literal("两\n重\x1b[31m", language="zh"), None, NamedNode("http://elsewhere/x")),
        (BlankNode("b"), Literal(5), NamedNode("http://www.w3.org/2001/XMLSchema#a/b")),
    ),
)


def test_the_table_aligns_wide_characters_and_shortens_iris() -> None:
    assert text(TABLE, "table").splitlines() == [
        "term                 数  type",
        "-------------------  --  --------------------------------------",
        "term/保定市-2023/13  13  kg:Term",
        r"两\n重\x1b[31m           <http://elsewhere/x>",
        "_:b                   5  <http://www.w3.org/2001/XMLSchema#a/b>",
    ]


def test_the_table_fits_into_the_width() -> None:
    from rich.cells import cell_len

    for width in (24, 30, 41, 80):
        lines = text(TABLE, "table", width=width).splitlines()
        assert max(map(cell_len, lines)) <= width
    narrow = text(TABLE, "table", width=30).splitlines()
    assert narrow[2:4] == ["term/保定市…  13  kg:Term", r"两\n重\x1b[…      <http://els…"]


def test_a_table_without_columns_or_rows_is_no_error() -> None:
    for variables, rows in itertools.product([(), ("a",)], [0, 2]):
        answer = Answer(kind="select", variables=variables, rows=(tuple(None for _ in variables),) * rows)
        assert len(text(answer, "table", width=20).splitlines()) == 2 + rows


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("# all\nPREFIX a: <urn:a> select * {}", "select"),
        ("ASK{}", "ask"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "graph"),
        ("describe <urn:a>", "graph"),
        ("DROP ALL", None),
        ("", None),
    ],
)
def test_the_kind_of_answer_is_known_before_it_is_asked(query: str, wanted: str | None) -> None:
    assert kind(query) == wanted


def test_a_format_is_checked_without_an_answer() -> None:
    for format, choices in (("bad", "table, json, csv, tsv, xml, ttl, jsonld"), ("", "table")):
        with pytest.raises(BadValue, match=choices):
            check_format(format, None)
    with pytest.raises(BadValue, match="ttl, jsonld"):
        check_format("csv", "graph")
    for known, formats in FORMATS.items():
        for format in (None, *formats):
            check_format(format, known)
            check_format(format, None)


@given(st.text())
def test_no_character_that_steers_a_terminal_is_printed(text: str) -> None:
    shown = printable(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert printable(shown) == shown


def test_what_people_write_is_printed_as_it_is() -> None:
    for text in ("“1530”工程\u3000两 重", "naïve\xa0é", "𪚥"):
        assert printable(text) == text
    assert printable("甲\x1b]0;x\x07\x9b\u202e\n") == r"甲\x1b]0;x\x07\x9b\u202e\n"


def test_rdf_xml_and_n_triples_read_back_the_same(odd_terms: list[Literal]) -> None:
    terms = [term for term in odd_terms if not isinstance(term, BlankNode)]
    triples = tuple(Triple(NamedNode("urn:s"), NamedNode("urn:p"), term) for term in terms)
    answer = Answer(kind="graph", triples=triples)
    for format, form in (("rdf", RdfFormat.RDF_XML), ("nt", RdfFormat.N_TRIPLES)):
        assert {quad.triple for quad in parse(text(answer, format), form)} == set(triples)


def test_what_xml_cannot_hold_is_replaced_in_rdf_xml() -> None:
    triple = Triple(NamedNode("urn:s"), NamedNode("urn:p"), Literal("a\x01b\x0cc"))
    (read,) = parse(text(Answer(kind="graph", triples=(triple,)), "rdf"), RdfFormat.RDF_XML)
    assert read.object == Literal("a\ufffdb\ufffdc")


@pytest.mark.parametrize(
    ("format", "triple"),
    [
        ("rdf", Triple(NamedNode("urn:s"), NamedNode("http://a/1"), Literal("x"))),
        ("rdf", Triple(NamedNode("urn:s"), NamedNode("http://a/b#"), Literal("x"))),
        (
            "jsonld",
            Triple(
                NamedNode("urn:s"),
                NamedNode("urn:p"),
                Triple(NamedNode("urn:s"), NamedNode("urn:p"), Literal("x")),
            ),
        ),
    ],
)
def test_triples_that_a_format_has_no_place_for_are_refused(format: str, triple: Triple) -> None:
    with pytest.raises(BadValue, match="has a place for"):
        text(Answer(kind="graph", triples=(triple,)), format)
