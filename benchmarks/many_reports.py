"""How the cost of reading grows from 1 to 200 reports of the length of the bundled one, on all cores.

usage: python benchmarks/many_reports.py [COUNT …]   (Linux: memory is read from /proc)

Prints, for each count, the seconds, the reports a second, and the most memory of any one process in MiB.
The start of the processes is counted in: it is what a user waits for.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from time import perf_counter

from kg import paths
from kg.building import read_reports
from kg.parallel import processes

COUNTS = (1, 10, 50, 100, 200)


def copies(count: int, folder: Path) -> list[str]:
    """Reports of one length: the bundled one under as many years and names."""
    text = (paths.bundled_reports() / "baoding-2023.txt").read_text(encoding="utf-8")
    files = []
    for number in range(count):
        file = folder / f"report-{number}.txt"
        file.write_text(
            text.replace("2023年保定市政府工作报告", f"{1900 + number}年保定市政府工作报告"), encoding="utf-8"
        )
        files.append(str(file))
    return files


def measure(count: int) -> None:
    """Read that many reports in this process and its children, and print what it took."""
    nodes, most = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        files = copies(count, Path(folder))
        start = perf_counter()
        for done in read_reports(files):
            nodes += done.nodes.total()
            most = max(most, *map(memory, family()))
        seconds = perf_counter() - start
    print(f"{count:7} {seconds:8.2f} {count / seconds:10.1f} {nodes:9} {most / 1024:7.0f}", flush=True)


def family() -> list[int]:
    """The processes of this one's group: itself and those that it started."""
    found = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    return [process for process in found if group(process) == os.getpgrp()]


def group(process: int) -> int | None:
    """The group of a process, None if it has ended."""
    with suppress(ProcessLookupError):
        return os.getpgid(process)
    return None


def memory(process: int) -> int:
    """The most memory, in KiB, that a process has used so far."""
    with suppress(FileNotFoundError, ProcessLookupError):
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
        return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
    return 0


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        measure(int(sys.argv[2]))
        return
    print(f"{processes()} cores\nreports  seconds  a second     nodes     MiB", flush=True)
    for count in map(int, sys.argv[1:] or COUNTS):
        subprocess.run([sys.executable, __file__, "--measure", str(count)], check=True, process_group=0)


if __name__ == "__main__":
    main()
