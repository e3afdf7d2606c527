"""What the answers look like, for the OpenAPI document; the tests hold the answers against it."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any, Literal, Union, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from kg.model import NODE_CLASSES, PREDICATES, Role
from kg.words import FIELDS, MATCHES

_OWN = {"id", "label", "mentions", "text", "number"}
"""Fields of the model that a card has under other names, or for all classes."""


class Shape(BaseModel):
    """An answer, or a part of one, with no members but those told."""

    model_config = ConfigDict(extra="forbid")


def _named(description: str, names: tuple[str, ...] | list[str]) -> Any:
    return Field(description=description, json_schema_extra={"enum": list(names)})


_TYPE = _named("Class in the vocabulary.", list(NODE_CLASSES))
_ID = Field(
    description="Short identifier; its page is `/page/{id}`, percent-encoded.",
    examples=["term/保定市-2023/13"],
)
_IRI = Field(description="Whole identifier.", examples=["https://govreport.example/id/term/保定市-2023/13"])
_START = Field(description="First character in the source text of the report, from 0.", ge=0)
_END = Field(description="The character behind the last.", ge=0)
_RULE = Field(description="What found it; empty for what no rule has read.", examples=["glossary.mark"])
_CONFIDENCE = Field(description="How sure that is.", ge=0, le=1)
_NEXT = Field(description="Cursor of the next page; null on the last.")


class Problem(Shape):
    """What went wrong (RFC 9457)."""

    type: str = Field(description="Always `about:blank`: the title says it.", examples=["about:blank"])
    title: str = Field(description="The phrase of the status.", examples=["Not Found"])
    status: int = Field(description="The status of the answer.", ge=400, le=599, examples=[404])
    detail: str | None = Field(
        None, description="What is wrong here and what helps, in the language asked for."
    )
    errors: list[Wrong] | None = Field(None, description="Each part of the request that is wrong.")


class Wrong(Shape):
    """A part of a request that is wrong."""

    detail: str = Field(description="What is wrong with it, in the language asked for.")
    parameter: str | None = Field(None, description="The parameter of the path or query.")
    pointer: str | None = Field(None, description="The place in the body (RFC 6901).", examples=["#/query"])


class NodeName(Shape):
    """A node as it is named everywhere."""

    id: str = _ID
    iri: str = _IRI
    label: str = Field(description="Name as written.")
    type: str = _TYPE
    number: int | None = Field(None, description="Footnote number; of terms only.")


class FoundNode(NodeName):
    """A node that a name was found to mean."""

    report: str = Field(description="IRI of the report that names it.")
    match: str = _named("How the name matched.", list(MATCHES))
    matched_name: str = Field(description="The name that matched.")
    score: float = Field(description="How well it matched.", ge=0, le=1)


class Found(Shape):
    """What a name means, best first."""

    query: str
    hits: list[FoundNode]
    nearest: list[FoundNode] = Field(description="Suggestions where nothing was found.")


class NodePage(Shape):
    """A page of nodes, in the order of their identifiers, numbers in them by value."""

    total: int = Field(description="Nodes on all pages.", ge=0)
    items: list[NodeName]
    next: str | None = _NEXT


class Passage(Shape):
    """Words of a report in their sentence."""

    report: str = Field(description="IRI of the report.")
    role: str = _named("What the words are to the node.", [role.value for role in Role])
    line: int = Field(description="Line of the source text, from 1.", ge=1)
    start: int = _START
    end: int = _END
    quote: str
    sentence: str
    at: int = Field(description="Where the quote stands in the sentence, from 0.")
    rule: str = _RULE
    confidence: float = _CONFIDENCE


class Component(Shape):
    """A part of what a term expands to."""

    label: str
    symbol: str | None = Field(description="What it explains of the headword.")
    count: int | None
    unit: str | None
    listed: int | None = Field(description="Members that the report names, where that differs from `count`.")
    members: list[Component]


class Values(Shape):
    """What the reports say of an indicator in one place and period."""

    place: str
    aspect: str
    period: str
    actual: list[str]
    target: list[str]


class CardEdge(Shape):
    """An edge of the node."""

    predicate: str = _named("Kind of edge.", PREDICATES)
    direction: Literal["out", "in"] = Field(description="`out` if the node is its subject.")
    node: NodeName = Field(description="The other end.")
    evidence: list[Passage]


class Denoted(NodeName):
    """A thing that a term denotes, with its edges."""

    edges: list[CardEdge]


class _Card(NodeName):
    report: str = Field(description="Title of its report.")
    expansion: list[Component]
    values: list[Values] = Field(description="Of an indicator: its values side by side.")
    passages: list[Passage] = Field(description="Where the reports name it.")
    edges: list[CardEdge]
    denotes: list[Denoted]


def _card(name: str) -> type[BaseModel]:
    """The card of the nodes of a class: what all cards have, and the fields of the class."""
    cls = NODE_CLASSES[name]
    hints = get_type_hints(cls)
    own: dict[str, Any] = {
        field.name: (
            hints[field.name],
            Field(description=FIELDS[field.name].en) if field.name in FIELDS else Field(),
        )
        for field in fields(cls)
        if field.name not in _OWN
    }
    own["type"] = (Literal[name], ...)
    return create_model(
        f"{name}Card", __base__=_Card, __doc__=f"All that the graph holds of one {name}.", **own
    )


NodeCard: Any = Annotated[Union[tuple(map(_card, NODE_CLASSES))], Field(discriminator="type")]  # noqa: UP007
"""One shape a class."""


class Report(Shape):
    """A report without its text."""

    id: str = Field(description="Short identifier.", examples=["report/保定市-2023"])
    iri: str = Field(description="Whole identifier.")
    key: str = Field(description="End of the identifier.", examples=["保定市-2023"])
    title: str
    place: str | None
    year: int | None
    date: str | None = Field(description="Day of delivery.", examples=["2023-01-30"])
    speaker: str | None
    source: str = Field(description="Name of the file it was read from.")
    counts: dict[str, int] = Field(description="Nodes of each class.")


class ReportPage(Shape):
    """A page of reports, in the order of their keys."""

    total: int = Field(description="Reports on all pages.", ge=0)
    items: list[Report]
    next: str | None = _NEXT


class SectionPlace(NodeName):
    """A section and the characters that it covers."""

    level: int = Field(description="1 for parts, 2 for items, 3 for topics.")
    start: int = _START
    end: int = _END


class ReportText(Shape):
    """The source text of a report, to which all offsets refer."""

    id: str
    iri: str
    title: str
    text: str
    sections: list[SectionPlace] = Field(description="In the order of the text.")


class Fact(NodeName):
    """A place where a report names a node."""

    role: str = _named("What the words are to the node.", [role.value for role in Role])
    start: int = _START
    end: int = _END
    quote: str
    rule: str = _RULE
    confidence: float = _CONFIDENCE


class FactPage(Shape):
    """A page of facts, in the order of the text."""

    total: int = Field(description="Facts on all pages.", ge=0)
    items: list[Fact]
    next: str | None = _NEXT


class PathStep(Shape):
    """An edge on the way."""

    predicate: str = _named("Kind of edge.", PREDICATES)
    direction: Literal["out", "in"] = Field(description="`out` if it is gone from subject to object.")
    node: NodeName = Field(description="Where it leads.")


class NodePath(Shape):
    """The shortest way from one node to another, along edges in either direction."""

    start: NodeName = Field(alias="from")
    end: NodeName = Field(alias="to")
    steps: list[PathStep] | None = Field(description="Null if there is no way, or none was found.")
    complete: bool = Field(description="False if the search ended at its limits.")
