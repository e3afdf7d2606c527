"""A card as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.asking.card import Branch, Card, Link, Passage
from kg.language import choose, printable
from kg.model import Node, Term, Thing
from kg.vocabulary import short
from kg.words import CLASSES, EDGES, INVERSES, ROLES, word

MOST_PASSAGES = 12


def lines(card: Card) -> list[str]:
    """Headword, definition, expansion as a tree, passages, edges with their sentences."""
    return [
        line if not line else "\n" * line.startswith("\n") + printable(line.strip("\n"))
        for line in _lines(card)
    ]


def _lines(card: Card) -> Iterator[str]:
    yield _title(card.node) + (f"  ·  {card.report}" if card.report else "")
    if isinstance(card.node, Term) and card.node.definition:
        yield f"  {card.node.definition}"
    if card.node.aliases:
        yield f"  {choose('又作', 'also')}: {choose('、', ', ').join(card.node.aliases)}"
    if card.expansion:
        yield from ("", choose("展开", "Expansion") + _difference(card.node), *_tree(card.expansion, ""))
    for role in ("mark", "mention"):
        found = [passage for passage in card.passages if passage.role == role]
        yield from _passages(word(ROLES, role).capitalize(), found)
    yield from _links(choose("关系", "Edges"), card.links)
    for thing, links in card.denoted:
        yield from _links(_title(thing), links)
    yield f"\n{short(card.node.id)}"


def _difference(node: Node) -> str:
    """Where the name of a term says another number than its definition lists."""
    if not isinstance(node, Term) or node.listed is None:
        return ""
    return choose(
        f"(名称中为 {node.count},列出 {node.listed})",
        f" (the name says {node.count}, {node.listed} are listed)",
    )


def _title(node: Node) -> str:
    number = f"[{node.number}] " if isinstance(node, Term) else ""
    kind = node.kind if isinstance(node, Term | Thing) else None
    return f"{number}{node.label}  {word(CLASSES, node.type)}" + (f" · {kind}" if kind else "")


def _tree(branches: tuple[Branch, ...], indent: str) -> Iterator[str]:
    for place, branch in enumerate(branches, start=1):
        last = place == len(branches)
        yield indent + ("└─ " if last else "├─ ") + _component(branch)
        yield from _tree(branch.branches, indent + ("   " if last else "│  "))


def _component(branch: Branch) -> str:
    part = branch.component
    count = f"{part.count} {part.unit or ''} ".replace("  ", " ") if part.count is not None else ""
    symbol = f"  ‹{part.symbol}›" if part.symbol and part.symbol != part.label else ""
    listed = choose(f"(列出 {part.listed} 项)", f" ({part.listed} listed)") if part.listed is not None else ""
    return f"{count}{part.label}{symbol}{listed}"


def _passages(title: str, passages: list[Passage]) -> Iterator[str]:
    if passages:
        yield f"\n{title} ({len(passages)})"
    for passage in passages[:MOST_PASSAGES]:
        yield _passage(passage)
    if len(passages) > MOST_PASSAGES:
        yield f"  … {len(passages) - MOST_PASSAGES}"


def _passage(passage: Passage, indent: str = "  ") -> str:
    end = passage.at + len(passage.quote)
    sentence = (
        f"{passage.sentence[: passage.at]}⟦{passage.sentence[passage.at : end]}⟧{passage.sentence[end:]}"
    )
    return f"{indent}{choose('第', 'line ')}{passage.line}{choose('行', '')}  {' '.join(sentence.split())}"


def _links(title: str, links: Iterable[Link]) -> Iterator[str]:
    links = list(links)
    if links:
        yield f"\n{title}"
    for link in links:
        arrow = "→" if link.outward else "←"
        called = word(EDGES if link.outward else INVERSES, link.predicate)
        yield f"  {arrow} {called}  {_title(link.other)}  {short(link.other.id)}"
        yield from (_passage(passage, "      ") for passage in link.passages[:3])
