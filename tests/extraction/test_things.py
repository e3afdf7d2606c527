"""How what the classes propose is settled: which of what overlaps stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.facts import FoundThing, ThingClass
from kg.extraction.things import candidates, find_things, settled
from kg.model import Span
from tests.extraction.proposals import TEXTS, reading

CLASSES: tuple[ThingClass, ...] = ("Initiative", "Project", "Organization", "Place", "Honor", "Event")


def thing(cls: ThingClass, start: int, end: int, confidence: float = 0.5) -> FoundThing:
    return FoundThing(span=Span(start, end), rule="test", confidence=confidence, cls=cls, name="甲")


def test_the_surer_of_two_readings_stays() -> None:
    sure, unsure = thing("Honor", 0, 8, 0.9), thing("Initiative", 2, 9, 0.6)
    assert settled([unsure, sure]) == [sure]


def test_the_longer_of_two_that_are_equally_sure_stays() -> None:
    short, long = thing("Project", 2, 6), thing("Project", 0, 6)
    assert settled([short, long]) == [long]


def test_a_place_may_lie_within_a_project_but_not_within_a_company() -> None:
    place = thing("Place", 0, 2)
    assert settled([place, thing("Project", 0, 6, 0.9)]) == [thing("Project", 0, 6, 0.9), place]
    assert settled([place, thing("Organization", 0, 6, 0.9)]) == [thing("Organization", 0, 6, 0.9)]


def test_a_place_is_found_beside_the_project_that_it_is_named_in() -> None:
    found = find_things(reading("开工建设平山抽水蓄能电站,支持正定加快发展。"), ())
    assert {("Project", "平山抽水蓄能电站"), ("Place", "平山")} <= {(t.cls, t.name) for t in found}


@given(st.lists(st.builds(
    lambda cls, start, length, sure: thing(cls, start, start + length, sure),
    st.sampled_from(CLASSES), st.integers(0, 60), st.integers(1, 12), st.sampled_from([0.3, 0.5, 0.9]),
), max_size=25))  # fmt: skip
def test_nothing_that_stays_clashes(found: list[FoundThing]) -> None:
    kept = settled(found)
    assert [t.span.start for t in kept] == sorted(t.span.start for t in kept)
    for index, one in enumerate(kept):
        for other in kept[index + 1 :]:
            if one.span.overlaps(other.span):
                assert one.cls != other.cls
                assert one.span.covers(other.span) or other.span.covers(one.span)
    assert all(any(t.span.overlaps(k.span) for k in kept) for t in found)


def test_an_initiative_knows_what_else_the_same_words_may_be() -> None:
    rows = candidates(reading("推进甲乙基地建设,共建“儿童友好城市”。"), ())
    alike = [c for c in rows if c.found.cls == "Initiative" and c.found.name == "“儿童友好城市”"]
    spans = {c.found.span for c in rows if c.found.cls == "Honor"}
    assert alike[0].found.span in spans
    assert "also Honor" in alike[0].features


@given(TEXTS)
def test_things_come_in_the_order_of_the_text(text: str) -> None:
    found = find_things(reading(text), ())
    assert [t.span.start for t in found] == sorted(t.span.start for t in found)
    assert all(0 < t.confidence <= 1 and t.span.end <= len(text) for t in found)
