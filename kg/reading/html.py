"""The text of an HTML page: one block per line, table cells parted by tabs."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import TYPE_CHECKING

from kg.errors import ParserFailed
from kg.language import choose
from kg.reading.marks import is_number, raised
from kg.reading.plain import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ATTRIBUTES = 20_000
"""The most attributes one tag may have: libxml2 takes quadratic time for them."""

_LONG_TAG = re.compile(r"<[^<>]{40000,}")
_TAB = re.compile(r" ?\t ?")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE
)
_CHARSET_BYTES = 4096
_ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"}

_UNSEEN = {
    "head", "script", "style", "noscript", "template", "title", "iframe", "object", "svg", "math",
    "select", "textarea", "audio", "video", "canvas",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip


def text(data: bytes) -> str:
    """The text of the page's bytes.

    Raises `ParserFailed` for pages that no parser should be given, `WrongFormat` for unknown encodings.
    """
    from lxml import etree

    page = _decoded(data).lstrip("\ufeff")
    _check_tags(page)
    parser = etree.HTMLParser(encoding="utf-8", remove_pis=True, remove_comments=True)
    try:
        root = etree.fromstring(page.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise ParserFailed(reason=str(error)) from error
    if root is None:
        return ""
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise ParserFailed(reason=choose("标签嵌套太深", "its tags are nested too deep"))
    return _Writer().write(root)


def _decoded(data: bytes) -> str:
    """The page as text: what is valid UTF-8 is UTF-8, whatever the page declares."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:_CHARSET_BYTES])
        encoding = _ENCODINGS.get(declared[1].decode("ascii", "replace").lower()) if declared else None
        if encoding is None or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return decode(data, "html")
        return data.decode(encoding, "replace")


def _check_tags(page: str) -> None:
    for tag in _LONG_TAG.finditer(page):
        if len(tag[0].split()) > MAX_ATTRIBUTES:
            zh, en = f"一个标签有超过 {MAX_ATTRIBUTES} 个属性", f"a tag has over {MAX_ATTRIBUTES} attributes"
            raise ParserFailed(reason=choose(zh, en))


class _Writer:
    """Collects the lines of a page while it is walked in document order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.inline: set[_Element] = set()

    def write(self, root: _Element) -> str:
        """The lines of the whole tree."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._end(element)
            elif not self._start(element):
                walk.skip_subtree()
        self._break()
        return "".join(f"{line}\n" for line in self.lines)

    def _start(self, element: _Element) -> bool:
        """Write what comes before the children; whether the children are to be written too."""
        if _hidden(element):
            return False
        if element.tag in ("sup", "a") and (mark := _mark(element, "".join(self.line[-2:]))) is not None:
            self.line.append(mark)
            return False
        if element.tag in ("td", "th"):
            self._start_cell(element)
        elif element.tag == "br" or (element.tag in _BLOCKS and element not in self.inline):
            self._break()
        self._add(element.text)
        return True

    def _end(self, element: _Element) -> None:
        if element.tag in _BLOCKS and element not in self.inline:
            self._break()
        self._add(element.tail)

    def _start_cell(self, cell: _Element) -> None:
        """Part the cell from the one before; a lone block in a cell does not break the row."""
        if self.line:
            self.line.append("\t")
        blocks = list(islice(cell.iter(*_BLOCKS, "br"), 2))
        if len(blocks) == 1:
            self.inline.add(blocks[0])

    def _add(self, text: str | None) -> None:
        if text and (self.line or text.strip()):
            self.line.append(_SPACE.sub(" ", text))

    def _break(self) -> None:
        line = _TAB.sub("\t", re.sub(" {2,}", " ", "".join(self.line))).strip(" \t")
        if line.strip():
            self.lines.append(line)
        self.line.clear()


def _hidden(element: _Element) -> bool:
    return (
        element.tag in _UNSEEN
        or element.get("hidden") is not None
        or _HIDING.search(element.get("style") or "") is not None
    )


def _mark(element: _Element, before: str) -> str | None:
    """The footnote mark or exponent that the element is, if it is one."""
    content = "".join(islice(element.itertext(), 20))
    if not is_number(content):
        return None
    if element.tag == "sup":
        return raised(before, content)
    return f"[{content.strip(' []［］()（）〔〕')}]" if "#" in (element.get("href") or "") else None
