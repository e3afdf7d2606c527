"""The library's questions on the built store: Oxigraph in this process and in its child, and rdflib.

The child's time holds the start of a Python process, which a query of the command line pays once.
"""

from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store, Variable
from pytest_benchmark.fixture import BenchmarkFixture

from kg import paths
from kg.asking.library import ask_library, library, question
from kg.building import build
from kg.stores.folder import StoreFolder
from kg.vocabulary import PREFIXES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the bundled reports."""
    path = tmp_path_factory.mktemp("benchmark") / "store"
    build([str(report) for report in sorted(paths.bundled_reports().glob("*.txt"))], StoreFolder(path))
    return path


@pytest.fixture(scope="session")
def store(folder: Path) -> Store:
    """Oxigraph in this process."""
    return Store.read_only(str(StoreFolder(folder).current().facts_path))


def rows_of(store: Store, text: str, **bound: Any) -> list[Any]:
    """The rows of a SELECT."""
    given = {Variable(name): term for name, term in bound.items()}
    result: Any = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=given)
    return list(result)


@pytest.fixture(scope="session")
def dataset(store: Store) -> Any:
    """The same quads in rdflib."""
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    dataset.parse(data=store.dump(format=RdfFormat.N_QUADS), format="nquads")
    return dataset


@pytest.fixture(scope="session")
def given(store: Store) -> dict[str, dict[str, str]]:
    """Values for the parameters without a default: a term, and a section that mentions it."""
    found = rows_of(
        store,
        "SELECT ?name ?section { ?term a kg:Term ; rdfs:label ?name ; kg:hasComponent ?part ; "
        "kg:denotes? ?target . ?where kg:mentions ?target ; a kg:Section ; rdfs:label ?section } LIMIT 1",
    )[0]
    values = {"name": found["name"].value, "section": found["section"].value}
    return {
        name: {p.name: values[p.name] for p in asked.parameters if p.default is None}
        for name, asked in library().items()
    }


@pytest.mark.parametrize("name", library())
def test_oxigraph(
    name: str, benchmark: BenchmarkFixture, store: Store, given: dict[str, dict[str, str]]
) -> None:
    """What the store itself takes."""
    benchmark.group = f"query {name}"
    asked = question(name)
    bound = asked.bindings(given[name])
    benchmark(rows_of, store, asked.text, **bound)


@pytest.mark.parametrize("name", library())
def test_oxigraph_in_a_child(
    name: str, benchmark: BenchmarkFixture, folder: Path, given: dict[str, dict[str, str]]
) -> None:
    """What `kg query` pays, checks and child included."""
    benchmark.group = f"query {name}"
    benchmark.pedantic(ask_library, (folder, name, given[name]), rounds=3)


@pytest.mark.parametrize("name", library())
def test_rdflib(
    name: str,
    benchmark: BenchmarkFixture,
    store: Store,
    dataset: Any,
    given: dict[str, dict[str, str]],
) -> None:
    """What rdflib takes for the same rows."""
    from rdflib import Literal, URIRef

    benchmark.group = f"query {name}"
    asked = question(name)
    bound = asked.bindings(given[name])
    theirs = {
        variable: Literal(term.value, lang=term.language)
        if term.language
        else Literal(term.value, datatype=URIRef(term.datatype.value))
        for variable, term in bound.items()
    }
    rows = benchmark.pedantic(
        lambda: list(dataset.query(asked.text, initBindings=theirs)), rounds=10, warmup_rounds=1
    )
    assert len(rows) == len(rows_of(store, asked.text, **bound))
