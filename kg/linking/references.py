"""What the definitions of a glossary refer to: other terms, documents and names of weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kg.glossary import GlossaryTerm
from kg.glossary.lists import quotations
from kg.glossary.mentions import class_words_at
from kg.glossary.names import Name, read_name
from kg.lexicon import class_word
from kg.linking.draft import REFERENCE, Draft
from kg.linking.entities import Entities, Entity, fold
from kg.linking.glossary import Glossary
from kg.model import Concept, Span

_DOCUMENT = re.compile(r"《([^《》]{2,40})》")
_NUMBER = re.compile(r"[\d一二两双三四五六七八九十百千万]")
_QUOTED = re.compile("“([^“”]{2,12})”")
_NAME = re.compile(r"[^，,、；;。！!？?]{2,12}")


class _Reference(NamedTuple):
    """A term, where its definition names something, and what that is: a term, or a thing."""

    term: str
    span: Span
    target: str | Entity


class References:
    """The references in the definitions of a glossary; `write` puts them into the graph.

    Made, it has added the things that nothing else names.
    """

    def __init__(self, draft: Draft, entities: Entities, glossary: Glossary) -> None:
        self.draft = draft
        self.text = draft.text
        self.entities = entities
        self.named = glossary.named
        self.quoted = Counter(_QUOTED.findall(self.text))
        self.found = [
            reference
            for iri, term, names in zip(glossary.iris, glossary.terms, glossary.names, strict=True)
            for reference in self._of(iri, term, names)
        ]

    def write(self) -> None:
        """Put an edge into the graph for each reference."""
        for term, span, target in self.found:
            iri = target if isinstance(target, str) else target.iri
            self.draft.stated(term, "refersTo", iri, span, REFERENCE)

    def _of(self, subject: str, term: GlossaryTerm, names: list[Name]) -> Iterator[_Reference]:
        """The other terms, documents and names that a definition quotes."""
        own = {fold(words) for words in self._own_words(term, names)}
        for span in self._quoted(term.entry.definition):
            folded = fold(span.of(self.text))
            if not folded or folded in own or any(len(words) >= 4 and words in folded for words in own):
                continue
            target: str | Entity | None = self.named.get(folded)
            if target is None and self._is_name(span):
                target = self._thing(span)
            if target is not None and target != subject:
                yield _Reference(subject, span, target)

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

    def _own_words(self, term: GlossaryTerm, names: list[Name]) -> list[str]:
        """The words of a definition that are the term itself: its labels, symbols and listed parts."""
        spans = [span for part in term.parts for span in (part.symbol, part.label, *part.members) if span]
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
        return self.quoted[words] > 1 or class_word(words) is not None or self._is_counted(span)

    def _is_counted(self, span: Span) -> bool:
        """Whether a name begins with the number of what it is made of: 三个导向."""
        if not _NUMBER.match(self.text, span.start):
            return False
        groups = read_name(self.text, span).groups
        if len(groups) != 1:
            return False
        return groups[0].span.start == span.start and (groups[0].number or 0) > 1

    def _thing(self, span: Span) -> Entity:
        """The thing of that name, a concept where there is none; only documents are shared between places."""
        words = span.of(self.text)
        known = self.entities.named(words)
        document = words.startswith("《")
        thing = known[0] if known else self.entities.called(words, Concept, local=not document)
        thing.kind = thing.kind or ("文件" if document else None)
        thing.entries.append(self.draft.mention(span, REFERENCE))
        return thing
