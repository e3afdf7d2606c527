from __future__ import annotations

import csv
import io
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from pyoxigraph import Quad

from kg.errors import BadValue, UnknownName, WriteFailed
from kg.exporting import FORMATS, check_format, export
from kg.files import Write, write_files
from kg.rdf import quads
from tests.graphs import TEXT, iri, tiny_graph

QUADS = list(quads(tiny_graph()))
FOLDERS = {"csv": ("nodes.csv", "edges.csv"), "neo4j-csv": ("nodes-Term.csv", "import.sh")}
"""Format of several files → two of them."""
STREAMED = [name for name in FORMATS if name not in FOLDERS]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_is_a_table_of_nodes_and_one_of_edges(tmp_path: Path) -> None:
    export(QUADS, "csv", tmp_path / "tables")
    graph = tiny_graph()
    nodes, edges = rows(tmp_path / "tables" / "nodes.csv"), rows(tmp_path / "tables" / "edges.csv")
    assert {row["id"]: row["label"] for row in nodes} == {
        node.id: node.label for node in graph.nodes.values()
    }
    assert {(row["subject"], row["predicate"], row["object"]) for row in edges} == {
        edge.key for edge in graph.edges
    }
    (term,) = [row for row in nodes if row["id"] == iri("term", 2)]
    assert (term["number"], term["labels"], term["aliases"]) == ("2", "一网通办|一窗受理", "")
    (edge,) = [row for row in edges if row["predicate"] == "refersTo"]
    assert TEXT[int(edge["start"]) : int(edge["end"])] == edge["evidence"]
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {"nodes.csv", "edges.csv"}


def test_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    export(QUADS, "csv", tmp_path)
    assert (tmp_path / "nodes.csv").read_bytes().startswith(b"\xef\xbb\xbfid,type,label,")


def test_csv_needs_a_folder() -> None:
    with pytest.raises(BadValue):
        export(QUADS, "csv", io.BytesIO())


def test_an_unknown_format_lists_the_known() -> None:
    with pytest.raises(UnknownName, match=r"xlsx.*ttl.*csv"):
        export(QUADS, "xlsx", io.BytesIO())


@pytest.mark.parametrize("format", STREAMED)
def test_a_stream_gets_what_a_file_gets(format: str, tmp_path: Path) -> None:
    page = io.BytesIO()
    export(QUADS, format, page)
    export(QUADS, format, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == page.getvalue()
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_store_gives_a_file_without_facts(format: str, tmp_path: Path) -> None:
    export([], format, tmp_path / "out")
    assert (tmp_path / "out").exists()


@pytest.mark.parametrize("format", FORMATS)
def test_a_missing_folder_is_named(format: str, tmp_path: Path) -> None:
    with pytest.raises(WriteFailed, match="missing"):
        export(QUADS, format, tmp_path / "missing" / "out")


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_where_a_folder_should_be_is_named(format: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    with pytest.raises(WriteFailed, match="file"):
        export(QUADS, format, tmp_path / "file" / "out")
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.parametrize("format", STREAMED)
def test_a_folder_where_a_file_should_be_is_named(format: str, tmp_path: Path) -> None:
    with pytest.raises(WriteFailed):
        export(QUADS, format, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_followed_and_the_mode_is_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "out")
    export(QUADS, "nq", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "real" / "out").stat().st_mode) == 0o666 & ~mask


class Refused:
    """Writes a table, and puts a folder that is not empty in the place where it is to be moved."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __call__(self, stream: BinaryIO) -> None:
        stream.write(b"new")
        (self.place / "full").mkdir(parents=True)


@pytest.mark.parametrize("old", [{}, {"first": b"old 1"}, {"first": b"old 1", "second": b"old 2"}])
def test_where_one_file_cannot_be_moved_all_stay_as_they_were(old: dict[str, bytes], tmp_path: Path) -> None:
    for name, content in old.items():
        (tmp_path / name).write_bytes(content)
    names = ["first", "second", "third"]
    writers: dict[Path, Write] = {tmp_path / name: lambda stream: stream.write(b"new") for name in names}
    writers[tmp_path / "third"] = Refused(tmp_path / "third")
    with pytest.raises(WriteFailed, match="third"):
        write_files(writers)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == old


def test_files_that_can_be_moved_all_are_and_nothing_else_stays(tmp_path: Path) -> None:
    (tmp_path / "first").write_bytes(b"old")
    write_files({tmp_path / name: lambda stream: stream.write(b"new") for name in ("first", "second")})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "first": b"new",
        "second": b"new",
    }


@pytest.mark.parametrize(("format", "folder"), [("xlsx", True), ("csv", False)])
def test_a_format_is_refused_before_anything_is_read(format: str, folder: bool, tmp_path: Path) -> None:
    def unread() -> Iterator[Quad]:
        raise AssertionError("the quads were read")
        yield

    with pytest.raises((UnknownName, BadValue)):
        export(unread(), format, tmp_path if folder else io.BytesIO())
    with pytest.raises((UnknownName, BadValue)):
        check_format(format, folder=folder)


FULL = """
    import resource, sys
    from pathlib import Path
    from pyoxigraph import RdfFormat, parse
    from kg.errors import WriteFailed
    from kg.exporting import export
    quads = list(parse(path=sys.argv[1], format=RdfFormat.N_QUADS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        export(quads, sys.argv[2], Path(sys.argv[3]))
    except WriteFailed as error:
        print(error)
"""


@pytest.mark.parametrize("format", FORMATS)
def test_a_disk_that_is_full_leaves_the_old_file(format: str, tmp_path: Path) -> None:
    export(QUADS, "nq", tmp_path / "graph.nq")
    folder = tmp_path / "out"
    folder.mkdir()
    targets = [folder / name for name in FOLDERS.get(format, ("page",))]
    for target in targets:
        target.write_text("old")
    out = folder if format in FOLDERS else targets[0]
    command = [sys.executable, "-c", textwrap.dedent(FULL), str(tmp_path / "graph.nq"), format, str(out)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "KG_LANG": "en"}
    )
    assert "cannot be written" in done.stdout
    assert [target.read_text() for target in targets] == ["old"] * len(targets)
    assert set(folder.iterdir()) == set(targets)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("format", STREAMED)
def test_a_device_is_written_to_and_not_replaced(format: str) -> None:
    with pytest.raises(WriteFailed):
        export(QUADS, format, Path("/dev/full"))
    assert not Path("/dev/full").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("format", STREAMED)
def test_a_stream_that_cannot_be_written_is_named(format: str) -> None:
    with Path("/dev/full").open("wb", buffering=0) as stream, pytest.raises(WriteFailed, match="/dev/full"):
        export(QUADS, format, stream)


def test_a_reader_that_has_gone_is_a_broken_pipe() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as stream, pytest.raises(BrokenPipeError):
        export(QUADS, "nq", stream)
