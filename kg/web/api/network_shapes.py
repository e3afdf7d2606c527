"""What the data of the picture looks like."""

from __future__ import annotations

from pydantic import Field

from kg.web.api.shapes import Shape


class NodeColumns(Shape):
    """Nodes as columns, each as long as the others."""

    id: list[str]
    label: list[str]
    type: list[int] = Field(description="Places in `types`.")
    x: list[float]
    y: list[float]
    size: list[float] = Field(description="Radius in the picture.")
    rank: list[int] = Field(description="How soon its label is shown.")


class EdgeColumns(Shape):
    """Edges as columns, each as long as the others."""

    start: list[int] = Field(alias="from", description="Places in `nodes`.")
    to: list[int] = Field(description="Places in `nodes`.")
    predicate: list[int] = Field(description="Places in `predicates`.")


class Network(Shape):
    """A picture of the graph."""

    nodes: NodeColumns
    edges: EdgeColumns
    types: list[str]
    predicates: list[str]
    more: bool = Field(description="Whether only the nodes nearest to the focus are there.")
