"""A build that is killed, or runs out of disk, leaves the store with the old facts or the new ones."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from graphdblite import Database
from pyoxigraph import NamedNode

from kg.stores.folder import StoreFolder
from kg.stores.oxigraph import OxigraphStore

HERE = Path(__file__).parent
SCRIPT = HERE / "build_forever.py"
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "KG_LANG": "en"}
SIZE = (1000, 3000)
KILLS = 50


def start(path: Path, first: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(path), str(first)], stdout=subprocess.PIPE, text=True, env=ENV
    )


def version(path: Path) -> int:
    """The version that the store holds, after checking that it holds that one wholly and no other."""
    live = StoreFolder(path).current()
    facts = OxigraphStore(live.facts_path).match(None, NamedNode("urn:version"))
    number = int(live.manifest.reports["urn:report"].title)
    assert Counter(quad.object.value for quad in facts) == {str(number): SIZE[number % 2]}  # type: ignore[union-attr]
    assert live.names_path.read_text() == str(number)
    with Database(str(live.cypher_path)) as graph:
        assert graph.query("MATCH (r:Report) RETURN r.name AS name") == [{"name": str(number)}]
    return number


@pytest.mark.slow
def test_a_store_survives_kill_9_at_random_moments(tmp_path: Path) -> None:
    path = tmp_path / "store"
    chance = random.Random(20230110)
    subprocess.run([sys.executable, str(SCRIPT), str(path), "0", "once"], check=True, env=ENV)
    known, unfinished = version(path), 0
    for _ in range(KILLS):
        process = start(path, known + 1)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        done = [known, *map(int, process.stdout.read().split())]
        process.wait()
        process.stdout.close()
        known = version(path)
        assert known in (done[-1], done[-1] + 1)
        unfinished += len(list((path / "generations").iterdir())) > 1
    assert unfinished > KILLS // 10, "too few builds were killed midway for this to mean anything"
    subprocess.run([sys.executable, str(SCRIPT), str(path), "7", "once"], check=True, env=ENV)
    assert version(path) == 7
    assert len(list((path / "generations").iterdir())) == 1


FILL = """
import os, sys
sys.path.insert(0, {here!r})
from pathlib import Path
from build_forever import build, GRAPH
from kg.errors import WriteFailed
from kg.stores.folder import StoreFolder
from pyoxigraph import Literal, NamedNode, Quad
from test_kill import version
path = Path(sys.argv[1]) / "store"
build(path, 4)
try:
    with StoreFolder(path).build() as draft:
        draft.facts.remove_graph(GRAPH)
        for batch in range(200):
            draft.facts.bulk_extend(
                Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(os.urandom(4000).hex()), GRAPH)
                for _ in range(200)
            )
except WriteFailed as error:
    print(error)
print("version", version(path), len(list((path / "generations").iterdir())))
build(path, 5)
print("version", version(path))
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Callable[[str], str]:
    """Runs Python text with the path of a tiny disk; without the right to mount, with small files only."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=8m none "$0" && exec "$@"', str(disk)]
    can_mount = (
        shutil.which("unshare") and subprocess.run([*mount, "true"], capture_output=True).returncode == 0
    )

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, resource.RLIM_INFINITY))

    def run(text: str) -> str:
        done = subprocess.run(
            [*(mount if can_mount else ()), sys.executable, "-c", text, str(disk)],
            capture_output=True,
            text=True,
            env=ENV,
            preexec_fn=None if can_mount else small_files,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_a_full_disk_is_reported_in_one_line_and_the_store_stays(small_disk: Callable[[str], str]) -> None:
    said, *after = small_disk(FILL.format(here=str(HERE))).splitlines()
    assert said.endswith("what was there is unchanged")
    assert "No space left on device" in said or "File too large" in said
    assert after == ["version 4 1", "version 5"]
