"""A card as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.asking.card import Branch, Card, Link, Passage
from kg.asking.values import Values, written
from kg.language import choose, listed, printable
from kg.model import Honor, Measure, Node, Project, Term, Thing
from kg.vocabulary import decimal, short
from kg.words import CLASSES, EDGES, FIELDS, INVERSES, ROLES, VALUES, word

MOST_PASSAGES = 12


def lines(card: Card) -> list[str]:
    """Headword, definition, fields, expansion as a tree, values, passages, edges with their sentences."""
    return [
        line if not line else "\n" * line.startswith("\n") + printable(line.strip("\n"))
        for line in _lines(card)
    ]


def _lines(card: Card) -> Iterator[str]:
    yield _title(card.node) + (f"  ·  {card.report}" if card.report else "")
    if isinstance(card.node, Term) and card.node.definition:
        yield f"  {card.node.definition}"
    if card.node.aliases:
        yield f"  {choose('又作', 'also')}: {listed(card.node.aliases)}"
    yield from _fields(card.node)
    if card.expansion:
        yield from ("", choose("展开", "Expansion") + _difference(card.node), *_tree(card.expansion, ""))
    yield from _values(card.values)
    for role in ("mark", "mention"):
        found = [passage for passage in card.passages if passage.role == role]
        yield from _passages(word(ROLES, role).capitalize(), found)
    yield from _links(choose("关系", "Edges"), card.links)
    for thing, links in card.denoted:
        yield from _links(_title(thing), links)
    yield f"\n{short(card.node.id)}"


def _fields(node: Node) -> Iterator[str]:
    """What is known of a thing, a goal or a measure, a line each."""
    if isinstance(node, Measure):
        said = {
            "indicator": node.indicator,
            "aspect": word(VALUES, node.aspect),
            "value": written(node),
            "status": word(VALUES, node.status),
            "period": node.period,
            "place": node.place,
            "normal_value": _normal(node),
        }
    elif isinstance(node, Project | Honor):
        said = {"status": word(VALUES, node.status) if node.status else None}
    else:
        said = {name: getattr(node, name, None) for name in ("code", "deadline")}
    for name, value in said.items():
        if value:
            yield f"  {word(FIELDS, name)}: {value}"


def _normal(measure: Measure) -> str | None:
    """The value in the normal unit, which is named by the end of its IRI: 388030000000 CNY."""
    if measure.normal_value is None or measure.normal_unit is None:
        return None
    ends = [end for end in (measure.normal_value, measure.normal_value_max) if end is not None]
    return f"{'—'.join(map(decimal, ends))} {measure.normal_unit.rpartition('/')[2]}"


def _values(rows: tuple[Values, ...]) -> Iterator[str]:
    if rows:
        yield "\n" + choose("数值", "Values")
    for row in rows:
        sides = [
            f"{word(VALUES, status)} {listed(values)}"
            for status, values in (("actual", row.actual), ("target", row.target))
            if values
        ]
        said = "  ·  ".join([word(VALUES, row.aspect), *sides, *([row.place] if row.place else [])])
        yield f"  {row.period}  {said}"


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
    more = node.kind if isinstance(node, Term | Thing) else None
    if isinstance(node, Measure):
        more = f"{node.indicator} {node.period} {word(VALUES, node.status)}"
    return f"{number}{node.label}  {word(CLASSES, node.type)}" + (f" · {more}" if more else "")


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
    found = f"  ({passage.rule} {passage.confidence:.2f})" if passage.rule else ""
    line = f"{choose('第', 'line ')}{passage.line}{choose('行', '')}"
    return f"{indent}{line}  {' '.join(sentence.split())}{found}"


def _links(title: str, links: Iterable[Link]) -> Iterator[str]:
    links = list(links)
    if links:
        yield f"\n{title}"
    for link in links:
        arrow = "→" if link.outward else "←"
        called = word(EDGES if link.outward else INVERSES, link.predicate)
        yield f"  {arrow} {called}  {_title(link.other)}  {short(link.other.id)}"
        yield from (_passage(passage, "      ") for passage in link.passages[:3])
