"""`kg build`: from reports to a filled store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg import paths
from kg.cli import options
from kg.cli.progress import progress
from kg.language import choose, printable
from kg.words import CLASSES, EDGES, Words, word

if TYPE_CHECKING:
    from kg.building import Built, Summary


MOST_NOTICES = 50


def command(
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            help=choose(
                "报告文件;- 为标准输入;缺省为自带报告", "Report files; - is stdin; else the bundled one."
            )
        ),
    ] = None,
    store: options.Store = None,
    fresh: Annotated[
        bool,
        typer.Option(
            "--fresh", help=choose("丢弃原有内容,重新建立", "Drop what the store holds, and begin anew.")
        ),
    ] = False,
    min_confidence: Annotated[
        float,
        typer.Option(
            help=choose("舍去可信度低于此值(0 到 1)的事实", "Leave out facts less sure than this (0 to 1).")
        ),
    ] = 0.0,
    pipeline: Annotated[
        str | None,
        typer.Option(
            envvar="KG_PIPELINE",
            metavar="NAME",
            help=choose(
                "另加其实体的 spaCy 流水线(名称或文件夹)",
                "A spaCy pipeline whose entities are added: its name or folder.",
            ),
        ),
    ] = None,
) -> None:
    """Read reports, extract and check their graphs, and load them into the store."""
    from kg.building import Options, build
    from kg.stores.folder import StoreFolder, store_path

    sources = reports or sorted(str(path) for path in paths.bundled_reports().glob("*.txt"))
    folder = StoreFolder(store_path(store))
    with progress(choose("读取报告", "reading reports"), len(sources)) as advance:
        summary = build(
            sources, folder, fresh=fresh, options=Options(min_confidence, pipeline), progress=advance
        )
    for line in _lines(summary):
        print(printable(line))
    print(choose("图谱在", "The graph is in"), folder.path)


def _lines(summary: Summary) -> Iterator[str]:
    for done in summary.reports:
        yield f"{done.source}: {done.title}{_state(done)}"
        yield from (f"  {notice}" for notice in done.notices[:MOST_NOTICES])
        if len(done.notices) > MOST_NOTICES:
            yield choose("  ……共", "  … in all") + f" {len(done.notices)}"
    yield choose("节点", "nodes") + ": " + _counts(CLASSES, summary.nodes)
    yield choose("关系", "edges") + ": " + _counts(EDGES, summary.edges)
    if summary.left_out:
        zh = f"因可信度低而舍去的事实:{summary.left_out}"
        yield choose(zh, f"facts left out as less sure: {summary.left_out}")


def _state(done: Built) -> str:
    if done.unchanged:
        return choose("(未变)", " (unchanged)")
    if done.replaced is not None:
        return choose(f"(替换自 {done.replaced})", f" (replaces {done.replaced})")
    return ""


def _counts(names: dict[str, Words], counter: Counter[str]) -> str:
    return ", ".join(f"{word(names, name)} {number}" for name, number in counter.most_common())
