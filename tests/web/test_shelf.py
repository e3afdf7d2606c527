"""The shelf: what it gives up, and when."""

from __future__ import annotations

from kg.web.shelf import MAX_ANSWER, Kept, Key, Shelf, form


def key(path: str, query: bytes = b"") -> Key:
    return path.encode(), query, "en", "", ""


def kept(length: int) -> Kept:
    return Kept(form(b"x" * length, [], b"no-cache"), None)


def shelf(most: int = 10_000) -> Shelf:
    made = Shelf(most)
    made.turn("g")
    return made


def test_the_oldest_is_given_up() -> None:
    held, answer = shelf(), kept(1_000)
    keys = [key(f"/{number}") for number in range(4)]
    for each in keys[:3]:
        held.put("g", each, answer)
    assert held.get("g", keys[0]) is answer
    held.put("g", keys[3], answer)
    assert [held.get("g", each) is answer for each in keys] == [True, False, True, True]


def test_a_long_address_counts_as_well() -> None:
    held = shelf()
    held.put("g", key("/", b"x" * 9_000), kept(0))
    assert held.get("g", key("/", b"x" * 9_000)) is None


def test_a_long_answer_is_not_kept() -> None:
    held = shelf(10 * MAX_ANSWER)
    held.put("g", key("/short"), kept(MAX_ANSWER))
    held.put("g", key("/long"), kept(MAX_ANSWER + 1))
    assert held.get("g", key("/short"))
    assert held.get("g", key("/long")) is None


def test_another_generation_begins_anew_and_an_older_one_changes_nothing() -> None:
    held, answer = shelf(), kept(10)
    held.put("g", key("/a"), answer)
    held.turn("h")
    assert held.get("h", key("/a")) is None
    held.put("h", key("/a"), answer)
    assert held.get("g", key("/a")) is None
    held.put("g", key("/b"), answer)
    assert held.get("h", key("/a")) is answer
    assert held.get("h", key("/b")) is None
