from __future__ import annotations

import hashlib
import io
import os
import re
import sys
from pathlib import Path

import docx
import pytest

from kg.errors import NotFound, ReadError, TooLarge, WrongFormat
from kg.model import Role
from kg.reading import read, read_bytes
from kg.reading.reader import MAX_BYTES
from kg.vocabulary import mint
from tests.needs import missing
from tests.reports import BUNDLED, SHARED

DATA = Path(__file__).parent / "data"
REPORT = (DATA / "report.txt").read_text(encoding="utf-8")


def test_the_bundled_report_is_read_with_its_head() -> None:
    report = read(BUNDLED)
    assert report.id == "https://govreport.example/id/report/保定市-2023"
    assert (report.label, report.place, report.year) == ("2023年保定市政府工作报告", "保定市", 2023)
    assert (report.date, report.speaker, report.source) == ("2023-01-30", "闫继红", "baoding-2023.txt")
    assert report.sha256 == hashlib.sha256(BUNDLED.read_bytes()).hexdigest()
    assert report.text.encode("utf-8") == BUNDLED.read_bytes()
    assert [mention.quote for mention in report.of_role(Role.HEADING)] == ["2023年保定市政府工作报告"]
    assert len(report.furniture) == 2
    assert all(mention.quote == mention.span.of(report.text) for mention in report.mentions)


@pytest.mark.parametrize("kind", ["txt", "gb18030", "html", "docx", "pdf"])
def test_one_report_in_any_format_is_one_report(kind: str) -> None:
    report = read_bytes(_in_format(kind), f"report.{kind}")
    assert report.text == REPORT
    assert report.id == "https://govreport.example/id/report/云溪市-2031"
    assert (report.date, report.speaker) == ("2031-01-18", "林远")


def _in_format(kind: str) -> bytes:
    if kind == "pdf":
        return (DATA / "report.pdf").read_bytes()
    if kind == "html":
        paragraphs = "".join(f"<p>{line}</p>\n" for line in REPORT.splitlines())
        return f'<!DOCTYPE html><meta charset="gbk"><title>云溪</title>{paragraphs}'.encode("gb18030")
    if kind == "docx":
        document = docx.Document()
        for line in REPORT.splitlines():
            document.add_paragraph(line)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()
    return REPORT.encode("gb18030" if kind == "gb18030" else "utf-8")


def test_standard_input_is_read_and_a_report_of_unknown_place_is_named_by_its_hash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = "政府工作报告\n各位代表：\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    report = read("-")
    assert report.source == "-"
    assert report.id.endswith("/report/" + hashlib.sha256(data).hexdigest()[:16])


UNKNOWN = "政府工作报告\n各位代表：\n一、{}\n"


def test_files_of_unknown_place_are_as_many_reports_and_stay_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / folder / "某地.txt" for folder in "ab"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(UNKNOWN.format("回顾"), encoding="utf-8")
    first, second = (read(path).id for path in paths)
    assert first != second
    assert re.fullmatch(r"https://govreport\.example/id/report/某地-[0-9a-f]{8}", first)
    paths[0].write_text(UNKNOWN.format("任务"), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "b")
    assert (read("../a/某地.txt").id, read("某地.txt").id) == (first, second)


@pytest.mark.parametrize("name", ["my report (1).txt", "a%20b#c?.txt", "报告《甲》、乙.v2.txt", "\udcff.txt"])
def test_the_key_of_a_report_is_the_same_in_all_other_identifiers(name: str) -> None:
    report = read_bytes(UNKNOWN.format("回顾").encode(), name)
    key = report.id.rpartition("/")[2]
    assert mint("term", key, 1) == f"https://govreport.example/id/term/{key}/1"
    assert "%" not in key
    assert report.source
    assert report.source.encode()


def test_a_standard_input_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/zero").open(encoding="utf-8") as endless:
        monkeypatch.setattr(sys, "stdin", endless)
        with pytest.raises(TooLarge, match="-"):
            read("-")


def test_a_closed_or_unreadable_standard_input_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(WrongFormat):
        read("-")
    with (tmp_path / "out").open("w", encoding="utf-8") as unreadable:
        monkeypatch.setattr(sys, "stdin", unreadable)
        with pytest.raises(WrongFormat):
            read("-")


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(TooLarge, match=str(200 * 2**20)):
        read(path)


def test_a_device_without_end_is_refused() -> None:
    with pytest.raises(TooLarge):
        read("/dev/zero")


def test_bytes_over_the_limit_are_refused() -> None:
    with pytest.raises(TooLarge):
        read_bytes(bytes(MAX_BYTES + 1), "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t",
        "\ufeff\u3000\n".encode(),
        bytes(range(256)) * 8,
        b"\x00" * 64,
        b"PK\x05\x06",
        b"GIF89a\x00\x01",
    ],
)
def test_empty_and_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(WrongFormat) as caught:
        read_bytes(data, "a.txt")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["Hello world", "今天天气很好。" * 100, "一、买菜\n二、做饭"])
def test_what_is_no_report_is_refused_with_what_was_looked_for(text: str) -> None:
    with pytest.raises(WrongFormat, match="政府工作报告"):
        read_bytes(text.encode(), "a.txt")


def test_paths_that_hold_no_readable_file_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "no.txt", BUNDLED / "below"):
        with pytest.raises(NotFound):
            read(path)
    with pytest.raises(WrongFormat):
        read(tmp_path)
    with pytest.raises(ReadError):
        read("a\0b")
    with pytest.raises(ReadError):
        read("长" * 5000)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    if os.geteuid() == 0:  # root may read every file of a disk
        path = Path("/proc/self/mem")
    else:
        path.write_text("各位代表", encoding="utf-8")
        path.chmod(0)
    with pytest.raises(WrongFormat):
        read(path)


PROVINCES = {
    "beijing": ("北京市", "2026-01-25", "殷勇"),
    "guangdong": ("广东省", "2026-01-26", "孟凡利"),
    "hebei": ("河北省", "2026-01-26", "王正谱"),
    "henan": ("河南省", "2026-01-26", "王凯"),
    "jiangxi": ("江西省", "2026-01-27", "叶建春"),
    "shandong": ("山东省", "2026-01-27", "周乃翔"),
    "yunnan": ("云南省", "2026-01-28", "王予波"),
    "zhejiang": ("浙江省", "2026-01-14", "刘捷"),
}


@pytest.mark.shared
def test_the_heads_of_the_shared_reports_are_right() -> None:
    paths = sorted((SHARED / "reports").glob("*-*.txt"))
    if not paths:
        missing("the annotated reports are not there")
    for path in paths:
        report = read(path)
        name, year = path.stem.rsplit("-", 1)
        known = (
            ("全国", "2017-03-05", "李克强") if path.stem == "state-council-2017" else ("全国", None, None)
        )
        assert (report.place, report.date, report.speaker) == PROVINCES.get(name, known)
        assert report.year == int(year)
