"""Terms as a reader would find them, made from the annotated glossaries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kg.model import Component, Edge, Graph, Term
from kg.vocabulary import mint

SHARED = Path(__file__).parents[2].parent / "shared"
TEXTS = {
    "baoding-2023": "seed/000_c7f7bf300aa76a8f.txt",
    "jiangxi-2026": "reports/jiangxi-2026.txt",
    "guangdong-2026": "reports/guangdong-2026.txt",
}


def gold(name: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((SHARED / "gold" / f"{name}.terms.json").read_text("utf-8"))
    return loaded


def graph(name: str) -> Graph:
    """The graph of the annotated terms and their components, without what people type for them."""
    text = (SHARED / TEXTS[name]).read_text("utf-8")
    made = Graph()
    for entry in gold(name):
        start = text.index(entry["definition_start"])
        end = text.index(entry["definition_end"], start) + len(entry["definition_end"])
        term = mint("term", name, entry["n"])
        made.add(
            Term(
                id=term,
                label=entry["headword"],
                number=entry["n"],
                labels=tuple(entry["labels"]),
                definition=text[start:end],
            )
        )
        _expand(made, term, entry["components"])
    return made


def _expand(made: Graph, owner: str, parts: list[Any]) -> None:
    for position, part in enumerate(parts):
        label = part if isinstance(part, str) else part["label"]
        identifier = f"{owner.replace('/term/', '/component/')}/{position}"
        made.add(Component(id=identifier, label=label, position=position))
        made.connect(Edge(owner, "hasComponent", identifier))
        _expand(made, identifier, [] if isinstance(part, str) else part.get("members", []))
