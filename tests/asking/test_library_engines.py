"""Every question of the library has the same rows on rdflib, Oxigraph, the embedded engine and Neo4j.

Oxigraph is the measure.  The data are three made-up reports and the bundled one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Variable, parse

from kg.asking.cypher import prepared
from kg.asking.library import library, question
from kg.asking.neo4j import select
from kg.model import Graph
from kg.pipeline import read_graph
from kg.propertygraph import property_graph
from kg.rdf import quads, read_reports
from kg.reading import read
from kg.stores.cypher_child import respond
from kg.stores.neo4j import Server, connected
from kg.vocabulary import DECIMAL, INTEGER
from loaders import loader
from tests.graphs import fill
from tests.reports import BUNDLED
from tests.servers.neo4j_server import Neo4j

FOLDER = Path(__file__).parent.parent / "data"
Answer = tuple[list[str], list[tuple[Any, ...]]]

VALUES: dict[str, list[dict[str, str]]] = {
    "amounts": [{}, {"least": "1"}, {"least": "300000000"}, {"least": "9" * 17}],
    "connected": [{}, {"least": "0"}, {"least": "999"}],
    "definitions": [{"name": "两重"}, {"name": "“两重”建设"}, {"name": "双千工程"}, {"name": "无"}],
    "expansion": [{"name": "三名工程"}, {"name": "“三名”工程"}, {"name": "“1530”工程"}, {"name": "无"}],
    "goals": [{}, {"deadline": "2025"}, {"deadline": "2023"}, {"deadline": "无"}],
    "indicator": [{"name": "GDP"}, {"name": "全省生产总值"}, {"name": "地区生产总值"}, {"name": "无"}],
    "initiative": [
        *({"name": name} for name in ("三名工程", "“三名”工程", "新师计划", "两重", "东县书市", "无")),
        *({"name": name} for name in ("“1530”工程", "双千工程", "数字保定场景")),
    ],
    "most-mentioned": [{}, {"least": "3"}, {"least": "99"}],
    "organizations": [{}, {"least": "3"}, {"least": "99"}],
    "place": [
        {"name": name} for name in ("东县", "东", "甲市", "东湖公园", "东湖", "保定市", "涿州市", "无")
    ],
    "places": [{}, {"place": "甲市"}, {"place": "东湖公园"}, {"place": "保定市"}, {"place": "无"}],
    "projects": [{}, {"status": "completed"}, {"status": "underway"}, {"status": "无"}],
    "projects-by-county": [{}, {"county": "东县"}, {"county": "涿州市"}, {"county": "无"}],
    "promises": [
        {"section": section}
        for section in ("二、2023年主要工作", "一、工作回顾", "一、全省经济", "三、2023年主要工作", "无")
    ],
    "recurring": [{}, {"least": "1"}, {"least": "99"}],
    "section-terms": [
        {"section": section}
        for section in ("一、工作回顾", "(一)教育", "一、回顾2022年政府工作——经济稳中有进", "无")
    ],
    "shared-things": [{}, {"least": "1"}, {"least": "99"}],
    "targets-and-actuals": [{}, {"year": "2023"}, {"year": "1999"}],
    "term-sections": [{"name": name} for name in ("两重", "三名工程", "“1530”工程", "双千工程", "无")],
    "terms": [{}, {"report": "report/a"}, {"report": "report/保定市-2023"}, {"report": "report/none"}],
    "uncertain": [{}, {"below": "45"}, {"below": "0"}],
}
"""Question → the sets of values that it is asked with; one without parameters is asked as it is."""

NO_ANSWER = {("bundled", "unmentioned-terms")}
"""What the data have no answer to: the bundled report mentions all its terms."""

CASES = [(name, given) for name in library() for given in VALUES.get(name, [{}])]
asked = pytest.mark.parametrize(("name", "given"), CASES)


@dataclass(frozen=True)
class Data:
    """Reports, and the stores that hold them."""

    name: str
    graphs: tuple[Graph, ...]
    folder: Path

    @property
    def quads(self) -> Iterator[Quad]:
        return chain.from_iterable(map(quads, self.graphs))

    @cached_property
    def oxigraph(self) -> Store:
        store = Store()
        store.extend(self.quads)
        return store

    @cached_property
    def rdflib(self) -> Any:
        from rdflib import Dataset

        dataset = Dataset(default_union=True)
        nquads = self.folder / f"{self.name}.nq"
        self.oxigraph.dump(nquads, RdfFormat.N_QUADS)
        return dataset.parse(nquads, format="nquads")

    @cached_property
    def embedded(self) -> Path:
        path = self.folder / f"{self.name}.db"
        fill(path, *map(property_graph, self.graphs))
        return path

    @cache  # noqa: B019 - two of them, that live as long as the tests
    def wanted(self, name: str, /, **given: str) -> Answer:
        """What Oxigraph answers."""
        bound = {Variable(key): term for key, term in question(name).bindings(given).items()}
        found: Any = self.oxigraph.query(
            question(name).sparql, substitutions=bound, use_default_graph_as_union=True
        )
        columns = [variable.value for variable in found.variables]
        return columns, [tuple(_plain(row[column]) for column in columns) for row in found]


def _plain(term: Any) -> Any:
    """A term as Cypher has it: an IRI and a text as strings, a number as a number."""
    if isinstance(term, Literal) and term.datatype.value in (INTEGER, DECIMAL):
        return int(term.value) if term.datatype.value == INTEGER else float(term.value)
    return None if term is None else term.value


@pytest.fixture(scope="module", params=["small", "bundled"])
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Data:
    folder = tmp_path_factory.mktemp("engines")
    if request.param == "bundled":
        return Data("bundled", (read_graph(read(BUNDLED))[0],), folder)
    files = (FOLDER / "library.trig", FOLDER / "twins.trig")
    found = chain.from_iterable(parse(path=path, format=RdfFormat.TRIG) for path in files)
    return Data("small", tuple(read_reports(found)), folder)


@pytest.fixture(scope="module")
def neo4j(data: Data, neo4j_server: Neo4j) -> Iterator[Server]:
    """Neo4j with the data and nothing else."""
    server = Server(neo4j_server.uri, neo4j_server.user, neo4j_server.password, neo4j_server.database)
    with connected(server) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=server.database)
        loader("neo4j")(map(property_graph, data.graphs), driver, server.database)
        yield server
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=server.database)


@pytest.mark.parametrize("name", library())
def test_every_question_has_an_answer(data: Data, name: str) -> None:
    found = [data.wanted(name, **given)[1] for given in VALUES.get(name, [{}])]
    assert any(found) != ((data.name, name) in NO_ANSWER)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@asked
def test_rdflib(data: Data, name: str, given: dict[str, str]) -> None:
    from rdflib import Literal as Text
    from rdflib import URIRef

    def theirs(term: Any) -> Any:
        if isinstance(term, NamedNode):
            return URIRef(term.value)
        return Text(
            term.value, lang=term.language, datatype=None if term.language else URIRef(term.datatype.value)
        )

    def plain(term: Any) -> Any:
        value = term.toPython() if isinstance(term, Text) else term
        return value if value is None else float(value) if isinstance(value, Decimal) else _scalar(value)

    bound = {key: theirs(term) for key, term in question(name).bindings(given).items()}
    found = data.rdflib.query(question(name).sparql, initBindings=bound)
    rows = [tuple(plain(term) for term in row) for row in found]
    assert ([str(variable) for variable in found.vars], rows) == data.wanted(name, **given)


def _scalar(value: Any) -> Any:
    return value if isinstance(value, int | float) else str(value)


@asked
def test_the_embedded_engine(data: Data, name: str, given: dict[str, str]) -> None:
    text = question(name).cypher
    request = prepared(text, question(name).plain(given), None)
    head, *lines = respond({**request, "graph": str(data.embedded), "limit": None, "size": 2**30})
    rows = [tuple(json.loads(line)) for line in lines]
    assert (json.loads(head)["columns"], rows) == data.wanted(name, **given)


@asked
def test_neo4j(data: Data, neo4j: Server, name: str, given: dict[str, str]) -> None:
    text = question(name).cypher
    found = select(neo4j, text, parameters=question(name).plain(given))
    assert (list(found.columns), list(found.rows)) == data.wanted(name, **given)


@pytest.mark.parametrize("name", library())
def test_both_languages_have_one_header(name: str) -> None:
    def header(text: str, mark: str) -> list[str]:
        return [line.removeprefix(mark) for line in text.splitlines() if line.startswith(mark)]

    assert header(question(name).sparql, "# ") == header(question(name).cypher, "// ")
