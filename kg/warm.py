"""What worker processes are forked from: the pipeline with its lists loaded, out of the collector's way.

Importing this module builds the pipeline and reads a few lines with it.  The garbage collector would go
through the libraries and lists again and again (`benchmarks/README.md` says what that costs); frozen, they
are left alone, and are shared between the processes.  What a report leaves behind is collected less often.
"""

from __future__ import annotations

import gc

from kg.model import Report
from kg.pipeline import read_graph

_SAMPLE = """2026年保定市政府工作报告
一、2025年工作回顾
全市生产总值增长5%。实施“领航”行动,与中国移动开展合作,获评全国文明城市,举办制造业大会。
二、2026年工作安排
加快雄忻高铁建设,打造先进制造业基地。
"""

read_graph(Report(id="report/warm", label="", place="保定市", year=2026, text=_SAMPLE))
gc.collect()
gc.freeze()
gc.set_threshold(500_000)
