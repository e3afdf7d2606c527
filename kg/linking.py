"""From spans to a graph: one node per thing, edges with evidence, and IRIs that stay the same.

What a term names is shared by all reports that name it so (“双一流” is one thing), unless the name is
one that each government gives on its own: one with a code in it (“1530”), or one whose definition
speaks of 我市 or 我省.  Such a name is told apart by the report's place.
"""

from __future__ import annotations

import bisect
import re

from kg.glossary import GlossaryTerm, Named, Part
from kg.glossary.lists import quotations
from kg.glossary.mentions import class_words_at
from kg.glossary.names import read_name
from kg.lexicon import class_word
from kg.model import (
    THING_CLASSES,
    Component,
    Concept,
    Edge,
    Graph,
    Mention,
    Report,
    Role,
    Section,
    Span,
    Term,
)
from kg.naming import fold
from kg.structure import Heading, Structure
from kg.vocabulary import mint, short

_LOCAL = re.compile(r"\d|我[市省县区州盟旗]|[本全][市省县区州]|[a-z]\+|\+[a-z]", re.IGNORECASE)
_DOCUMENT = re.compile(r"《([^《》]{2,40})》")
_NAME = re.compile(r"[^，,、；;。！!？?]{2,12}")


def link(structure: Structure, terms: tuple[GlossaryTerm, ...]) -> Graph:
    """The graph of one report: its sections, its glossary, and what that names."""
    return _Linker(structure, terms).graph


class _Linker:
    """Builds the graph of one report in the order: sections, terms, what they name, references."""

    def __init__(self, structure: Structure, terms: tuple[GlossaryTerm, ...]) -> None:
        self.structure = structure
        self.report: Report = structure.report
        self.text = structure.report.text
        self.key = short(self.report.id).split("/", 1)[1]
        self.graph = Graph([self.report])
        self.sections = self._sections(structure.sections)
        self.named: dict[str, str] = {}
        subjects = [self._term(term) for term in terms]
        for subject, term in zip(subjects, terms, strict=True):
            self._references(subject, term)

    def _edge(self, subject: str, predicate: str, target: str, *evidence: Span) -> None:
        mentions = tuple(self.report.mention(span, Role.EVIDENCE) for span in evidence)
        self.graph.connect(Edge(subject, predicate, target, mentions))

    def _sections(self, headings: tuple[Heading, ...]) -> list[tuple[Heading, str]]:
        """A node for each heading, numbered as 3.2.1, within the section that encloses it."""
        placed: list[tuple[Heading, str]] = []
        path: list[tuple[Heading, str, str]] = []
        children: dict[str, int] = {}
        for heading in headings:
            while path and not (path[-1][0].level < heading.level and heading.start < path[-1][0].end):
                path.pop()
            parent, number = (path[-1][1], path[-1][2] + ".") if path else (self.report.id, "")
            children[parent] = children.get(parent, 0) + 1
            number += str(children[parent])
            iri = mint("section", self.key, number)
            self._section(heading, iri, parent)
            path.append((heading, iri, number))
            placed.append((heading, iri))
        return placed

    def _section(self, heading: Heading, iri: str, parent: str) -> None:
        mention = self.report.mention(heading.title, Role.HEADING)
        self.graph.add(
            Section(
                id=iri,
                label=self.structure.unmarked(heading.title) or mention.quote,
                mentions=(mention,),
                level=heading.level,
                start=heading.start,
                end=heading.end,
            )
        )
        self._edge(iri, "partOf", parent, heading.title)

    def _section_of(self, offset: int) -> str:
        """The innermost section that holds the offset, else the report."""
        index = bisect.bisect_right(self.sections, offset, key=lambda placed: placed[0].start)
        holding = (iri for heading, iri in reversed(self.sections[:index]) if offset < heading.end)
        return next(holding, self.report.id)

    def _term(self, term: GlossaryTerm) -> str:
        """The node of an entry, its parts and what it denotes; gives the node's IRI."""
        entry = term.entry
        number = f"{entry.number}-{term.serial + 1}" if term.serial else str(entry.number)
        iri = mint("term", self.key, number)
        self.graph.add(
            Term(
                id=iri,
                label=entry.headword.of(self.text),
                aliases=term.aliases,
                mentions=tuple(self._term_mentions(term)),
                number=entry.number,
                labels=tuple(label.of(self.text) for label in entry.labels),
                definition=entry.definition.of(self.text),
                kind=next((label.word.kind for label in term.named if label.word), None),
                count=term.count if term.listed is not None else None,
                listed=term.listed,
            )
        )
        self._edge(iri, "partOf", self.report.id, entry.headword)
        for position, part in enumerate(term.parts):
            self._part(iri, mint("component", self.key, number, position), part, position, entry.headword)
        for label in term.named:
            self._denoted(iri, label, term)
        return iri

    def _term_mentions(self, term: GlossaryTerm) -> list[Mention]:
        spans = [(span, Role.MENTION) for label in term.named for span in label.mentions]
        spans += [(term.entry.headword, Role.HEADWORD)]
        spans += [(term.entry.definition, Role.DEFINITION)] if len(term.entry.definition) else []
        spans += [(span, Role.MARK) for span in term.marks]
        return [self.report.mention(span, role) for span, role in sorted(spans)]

    def _part(self, parent: str, iri: str, part: Part, position: int, headword: Span) -> None:
        listed = len(part.members)
        self._component(
            Component(
                id=iri,
                label=part.label.of(self.text),
                mentions=(self.report.mention(part.label),),
                position=position,
                symbol=part.symbol.of(self.text) if part.symbol else None,
                symbol_start=part.symbol.start - headword.start if part.symbol else None,
                symbol_end=part.symbol.end - headword.start if part.symbol else None,
                count=part.count,
                unit=part.unit,
                listed=listed if part.count and part.count > 1 and listed not in (0, part.count) else None,
            ),
            parent,
        )
        for place, span in enumerate(part.members):
            mention = self.report.mention(span)
            member = f"{iri}/{place}"
            self._component(
                Component(id=member, label=mention.quote, mentions=(mention,), position=place), iri
            )

    def _component(self, component: Component, parent: str) -> None:
        self.graph.add(component)
        self._edge(parent, "hasComponent", component.id, component.mentions[0].span)

    def _denoted(self, term: str, label: Named, owner: GlossaryTerm) -> None:
        """The thing that a label names, and the sections that mention it."""
        words = label.label.of(self.text)
        definition = owner.entry.definition.of(self.text)
        iri = self._thing_iri(words, local=bool(_LOCAL.search(words) or _LOCAL.search(definition)))
        name = read_name(self.text, label.label)
        for spelling in (words, name.core.of(self.text)):
            self.named.setdefault(fold(spelling), term)
        aliases = [self.structure.unmarked(span) for span in label.mentions]
        self._thing(iri, words, label, tuple(alias for alias in dict.fromkeys(aliases) if alias != words))
        self._edge(term, "denotes", iri, label.label)
        for span in label.mentions:
            self._edge(self._section_of(span.start), "mentions", iri, span)

    def _thing(self, iri: str, words: str, label: Named, aliases: tuple[str, ...]) -> None:
        cls = THING_CLASSES[label.word.cls] if label.word else Concept
        mentions = tuple(self.report.mention(span) for span in (*label.mentions, label.label))
        kind = label.word.kind if label.word else None
        self.graph.add(cls(id=iri, label=words, aliases=aliases, mentions=mentions, kind=kind))

    def _thing_iri(self, words: str, *, local: bool) -> str:
        scope = [self.report.place or self.key] if local else []
        return mint("thing", *scope, fold(words) or words)

    def _references(self, subject: str, term: GlossaryTerm) -> None:
        """The other terms, documents and names that a definition quotes."""
        own = {fold(words) for words in self._own_words(term)}
        for span in self._quoted(term.entry.definition):
            folded = fold(span.of(self.text))
            if not folded or folded in own or any(len(words) >= 4 and words in folded for words in own):
                continue
            target = self.named.get(folded)
            if target is None and self._is_name(span):
                target = self._concept(span)
            if target is not None and target != subject:
                self._edge(subject, "refersTo", target, span)

    def _quoted(self, definition: Span) -> list[Span]:
        """Documents, and quotations outside them with the class words that follow: “十四五”规划."""
        documents = [
            Span(*hit.span()) for hit in _DOCUMENT.finditer(self.text, definition.start, definition.end)
        ]
        spans = list(documents)
        for span in quotations(self.text, definition):
            length = class_words_at(self.text, span.end + 1)
            whole = Span(span.start - 1, span.end + 1 + length) if length else span
            if not any(document.overlaps(span) for document in documents):
                spans.append(whole)
        return sorted(spans)

    def _own_words(self, term: GlossaryTerm) -> list[str]:
        """The words of a definition that are the term itself: its labels, symbols and listed parts."""
        spans = [span for part in term.parts for span in (part.symbol, part.label, *part.members) if span]
        names = [read_name(self.text, label.label) for label in term.named]
        spans += [span for name in names for span in (name.label, name.core, *name.pieces, *name.sum)]
        spans += [group.span for name in names for group in name.groups]
        return [span.of(self.text) for span in spans if len(span) <= 3 or not self._is_name(span)] + [
            name.label.of(self.text) for name in names
        ]

    def _is_name(self, span: Span) -> bool:
        """Whether a quotation is a name: of a document, counted, with a class word, or quoted elsewhere."""
        words = span.of(self.text)
        if words.startswith("《"):
            return True
        if not _NAME.fullmatch(words):
            return False
        groups = read_name(self.text, span).groups
        counted = (
            len(groups) == 1
            and words.startswith(groups[0].span.of(self.text))
            and (groups[0].number or 0) > 1
        )
        return counted or class_word(words) is not None or self.text.count(f"“{words}”") > 1

    def _concept(self, span: Span) -> str:
        """A node for something that has no entry of its own; only documents are shared between places."""
        words = span.of(self.text)
        iri = self._thing_iri(words, local=not words.startswith("《"))
        kind = "文件" if words.startswith("《") else None
        self.graph.add(Concept(id=iri, label=words, mentions=(self.report.mention(span),), kind=kind))
        return iri
