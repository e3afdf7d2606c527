"""A small property graph with what makes engines differ: nulls, lists, Chinese, cycles, parallel edges."""

from __future__ import annotations

from kg.propertygraph import STATED_IN, PropertyGraph, PropertyNode, Relationship

REPORT = "r/1"


def _node(label: str, id: str, **properties: object) -> PropertyNode:
    return PropertyNode(label, {"id": id, **properties})  # type: ignore[arg-type]


def _link(type: str, source: str, target: str, **properties: object) -> Relationship:
    return Relationship(type, source, target, {"report": REPORT, **properties})  # type: ignore[arg-type]


NODES = (
    _node("Report", REPORT, name="保定市政府工作报告", year=2023),
    _node("Term", "t/1", name="双一流", number=1, labels=["双一流", "“双一流”"]),
    _node("Term", "t/2", name="1530工程", number=2, kind="工程"),
    _node("Term", "t/3", name="Alpha", number=3, labels=["a", "b", "c"]),
    _node("Component", "c/1", name="一流大学", position=0, count=1),
    _node("Component", "c/2", name="一流学科", position=1),
    _node("Component", "c/3", name="十五公里", position=0, count=15),
    _node("Place", "p/1", name="保定市"),
    _node("Place", "p/2", name="河北省"),
    _node("Place", "p/3", name="莲池区"),
    _node("Measure", "m/1", name="增长5%", value=5.0, unit="%"),
    _node("Measure", "m/2", name="-3.25亿元", value=-3.25, unit="亿元"),
    _node("Measure", "m/3", name="10万亩", value=10.0),
)
LINKS = (
    _link("HAS_COMPONENT", "t/1", "c/1", start=5, quotes=["甲", "乙"], confidence=0.9),
    _link("HAS_COMPONENT", "t/1", "c/2", start=9, quotes=[], confidence=0.8),
    _link("HAS_COMPONENT", "t/2", "c/3", start=2),
    _link("REFERS_TO", "t/1", "t/2"),
    _link("REFERS_TO", "t/2", "t/3"),
    _link("REFERS_TO", "t/3", "t/1"),
    _link("PART_OF", "p/1", "p/2"),
    _link("PART_OF", "p/3", "p/1"),
)
STATED = tuple(
    _link(STATED_IN, node.id, REPORT, label=node.label) for node in NODES if node.label != "Report"
)
GRAPH = PropertyGraph(REPORT, NODES, (*LINKS, *STATED))
