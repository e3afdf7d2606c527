"""A small graph of one made-up report, with something of everything."""

from __future__ import annotations

from kg.model import (
    Component,
    Concept,
    Edge,
    Graph,
    Initiative,
    Mention,
    Organization,
    Report,
    Role,
    Section,
    Span,
    Term,
)
from kg.vocabulary import mint

TEXT = """青石市政府工作报告
——2024年1月8日在市人民代表大会上 市长 林一
一、过去一年的工作
市教育局实施“12”工程[1],培养1名校长、2名教师。
二、今年的任务
继续推进“12”工程,开展一网通办、一窗受理[2]。
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
    quote: str, role: Role = Role.MENTION, nth: int = 0, text: str = TEXT, report: str = REPORT
) -> Mention:
    """The `nth` place, from 0, where the quote stands in the text."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return Mention(report, Span(at, at + len(quote)), quote, role)


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
                place("“12”工程", Role.HEADWORD, 2),
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
    """One report with two sections, two terms (one defines two labels), two components and four things."""
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
    return Graph([report, *_sections(), *_terms(), *_components(), *things], _edges())


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
