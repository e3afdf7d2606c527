from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from kg.errors import TooLarge, WrongFormat
from kg.reading import docx as reading

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def zipped(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_paragraphs_and_tables_come_in_document_order() -> None:
    document = docx.Document()
    document.add_paragraph("政府工作报告")
    table = document.add_table(rows=2, cols=2)
    for cell, value in zip((c for row in table.rows for c in row.cells), "甲乙丙丁", strict=True):
        cell.text = value
    document.add_paragraph("各位代表：").add_run("\t现在")
    assert reading.text(saved(document)) == "政府工作报告\n甲\t乙\n丙\t丁\n各位代表：\t现在\n"


def test_all_that_a_cell_holds_is_read_once() -> None:
    document = docx.Document()
    row = document.add_table(rows=1, cols=3).rows[0]
    controlled, nesting, plain = row.cells
    controlled._tc.remove(controlled._tc.p_lst[0])
    run = "<w:r><w:t>乙</w:t></w:r>"
    controlled._tc.append(
        parse_xml(f"<w:sdt {W}><w:sdtContent><w:p>{run}</w:p><w:p>{run}</w:p></w:sdtContent></w:sdt>")
    )
    nesting.text = "表"
    nesting.add_table(rows=1, cols=2).rows[0].cells[1].text = "丙"
    plain.text = "丁\n戊"
    assert [cell.split() for cell in reading.text(saved(document)).split("\t")] == [
        ["乙", "乙"], ["表"], ["丙"], ["丁", "戊"],
    ]  # fmt: skip


def test_a_cell_within_a_content_control_is_read() -> None:
    document = docx.Document()
    row = document.add_table(rows=1, cols=2).rows[0]
    cell = row.cells[1]._tc
    row.cells[0].text, row.cells[1].text = "甲", "乙"
    control = parse_xml(f"<w:sdt {W}><w:sdtContent/></w:sdt>")
    row._tr.append(control)
    control[0].append(cell)
    assert reading.text(saved(document)) == "甲\t乙\n"


def test_word_notes_become_marks_and_lines_at_the_end() -> None:
    document = docx.Document()
    notes = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/><w:t>{note}</w:t></w:r></w:p></w:footnote>'
        for i, note in ((2, "乙的注释"), (1, "甲的注释"))
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        f"<w:footnotes {W}>{notes}</w:footnotes>".encode(),
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    for before, identifier, after in (("甲工程", 1, "推进。"), ("乙机制", 2, "完善。")):
        paragraph = document.add_paragraph(before)
        paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="{identifier}"/></w:r>'))
        paragraph.add_run(after)
    assert reading.text(saved(document)).splitlines() == [
        "甲工程[1]推进。", "乙机制[2]完善。", "注释", "[1]甲的注释", "[2]乙的注释",
    ]  # fmt: skip


def test_raised_numbers_are_marks_and_hidden_runs_are_left_out() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("项目")
    paragraph.add_run("9").font.superscript = True
    paragraph.add_run("452个，36km")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run("藏").font.hidden = True
    assert reading.text(saved(document)) == "项目[9]452个，36km²\n"


@pytest.mark.parametrize("name", ["word/document.xml", "word/media/image1.png"])
def test_what_inflates_beyond_the_limits_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_XML", 2**20)
    monkeypatch.setattr(reading, "MAX_INFLATED", 2**20)
    with pytest.raises(TooLarge):
        reading.check(zipped({name: bytes(2**20 + 1)}))


def test_several_entries_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_INFLATED", 2**20)
    with pytest.raises(TooLarge):
        reading.check(zipped({f"word/media/{i}": bytes(2**18) for i in range(5)}))


def test_a_header_that_lies_about_the_size_does_not_help() -> None:
    size = 8 * 2**20
    data = zipped({"word/document.xml": bytes(size)})
    lie = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(zipfile.BadZipFile):
        reading.check(lie)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_is_refused(encoding: str) -> None:
    xml = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    with pytest.raises(WrongFormat) as caught:
        reading.check(zipped({"word/document.xml": xml}))
    assert "DTD" in caught.value.details["reason"]


def test_too_many_entries_are_refused() -> None:
    with pytest.raises(WrongFormat):
        reading.check(zipped({f"word/{i}": b"" for i in range(reading.MAX_ENTRIES + 1)}))
