"""`python -m tests.servers neo4j` or `fuseki`: one server, until Ctrl-C.

The first line that it prints has the tests use that server when it is pasted into a shell.
"""

from __future__ import annotations

import argparse
import shlex
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.servers.fuseki_server import fuseki_running
from tests.servers.jars import Missing
from tests.servers.neo4j_server import Neo4jHome
from tests.servers.process import NotStarted


def main() -> None:
    """Start the named server, say how it is reached, and wait."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers", description=__doc__)
    parser.add_argument("server", choices=["neo4j", "fuseki"])
    start = {"neo4j": _neo4j, "fuseki": _fuseki}[parser.parse_args().server]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with (
            suppress(KeyboardInterrupt),
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            start(Path(folder)) as access,
        ):
            print("export", *(f"{name}={shlex.quote(value)}" for name, value in access.items()), flush=True)
            signal.pause()
    except (Missing, NotStarted) as error:
        sys.exit(str(error))


@contextmanager
def _neo4j(folder: Path) -> Iterator[dict[str, str]]:
    with Neo4jHome(folder).running() as server:
        yield {
            "KG_TEST_NEO4J_URI": server.uri,
            "KG_TEST_NEO4J_USER": server.user,
            "KG_TEST_NEO4J_PASSWORD": server.password,
            "KG_TEST_NEO4J_IMPORT": str(server.import_folder),
        }


@contextmanager
def _fuseki(folder: Path) -> Iterator[dict[str, str]]:
    with fuseki_running(folder) as url:
        yield {"KG_TEST_FUSEKI_URL": url}


main()
