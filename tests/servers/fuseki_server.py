"""An Apache Jena Fuseki with one dataset in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.jars import jars
from tests.servers.process import running


@contextmanager
def fuseki_running(folder: Path) -> Iterator[str]:
    """The URL of an empty dataset, until the block ends; the folder takes the log.

    It answers the SPARQL protocol (`/query`, `/update`) and the Graph Store Protocol (`?graph=…`,
    `?default`).
    """
    command = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-cp", f"{jars('fuseki')}/*"]
    command += ["org.apache.jena.fuseki.main.cmds.FusekiMainCmd", "--localhost", "--port=0"]
    command += ["--mem", "--update", "/ds"]
    with running(command, r"Start Fuseki \(http=(\d+)\)", folder / "fuseki.log") as ready:
        yield f"http://127.0.0.1:{ready[1]}/ds"
