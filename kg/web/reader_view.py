"""What the reader shows of a report: its blocks in pieces that link to facts, and its legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.asking.annotated import Annotated, Block, Kind, Segment
from kg.asking.report_facts import Fact
from kg.model import NODE_CLASSES, Role
from kg.pictures.looks import LOOKS, OUTLINES
from kg.vocabulary import short
from kg.web.rendering import page_url

CODES: dict[str, str] = {name: name[:3] for name in NODE_CLASSES}
"""Class of the vocabulary → the short class of the style sheet that its highlights have."""
_LINES: dict[str, str] = {
    "Report": "solid 1px",
    "Section": "solid 1px",
    "Term": "double 1px",
    "Component": "dashed 1px",
    "Initiative": "solid 1.5px",
    "Project": "dashed 1.5px",
    "Organization": "solid 1px",
    "Place": "dotted 2px",
    "Event": "dashed 2px",
    "Honor": "double 1.5px",
    "Concept": "dotted 1.5px",
    "Goal": "dotted 1px",
    "Indicator": "dotted 2.5px",
    "Measure": "solid 2.5px",
}
"""Class of the vocabulary → style and thickness of the line under its highlights."""
_WHOLE = (Role.HEADING, Role.DEFINITION)
"""Roles of facts that are as long as a heading or a paragraph, and have no line or tint."""


_AREAS = {Kind.GLOSSARY: "glossary", Kind.ENTRY: "glossary", Kind.FURNITURE: "furniture"}


class Piece(NamedTuple):
    """A stretch of text: a link to the page of its innermost shown fact, or plain.

    `facts` are the numbers of all facts that cover it, `anchor` names the characters of a fact that starts
    here, as links to them do.
    """

    text: str
    start: int
    end: int
    facts: str
    url: str | None
    classes: str
    anchor: str | None


class Paragraph(NamedTuple):
    """A block with the pieces of its heading before the others; `level` is that of its heading.

    `first` and `last` say whether it opens or ends a run of page furniture, or the glossary.  `marks` are the
    anchors of the footnote marks of the entry that it is.
    """

    block: Block
    first: bool
    last: bool
    level: int
    depth: int
    head: tuple[Piece, ...]
    rest: tuple[Piece, ...]
    marks: tuple[str, ...]


def paragraphs(read: Annotated, shown: Collection[str], lit: Collection[int]) -> Iterator[Paragraph]:
    """The blocks as they are shown, with highlights for facts of the types in `shown`; `lit` are facts."""
    areas = [None, *(_AREAS.get(block.kind) for block in read.blocks), None]
    for place, block in enumerate(read.blocks):
        pieces = tuple(_piece(read.facts, segment, shown, lit) for segment in block.segments)
        cut = next((at for at, piece in enumerate(pieces) if piece.start >= block.title_end), len(pieces))
        part = read.outline[block.part] if block.part is not None else None
        yield Paragraph(
            block,
            areas[place] != areas[place + 1],
            areas[place + 2] != areas[place + 1],
            part.node.level if part else 0,
            part.depth if part else 0,
            pieces[:cut],
            pieces[cut:],
            tuple(_marks(read, block)),
        )


def counted(facts: Sequence[Fact]) -> dict[str, int]:
    """Type → how many facts, for the types that the report has, in the order of the vocabulary."""
    found = Counter(fact.node.type for fact in facts)
    return {name: found[name] for name in NODE_CLASSES if found[name]}


def columns(facts: Sequence[Fact]) -> dict[str, object]:
    """The facts and their nodes for the script, column by column; what repeats is a number in a list."""
    nodes = {fact.node.id: fact.node for fact in facts}
    place = {iri: number for number, iri in enumerate(nodes)}
    types, roles, rules = [*NODE_CLASSES], [role.value for role in Role], _rules(facts)
    return {
        "types": types,
        "roles": roles,
        "rules": rules,
        "node": {
            "id": [short(iri) for iri in nodes],
            "label": [node.label for node in nodes.values()],
            "type": [types.index(node.type) for node in nodes.values()],
        },
        "fact": {
            "node": [place[fact.node.id] for fact in facts],
            "role": [roles.index(fact.mention.role) for fact in facts],
            "start": [fact.mention.span.start for fact in facts],
            "end": [fact.mention.span.end for fact in facts],
            "rule": [rules.index(fact.mention.rule) for fact in facts],
            "confidence": [fact.mention.confidence for fact in facts],
        },
    }


def _rules(facts: Sequence[Fact]) -> list[str]:
    return sorted({fact.mention.rule for fact in facts})


def _piece(facts: Sequence[Fact], segment: Segment, shown: Collection[str], lit: Collection[int]) -> Piece:
    covering = [number for number in segment.facts if facts[number].node.type in shown]
    starting = [number for number in segment.facts if facts[number].mention.span.start == segment.start]
    anchor = facts[starting[0]].mention.span if starting else None
    return Piece(
        segment.text,
        segment.start,
        segment.end,
        " ".join(map(str, segment.facts)),
        page_url(facts[covering[0]].node.id) if covering else None,
        " ".join(_classes(facts, covering, segment.start, lit)),
        f"c{anchor.start}-{anchor.end}" if anchor else None,
    )


def _classes(
    facts: Sequence[Fact], covering: Sequence[int], start: int, lit: Collection[int]
) -> Iterator[str]:
    """The type of the innermost fact and of the next, and whether they start here (`s`, `u`).

    `mark` is a footnote mark, `whole` a heading or definition; so does `reader/marking.ts`.
    """
    if not covering:
        return
    inner = facts[covering[0]]
    yield CODES[inner.node.type]
    if inner.mention.span.start == start:
        yield "s"
    if inner.mention.role is Role.MARK:
        yield "mark"
    elif inner.mention.role in _WHOLE:
        yield "whole"
    outer = next((facts[number] for number in covering[1:] if _is_another(facts[number], inner)), None)
    if outer is not None:
        yield f"o{CODES[outer.node.type]}"
        if outer.mention.span.start == start:
            yield "u"
    if any(number in lit for number in covering):
        yield "lit"


def _is_another(fact: Fact, inner: Fact) -> bool:
    """Whether a fact around another is to be seen beside it."""
    return fact.mention.role not in _WHOLE and fact.node.type != inner.node.type


def _marks(read: Annotated, block: Block) -> Iterator[str]:
    """The anchors of the marks of the terms whose headwords stand in the block."""
    seen = {
        read.facts[number].node.id: None
        for segment in block.segments
        for number in segment.facts
        if read.facts[number].mention.role is Role.HEADWORD
    }
    for iri in seen:
        for number in read.marks.get(iri, ()):
            span = read.facts[number].mention.span
            yield f"c{span.start}-{span.end}"


@cache
def style_sheet() -> str:
    """The line and glyph of each type: `.Ter` of the innermost fact, `.oTer` of the one around it."""
    return "".join(_rules_of(name) for name in NODE_CLASSES)


def _rules_of(name: str) -> str:
    look, code = LOOKS[name], CODES[name]
    style, thickness = _LINES[name].split()
    return (
        f".{code}{{--type:var(--type-{name});--glyph:{_clip(look.shape)};--line:{style};--thick:{thickness}}}\n"
        f".o{code}{{--around:var(--type-{name});--around-glyph:{_clip(look.shape)}}}\n"
    )


def _clip(outline: str) -> str:
    """The outline of a shape as a clip path, in parts of its box."""
    points = OUTLINES.get(outline)
    if points is None:
        return "circle(38%)"
    corners = (corner.split(",") for corner in points.split())
    return f"polygon({','.join(f'{float(x) * 6.25:g}% {float(y) * 6.25:g}%' for x, y in corners)})"
