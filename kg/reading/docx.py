"""The text of a Word file: paragraphs and tables in their order, footnotes and endnotes at the end."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import TooLarge, WrongFormat
from kg.language import choose
from kg.reading.marks import raised

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

MAX_ENTRIES = 2000
MAX_INFLATED = 256 * 2**20
MAX_XML = 48 * 2**20
"""The most that all entries, and all XML among them, may inflate to, in bytes."""

_CHUNK = 2**20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRITTEN = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_NOTES = {_W + "footnoteReference": "footnotes", _W + "endnoteReference": "endnotes"}
_NOTES_HEADING = "注释"


def text(data: bytes) -> str:
    """The text of the file's bytes.  Raises `TooLarge` or `WrongFormat`."""
    import docx

    check(data)
    return _Reader(docx.Document(io.BytesIO(data))).text()


def check(data: bytes) -> None:
    """Inflate every entry, counting, before any parser sees it; headers may lie about sizes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise WrongFormat(reason=choose("压缩包内文件太多", "there are too many files in the archive"))
        inflated = xml = 0
        for entry in entries:
            is_xml = entry.filename.lower().endswith((".xml", ".rels"))
            size = _check_entry(archive, entry, MAX_XML - xml if is_xml else MAX_INFLATED - inflated)
            inflated += size
            xml += size * is_xml
        if inflated > MAX_INFLATED:
            raise TooLarge(size=inflated, limit=MAX_INFLATED)


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowed: int) -> int:
    """The inflated size of the entry, in bytes; it must not be over `allowed`, nor declare a DTD."""
    if entry.file_size > allowed:
        raise TooLarge(size=entry.file_size, limit=allowed)
    size, tail = 0, b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > allowed:
                raise TooLarge(size=size, limit=allowed)
            # Without its NULs UTF-16 reads as ASCII.
            seen = tail + chunk.replace(b"\0", b"")
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise WrongFormat(reason=choose("文档声明了 DTD", "the document declares a DTD"))
            tail = seen[-16:]
    return size


class _Reader:
    """Walks a document, numbering notes in the order of their first reference."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.notes: dict[tuple[str, str], int] = {}

    def text(self) -> str:
        """The lines of the body, then those of the notes."""
        body = self.document.element.body
        for copy in list(body.iter(_FALLBACK)):
            copy.getparent().remove(copy)
        lines = list(self._blocks(body))
        if self.notes:
            lines.append(_NOTES_HEADING)
        contents = {kind: self._contents(kind) for kind in sorted({kind for kind, _ in self.notes})}
        for (kind, identifier), number in list(self.notes.items()):
            lines.append(f"[{number}]{contents[kind].get(identifier, '')}")
        return "".join(f"{line}\n" for line in lines)

    def _blocks(self, parent: _Element) -> Iterator[str]:
        """A line for each paragraph, and for each table row, in document order."""
        pending = list(reversed(parent))
        while pending:
            element = pending.pop()
            if element.tag == _W + "p":
                yield self._paragraph(element)
            elif element.tag == _W + "tr":
                yield "\t".join(self._cell(cell) for cell in _cells(element))
            else:
                pending.extend(reversed(element))

    def _cell(self, cell: _Element) -> str:
        return " ".join(line.replace("\n", " ") for line in self._blocks(cell))

    def _paragraph(self, paragraph: _Element) -> str:
        written: list[str] = []
        for run in paragraph.iter(_W + "r"):
            content = self._run(run)
            if content and _is_raised(run):
                content = raised("".join(written), content)
            written.append(content)
        return "".join(written)

    def _run(self, run: _Element) -> str:
        if run.find(f"{_W}rPr/{_W}vanish") is not None:
            return ""
        return "".join(self._piece(piece) for piece in run)

    def _piece(self, piece: _Element) -> str:
        if piece.tag == _W + "t":
            return piece.text or ""
        if piece.tag in _NOTES:
            key = (_NOTES[piece.tag], piece.get(_W + "id", ""))
            return f"[{self.notes.setdefault(key, len(self.notes) + 1)}]"
        return _WRITTEN.get(piece.tag, "")

    def _contents(self, kind: str) -> dict[str, str]:
        """The texts of the notes of that kind, by their identifiers in the file."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for relation in self.document.part.rels.values():
            if relation.reltype.endswith("/" + kind):
                root = etree.fromstring(relation.target_part.blob, parser)
                return {note.get(_W + "id", ""): " ".join(self._blocks(note)).strip() for note in root}
        return {}


def _cells(row: _Element) -> Iterator[_Element]:
    """The cells of the row, without those of tables that stand in its cells."""
    pending = list(reversed(row))
    while pending:
        element = pending.pop()
        if element.tag == _W + "tc":
            yield element
        else:
            pending.extend(reversed(element))


def _is_raised(run: _Element) -> bool:
    style = run.find(f"{_W}rPr/{_W}vertAlign")
    return style is not None and style.get(_W + "val") == "superscript"
