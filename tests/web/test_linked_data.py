"""The IRIs as linked data, on the bundled report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.stores.folder import StoreFolder
from kg.stores.oxigraph import OxigraphStore
from kg.vocabulary import ID, KG, OA, RDF, RDFS, as_path, mint
from kg.web.app import build_app
from kg.web.settings import Settings
from tests.web.conftest import HERE

TERM = "term/保定市-2023/13"
FORMS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def see(client: TestClient, path: str, accept: str = BROWSER) -> str:
    answer = client.get(path, headers={"accept": accept})
    assert answer.status_code == 303, answer.text
    assert "accept" in answer.headers["vary"].lower()
    return answer.headers["location"]


@pytest.mark.parametrize("accept", [BROWSER, "*/*", "text/html"])
def test_people_are_led_to_the_page(client: TestClient, accept: str) -> None:
    assert see(client, f"/id/{as_path(TERM)}", accept) == f"/page/{as_path(TERM)}"


@pytest.mark.parametrize("ending", FORMS)
def test_programs_are_led_to_the_data(client: TestClient, ending: str) -> None:
    type_, form = FORMS[ending]
    place = see(client, f"/id/{as_path(TERM)}", type_)
    assert place == f"/data/{as_path(TERM)}.{ending}"
    answer = client.get(place)
    assert answer.headers["content-type"].partition(";")[0] == type_
    assert answer.headers["content-location"] == place
    assert f'<{ID}{as_path(TERM)}>; rel="describes"' in answer.headers["link"]
    about = [quad for quad in parse(answer.content, form) if quad.subject.value == ID + TERM]  # type: ignore[union-attr]
    assert RDFS + "label" in {quad.predicate.value for quad in about}
    assert KG + "denotes" in {quad.predicate.value for quad in about}


def test_every_form_says_the_same(client: TestClient) -> None:
    read = [
        {quad.triple for quad in parse(client.get(f"/data/{as_path(TERM)}.{ending}").content, form)}
        for ending, (_, form) in FORMS.items()
    ]
    assert read.count(read[0]) == len(FORMS)


@pytest.mark.parametrize(
    "path",
    [
        TERM,
        "/".join("".join(f"%{byte:02x}" for byte in part.encode()) for part in TERM.split("/")),
        as_path(TERM),
        "%74erm/保定市%2d2023/13",
    ],
)
def test_an_identifier_may_be_encoded_in_any_way(client: TestClient, path: str) -> None:
    assert see(client, f"/id/{path}") == f"/page/{as_path(TERM)}"


def test_names_with_signs_in_them_have_a_page_and_data(tmp_path: Path) -> None:
    iri = mint("thing", "“双一流”/50% a.ttl")
    with StoreFolder(tmp_path / "store").build() as draft:
        draft.facts.add(
            Quad(NamedNode(iri), NamedNode(RDF + "type"), NamedNode(KG + "Concept"), NamedNode("urn:g"))
        )
    identifier = iri.removeprefix(ID)
    assert {"%E2%80%9C", "%2F", "%25"} <= set(re.findall("%E2%80%9C|%2F|%25", identifier))
    with TestClient(build_app(Settings(store=tmp_path / "store")), HERE, follow_redirects=False) as client:
        for path in (identifier, as_path(identifier)):
            assert see(client, f"/id/{path}") == f"/page/{as_path(identifier)}"
        answer = client.get(see(client, f"/id/{identifier}", "application/n-triples"))
        assert answer.text.startswith(f"<{iri}> ")


def test_the_words_of_a_mention_are_shown_in_the_reader(client: TestClient, store: object) -> None:
    facts = OxigraphStore(StoreFolder(store).current().facts_path)  # type: ignore[arg-type]
    for predicate in ("hasBody", "hasSource"):
        mention = next(quad.subject.value for quad in facts.match() if quad.predicate.value == OA + predicate)  # type: ignore[union-attr]
        identifier = mention.removeprefix(ID)
        place = identifier.split("/")[2]
        assert see(client, f"/id/{as_path(identifier)}") == f"/reader/{as_path('保定市-2023')}#c{place}"


def test_a_graph_is_given_whole(client: TestClient, store: object) -> None:
    facts = OxigraphStore(StoreFolder(store).current().facts_path)  # type: ignore[arg-type]
    for kind in ("graph", "provenance"):
        identifier = f"{kind}/保定市-2023"
        assert see(client, f"/id/{as_path(identifier)}") == f"/page/{as_path('report/保定市-2023')}"
        answer = client.get(f"/data/{as_path(identifier)}.nt")
        assert answer.text.count("\n") == sum(1 for _ in facts.graph(ID + identifier))


def test_data_without_an_ending_is_chosen_by_accept(client: TestClient) -> None:
    answer = client.get(f"/data/{as_path(TERM)}", headers={"accept": "application/n-triples"})
    assert answer.headers["content-location"] == f"/data/{as_path(TERM)}.nt"
    assert client.get(f"/data/{as_path(TERM)}").headers["content-type"].startswith("text/turtle")


def test_an_identifier_may_have_a_full_stop(client: TestClient) -> None:
    section = as_path("section/保定市-2023/1.1")
    assert see(client, f"/id/{section}", "text/turtle") == f"/data/{section}.ttl"
    assert client.get(f"/data/{section}.ttl").status_code == 200
    assert client.get(f"/data/{section}").headers["content-location"] == f"/data/{section}.ttl"


@pytest.mark.parametrize("path", ["term/none", "none", "", "term/x.ttl", "%FF", "a/../../etc/passwd", "%00"])
def test_what_is_not_there_is_404(client: TestClient, path: str) -> None:
    for place in ("/id/", "/data/"):
        assert client.get(f"{place}{path}").status_code == 404


def test_a_form_that_there_is_not_is_406(client: TestClient) -> None:
    answer = client.get(f"/id/{as_path(TERM)}", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"].startswith(
        "The answer cannot be had in that form; it can be had as text/html"
    )
    assert "text/turtle (format=ttl)" in answer.json()["detail"]
    assert client.get(f"/data/{as_path(TERM)}", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("ending", FORMS)
def test_the_vocabulary_defines_itself(client: TestClient, ending: str) -> None:
    type_, form = FORMS[ending]
    for answer in (
        client.get("/ontology", headers={"accept": type_}),
        client.get(f"/ontology?format={ending}", headers={"accept": BROWSER}),
    ):
        assert answer.headers["content-type"].partition(";")[0] == type_
        assert KG + "Term" in {quad.subject.value for quad in parse(answer.content, form)}  # type: ignore[union-attr]


def test_people_see_where_the_vocabulary_is(client: TestClient) -> None:
    assert see(client, "/ontology") == "/downloads#vocabulary"
    assert 'id="vocabulary"' in client.get("/downloads").text
