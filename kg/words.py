"""What people read for the names of the vocabulary, in Chinese and English: one word for one thing.

A test holds the names of classes and edges against the labels in `ontology/kg.ttl`.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.language import choose


class Words(NamedTuple):
    """A name in both languages."""

    zh: str
    en: str


CLASSES: dict[str, Words] = {
    "Report": Words("政府工作报告", "report"),
    "Section": Words("章节", "section"),
    "Term": Words("名词", "term"),
    "Component": Words("组成部分", "component"),
    "Initiative": Words("举措", "initiative"),
    "Organization": Words("机构", "organization"),
    "Concept": Words("概念", "concept"),
}

EDGES: dict[str, Words] = {
    "partOf": Words("属于", "part of"),
    "mentions": Words("提及", "mentions"),
    "denotes": Words("指称", "denotes"),
    "hasComponent": Words("组成部分", "has component"),
    "refersTo": Words("引用", "refers to"),
}

INVERSES: dict[str, Words] = {
    "partOf": Words("下含", "contains"),
    "mentions": Words("见于", "mentioned in"),
    "denotes": Words("释义条目", "defined by"),
    "hasComponent": Words("所属名词", "component of"),
    "refersTo": Words("被引用于", "referred to by"),
}
"""Predicate → what it is called when read from its object."""

ROLES: dict[str, Words] = {
    "mention": Words("提及", "mentions"),
    "mark": Words("标记", "marks"),
}

MATCHES: dict[str, Words] = {
    "exact": Words("完全一致", "exact"),
    "normalised": Words("写法不同", "normalised"),
    "alias": Words("别称", "alias"),
    "class word": Words("类别词不同", "class word"),
    "traditional": Words("繁体", "traditional"),
    "pinyin": Words("拼音", "pinyin"),
    "initials": Words("拼音首字母", "initials"),
    "component": Words("组成部分", "component"),
    "partial": Words("名称的一部分", "partial"),
    "contains": Words("包含名称", "contains"),
    "typo": Words("近似", "typo"),
    "definition": Words("释义中出现", "definition"),
}
"""How a name was matched, as `kg.asking.matching` calls it."""

FIELDS: dict[str, Words] = {
    "number": Words("注释编号", "number"),
    "kind": Words("类别词", "kind"),
    "count": Words("数目", "count"),
    "unit": Words("单位", "unit"),
    "symbol": Words("对应字符", "symbol"),
    "listed": Words("列出数目", "listed"),
    "place": Words("地区", "place"),
    "year": Words("年份", "year"),
    "date": Words("日期", "date"),
    "speaker": Words("报告人", "speaker"),
}


def word(names: dict[str, Words], name: str) -> str:
    """What the name is called in the language of the environment; the name itself if it has no word."""
    return choose(*names[name]) if name in names else name
