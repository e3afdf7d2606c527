from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.asking.guard import MAX_DEPTH, MAX_LENGTH, check
from kg.errors import QueryRefused, QuerySyntaxError, UsageError

READS = [
    "SELECT * { ?s ?p ?o }",
    "select*{?s?p?o}",
    "# 注释 SERVICE (((\nASK {}",
    "BASE <http://a/#x> PREFIX k: <urn:kg#> PREFIX : <http://b/'> VERSION '1.2' CONSTRUCT WHERE {}",
    "DESCRIBE <https://govreport.example/id/term/保定市-2023/13>",
    "SELECT ?service $SERVICE { ?service ex:service ex:a.SERVICE ; :SERVICE _:service }",
    "SELECT * { ?s ?p 'SERVICE <x> {' , \"SERVICE\" , '''a'SERVICE''' }",
    'SELECT * { ?s ?p """"SERVICE\n""" , \'it\\\'s SERVICE\' }',
    "SELECT * { ?s ?p 'a'@service ; <http://x/SERVICE#it's> 1 # SERVICE\r\n}",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1 || ?a<?b) }",
    "SELECT * { ?s ex:it\\'s ex:a\\#b }",
    "ASK {?s ?p '' , \"\" , ''''''}",
]


@pytest.mark.parametrize("query", READS)
def test_what_only_reads_passes(query: str) -> None:
    check(query)


@pytest.mark.parametrize(
    "query",
    [
        "LOAD <http://x>",
        "INSERT DATA {}",
        "insert { } where { }",
        "PREFIX a: <b> DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "CLEAR ALL",
        "CREATE GRAPH <x>",
        "COPY <a> TO <b>",
        "MOVE <a> TO <b>",
        "ADD <a> TO <b>",
        "WITH <g> DELETE { } WHERE { }",
        "# SELECT\nDROP ALL",
    ],
)
def test_what_does_not_begin_like_a_reading_query_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match=r"it begins with \w+; only SELECT, ASK"):
        check(query)


@pytest.mark.parametrize(
    "body",
    [
        "SERVICE <http://x> {}",
        "service SILENT ?x {}",
        "?s ?p ?o.SERVICE<http://x>{}",
        "SERVICEex:x{}",
        "SERVICE:x{}",
        "service:x {}",
        "BIND(true AS ?x)SERVICESILENT<http://x>{}",
        "?s ?p 1SERVICE<http://x>{}",
        "?s ?p trueSERVICE<http://x>{}",
        "?s ?p true.SERVICE<http://x>{}",
        "FILTER EXISTS{SERVICE<http://x>{}}",
        "?s ?p '#'SERVICE<http://x>{}",
        "?s ?p ex:.SERVICE<http://x>{}",
        "#\rSERVICE<http://x>{}",
        "FILTER(?o<'x>'||true)SERVICE<http://x>{}FILTER('a'='a')",
        "FILTER(0<?o)SERVICE#>\n<http://x>{}",
        "FILTER(0<?o)SERVICE?x#>\n{}",
    ],
)
def test_service_is_refused_wherever_the_engine_would_see_it(body: str) -> None:
    with pytest.raises(QueryRefused, match=r"SERVICE|comparison"):
        check(f"SELECT * {{{body}}}")


def test_a_prefix_that_the_engine_could_take_for_service_is_refused() -> None:
    with pytest.raises(QueryRefused, match="service can be read as SERVICE"):
        check("PREFIX service: <http://x> ASK { ?s ?p ?o }")


@pytest.mark.parametrize("quote", ["'", '"', "'''", '"""'])
def test_an_open_string_is_a_syntax_error_and_hides_nothing(quote: str) -> None:
    with pytest.raises(QuerySyntaxError, match="line 2, column 3: the string is not closed"):
        check(f"ASK {{\n  {quote}a }} SERVICE <http://x> {{}}")


@pytest.mark.parametrize("query", ["", "  \n# nothing\n", "PREFIX a: <b>"])
def test_no_query_at_all_is_a_syntax_error(query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="the query is empty"):
        check(query)


def test_half_a_surrogate_pair_is_a_syntax_error() -> None:
    with pytest.raises(QuerySyntaxError, match="column 6"):
        check("ASK {\ud800}")


@pytest.mark.parametrize("pair", ["()", "[]", "{}"])
def test_brackets_may_nest_up_to_the_limit(pair: str) -> None:
    opening, closing = pair
    check("ASK " + opening * MAX_DEPTH + closing * MAX_DEPTH)
    with pytest.raises(QueryRefused, match="brackets nest 200 deep, the limit is 128"):
        check("ASK " + opening * 200 + closing * 200)


def test_many_brackets_side_by_side_are_no_depth() -> None:
    check("ASK { " + "{} " * 5000 + "}")


def test_the_length_is_counted_in_bytes() -> None:
    check("ASK {} #" + "x" * (MAX_LENGTH - 8))
    with pytest.raises(QueryRefused, match="the limit is 1048576"):
        check("ASK {} #" + "保" * (MAX_LENGTH // 3))


@given(st.text(alphabet="?'\"<>#\\\n{}()ab:.1 SERVICEservice", max_size=60))
def test_only_usage_errors_come_out_of_any_text(text: str) -> None:
    with suppress(UsageError):
        check("SELECT * {" + text + "}")


@pytest.mark.parametrize("unit", ["a.", "<a", "a-", "'", '"""', "a:", "?", "\\", "#", "'a", "%4", "a:b."])
def test_a_mebibyte_of_anything_is_scanned_in_linear_time(unit: str) -> None:
    text = "SELECT * {" + unit * ((MAX_LENGTH - 20) // len(unit))
    with suppress(UsageError):
        check(text)
