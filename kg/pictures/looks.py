"""How each class of node is drawn, and what classes, predicates and fields are called.

Every class has a colour and a shape of its own, so that they can be told apart without colour.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.model import Node, Report, Section


class Look(NamedTuple):
    """Names, shape (of vis-network), colours on a light and a dark page, and radius in layout units.

    `rank` orders the labels: the lower, the sooner one is written where there is no room for all.
    """

    zh: str
    en: str
    shape: str
    light: str
    dark: str
    radius: float
    rank: int


LOOKS: dict[str, Look] = {
    "Report": Look("报告", "Report", "star", "#b3261e", "#ff8a80", 26, 0),
    "Section": Look("章节", "Section", "square", "#6b7686", "#9aa5b5", 7, 5),
    "Term": Look("术语", "Term", "hexagon", "#1d5fa8", "#7db8f5", 17, 2),
    "Component": Look("组成部分", "Component", "dot", "#4c9fbf", "#5fc3d6", 7.5, 7),
    "Initiative": Look("举措", "Initiative", "diamond", "#c4701a", "#f0b060", 12, 3),
    "Organization": Look("机构", "Organization", "triangle", "#2c7a4b", "#7bd19a", 11, 3),
    "Concept": Look("概念", "Concept", "triangleDown", "#7d4fa3", "#c9a2ea", 11, 4),
}

OTHER = Look("其他", "Other", "dot", "#5c5c5c", "#b0b0b0", 8, 6)
"""The look of a class without one of its own."""

PREDICATES: dict[str, tuple[str, str, str, str]] = {
    "partOf": ("属于", "下含", "Part of", "Contains"),
    "mentions": ("提到", "出处", "Mentions", "Mentioned in"),
    "denotes": ("所指", "释义条目", "Denotes", "Defined by"),
    "hasComponent": ("组成部分", "所属术语", "Components", "Component of"),
    "refersTo": ("引用", "被引用", "Refers to", "Referred to by"),
}
"""Predicate → its name and the name of its inverse, in Chinese and then in English."""

FACTS: dict[str, tuple[str, str]] = {
    "number": ("编号", "Number"),
    "kind": ("类别", "Kind"),
    "count": ("数量", "Count"),
    "unit": ("单位", "Unit"),
    "symbol": ("对应字符", "Symbol"),
    "listed": ("列出数", "Listed"),
    "place": ("地区", "Place"),
    "year": ("年份", "Year"),
    "date": ("日期", "Date"),
    "speaker": ("报告人", "Speaker"),
}
"""Field of a node that the card shows → its name in Chinese and English."""


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
