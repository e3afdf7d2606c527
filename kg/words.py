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
    "Project": Words("项目", "project"),
    "Organization": Words("机构", "organization"),
    "Place": Words("地点", "place"),
    "Event": Words("活动", "event"),
    "Honor": Words("荣誉", "honor"),
    "Concept": Words("概念", "concept"),
    "Goal": Words("目标", "goal"),
    "Indicator": Words("指标", "indicator"),
    "Measure": Words("数值", "measure"),
}

EDGES: dict[str, Words] = {
    "partOf": Words("属于", "part of"),
    "mentions": Words("提及", "mentions"),
    "denotes": Words("指称", "denotes"),
    "hasComponent": Words("组成部分", "has component"),
    "refersTo": Words("引用", "refers to"),
    "targets": Words("旨在达到", "targets"),
    "achieves": Words("取得", "achieves"),
    "includes": Words("包括", "includes"),
    "about": Words("关于", "about"),
    "involves": Words("涉及机构", "involves"),
    "locatedIn": Words("位于", "located in"),
    "awarded": Words("授予", "awarded"),
    "ofIndicator": Words("所属指标", "of indicator"),
}

INVERSES: dict[str, Words] = {
    "partOf": Words("下含", "contains"),
    "mentions": Words("见于", "mentioned in"),
    "denotes": Words("释义条目", "defined by"),
    "hasComponent": Words("所属名词", "component of"),
    "refersTo": Words("被引用于", "referred to by"),
    "targets": Words("由此推进", "targeted by"),
    "achieves": Words("来自", "achieved by"),
    "includes": Words("包括于", "included in"),
    "about": Words("相关举措", "subject of"),
    "involves": Words("参与", "takes part in"),
    "locatedIn": Words("所含", "location of"),
    "awarded": Words("所获荣誉", "holder of"),
    "ofIndicator": Words("所含数值", "indicator of"),
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
    "code": Words("行政区划代码", "code"),
    "degree": Words("度中心性", "degree"),
    "betweenness": Words("中介中心性", "betweenness"),
    "indicator": Words("指标名称", "indicator"),
    "aspect": Words("方面", "aspect"),
    "comparator": Words("比较符", "comparator"),
    "value": Words("值", "value"),
    "value_max": Words("上限值", "greatest value"),
    "count": Words("数目", "count"),
    "unit": Words("单位", "unit"),
    "normal_value": Words("折算值", "normal value"),
    "normal_value_max": Words("折算上限值", "greatest normal value"),
    "normal_unit": Words("折算单位", "normal unit"),
    "symbol": Words("对应字符", "symbol"),
    "listed": Words("列出数目", "listed"),
    "status": Words("状态", "status"),
    "period": Words("时期", "period"),
    "deadline": Words("期限", "deadline"),
    "place": Words("地区", "place"),
    "year": Words("年份", "year"),
    "date": Words("日期", "date"),
    "speaker": Words("报告人", "speaker"),
}
"""The fields in the order in which they are shown."""

VALUES: dict[str, Words] = {
    "actual": Words("实际", "actual"),
    "target": Words("目标", "target"),
    "level": Words("水平", "level"),
    "growth": Words("增长", "growth"),
    "share": Words("占比", "share"),
    "rank": Words("位次", "rank"),
    "count": Words("数目", "count"),
    "change": Words("变化", "change"),
    "completed": Words("建成", "completed"),
    "started": Words("开工", "started"),
    "underway": Words("在建", "underway"),
    "planned": Words("规划", "planned"),
    "unknown": Words("不明", "unknown"),
    "gained": Words("获得", "gained"),
    "held": Words("保持", "held"),
    "sought": Words("争取", "sought"),
}
"""The values of `status` and `aspect`."""


def word(names: dict[str, Words], name: str) -> str:
    """What the name is called in the language of the environment; the name itself if it has no word."""
    return choose(*names[name]) if name in names else name
