"""Graphs made by hand, in the shape of a real report's."""

from __future__ import annotations

from kg.model import Component, Concept, Edge, Graph, Initiative, Node, Report, Section, Span, Term
from kg.vocabulary import mint

PLACE = "清河市-2024"
PARTS = ("一、过去一年工作回顾", "二、今后五年的总体要求", "三、今年的重点任务")
FIELDS = (
    "产业升级",
    "科技创新",
    "乡村振兴",
    "城市更新",
    "绿色发展",
    "改革开放",
    "民生保障",
    "文化繁荣",
    "安全稳定",
)
NAMES = ("清泉", "星火", "百园", "千帆", "暖心", "强链", "智谷", "绿廊", "安居", "青禾", "同心")
KINDS = ("工程", "行动", "机制", "计划")


class Writer:
    """A report's text as it grows, with the span of each piece."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, piece: str) -> Span:
        start = len(self.text)
        self.text += piece
        return Span(start, len(self.text))


def report_graph(terms: int = 31, sections: int = 60, components: int = 200) -> Graph:
    """A report of three parts with that many sections, terms and components, and evidence for every edge."""
    report_id = mint("report", PLACE)
    writer = Writer()
    writer.write("2024年清河市政府工作报告\n")
    stated: list[tuple[str, str, str, Span]] = []
    nodes: list[Node] = _sections(writer, stated, report_id, sections, terms)
    nodes += _glossary(writer, stated, terms, components)
    report = Report(
        id=report_id, label="2024年清河市政府工作报告", place="清河市", year=2024, date="2024-01-15",
        speaker="李清", text=writer.text,
    )  # fmt: skip
    edges = [Edge(s, p, o, (report.mention(span),)) for s, p, o, span in stated]
    return Graph([report, *nodes], edges)


def term_name(number: int) -> str:
    return f"“{NAMES[number % 11]}{number + 1}号”{KINDS[number % 4]}"


def _sections(
    writer: Writer, stated: list[tuple[str, str, str, Span]], report: str, sections: int, terms: int
) -> list[Node]:
    nodes: list[Node] = []
    per_item = 5
    parents = {0: report}
    due = 0
    for number in range(sections):
        level = 1 if number % (sections // 3) == 0 else 2 if number % per_item == 1 else 3
        name = FIELDS[number % 9]
        label = (
            PARTS[number * 3 // sections]
            if level == 1
            else f"({number})推进{name}"
            if level == 2
            else f"{name}加力"
        )
        heading = writer.write(label)
        writer.write("。")
        iri = mint("section", PLACE, number)
        parent = parents[max(known for known in parents if known < level)]
        parents = {known: node for known, node in parents.items() if known < level} | {level: iri}
        stated.append((iri, "partOf", parent, heading))
        while due * sections < (number + 1) * terms:
            writer.write(f"今年以来，我们围绕{name}这一主线，深入实施")
            stated.append((iri, "mentions", _thing(due), writer.write(term_name(due))))
            writer.write(f"[{due + 1}]，完成投资{due + 3}.5亿元，群众满意度稳步提高。")
            due += 1
        if number % 4 == 3:
            old = (number * 7) % max(due, 1)
            writer.write("持续深化")
            stated.append((iri, "mentions", _thing(old), writer.write(term_name(old))))
            writer.write("；")
        writer.write("\n")
        nodes.append(Section(id=iri, label=label, level=level, start=heading.start, end=len(writer.text)))
    return nodes


def _thing(number: int) -> str:
    return mint("initiative" if number % 3 else "concept", term_name(number))


def _glossary(
    writer: Writer, stated: list[tuple[str, str, str, Span]], terms: int, components: int
) -> list[Node]:
    writer.write("名词解释\n")
    nodes: list[Node] = []
    for number in range(terms):
        share = components * (number + 1) // terms - components * number // terms
        iri, name = mint("term", PLACE, number + 1), term_name(number)
        writer.write(f"[{number + 1}]")
        head = writer.write(name)
        start = writer.write("：即").start
        stated.append((iri, "denotes", _thing(number), head))
        previous = iri
        for position in range(share):
            part = mint("component", PLACE, number + 1, position)
            label = f"{position + 2}个{FIELDS[(number + position) % 9]}示范点"
            stated.append((previous if position % 5 == 4 else iri, "hasComponent", part, writer.write(label)))
            writer.write("、" if position < share - 1 else "。\n")
            nodes.append(
                Component(
                    id=part,
                    label=label,
                    position=position,
                    symbol=str(position + 2),
                    count=position + 2,
                    unit="个",
                )
            )
            previous = part
        if number % 6 == 5:
            earlier = mint("term", PLACE, number - 2)
            writer.write("配合")
            stated.append((iri, "refersTo", earlier, writer.write(term_name(number - 3))))
            writer.write("实施。\n")
        nodes.append(
            Term(
                id=iri, label=name, number=number + 1, labels=(name,),
                aliases=(name.translate({0x201C: "", 0x201D: ""}),), kind=KINDS[number % 4],
                definition=writer.text[start + 1 :].strip(),
            )
        )  # fmt: skip
        thing = Initiative if number % 3 else Concept
        nodes.append(thing(id=_thing(number), label=name, kind=KINDS[number % 4]))
    return nodes
