"""Where each node stands: computed once, in Python, so that the page has nothing to simulate.

A report stands in the middle, its sections on rings around it in their order, and each term, with
its components around it, outside the section that mentions it first.  The same graph always gives
the same picture; the time is close to linear in the number of nodes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.model import Graph
from kg.pictures.forest import Forest, around_focus, around_reports
from kg.pictures.looks import look

Point = tuple[float, float]
_Circle = tuple[float, float, float]

_RING = 74.0
_SECTION_GAP = 44.0
_SECTION_SPACING = 28.0
_SECTION_WEIGHT = 46.0
_CLUSTER_WEIGHT = 0.42
_GAP = 9.0
_PADDING = 12.0
_STEP = 14.0
_BUCKETS = 128
_BACK = 6
_SWING = sorted(range(-16, 17), key=abs)
_GOLDEN_ANGLE = 2.399963


def positions(graph: Graph, focus: str | None = None) -> dict[str, Point]:
    """The place of every node: IRI → (x, y) in layout units, y downwards."""
    forest = around_focus(graph, focus) if focus is not None else around_reports(graph)
    discs = [_disc(graph, forest, root) for root in forest.roots]
    radii = [max(math.hypot(x, y) for x, y in disc.values()) + 4 * _PADDING for disc in discs]
    widest = max(radii, default=_STEP)
    packer = _Packer(step=widest / 3, cell=widest)
    placed: dict[str, Point] = {}
    for number, (disc, radius) in enumerate(zip(discs, radii, strict=True)):
        centre = packer.place(number * _GOLDEN_ANGLE, radius, 0.0)
        placed.update((node, _plus(centre, point)) for node, point in disc.items())
    return placed


def _disc(graph: Graph, forest: Forest, root: str) -> dict[str, Point]:
    """One root in the middle, its skeleton around it, its clusters outside."""
    if root in forest.members:
        return _cluster(graph, forest.members, root)[1]
    skeleton = _preorder(root, forest.branches)
    heads = [head for node in skeleton for head in forest.clusters.get(node, ())]
    clusters = {head: _cluster(graph, forest.members, head) for head in heads}
    parts = {node: [*forest.clusters.get(node, ()), *forest.branches.get(node, ())] for node in skeleton}
    weights = {head: 2 * radius * _CLUSTER_WEIGHT for head, (radius, _) in clusters.items()}
    wedges = _wedges(root, parts, weights, least=_SECTION_WEIGHT, start=-math.pi / 2)
    spread = _Rings(first=_RING + _SECTION_GAP, step=_RING, spacing=_SECTION_SPACING)
    placed, edge = _radial(root, forest.branches, wedges, spread)
    inner = edge + _PADDING if edge else look(graph.nodes[root]).radius + 3 * _PADDING
    packer = _Packer(step=_STEP, cell=max((radius for radius, _ in clusters.values()), default=_STEP))
    for head, (radius, offsets) in clusters.items():
        angle = sum(wedges[head]) / 2
        centre = packer.place(angle, radius, inner)
        placed.update((node, _plus(centre, _turned(offset, angle))) for node, offset in offsets.items())
    return placed


def _cluster(graph: Graph, members: Mapping[str, Sequence[str]], head: str) -> tuple[float, dict[str, Point]]:
    """A cluster: its radius, and the offset of each member from the head, which is its centre.

    What hangs on one thread stands along the x axis.
    """
    order = _preorder(head, members)
    own = look(graph.nodes[head]).radius
    widest = max((look(graph.nodes[node]).radius for node in order[1:]), default=0.0)
    spread = _Rings(first=own + widest + 1.5 * _GAP, step=2 * widest + _GAP, spacing=2 * widest + _GAP)
    wedges = _wedges(head, members, {}, least=1.0, start=-math.pi)
    placed, edge = _radial(head, members, wedges, spread)
    return max(own, edge + widest) + _GAP + _PADDING, placed


def _preorder(root: str, children: Mapping[str, Sequence[str]]) -> list[str]:
    order: list[str] = []
    stack = [root]
    while stack:
        at = stack.pop()
        order.append(at)
        stack.extend(reversed(children.get(at, ())))
    return order


def _wedges(
    root: str, parts: Mapping[str, Sequence[str]], weights: Mapping[str, float], *, least: float, start: float
) -> dict[str, tuple[float, float]]:
    """The stretch of angles, in radians, for each node of a tree: what it weighs of the full turn.

    A node weighs what `weights` says, else as much as its parts together, and at least `least`.
    The turn begins at `start` and goes clockwise.
    """
    order = _preorder(root, parts)
    weight = dict(weights)
    for node in reversed(order):
        if node not in weights:
            weight[node] = max(least, sum(weight[part] for part in parts.get(node, ())))
    wedges = {root: (start, start + 2 * math.pi)}
    for node in order:
        low, high = wedges[node]
        share = (high - low) / weight[node]
        inner = sum(weight[part] for part in parts.get(node, ()))
        at = low + share * (weight[node] - inner) / 2
        for part in parts.get(node, ()):
            wedges[part] = (at, at + share * weight[part])
            at = wedges[part][1]
    return wedges


class _Rings(NamedTuple):
    """The radius of the first ring, the way to the next, and the least way between neighbours."""

    first: float
    step: float
    spacing: float


def _radial(
    root: str,
    children: Mapping[str, Sequence[str]],
    wedges: Mapping[str, tuple[float, float]],
    rings: _Rings,
) -> tuple[dict[str, Point], float]:
    """A tree on rings, one for each depth, and the outermost radius.

    Where a ring would have to be very wide to hold all, its nodes stand in several rows.
    """
    placed = {root: (0.0, 0.0)}
    radius, level = 0.0, [root]
    while level := [child for node in level for child in children.get(node, ())]:
        least = min(wedges[node][1] - wedges[node][0] for node in level)
        needed = rings.spacing / least if len(level) > 1 else 0.0
        base = radius + rings.step if radius else rings.first
        rows = max(1, math.isqrt(int(needed / (4 * rings.step))))
        radius = max(base, needed / rows)
        for place, node in enumerate(level):
            placed[node] = _polar(radius + place % rows * rings.spacing, sum(wedges[node]) / 2)
        radius += (rows - 1) * rings.spacing
    return placed, radius


class _Packer:
    """Places circles near where they would like to be, without overlap; tries places `step` apart.

    `cell` is the width of the grid in which they are sought: about that of the widest circle.
    """

    def __init__(self, step: float, cell: float) -> None:
        self._step = step
        self._cell = cell
        self._cells: dict[tuple[int, int], list[_Circle]] = {}
        self._full: dict[int, int] = {}

    def place(self, angle: float, radius: float, inner: float) -> Point:
        """The nearest free centre outside the circle `inner` around the origin, and take it."""
        bucket = int(angle % (2 * math.pi) / (2 * math.pi) * _BUCKETS)
        turn = max(0, self._full.get(bucket, 0) - _BACK)
        blocker: _Circle | None = None
        while True:
            away = inner + radius + turn * self._step if inner or turn else 0.0
            for side in _SWING[: 2 * turn + 1]:
                point = _polar(away, angle + side * self._step / max(away, self._step))
                if blocker is None or not _meet(blocker, (*point, radius)):
                    blocker = self._blocker((*point, radius))
                    if blocker is None:
                        self._take((*point, radius))
                        self._full[bucket] = turn
                        return point
            turn += 1

    def _blocker(self, circle: _Circle) -> _Circle | None:
        for cell in self._covered(circle):
            for other in self._cells.get(cell, ()):
                if _meet(circle, other):
                    return other
        return None

    def _take(self, circle: _Circle) -> None:
        for cell in self._covered(circle):
            self._cells.setdefault(cell, []).append(circle)

    def _covered(self, circle: _Circle) -> list[tuple[int, int]]:
        """The cells of the grid that the square around the circle touches."""
        x, y, radius = circle
        columns = range(int((x - radius) // self._cell), int((x + radius) // self._cell) + 1)
        rows = range(int((y - radius) // self._cell), int((y + radius) // self._cell) + 1)
        return [(column, row) for column in columns for row in rows]


def _meet(first: _Circle, second: _Circle) -> bool:
    return math.hypot(first[0] - second[0], first[1] - second[1]) < first[2] + second[2]


def _polar(radius: float, angle: float) -> Point:
    return (radius * math.cos(angle), radius * math.sin(angle))


def _turned(point: Point, angle: float) -> Point:
    x, y = point
    cos, sin = math.cos(angle), math.sin(angle)
    return (x * cos - y * sin, x * sin + y * cos)


def _plus(first: Point, second: Point) -> Point:
    return (first[0] + second[0], first[1] + second[1])
