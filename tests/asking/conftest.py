from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from kg.stores.folder import StoreFolder
from kg.stores.names import NameIndex

DATA = Path(__file__).parent.parent / "data"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="session")
def library_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store folder that holds the two small reports of `tests/data/library.trig`."""
    path = tmp_path_factory.mktemp("library") / "store"
    with StoreFolder(path).build() as draft:
        draft.facts.bulk_extend(parse(path=DATA / "library.trig", format=RdfFormat.TRIG))
        NameIndex.create(draft.names_path).close()
    return path


@pytest.fixture(scope="session")
def odd_terms() -> list[BlankNode | NamedNode | Literal]:
    """Terms that are easily spoilt on the way through a format."""
    return [
        Literal('他说"两重"\n第二行\t制表\r回车\\反斜线'),
        Literal("<b>&amp;,;'</b>", language="zh"),
        Literal("1530", datatype=NamedNode(XSD + "integer")),
        Literal("2.5", datatype=NamedNode(XSD + "decimal")),
        Literal("true", datatype=NamedNode(XSD + "boolean")),
        Literal("2023-01-10", datatype=NamedNode(XSD + "date")),
        Literal(""),
        Literal("a", language="en-gb"),
        NamedNode("https://govreport.example/id/term/保定市-2023/13"),
        BlankNode("b0"),
    ]


@pytest.fixture(scope="session")
def odd_store(tmp_path_factory: pytest.TempPathFactory, odd_terms: list[Literal]) -> Path:
    """A store folder with one triple for each odd term, `<urn:s:N> <urn:p> TERM`."""
    path = tmp_path_factory.mktemp("odd") / "store"
    with StoreFolder(path).build() as draft:
        draft.facts.extend(
            Quad(NamedNode(f"urn:s:{index}"), NamedNode("urn:p"), term, DefaultGraph())
            for index, term in enumerate(odd_terms)
        )
    return path
