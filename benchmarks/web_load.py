"""How fast the explorer answers 64 clients at once: `python -m benchmarks.web_load [SECONDS]` (60).

It needs wrk (Debian: `apt-get install wrk`), and serves the bundled report itself.  Measured are the page of
a term and a lookup, each alone and beside a query that would not end, asked again whenever it is stopped.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import urlopen

from kg.building import build
from kg.stores.folder import StoreFolder
from tests.reports import BUNDLED

CLIENTS = 64
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"


@contextmanager
def served() -> Iterator[str]:
    """The URL of an explorer on a fresh store."""
    with ExitStack() as stack:
        store = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "store"
        build([str(BUNDLED)], StoreFolder(store))
        command = [sys.executable, "-m", "kg", "serve", "--no-open", "--port", "0", "--timeout", "5"]
        server = stack.enter_context(
            subprocess.Popen([*command, "--store", str(store)], stdout=subprocess.PIPE, text=True)
        )
        stack.callback(server.terminate)
        assert server.stdout
        found = re.search(r"http://\S+/", server.stdout.readline())
        assert found, "the explorer did not start"
        yield found[0]


@contextmanager
def bombed(url: str) -> Iterator[None]:
    """A query that would not end, again and again."""
    ended = threading.Event()

    def ask() -> None:
        while not ended.is_set():
            try:
                urlopen(f"{url}sparql?{urlencode({'query': BOMB})}").close()
            except HTTPError as error:
                error.close()

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield
    finally:
        ended.set()
        asking.join()


def load(url: str, seconds: int) -> str:
    """What wrk finds: requests a second, the latency that 50 % and 99 % stay under, and failures."""
    command = [
        "wrk",
        "--threads",
        "1",
        "--connections",
        str(CLIENTS),
        "--duration",
        f"{seconds}s",
        "--latency",
        url,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s*(\S+)", said)
    shares = dict(re.findall(r"^\s+(50|99)%\s+(\S+)", said, re.MULTILINE))
    failures = re.findall(r"Socket errors:.*|Non-2xx.*", said)
    assert rate, said
    latency = f"p50 {shares['50']:>9}  p99 {shares['99']:>9}"
    return f"{float(rate[1]):8.0f}/s  {latency}  {'; '.join(failures) or 'no failures'}"


def main() -> None:
    """Measure and print."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with served() as url:
        with urlopen(f"{url}api/lookup?q={quote('1530')}") as answer:
            term = json.load(answer)["hits"][0]["id"]
        paths = {"page of a term": f"page/{quote(term)}", "lookup": f"api/lookup?q={quote('名校')}"}
        for name, path in paths.items():
            print(f"{name:16}", load(url + path, seconds))
        with bombed(url):
            for name, path in paths.items():
                print(f"{name:16}", load(url + path, seconds), "(beside a query bomb)")


if __name__ == "__main__":
    main()
