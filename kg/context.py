"""The sentence around a piece of evidence, short enough to be read at a glance."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.model import Mention, Report

LIMIT = 200
_END = re.compile(r"[。！？；\n]")


class Context(NamedTuple):
    """The sentence, and where in it the evidence starts and ends, in code points."""

    sentence: str
    start: int
    end: int


def context(mention: Mention, report: Report | None) -> Context:
    """The sentence of the report that holds the mention, cut to about `LIMIT` characters.

    Without the report's text the sentence is the quote.
    """
    if report is None or report.text[mention.span.start : mention.span.end] != mention.quote:
        return _fit("", mention.quote, "")
    start, end = mention.span.start, mention.span.end
    before = report.text[max(0, start - LIMIT) : start]
    after = report.text[end : end + LIMIT]
    ends = [match.end() for match in _END.finditer(before)]
    before = before[ends[-1] if ends else 0 :].lstrip()
    stop = None if mention.quote.endswith(("。", "！", "？", "；")) else _END.search(after)
    after = "" if mention.quote.endswith(("。", "！", "？", "；")) else after[: stop.end() if stop else None]
    return _fit(before, mention.quote, after.rstrip())


def _fit(before: str, quote: str, after: str) -> Context:
    """Cut the sides evenly, and the quote itself if it alone is too long."""
    if len(quote) > LIMIT:
        return Context(quote[: LIMIT - 1] + "…", 0, LIMIT)
    room = LIMIT - len(quote)
    left = min(len(before), max(room // 2, room - len(after)))
    right = min(len(after), room - left)
    if left < len(before):
        before = "…" + before[len(before) - left :]
    if right < len(after):
        after = after[:right] + "…"
    return Context(before + quote + after, len(before), len(before) + len(quote))
