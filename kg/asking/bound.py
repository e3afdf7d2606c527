"""A question of the library as one query of its own, with its parameters filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.asking.library import Question

_PARTS = re.compile(r"""(?P<skip>#[^\n]*|"(?:[^"\\\n]|\\.)*"|<[^<>\s{}]*>)|(?P<brace>[{}])|(?P<word>\?\w+)""")


def bound_sparql(question: Question, values: Mapping[str, str]) -> str:
    """The SPARQL of the question with a VALUES for each parameter, in each group that uses it, or the first.

    Raises what `Question.bindings` raises.
    """
    text = without_header(question.sparql, "#")
    terms = question.bindings(values)
    cuts: dict[int, list[str]] = {}
    groups: list[tuple[int, list[str]]] = []
    for found in _PARTS.finditer(text):
        if found["brace"] == "{":
            groups.append((found.end(), []))
        elif found["brace"] == "}":
            start, used = groups.pop()
            cuts[start] = used
        elif found["word"] and groups and found["word"][1:] in terms:
            groups[-1][1].append(found["word"][1:])
    placed = {name for used in cuts.values() for name in used}
    cuts[min(cuts)] += [name for name in terms if name not in placed]
    for start in sorted(cuts, reverse=True):
        lines = [f" VALUES ?{name} {{ {terms[name]} }}" for name in dict.fromkeys(cuts[start])]
        text = text[:start] + "".join(lines) + text[start:]
    return text


def without_header(text: str, sign: str) -> str:
    """The query without the lines of the library's header, which begin with `sign`."""
    lines = text.splitlines(keepends=True)
    start = next(index for index, line in enumerate(lines) if not line.startswith(sign))
    return "".join(lines[start:])
