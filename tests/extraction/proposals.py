"""What the classes propose for a sentence, for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hypothesis import strategies as st

from kg.extraction.facts import FoundThing
from kg.extraction.phrases import Reading, read
from kg.extraction.scorer import Candidate, scorer
from kg.model import Report
from kg.structure import read_structure

Propose = Callable[[Reading], Iterator[Candidate[FoundThing]]]

PIECES = st.sampled_from(
    [
        *("推进", "打造", "实施", "争创", "举办", "与", "等", "、", "，", "。", "；", "“", "”", "（", "）"),
        *(
            "医院",
            "大学",
            "论坛",
            "国家",
            "示范区",
            "试点",
            "城市",
            "石家庄",
            "北京",
            "京津",
            "大会",
            "会",
            "山",
        ),
        *("12个", "[1]", "\U00020bb7", " ", "\n", "a", "第五届", "中国", "正定县"),
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def reading(text: str, place: str | None = "石家庄市") -> Reading:
    """A report of that text, of a place, made ready."""
    report = Report(id="https://govreport.example/r", label="r", text=text, place=place, year=2024)
    return read_structure_of(report)


def read_structure_of(report: Report) -> Reading:
    """A report made ready."""
    return read(read_structure(report))


def proposed(propose: Propose, text: str, place: str | None = "石家庄市") -> list[str]:
    """The names of all candidates."""
    return [candidate.found.name for candidate in propose(reading(text, place))]


def chosen(propose: Propose, model: str, text: str, place: str | None = "石家庄市") -> list[str]:
    """The names of the candidates that the model holds to be right, and of those that need none."""
    candidates = list(propose(reading(text, place)))
    sure = [candidate.found.name for candidate in candidates if not candidate.features]
    return sure + [thing.name for thing in scorer(model).choose(c for c in candidates if c.features)]


def assert_exact(propose: Propose, text: str) -> None:
    """The spans lie in the text, and hold the names but for marks and blanks."""
    for candidate in propose(reading(text)):
        thing = candidate.found
        assert 0 <= thing.span.start < thing.span.end <= len(text)
        assert thing.name
        assert 0 < thing.confidence <= 1


HOSTILE = [
    "、".join(["甲"] * 4000),
    "“" * 6000,
    "（“" * 3000,
    "国家" * 4000,
    "北京" * 4000,
    "大会" * 4000,
    "\U00020bb7" * 8000,
    "与北京大学、" * 1500,
    "争创国家试点、" * 1500,
]
"""Lines that make a program slow whose time is not linear."""
