"""The rooms of the program import each other in one direction only, and only what they need.

`ast` reads the imports of every file, those in functions too; what stands under `TYPE_CHECKING` does not
run and counts for nothing but the faces, which are not to know a driver's types either.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.building import build
from kg.stores.folder import StoreFolder
from tests.reports import BUNDLED, ROOT

HEAVY = {
    "cn2an",
    "docx",
    "fastapi",
    "httpx",
    "jinja2",
    "lxml",
    "neo4j",
    "networkx",
    "opencc",
    "pypdf",
    "pypinyin",
    "pyshacl",
    "pyvis",
    "rdflib",
    "spacy",
    "uvicorn",
}
"""What takes long to import."""
HEAVY_ROOMS = ("kg.extraction.pipeline", "kg.extraction.components", "kg.web")
"""Modules that are imported in functions only, and so may import what takes long."""
DRIVERS = {"graphdblite", "httpx", "neo4j", "networkx", "pyoxigraph", "rdflib", "sqlite3"}
"""What holds and asks stored data."""
FACES = ("kg.cli", "kg.web")
DATA_FOLDERS = {"queries", "ontology", "reports"}


@dataclass(frozen=True)
class Import:
    """`importer` imports `target`: at module level (`top`) or in a function; `typing` for types only."""

    importer: str
    target: str
    name: str
    top: bool
    typing: bool


def _files() -> dict[str, Path]:
    """Module → file, of the package and the loaders."""
    found = {}
    for path in sorted([*ROOT.glob("kg/**/*.py"), *ROOT.glob("loaders/**/*.py")]):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


FILES = _files()
TREES = {module: ast.parse(path.read_text("utf-8")) for module, path in FILES.items()}


def _read(module: str, node: ast.AST, top: bool = True, typing: bool = False) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(module, alias.name, "", top, typing)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{module}: relative import"
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            target = inner if inner in FILES else str(node.module)
            yield Import(module, target, alias.name, top, typing)
    elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        for statement in node.body:
            yield from _read(module, statement, top, True)
        for statement in node.orelse:
            yield from _read(module, statement, top, typing)
    else:
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            yield from _read(module, child, top and not inside, typing)


ALL = [found for module, tree in TREES.items() for found in _read(module, tree)]
IMPORTS = [found for found in ALL if not found.typing]


def _root(module: str) -> str:
    return module.partition(".")[0]


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def test_the_reader_of_imports_sees_all_kinds() -> None:
    source = (
        "from typing import TYPE_CHECKING\nimport os.path\nif TYPE_CHECKING:\n    import rdflib\n"
        "class A:\n    def f(self):\n        from kg import model\n"
        "try:\n    import lxml\nexcept ImportError:\n    pass\n"
    )
    found = {(item.target, item.top, item.typing) for item in _read("x", ast.parse(source))}
    assert found == {
        ("typing", True, False),
        ("os.path", True, False),
        ("rdflib", True, True),
        ("kg.model", False, False),
        ("lxml", True, False),
    }
    assert len(FILES) > 50


def test_the_model_imports_the_standard_library_only() -> None:
    targets = {item.target for item in ALL if item.importer == "kg.model"}
    assert {target for target in targets if _root(target) not in sys.stdlib_module_names} == set()


@pytest.mark.parametrize(("face", "user"), [("kg.cli", "kg.__main__"), ("kg.web", "kg.cli.serve")])
def test_nothing_but_its_starter_imports_a_face(face: str, user: str) -> None:
    users = {item.importer for item in ALL if _within(item.target, face) and not _within(item.importer, face)}
    assert users == {user}


def _of_faces(items: list[Import]) -> list[Import]:
    return [item for item in items if any(_within(item.importer, face) for face in FACES)]


def test_faces_import_no_driver() -> None:
    faces = _of_faces(ALL)
    assert [item for item in faces if _root(item.target) in DRIVERS] == []


def test_faces_know_where_a_store_or_server_is_and_not_what_is_in_it() -> None:
    round_asking = {
        (item.importer, item.target)
        for item in _of_faces(ALL)
        if _within(item.target, "kg.stores")
        and item.target != "kg.stores.folder"
        and (item.target, item.name) != ("kg.stores.neo4j", "server")
    }
    assert round_asking == set()


def test_pictures_take_a_graph_and_know_no_store() -> None:
    drawing = {item.target for item in ALL if _within(item.importer, "kg.pictures")}
    assert {
        target
        for target in drawing
        if _root(target) in DRIVERS or _within(target, "kg.stores") or _within(target, "kg.asking")
    } == set()


@pytest.mark.parametrize("room", ["reading", "structure", "glossary", "extraction", "linking", "pipeline"])
def test_what_reads_a_report_knows_nothing_of_stores_and_questions(room: str) -> None:
    later = ("kg.stores", "kg.asking", "kg.building", "kg.exporting", "kg.pictures", "kg.rdf", "loaders")
    found = {
        item.target
        for item in ALL
        if _within(item.importer, f"kg.{room}") and any(_within(item.target, package) for package in later)
    }
    assert found == set()


def test_loaders_are_reached_through_their_registry_only() -> None:
    uses = {
        (item.importer, item.target, item.name)
        for item in ALL
        if _root(item.target) == "loaders" and _root(item.importer) == "kg"
    }
    assert {(target, name) for _, target, name in uses} == {("loaders", "loader")}
    assert {
        importer
        for importer, _, _ in uses
        if importer not in ("kg.building", "kg.loading") and not _within(importer, "kg.exporting")
    } == set()


def test_heavy_modules_are_imported_in_the_functions_that_need_them() -> None:
    light = [item for item in IMPORTS if item.top and not _heavy_room(item.importer)]
    assert [item for item in light if _root(item.target) in HEAVY or _heavy_room(item.target)] == []
    assert {_root(item.target) for item in IMPORTS} >= HEAVY, "a name in the list is not used"


def _heavy_room(module: str) -> bool:
    return any(_within(module, room) for room in HEAVY_ROOMS)


def test_no_module_imports_itself_in_a_circle() -> None:
    edges: dict[str, set[str]] = {module: set() for module in FILES}
    for item in IMPORTS:
        if item.top and item.target in FILES:
            edges[item.importer].add(item.target)
    while leaves := [module for module, targets in edges.items() if not targets & edges.keys()]:
        for module in leaves:
            del edges[module]
    assert {module: targets & edges.keys() for module, targets in edges.items()} == {}


def _texts(tree: ast.AST) -> Iterator[str]:
    """The strings of a file that could be a part of a path: no docstrings, keys or annotations."""
    apart: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            apart.add(id(node.value))
        elif isinstance(node, ast.Dict):
            apart.update(id(key) for key in node.keys)
        elif isinstance(node, ast.Subscript):
            apart.add(id(node.slice))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.value


def test_only_one_module_knows_where_the_data_folders_lie() -> None:
    found = {
        (module, text)
        for module, tree in TREES.items()
        if not _within(module, "kg.web")  # its paths are those of URLs
        for text in _texts(tree)
        if "://" not in text and DATA_FOLDERS & set(re.split(r"[/\\]", text))
    }
    assert {module for module, _ in found} == {"kg.paths"}, found
    assert {text for _, text in found} == DATA_FOLDERS


def test_only_one_module_looks_beyond_its_own_folder() -> None:
    using = {
        module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id == "__file__"
    }
    assert using == {"kg.paths", "kg.pictures.page"}, "pictures has its own assets; all else asks kg.paths"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("layers") / "store"
    build([str(BUNDLED)], StoreFolder(path))
    return path


@pytest.mark.parametrize(
    "command",
    [
        ("lookup", "1530"),
        ("lookup", "1530", "--json"),
        ("show", "term/保定市-2023/13"),
        ("query", "terms"),
        ("sparql", "SELECT * WHERE { ?s ?p ?o } LIMIT 1"),
        ("cypher", "MATCH (t:Term) RETURN t.name LIMIT 1"),
    ],
    ids=" ".join,
)
def test_a_question_loads_no_heavy_module(store: Path, command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "kg", *command, "--store", str(store)],
        capture_output=True,
        env={**os.environ, "KG_LANG": "en"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()[-1000:]
    loaded = re.findall(r"^import time:.*\|\s*(\S+)$", done.stderr.decode(), re.MULTILINE)
    assert "kg.cli.app" in loaded
    assert {_root(module) for module in loaded} & HEAVY == set()
