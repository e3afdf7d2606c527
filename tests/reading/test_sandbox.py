from __future__ import annotations

import re
import subprocess
import sys

import pytest

from kg.errors import ParserFailed, TooLarge, WrongFormat
from kg.reading import sandbox
from kg.reading.sandbox import Limits

from .test_docx import zipped
from .test_pdf import with_characters, with_content


def test_the_text_comes_back_whole() -> None:
    assert sandbox.text("html", "<p>𠀀😀</p>".encode(), "a.html") == "𠀀😀\n"


def test_errors_of_the_parser_come_back_with_the_name_of_the_file() -> None:
    with pytest.raises(TooLarge, match=r"a\.docx"):
        sandbox.text("docx", zipped({"word/document.xml": bytes(300 * 2**20)}), "a.docx")
    with pytest.raises(WrongFormat, match=r"b\.docx"):
        sandbox.text("docx", zipped({"word/document.xml": b"<a/>"})[:60], "b.docx")
    with pytest.raises(WrongFormat, match=r"c\.pdf"):
        sandbox.text("pdf", b"%PDF-1.7 junk", "c.pdf")
    with pytest.raises(ParserFailed, match=r"d\.html"):
        sandbox.text("html", b"<div>" * 100_000, "d.html")


def test_a_pdf_that_inflates_to_gigabytes_is_refused() -> None:
    with pytest.raises(WrongFormat, match="Limit"):
        sandbox.text("pdf", with_content(bytes(200 * 2**20)), "a.pdf")


SLOW = ("<td><p>表</p>" * 400_000).encode()


@pytest.mark.parametrize(
    ("limits", "cause"),
    [
        (Limits(cpu=1), "1 s of processor time"),
        (Limits(wall=1), "1 s in all"),
        (Limits(memory=150 * 2**20), "memory (at most 150 MiB)"),
    ],
    ids=["cpu", "wall", "memory"],
)
def test_a_parser_that_hits_a_limit_is_stopped(
    limits: Limits, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    with pytest.raises(ParserFailed, match=re.escape(cause)):
        sandbox.text("html", SLOW, "a.html", limits=limits)


def test_a_parser_that_cannot_start_says_why() -> None:
    with pytest.raises(ParserFailed, match=r"No module named 'kg\.reading\.rtf'"):
        sandbox.text("rtf", b"", "a.rtf")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", "signal (Killed"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "processor time"),
        ("raise MemoryError", "memory"),
        ("raise OSError('no such thing')", "OSError: no such thing"),
        ("sys.exit(3)", "exit 3"),
    ],
)
def test_the_causes_of_a_death_are_told_apart(code: str, cause: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    program = f"import os, resource, signal, sys; resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); {code}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60)
    assert cause in sandbox._death(done, Limits())


def test_a_parser_runs_under_lower_limits_than_it_would_set() -> None:
    program = (
        "import resource; from kg.reading.sandbox import text\n"
        "resource.setrlimit(resource.RLIMIT_AS, (800 * 2**20, 800 * 2**20))\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (10, 15))\n"
        "print(ascii(text('html', b'<p>a</p>', 'a.html')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60)
    assert (done.stdout, done.stderr) == (b"'a\\n'\n", b"")


def test_lone_surrogates_of_a_font_are_replaced_and_pairs_joined() -> None:
    data = with_characters({b"!": "7532", b"#": "D83D", b"$": "4E59", b"%": "D83D", b"&": "DE00"})
    assert sandbox.text("pdf", data, "a.pdf") == "甲\ufffd乙😀\n"


def test_a_damaged_file_that_its_parser_talks_of_is_an_error_without_noise(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(WrongFormat):
        sandbox.text("pdf", b"%PDF-1.7\n1 0 obj\n" * 100, "a.pdf")
    assert capfd.readouterr() == ("", "")
