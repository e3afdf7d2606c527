"""Goals: what is to be reached and can later be checked, one a clause or one a member of a list."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.extraction.clauses import Clause, clauses
from kg.extraction.facts import FoundGoal, FoundMeasure, FoundThing
from kg.extraction.goal_features import SHORT, Form, Surroundings, Wording, of_candidate, of_clause
from kg.extraction.phrases import Line, Reading
from kg.extraction.scorer import Candidate, best_apart, scorer
from kg.extraction.setting import Setting, Settings
from kg.model import Span
from kg.structure import PART

SHORTEST, LONGEST = 4, 100
"""Characters of a goal."""
MOST_MEMBERS = 12
"""A longer list is no list of goals."""


class _Cut(NamedTuple):
    """A stretch of a line that may be a goal, how it was cut out, and its features."""

    line: Line
    worded: Wording
    form: Form
    features: tuple[str, ...]

    def goal(self, confidence: float, deadline: str) -> FoundGoal:
        span = self.line.span(self.worded.start, self.worded.end)
        return FoundGoal(span=span, rule=f"goal.{self.form}", confidence=confidence, deadline=deadline)


def find_goals(
    reading: Reading,
    settings: Settings,
    measures: Sequence[FoundMeasure],
    things: Sequence[FoundThing],
) -> list[FoundGoal]:
    """The goals of a report, in order, none within another."""
    model, sentences = scorer("goal"), reading.structure.sentences
    found: list[FoundGoal] = []
    for cuts in _proposed(reading, settings, measures, things):
        scored = ((cut, model.probability(cut.features)) for cut in cuts)
        chosen = [cut.goal(round(chance, 3), "") for cut, chance in scored if chance >= model.threshold]
        apart = best_apart(chosen) if len(chosen) > 1 else chosen
        found += [_dated(goal, settings, sentences) for goal in apart if isinstance(goal, FoundGoal)]
    return found


def propose_goals(
    reading: Reading,
    settings: Settings,
    measures: Sequence[FoundMeasure],
    things: Sequence[FoundThing],
) -> Iterator[Candidate[FoundGoal]]:
    """What may be a goal: each clause, and each member of a list, where the report looks ahead."""
    for cuts in _proposed(reading, settings, measures, things):
        for cut in cuts:
            period = settings.at(cut.line.offsets[cut.worded.start]).period
            yield Candidate(cut.goal(0.5, period), cut.features)


def _proposed(
    reading: Reading,
    settings: Settings,
    measures: Sequence[FoundMeasure],
    things: Sequence[FoundThing],
) -> Iterator[list[_Cut]]:
    """The candidates clause by clause."""
    found = sorted([*measures, *things], key=lambda thing: thing.span)
    starts = [thing.span.start for thing in found]
    heads = (head for head in reading.structure.sections if head.level == PART)
    titles = {head.start: head.title.end for head in heads}
    for line in reading.lines:
        setting = _ahead(reading, settings, line) if line.text else None
        if setting is None:
            continue
        low = bisect.bisect_left(starts, line.offsets[0])
        high = bisect.bisect_right(starts, line.offsets[-1])
        around = Surroundings(line, found[low:high])
        read = [(clause, around.wording(clause.start, clause.end)) for clause in clauses(line)]
        title = titles.get(line.offsets[0], 0)
        for at, (clause, _) in enumerate(read):
            if line.offsets[clause.start] >= title and (at or not _is_topic(clause, len(read))):
                yield list(_of_clause(line, read, at, setting.period, around))


def _is_topic(first: Clause, clauses_in_all: int) -> bool:
    """Whether the first clause of a line is the short sentence that says what the others are about."""
    return first.left == 0 and first.end - first.start <= SHORT and clauses_in_all > 1


def _ahead(reading: Reading, settings: Settings, line: Line) -> Setting | None:
    """The setting of a line that speaks of what will be done."""
    setting = settings.at(line.offsets[-1])
    return setting if setting.status == "target" or reading.is_future(line.offsets[0]) else None


def _of_clause(
    line: Line, read: Sequence[tuple[Clause, Wording]], at: int, period: str, around: Surroundings
) -> Iterator[_Cut]:
    """The clause and the members of its list, as far as they may be goals."""
    clause, own = read[at]
    cuts = [cut for cut in _cuts(around, clause, own) if SHORTEST <= cut[0].end - cut[0].start <= LONGEST]
    if cuts:
        shared = of_clause(read, at, period, around)
        for worded, form in cuts:
            yield _Cut(line, worded, form, (*shared, *of_candidate(worded, form, own, around)))


def _cuts(around: Surroundings, clause: Clause, own: Wording) -> Iterator[tuple[Wording, Form]]:
    if own.may_be_goal():
        yield own, "clause"
    last = len(clause.members) - 1
    if 1 <= last < MOST_MEMBERS and own.may_be_list():
        for rank, (start, end) in enumerate(clause.members):
            worded = around.wording(start, end)
            if worded.head != "none" or (rank and worded.sort != "none"):
                yield worded, "first" if rank == 0 else "last" if rank == last else "member"


def _dated(goal: FoundGoal, settings: Settings, sentences: Sequence[Span]) -> FoundGoal:
    """The goal with the time that its sentence names, or its place in the report."""
    index = bisect.bisect_right(sentences, goal.span.start, key=lambda sentence: sentence.start) - 1
    return replace(goal, deadline=settings.of(sentences[index], goal.span).period)
