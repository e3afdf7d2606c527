"""Questions of the library as queries of their own, and nodes by what stands in a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.asking import sparql
from kg.asking.bound import bound_sparql
from kg.asking.library import ask_library, library
from kg.asking.opened import OpenStore
from kg.stores.folder import StoreFolder
from tests.web.conftest import store  # noqa: F401 - the store of the explorer's tests

GIVEN = {"name": "保定市", "section": "促进全面消费"}


@pytest.mark.parametrize("name", library())
def test_bound_query_answers_as_the_question_does(name: str, store: Path) -> None:  # noqa: F811
    question = library()[name]
    given = {item.name: GIVEN[item.name] for item in question.parameters if item.default is None}
    if "name" in given and name != "place":
        given["name"] = {"indicator": "农林牧渔业总产值"}.get(name, "“1530”工程")
    bound = bound_sparql(question, given)
    assert not bound.startswith("#")
    assert sparql.select(store, bound).rows == ask_library(store, name, given).rows


def test_nodes_by_iri_label_and_class(store: Path) -> None:  # noqa: F811
    opened = OpenStore(StoreFolder(store))
    [term] = [found for found in opened.labelled(["“1530”工程"])["“1530”工程"] if found.type == "Term"]
    assert opened.named([term.iri, "https://govreport.example/id/term/none", "no IRI"]) == {term.iri: term}
    assert opened.labelled(["nothing is called so"]) == {"nothing is called so": ()}
    assert {found.type for found in opened.of_class("Term", 3)} == {"Term"}
    assert len(opened.of_class("Term", 3)) == 3
