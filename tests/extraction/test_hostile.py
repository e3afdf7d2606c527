"""Texts that were made to hurt: all is read, offsets are exact, and the time grows with the length alone.

Each text is read in a child process whose processor time is limited far above what a linear reading takes
and far below what a quadratic one would.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.limits import environment

LENGTH = 100_000
SECONDS = 60
HEAD = "2026年保定市政府工作报告\n各位代表:\n一、2026年工作安排\n"
REPORT = HEAD + "实施“人才领航”行动,新聘院士专家75名,推进阜平、易县抽水蓄能电站建设。"

HOSTILE = {
    "one endless line": "实施“人才领航”行动,新聘院士专家75名,推进阜平、易县抽水蓄能电站建设,",
    "no punctuation": "实施人才领航行动新聘院士专家75名推进阜平易县抽水蓄能电站建设",
    "mixed scripts and rare characters": "实施𠀀𪛖“Тест·é‮‏”行动,新增𣏌ABC１２３家؟增长٣٫٥%。\u200b\ufeff",
    "nested quotes": "“‘「『《(",
    "closing quotes": "”’」』》)",
    "quotes in quotes": "实施“甲“乙“丙”行动",
    "digits": "1234567890",
    "decimal points": "1.2.3,4,5",
    "numerals": "一二三四五六七八九十百千万亿",
    "units": "5亿元万人家个%",
    "list marks": "、",
    "commas": ",",
    "members": "甲县、",
    "verbs": "加快推进实施建设打造",
    "class words": "工程行动计划机制体系",
    "places": "河北省保定市阜平县",
    "heads": "\n一是推进工作。",
    "footnote marks": "工程[1]",
    "measures": "增长5%,",
    "organisations": "大学集团公司医院、",
    "blanks": " \u3000\t",
    "ranges": "5-6至7到8~9",
    "etc.": "等项目",
}

READ = """
import json, sys
from kg.limits import restrict
restrict(memory=6 << 30, cpu=int(sys.argv[2]))
from kg.pipeline import read_graph
from kg.reading import read_bytes
from kg.graph import problems
text = json.load(sys.stdin)
report = read_bytes(text.encode(), "hostile.txt")
graph, _ = read_graph(report)
assert not problems(graph), problems(graph)[:3]
print(len(graph))
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_linear_time(name: str, tmp_path: Path) -> None:
    text = REPORT + "\n" + (HOSTILE[name] * (LENGTH // len(HOSTILE[name]) + 1))[:LENGTH]
    done = subprocess.run(
        [sys.executable, "-c", READ, name, str(SECONDS)],
        input=json.dumps(text),
        capture_output=True,
        text=True,
        env=environment(),
        cwd=tmp_path,
    )
    assert done.returncode == 0, f"{name}: ended by {done.returncode}: {done.stderr[-500:]}"
    assert int(done.stdout) > 3
