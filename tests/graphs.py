"""A small graph of one made-up report, with something of everything."""

from __future__ import annotations

from pathlib import Path

from kg.model import (
    Component,
    Concept,
    Edge,
    Event,
    Goal,
    Graph,
    Honor,
    Indicator,
    Initiative,
    Measure,
    Mention,
    Node,
    Organization,
    Place,
    Project,
    Report,
    Role,
    Section,
    Span,
    Term,
)
from kg.propertygraph import PropertyGraph
from kg.vocabulary import UNIT, mint
from loaders.cypher import filling

TEXT = """青石市政府工作报告
——2024年1月8日在市人民代表大会上 市长 林一
一、过去一年的工作
市教育局实施“12”工程[1],培养1名校长、2名教师。
二、今年的任务
继续推进“12”工程,开展一网通办、一窗受理[2]。
“12”工程包括石溪县新建青石大桥,由市教育局参加,办好青石论坛,使生产总值增长6%至6.5%,争创文明县。
首页 登录 注册
名词解释
[1]“12”工程:市教育局选出1名校长、2名教师,到一网通办窗口学习。
[2]“一网通办”“一窗受理”:所有事项在一个网站办理,在一个窗口受理。
"""
KEY = "青石市-2024"
REPORT = mint("report", KEY)


def iri(kind: str, *parts: str | int) -> str:
    """The IRI of something in the little report."""
    return mint(kind, KEY, *parts)


def place(
    quote: str,
    role: Role = Role.MENTION,
    nth: int = 0,
    text: str = TEXT,
    report: str = REPORT,
    rule: str = "",
    confidence: float = 1.0,
) -> Mention:
    """The `nth` place, from 0, where the quote stands in the text."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return Mention(report, Span(at, at + len(quote)), quote, role, rule, confidence)


def _sections() -> list[Section]:
    bounds = [TEXT.index("一、过去"), TEXT.index("二、今年"), TEXT.index("首页")]
    heads = ["一、过去一年的工作", "二、今年的任务"]
    return [
        Section(
            id=iri("section", number),
            label=head,
            level=1,
            start=bounds[number],
            end=bounds[number + 1],
            mentions=(place(head, Role.HEADING),),
        )
        for number, head in enumerate(heads)
    ]


def _terms() -> list[Term]:
    first, second = (
        "市教育局选出1名校长、2名教师,到一网通办窗口学习。",
        "所有事项在一个网站办理,在一个窗口受理。",
    )
    return [
        Term(
            id=iri("term", 1),
            label="“12”工程",
            number=1,
            labels=("“12”工程",),
            kind="工程",
            definition=first,
            aliases=("12", "12工程"),
            mentions=(
                place("“12”工程", Role.HEADWORD, 3),
                place("[1]", Role.MARK),
                place("“12”工程"),
                place("“12”工程", nth=1),
                place(first, Role.DEFINITION),
            ),
        ),
        Term(
            id=iri("term", 2),
            label="“一网通办”“一窗受理”",
            number=2,
            labels=("一窗受理", "一网通办"),
            definition=second,
            mentions=(
                place("[2]", Role.MARK),
                place("“一网通办”“一窗受理”", Role.HEADWORD),
                place(second, Role.DEFINITION),
                place("一网通办、一窗受理"),
            ),
        ),
    ]


def _components() -> list[Component]:
    parts = [("校长", "1", "1名校长"), ("教师", "2", "2名教师")]
    return [
        Component(
            id=iri("component", 1, position),
            label=label,
            position=position,
            symbol=symbol,
            symbol_start=position + 1,
            symbol_end=position + 2,
            count=position + 1,
            unit="名",
            listed=0,
            mentions=(place(quote, nth=1),),
        )
        for position, (label, symbol, quote) in enumerate(parts)
    ]


def _edge(subject: str, predicate: str, obj: str, *evidence: Mention) -> Edge:
    return Edge(subject, predicate, obj, evidence)


def read(quote: str, rule: str, confidence: float, role: Role = Role.MENTION, nth: int = 0) -> Mention:
    """The same of what a rule found."""
    return place(quote, role, nth, rule=rule, confidence=confidence)


BRIDGE, COUNTY, CITY = mint("project", "青石市", "青石大桥"), mint("place", "990101"), mint("place", "990100")
FORUM, TITLE, GDP = mint("event", "青石论坛"), mint("honor", "文明县"), mint("indicator", "地区生产总值")
MEASURE, GOAL = iri("measure", TEXT.index("生产总值增长")), iri("goal", TEXT.index("争创文明县"))


def _found() -> list[Node]:
    """What rules found: a thing of each class, a goal, an indicator with one measure."""
    value = "生产总值增长6%至6.5%"
    return [
        Project(
            id=BRIDGE,
            label="青石大桥",
            status="planned",
            degree=2,
            betweenness=0.5,
            mentions=(read("青石大桥", "project.headed", 0.8),),
        ),
        Place(id=COUNTY, label="石溪县", code="990101", mentions=(read("石溪县", "place.division", 0.95),)),
        Place(id=CITY, label="青石市", code="990100"),
        Event(id=FORUM, label="青石论坛", mentions=(read("青石论坛", "event.word", 0.9),)),
        Honor(id=TITLE, label="文明县", status="sought", mentions=(read("文明县", "honor.word", 0.6),)),
        Goal(id=GOAL, label="争创文明县", deadline="2024", mentions=(read("争创文明县", "goal.verb", 0.7),)),
        Indicator(
            id=GDP, label="地区生产总值", aliases=("生产总值",), mentions=(read("生产总值", "measure", 0.9),)
        ),
        Measure(
            id=MEASURE,
            label=value,
            mentions=(read(value, "measure", 0.9),),
            indicator="生产总值",
            aspect="growth",
            value=6.0,
            value_max=6.5,
            unit="%",
            status="target",
            period="2024",
            place="青石市",
            normal_value=6.0,
            normal_value_max=6.5,
            normal_unit=UNIT + "PERCENT",
        ),
    ]


def _links() -> list[Edge]:
    """What joins the things that rules found."""
    present, plan = iri("section", 1), mint("initiative", "12工程")
    value = "生产总值增长6%至6.5%"
    seen = [
        (BRIDGE, "青石大桥", 0.8),
        (COUNTY, "石溪县", 0.95),
        (FORUM, "青石论坛", 0.9),
        (TITLE, "文明县", 0.6),
        (GOAL, "争创文明县", 0.7),
        (GDP, "生产总值", 0.9),
        (MEASURE, value, 0.9),
    ]

    def stated(quote: str, rule: str = "links.list", confidence: float = 0.75) -> Mention:
        return read(quote, rule, confidence, Role.EVIDENCE)

    return [
        *(_edge(present, "mentions", end, stated(said, "linking.section", sure)) for end, said, sure in seen),
        _edge(COUNTY, "partOf", CITY, stated("石溪县", "linking.division", 0.95)),
        _edge(MEASURE, "ofIndicator", GDP, stated(value, "measure", 0.9)),
        _edge(plan, "includes", BRIDGE, stated("“12”工程包括石溪县新建青石大桥")),
        _edge(plan, "involves", mint("organization", "市教育局"), stated("由市教育局参加")),
        _edge(plan, "targets", MEASURE, stated("使生产总值增长6%至6.5%")),
        _edge(plan, "targets", GOAL, stated("争创文明县")),
        _edge(plan, "achieves", MEASURE, stated("使生产总值增长6%至6.5%", confidence=0.3)),
        _edge(plan, "about", FORUM, stated("办好青石论坛", confidence=0.3)),
        _edge(BRIDGE, "locatedIn", COUNTY, stated("石溪县新建青石大桥")),
        _edge(TITLE, "awarded", COUNTY, stated("争创文明县", confidence=0.4)),
    ]


def _edges() -> list[Edge]:
    past, present = iri("section", 0), iri("section", 1)
    one, two = iri("term", 1), iri("term", 2)
    sentence = place("市教育局实施“12”工程[1],培养1名校长、2名教师。", Role.EVIDENCE)
    todo = place("继续推进“12”工程,开展一网通办、一窗受理[2]。", Role.EVIDENCE)
    first = place("市教育局选出1名校长、2名教师,到一网通办窗口学习。", Role.EVIDENCE)
    second = place("“一网通办”“一窗受理”", Role.EVIDENCE)
    return [
        _edge(past, "partOf", REPORT, place("一、过去一年的工作", Role.EVIDENCE)),
        _edge(present, "partOf", REPORT, place("二、今年的任务", Role.EVIDENCE)),
        _edge(past, "mentions", one, sentence),
        _edge(past, "mentions", mint("organization", "市教育局"), sentence),
        _edge(present, "mentions", one, todo),
        _edge(present, "mentions", two, todo),
        _edge(one, "denotes", mint("initiative", "12工程"), first, sentence),
        _edge(one, "hasComponent", iri("component", 1, 0), first),
        _edge(one, "hasComponent", iri("component", 1, 1), first),
        _edge(one, "refersTo", two, first),
        _edge(two, "denotes", mint("concept", "一网通办"), second),
        _edge(two, "denotes", mint("concept", "一窗受理"), second),
    ]


def tiny_graph() -> Graph:
    """One report with two sections, two terms (one defines two labels), and a node of each class."""
    report = Report(
        id=REPORT,
        label="青石市政府工作报告",
        place="青石市",
        year=2024,
        date="2024-01-08",
        source="青石.txt",
        sha256="0123456789abcdef" * 4,
        text=TEXT,
        mentions=(place("首页 登录 注册", Role.FURNITURE),),
    )
    things = [
        Initiative(
            id=mint("initiative", "12工程"), label="“12”工程", kind="工程", mentions=(place("“12”工程"),)
        ),
        Organization(
            id=mint("organization", "市教育局"),
            label="市教育局",
            mentions=(place("市教育局"), place("市教育局", nth=1)),
        ),
        Concept(id=mint("concept", "一网通办"), label="一网通办", mentions=(place("一网通办"),)),
        Concept(id=mint("concept", "一窗受理"), label="一窗受理", mentions=(place("一窗受理"),)),
    ]
    nodes = [report, *_sections(), *_terms(), *_components(), *things, *_found()]
    return Graph(nodes, [*_edges(), *_links()])


def other_graph() -> Graph:
    """A second report, of another city, that names one of the first one's things by a longer name."""
    text = "白塔市政府工作报告\n市教育局发布“十二工程”。\n"
    key = mint("report", "白塔市-2024")

    def found(quote: str, role: Role = Role.MENTION) -> Mention:
        return place(quote, role, text=text, report=key)

    title = "白塔市政府工作报告"
    report = Report(
        id=key, label=title, place="白塔市", year=2024, source="塔.txt", sha256="f" * 64, text=text
    )
    section = Section(id=mint("section", "白塔市-2024", 0), label=title, level=1, start=0, end=len(text))
    shared = Initiative(
        id=mint("initiative", "12工程"),
        label="十二工程",
        aliases=("“十二工程”",),
        mentions=(found("“十二工程”"),),
    )
    sentence = found("市教育局发布“十二工程”。", Role.EVIDENCE)
    edges = [
        Edge(section.id, "partOf", key, (found(title, Role.EVIDENCE),)),
        Edge(section.id, "mentions", shared.id, (sentence,)),
    ]
    return Graph([report, section, shared], edges)


def fill(path: Path, *graphs: PropertyGraph) -> None:
    """Load the property graphs of reports into the file of the embedded Cypher engine, in one go."""
    with filling(path) as file:
        for each in graphs:
            file.load(each)
