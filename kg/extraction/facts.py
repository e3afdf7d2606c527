"""What the components of the pipeline find in a report, as spans with their attributes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kg.model import Span

Status = Literal["actual", "target"]
Aspect = Literal["level", "growth", "share", "rank", "count", "change"]
Comparator = Literal["=", "≈", ">=", "<="]
ThingClass = Literal["Initiative", "Project", "Organization", "Place", "Honor", "Event"]
Predicate = Literal["achieves", "targets", "includes", "about", "involves", "locatedIn", "awarded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something found in the text: `rule` names what found it, `confidence` is in (0, 1]."""

    span: Span
    rule: str
    confidence: float

    @property
    def type(self) -> str:
        """The class in the vocabulary of what was found."""
        return type(self).__name__.removeprefix("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMeasure(Found):
    """A number that says how much or how many.

    `span` is the shortest stretch that holds the number with its unit and, if they touch, the indicator;
    `indicator` the words of what is measured, from anywhere earlier in the sentence; `value` as written,
    with 万 and 亿 in `unit`; `value_max` the end of a range; `period` a year, a deadline or a stretch.
    """

    indicator: str
    indicator_span: Span | None
    value: float
    value_max: float | None = None
    unit: str
    aspect: Aspect
    comparator: Comparator = "="
    status: Status
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundThing(Found):
    """A named thing: `cls` is its class in the vocabulary, `name` its name without footnote marks.

    An elliptical name (阜平、易县 of 阜平、易县、顺平抽水蓄能电站) is completed in `name`; `kind` is the
    class word of an initiative, `status` that of a project or honour, `code` the official code of a
    division.
    """

    cls: ThingClass
    name: str
    kind: str | None = None
    status: str | None = None
    code: str | None = None

    @property
    def type(self) -> str:
        """The class in the vocabulary of what was found."""
        return self.cls


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGoal(Found):
    """Something to be reached that one can later check; `deadline` is a year or a stretch."""

    deadline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """A relation that one passage (`evidence`) states between two found things."""

    predicate: Predicate
    subject: Found
    object: Found
    evidence: Span
    rule: str
    confidence: float


@dataclass(slots=True)
class Extraction:
    """All that was found in one report, each list in the order of the text."""

    measures: list[FoundMeasure] = field(default_factory=list)
    things: list[FoundThing] = field(default_factory=list)
    goals: list[FoundGoal] = field(default_factory=list)
    links: list[FoundLink] = field(default_factory=list)
