"""The jars of the servers: fetched by Maven once, then kept."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

_POMS = Path(__file__).parent
_JAVA = 17
_SECONDS = 1200


class Missing(Exception):
    """What this machine lacks to run a server, in one line."""


def jars(name: str) -> Path:
    """The folder with the jars that `NAME.pom.xml` asks for.

    The name of the folder has the hash of the POM in it, so that another version is fetched anew.  Without
    Java 17 or later, or with jars to fetch and no Maven or no network: Missing.
    """
    _need_java()
    pom = _POMS / f"{name}.pom.xml"
    folder = _cache() / f"{name}-{hashlib.sha256(pom.read_bytes()).hexdigest()[:16]}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            _fetch(pom, folder)
    return folder


def _cache() -> Path:
    named = os.environ.get("KG_TEST_SERVERS")
    return Path(named).absolute() if named else user_cache_path("govreport-kg-tests")


def _need_java() -> None:
    if not shutil.which("java"):
        raise Missing(f"tests with servers need Java {_JAVA} or later: no java found")
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    if not version or int(version[1]) < _JAVA:
        raise Missing(f"tests with servers need Java {_JAVA} or later: {told.splitlines()[:1]}")


def _fetch(pom: Path, folder: Path) -> None:
    if not shutil.which("mvn"):
        raise Missing(f"tests with servers need Maven to fetch what {pom.name} names: no mvn found")
    partial = folder.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    command = ["mvn", "--quiet", "--batch-mode", "--file", str(pom), "dependency:copy-dependencies"]
    command.append(f"-DoutputDirectory={partial}")
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    if done.returncode:
        errors = [line for line in done.stdout.splitlines() if "ERROR" in line]
        raise Missing(f"Maven could not fetch what {pom.name} names: {' '.join(errors[:1])}")
    partial.rename(folder)
