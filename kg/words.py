"""What people read for the names of the vocabulary, in both languages."""

from __future__ import annotations

from kg.language import choose

_WORDS: dict[str, tuple[str, str]] = {
    "Report": ("报告", "report"),
    "Section": ("章节", "section"),
    "Term": ("名词", "term"),
    "Component": ("组成部分", "component"),
    "Initiative": ("举措", "initiative"),
    "Organization": ("组织", "organisation"),
    "Concept": ("概念", "concept"),
    "partOf": ("属于", "part of"),
    "mentions": ("提到", "mentions"),
    "denotes": ("指称", "denotes"),
    "hasComponent": ("包含", "has component"),
    "refersTo": ("引用", "refers to"),
    "mention": ("提及", "mention"),
    "headword": ("词条", "headword"),
    "mark": ("标记", "mark"),
    "definition": ("释义", "definition"),
    "heading": ("标题", "heading"),
    "evidence": ("出处", "evidence"),
}


def word(name: str) -> str:
    """The word for a class, predicate or role in the language of the environment; the name itself if none."""
    return choose(*_WORDS.get(name, (name, name)))
