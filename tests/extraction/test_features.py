"""The features of a name: what stands around it and what it looks like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.features import around, following
from kg.extraction.phrases import read
from kg.model import Report
from kg.structure import read_structure


def features(text: str, name: str) -> set[str]:
    reading = read(read_structure(Report(id="r", label="r", text=text)))
    line = reading.lines[0]
    start = line.text.index(name)
    part = next(part for part in reading.parts if part.begin <= start < part.end)
    return set(around(line, part, start, start + len(name)))


def test_the_verb_and_what_follows_are_told() -> None:
    found = features("深入实施“甲乙”行动,丙丁。", "“甲乙”行动")
    assert {"sense=carry", "led", "after:clause", "at start", "opens quoted"} <= found


def test_the_place_in_a_list_is_told() -> None:
    assert {"rank=1", "group=2", "before:list", "after:and so on"} <= features("推进甲、乙等项目。", "乙")


def test_what_became_of_a_thing_is_told() -> None:
    assert "after:completed" in features("甲铁路建成通车。", "甲铁路")
    assert "after:started" in features("甲铁路开工建设。", "甲铁路")


@given(st.text(alphabet="甲乙推进建成、,。等“”《》(1a", min_size=1, max_size=40), st.data())
def test_every_stretch_of_a_part_has_features(text: str, data: st.DataObject) -> None:
    reading = read(read_structure(Report(id="r", label="r", text=text)))
    for part in reading.parts:
        start = data.draw(st.integers(part.start, part.end - 1))
        end = data.draw(st.integers(start + 1, part.end))
        found = around(part.line, part, start, end)
        assert len(found) == len(set(found))
        assert all(found)
        assert following(part.line, end)
