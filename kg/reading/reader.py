"""From a path, or the bytes of a file, to a `Report`."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path
from typing import BinaryIO

from kg.errors import NotFound, TooLarge, WrongFormat
from kg.language import choose
from kg.lines import line_spans
from kg.model import Mention, Report, Role
from kg.reading import detect, plain, sandbox
from kg.reading.furniture import furniture
from kg.reading.head import Head, head
from kg.vocabulary import mint

MAX_BYTES = 64 * 2**20
"""The largest file that is read, in bytes."""

STDIN = "-"

_SECTION = re.compile(r"[ \t\u3000]*+一、")
_NO_KEY = re.compile(r"[^\w.~+-]")


def read(path: str | Path) -> Report:
    """The report in the file at `path`, or on the standard input if `path` is `-`.

    Raises `NotFound`, `TooLarge`, `WrongFormat` or `ParserFailed`.
    """
    try:
        data = _stdin() if str(path) == STDIN else _bytes_at(Path(path))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(path=path) from error
    except IsADirectoryError as error:
        raise _wrong(path, "这是文件夹,不是文件", "it is a folder, not a file") from error
    except PermissionError as error:
        raise _wrong(path, "没有读取权限", "there is no permission to read it") from error
    except (OSError, ValueError) as error:
        raise _wrong(path, f"无法打开({error})", f"it does not open ({error})") from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, name: str) -> Report:
    """The report in the bytes of a file; `name` is its path, or `-` for the standard input.

    Raises `TooLarge`, `WrongFormat` or `ParserFailed`.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(path=name, size=len(data), limit=MAX_BYTES)
    text = _text(data, name)
    _check_report(text, name)
    return _report(text, hashlib.sha256(data).hexdigest(), name)


def _stdin() -> bytes:
    if sys.stdin is None:  # the caller has closed it
        raise _wrong(STDIN, "标准输入已关闭", "the standard input is closed")
    return _limited(sys.stdin.buffer, STDIN)


def _bytes_at(path: Path) -> bytes:
    with path.open("rb") as file:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise TooLarge(path=path, size=size, limit=MAX_BYTES)
        return _limited(file, str(path))


def _limited(file: BinaryIO, name: str) -> bytes:
    """All that the file holds; pipes and devices do not tell their size beforehand."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TooLarge(path=name, size=f">{MAX_BYTES}", limit=MAX_BYTES)
    return data


def _text(data: bytes, name: str) -> str:
    if not data.strip():
        raise _wrong(name, "文件是空的", "the file is empty")
    kind = detect.kind(data, name)
    text = plain.decode(data, name) if kind == "plain" else sandbox.text(kind, data, name)
    plain.check_text(text, name)
    return text


def _check_report(text: str, name: str) -> None:
    """Refuse a text without any trace of a government work report."""
    if "工作报告" in text or "各位代表" in text or ("政府" in text and _has_section(text)):
        return
    raise _wrong(
        name,
        "不像政府工作报告,没有找到“政府工作报告”“各位代表”,也没有“一、”这样的章节",
        "it is no government work report: neither 政府工作报告 nor 各位代表 nor sections (一、) are in it",
    )


def _has_section(text: str) -> bool:
    return any(_SECTION.match(text, line.start, line.end) for line in line_spans(text))


def _report(text: str, sha256: str, name: str) -> Report:
    spans = furniture(text)
    found = head(text, spans)
    identifier = _identifier(found, sha256, name)
    mentions = [Mention(identifier, span, span.of(text), Role.FURNITURE) for span in spans]
    if found.title is not None:
        mentions.insert(0, Mention(identifier, found.title, found.title.of(text), Role.HEADING))
    return Report(
        id=identifier,
        label=found.label(text),
        mentions=tuple(mentions),
        place=found.place,
        year=found.year,
        date=found.date,
        speaker=found.speaker,
        source=plain.well_formed(Path(name).name),
        sha256=sha256,
        text=text,
    )


def _identifier(found: Head, sha256: str, name: str) -> str:
    """The IRI of the report.  Its last part needs no percent-encoding, so it may be a part of others.

    That part is `PLACE-YEAR`: two files on the same year of a place are versions of one report.  Where
    the head does not tell both, it is the file's name without its suffix, and 8 hex digits of the hash
    of the file's full path: an edited file stays the same report, files of one name in two folders are
    two, and the path cannot be read off.  What comes on the standard input is named by its contents.
    """
    if found.place is not None and found.year is not None:
        key = f"{found.place}-{found.year}"
    elif name == STDIN:
        key = sha256[:16]
    else:
        path = os.fsencode(os.path.realpath(name))
        key = f"{Path(name).stem}-{hashlib.sha256(path).hexdigest()[:8]}"
    return mint("report", _NO_KEY.sub("-", key))


def _wrong(path: object, zh: str, en: str) -> WrongFormat:
    return WrongFormat(path=path, reason=choose(zh, en))
