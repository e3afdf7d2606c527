"""What the library and the answers to queries look like."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from kg.web.api.shapes import Shape


class Texts(Shape):
    """A text in both languages."""

    zh: str
    en: str


class Parameter(Shape):
    """A parameter of a question."""

    name: str
    type: Literal["string", "integer", "iri"]
    required: bool
    default: str | None = Field(description="Null where it must be given; empty where any value will do.")
    description: Texts


class Question(Shape):
    """A question of the library."""

    name: str = Field(examples=["terms"])
    title: Texts
    description: Texts
    parameters: list[Parameter]


class Questions(Shape):
    """The questions of the library, by name."""

    items: list[Question]


class Rows(Shape):
    """Rows of plain values; IRIs are strings."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool = Field(description="Whether there are more rows than the limit.")
