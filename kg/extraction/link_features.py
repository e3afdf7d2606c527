"""How two found things of a line stand to each other, as features for the model of links."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.clauses import Clause, clauses, place
from kg.extraction.facts import Found, FoundMeasure, FoundThing
from kg.extraction.phrases import LONGEST_NAME, Line, column, lexicon

_WORDS, _PROJECTS = "link-words.tsv", "project-words.tsv"
_TOUCHING = 4
"""Up to so many characters between two things are a feature of their own."""
_HEAD = 0.6
"""The share of a sentence that a thing fills at least which is its head: 新型能源强市场景。"""
_LONGEST_HEAD = 16
_PARTS = frozenset({"Place", "Organization"})
_DISTANCES = (0, 1, 3, 6, 10, 16, 25, 40, 60, 90)
SUBJECTS = frozenset({"Initiative", "Project"})


@dataclass(slots=True, eq=False)
class Item:
    """A found thing at `[start, end)` of a line, in its `clause` and `sentence` (counted along the line).

    `head` says that it is a run-in head, and how it is numbered; `topic` is the clause of the head that it
    stands under, -1 if under none; `turn` counts the earlier clauses of its sentence that hold what can be
    a subject.
    """

    found: Found
    cls: str
    start: int
    end: int
    clause: int
    sentence: int
    head: str
    topic: int
    turn: int


class Scene:
    """A line with the things found in it, in order, and the words that may join them."""

    def __init__(self, line: Line, found: Sequence[Found]) -> None:
        self.line = line
        self.clauses = clauses(line)
        self._clause_starts = [clause.start for clause in self.clauses]
        sorts = column(_WORDS, 1)
        hits = line.longest(lexicon(_WORDS))
        self._words = [(start, end, sorts[line.text[start:end]]) for start, end in hits]
        self._word_starts = [start for start, _, _ in self._words]
        self._topics = list(self._under())
        self.items = list(self._placed(found))
        self._starts = [item.start for item in self.items]
        self._names = {
            item.found.name: item
            for item in reversed(self.items)
            if isinstance(item.found, FoundThing) and item.cls in _PARTS and 2 <= len(item.found.name) <= 12
        }
        self._alone: dict[tuple[str, str, Item], list[str]] = {}
        self._lengths = sorted({len(name) for name in self._names})

    def _under(self) -> Iterator[int]:
        """For each clause the number of the head that it stands under: a short sentence of its own.

        Under a numbered head a sentence that begins with a verb is none: 建设某电站。
        """
        topic, verbs = -1, set(self._word_starts)
        for number, clause in enumerate(self.clauses):
            if clause.index == clause.left == 0 and clause.end - clause.start <= _LONGEST_HEAD:
                under = topic >= 0 and self.clauses[topic].numbered
                if clause.numbered or not under or clause.start not in verbs:
                    topic = number
            yield topic

    def _placed(self, found: Sequence[Found]) -> Iterator[Item]:
        seen: dict[int, list[int]] = {}
        for thing in found:
            start, end = place(self.line, thing.span)
            if start >= end or not self.clauses:
                continue
            cls = class_of(thing)
            number = max(0, bisect.bisect_right(self._clause_starts, start) - 1)
            clause, topic = self.clauses[number], self._topics[number]
            head = self._head(number, start, end)
            earlier = seen.setdefault(clause.sentence, [])
            turn = len(earlier) - (bool(earlier) and earlier[-1] == number)
            if cls in SUBJECTS and not head and (not earlier or earlier[-1] != number):
                earlier.append(number)
            yield Item(thing, cls, start, end, number, clause.sentence, head, topic, turn)

    def _head(self, number: int, start: int, end: int) -> str:
        clause = self.clauses[number]
        if self._topics[number] != number or end - start < _HEAD * (clause.end - clause.start):
            return ""
        return "numbered" if clause.numbered else "head"

    def named_in(self, subject: Item, known: Sequence[Item]) -> list[Item]:
        """The places and organisations whose names the subject's name holds, without those known."""
        found = subject.found
        if not isinstance(found, FoundThing) or subject.cls == "Place":
            return []
        lengths, names, name = self._lengths, self._names, found.name[:LONGEST_NAME]
        parts = dict.fromkeys(name[at : at + n] for n in lengths for at in range(len(name) - n + 1))
        return [names[part] for part in parts if part in names and part != name and names[part] not in known]

    def clause(self, item: Item) -> Clause:
        """The clause in which an item begins."""
        return self.clauses[item.clause]

    def alone(self, predicate: str, role: str, item: Item) -> list[str]:
        """The features of one of a pair, with the predicate and its role before them."""
        key = (predicate, role, item)
        if key not in self._alone:
            self._alone[key] = [f"{predicate}:{role} {feature}" for feature in _of_one(self, role, item)]
        return self._alone[key]

    def sorts(self, start: int, end: int) -> list[str]:
        """The sorts of the joining words in `[start, end)`, in order."""
        low = bisect.bisect_left(self._word_starts, start)
        high = bisect.bisect_left(self._word_starts, end)
        return [sort for _, _, sort in self._words[low:high]]

    def between(self, first: Item, second: Item, cls: str) -> int:
        """How many things of the class begin between two, up to 3."""
        low, high = (
            bisect.bisect_left(self._starts, first.end),
            bisect.bisect_left(self._starts, second.start),
        )
        return min(3, sum(item.cls == cls for item in self.items[low:high]))

    def before(self, item: Item) -> str:
        """The sort of the last joining word before the item in its clause."""
        at = bisect.bisect_left(self._word_starts, item.start) - 1
        if at < 0 or self._word_starts[at] < self.clause(item).start:
            return "none"
        return self._words[at][2]


def class_of(found: Found) -> str:
    """The class of what was found, of a measure with its status."""
    if isinstance(found, FoundThing):
        return found.cls
    return found.status if isinstance(found, FoundMeasure) else "Goal"


def features(scene: Scene, predicate: str, subject: Item, target: Item) -> tuple[str, ...]:
    """The features of a pair, each with the predicate before it."""
    pair = [f"{predicate}:{feature}" for feature in _of_pair(scene, subject, target)]
    pair.append(f"{predicate}:{subject.cls}>{target.cls}")
    return (*pair, *scene.alone(predicate, "s", subject), *scene.alone(predicate, "o", target))


def _of_one(scene: Scene, role: str, item: Item) -> Iterator[str]:
    """The features of a thing wherever the other stands."""
    clause, text, found = scene.clause(item), scene.line.text, item.found
    yield f"before={scene.before(item)}"
    yield f"word={text[max(clause.start, item.start - 2) : item.start]}"
    yield f"after={text[item.end : item.end + 2]}"
    yield f"index={min(clause.index, 3)}"
    yield f"last2={text[item.end - 2 : item.end]}"
    if isinstance(found, FoundThing) and role == "s":
        yield f"kind={found.kind}"
        yield f"status={found.status}"
    elif isinstance(found, FoundMeasure):
        yield f"aspect={found.aspect}"
    if item.head:
        yield f"is {item.head}"


def _of_pair(scene: Scene, subject: Item, target: Item) -> list[str]:
    features = _named(subject, target)
    if subject.start < target.end and target.start < subject.end:
        return features + _overlapping(scene, subject, target)
    if holds(subject, target):
        return features
    first, second = (subject, target) if subject.start < target.start else (target, subject)
    apart, sentences = second.clause - first.clause, second.sentence - first.sentence
    near = f"{'on' if first is subject else 'back'} {min(sentences, 1)}"
    rivals, turn = scene.between(first, second, subject.cls), min(subject.turn, 3)
    distance = second.start - first.end
    kind = subject.found.kind if isinstance(subject.found, FoundThing) else None
    return [
        *features,
        f"{kind}>{target.cls} {min(2, target.clause - subject.clause)}",
        f"distance={next((most for most in _DISTANCES if distance <= most), 'far')}",
        f"{near} {min(apart, 5)}",
        f"{near} turn={turn}",
        f"{near} turn={turn} rivals={min(rivals, 1)} {scene.before(subject)}",
        f"{near} rivals={rivals}",
        f"governed {_governed(subject, target)}",
        *_joined(scene, near, first, second, apart),
    ]


def _joined(scene: Scene, near: str, first: Item, second: Item, apart: int) -> list[str]:
    """What the words between two things say, which stand `apart` clauses from each other."""
    between, sorts = scene.line.text[first.end : second.start], scene.sorts(first.end, second.start)
    features = list(dict.fromkeys(f"{near} {min(apart, 1)} by {sort}" for sort in sorts))
    if len(between) <= _TOUCHING:
        features.append(f"{near} between={between}")
    if ";" in between:
        features.append(f"{near} semicolon")
    if "、" in between and not sorts and apart == 0:
        features.append(f"{near} listed")
    return features


def _governed(subject: Item, target: Item) -> str:
    """Whether the subject is the head under which the object stands."""
    if subject.head and target.topic == subject.clause:
        return f"by {subject.head}"
    return f"by other, {subject.topic == target.topic}" if target.topic >= 0 else "by none"


def holds(subject: Item, target: Item) -> bool:
    """Whether the name of the subject holds that of the object."""
    one, other = subject.found, target.found
    if target.cls not in _PARTS or not (isinstance(one, FoundThing) and isinstance(other, FoundThing)):
        return False
    return other.name in one.name and other.name != one.name


def _named(subject: Item, target: Item) -> list[str]:
    """Whether the name of the subject holds that of the object, and where."""
    if target.cls not in _PARTS:
        return []
    one, other = subject.found, target.found
    if not holds(subject, target) or not isinstance(one, FoundThing) or not isinstance(other, FoundThing):
        return ["name apart"]
    name, part = one.name, other.name
    where = "opens" if name.startswith(part) else "ends" if name.endswith(part) else "within"
    return ["name holds", f"name {where} {subject.cls}", f"name {where} {_last_sort(name)}"]


def _last_sort(name: str) -> str:
    """The sort of the last word of a project's name: transport, civic and so on."""
    word = lexicon(_PROJECTS).before(name, 0, len(name))
    return column(_PROJECTS, 1).get(word, "none")


def _overlapping(scene: Scene, subject: Item, target: Item) -> list[str]:
    around = "in" if subject.start <= target.start and target.end <= subject.end else "over"
    left = "start" if subject.start == target.start else "middle"
    right = "end" if subject.end == target.end else "middle"
    features = [around, f"{around} {left} {right}", f"{around} {subject.cls} {left} {right}"]
    if around == "over":
        share = (subject.end - subject.start) * 4 // max(1, target.end - target.start)
        verb = (scene.sorts(target.start, subject.start) or ["none"])[-1]
        features += [f"over {share}", f"over by {verb}", f"over under {subject.topic >= 0}"]
    return features
