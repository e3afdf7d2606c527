"""How each class of node is drawn.

Every class has a colour and a shape of its own, so that they can be told apart without colour.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.model import Node, Report, Section


class Look(NamedTuple):
    """Shape, colours on a light and a dark page, and radius in layout units.

    The outlines of the shapes are in `OUTLINES`; what has none there is a dot.
    `rank` orders the labels: the lower, the sooner one is written where there is no room for all.
    """

    shape: str
    light: str
    dark: str
    radius: float
    rank: int


LOOKS: dict[str, Look] = {
    "Report": Look("star", "#b3261e", "#ff8a80", 26, 0),
    "Section": Look("square", "#6b7686", "#9aa5b5", 7, 6),
    "Term": Look("hexagon", "#1d5fa8", "#7db8f5", 17, 2),
    "Component": Look("dot", "#4c9fbf", "#5fc3d6", 7.5, 9),
    "Initiative": Look("diamond", "#c4701a", "#f0b060", 12, 3),
    "Project": Look("house", "#8a5a2b", "#d6a777", 11, 3),
    "Organization": Look("triangle", "#2c7a4b", "#7bd19a", 11, 4),
    "Place": Look("pin", "#a8327a", "#ee8cc6", 11, 4),
    "Event": Look("cross", "#5b51c2", "#a9a2ff", 10, 5),
    "Honor": Look("medal", "#9a7b00", "#e6c84b", 10, 5),
    "Concept": Look("triangleDown", "#7d4fa3", "#c9a2ea", 11, 5),
    "Goal": Look("flag", "#c2402f", "#ff9f7a", 9, 7),
    "Indicator": Look("pentagon", "#007a7a", "#4fd1c5", 10, 6),
    "Measure": Look("bar", "#3f7d20", "#a4d65e", 6.5, 8),
}

OTHER = Look("dot", "#5c5c5c", "#b0b0b0", 8, 6)
"""The look of a class without one of its own."""


def look(node: Node) -> Look:
    """How the node is drawn: parts of a report stand out from its lesser sections."""
    found = LOOKS.get(node.type, OTHER)
    if isinstance(node, Section) and node.level <= 1:
        return found._replace(radius=12, rank=1)
    return found


def shorten(label: str, node: Node) -> str:
    """The label as the picture shows it; the card shows the whole."""
    limit = 24 if isinstance(node, Report) else 14
    return label if len(label) <= limit else label[: limit - 1] + "…"


OUTLINES: dict[str, str] = {
    "star": "8,0.5 9.9,5.6 15.4,5.8 11.1,9.2 12.6,14.5 8,11.4 3.4,14.5 4.9,9.2 0.6,5.8 6.1,5.6",
    "square": "2,2 14,2 14,14 2,14",
    "hexagon": "1,8 4.5,2 11.5,2 15,8 11.5,14 4.5,14",
    "diamond": "8,0.5 15.5,8 8,15.5 0.5,8",
    "triangle": "8,1 15,14 1,14",
    "triangleDown": "1,2 15,2 8,15",
    "house": "8,1 15,7 15,15 1,15 1,7",
    "pin": "8,15.5 3.4,9 2.6,6 3.6,3.1 5.6,1.3 8,0.6 10.4,1.3 12.4,3.1 13.4,6 12.6,9",
    "cross": "5.6,1 10.4,1 10.4,5.6 15,5.6 15,10.4 10.4,10.4 10.4,15 5.6,15 5.6,10.4 1,10.4 1,5.6 5.6,5.6",
    "medal": "8,0.5 9.8,6.2 15.5,8 9.8,9.8 8,15.5 6.2,9.8 0.5,8 6.2,6.2",
    "flag": "2.5,1 15,4.6 5,8.4 5,15.5 2.5,15.5",
    "pentagon": "8,1 15.2,6.3 12.4,14.7 3.6,14.7 0.8,6.3",
    "bar": "4.6,1 11.4,1 11.4,15 4.6,15",
}
"""Shape → the corners of its polygon in a square of 16 by 16, as SVG writes them."""
