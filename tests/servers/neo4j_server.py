"""A Neo4j Community server, its admin tool and its shell."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.jars import jars
from tests.servers.process import running

_USER = "neo4j"
_PASSWORD = "kg-test-password"
_DATABASE = "neo4j"
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


@dataclass(frozen=True)
class Neo4j:
    """How a running server is reached, and the folder of LOAD CSV's `file:///NAME`, if known."""

    uri: str
    user: str
    password: str
    database: str
    import_folder: Path | None


class Neo4jHome:
    """The folder of one server: its settings, its data and what it imports; `heap` is Java's `-Xmx`.

    `admin` and `running` must not be at work at the same time.
    """

    def __init__(self, folder: Path, *, heap: str = "512m") -> None:
        self.folder = folder
        self.import_folder = folder / "import"
        self._heap = heap
        self.import_folder.mkdir(parents=True, exist_ok=True)
        self._configure(port=0)

    def admin(self, *arguments: str) -> str:
        """Run `neo4j-admin` with the arguments and give what it prints; its failure is CalledProcessError.

        The name of the database stands before the options:
        `("database", "import", "full", "neo4j", "--nodes=…")`.
        """
        return _java(self._java(), "org.neo4j.cli.AdminTool", *arguments, env=self._environment())

    @contextmanager
    def running(self) -> Iterator[Neo4j]:
        """A server on this folder, until the block ends."""
        if not (self.folder / "data/dbms/auth.ini").exists():
            self.admin("dbms", "set-initial-password", _PASSWORD)
        port = _free_port()
        self._configure(port)
        command = [*self._java(), *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED)]
        command += ["org.neo4j.server.CommunityEntryPoint", "--console-mode"]
        command += [f"--home-dir={self.folder}", f"--config-dir={self.folder}"]
        with running(command, r"INFO +Started\.", self.folder / "server.log"):
            yield Neo4j(f"bolt://127.0.0.1:{port}", _USER, _PASSWORD, _DATABASE, self.import_folder)

    def _configure(self, port: int) -> None:
        settings = {
            "server.bolt.listen_address": f"127.0.0.1:{port}",
            "server.http.enabled": "false",
            "server.directories.import": str(self.import_folder),
            "server.memory.pagecache.size": "128m",
            "db.tx_log.preallocate": "false",
            "dbms.usage_report.enabled": "false",
        }
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        (self.folder / "neo4j.conf").write_text(lines, encoding="utf-8")

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "NEO4J_HOME": str(self.folder), "NEO4J_CONF": str(self.folder)}

    def _java(self) -> list[str]:
        return ["java", f"-Xmx{self._heap}", "-XX:+UseSerialGC", "-cp", f"{jars('neo4j')}/*"]


def cypher_shell(server: Neo4j, statements: str) -> str:
    """What `cypher-shell` prints for the statements, plainly; their failure is CalledProcessError."""
    access = ["-a", server.uri, "-u", server.user, "-p", server.password, "-d", server.database]
    command = ["java", "-cp", f"{jars('neo4j')}/*"]
    return _java(command, "org.neo4j.shell.Main", *access, "--format", "plain", given=statements)


def _java(command: list[str], *arguments: str, given: str = "", env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [*command, *arguments], input=given, env=env, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        error = subprocess.CalledProcessError(done.returncode, arguments, done.stdout, done.stderr)
        error.add_note(f"{done.stdout}\n{done.stderr}")
        raise error
    return done.stdout


def _free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])
