"""Small reports in the style of real ones, for the tests."""

from __future__ import annotations

from pathlib import Path

from kg.model import Report

ROOT = Path(__file__).resolve().parent.parent
BUNDLED = ROOT / "reports" / "baoding-2023.txt"
SHARED = ROOT.parent / "shared"

HEAD = """2024年云川市人民政府工作报告
——2024年1月10日在云川市第五届人民代表大会第三次会议上
云川市市长 林某
各位代表：
一、2023年工作回顾
"""


def report(text: str) -> Report:
    """A report with that source text."""
    return Report(
        id="https://govreport.example/id/report/云川市-2024",
        label="云川市",
        text=text,
        place="云川市",
        year=2024,
    )


def with_glossary(body: str, *entries: str, heading: str = "名词解释") -> Report:
    """A report with a body and the lines of a glossary."""
    return report(HEAD + body + "\n" + "\n".join([heading, *entries]) + "\n")
