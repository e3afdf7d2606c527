import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import (
    BadValue,
    NoStore,
    StoreDamaged,
    StoreLocked,
    StoreVersionError,
    WriteFailed,
)
from kg.stores.folder import Draft, Generation, StoreFolder, store_path
from kg.stores.manifest import FORMAT, ReportRecord
from kg.stores.names import NameIndex
from kg.stores.oxigraph import OxigraphStore

ENV = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
GRAPH = NamedNode("urn:graph")
RECORD = ReportRecord(
    "urn:report", "保定市政府工作报告", "ab12", "report.txt", {"marks": True, "program": "1"}
)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "en")


def fill(draft: Draft, value: str, size: int = 3) -> None:
    draft.facts.remove_graph(GRAPH)
    draft.facts.bulk_extend(
        Quad(NamedNode(f"urn:s:{index}"), NamedNode("urn:p"), Literal(value), GRAPH) for index in range(size)
    )


def build(path: Path, value: str, *, fresh: bool = False) -> None:
    with StoreFolder(path).build(fresh=fresh) as draft:
        fill(draft, value)
        draft.names_path.write_text(value)
        draft.reports[RECORD.iri] = RECORD


def values(path: Path) -> set[str]:
    return objects(opened(path))


def opened(path: Path) -> OxigraphStore:
    return StoreFolder(path).read(lambda generation: OxigraphStore(generation.facts_path))


def objects(store: OxigraphStore) -> set[str]:
    found = (quad.object for quad in store.match(None, NamedNode("urn:p")))
    return {term.value for term in found if isinstance(term, Literal)}


def generations(path: Path) -> list[str]:
    return sorted(entry.name for entry in (path / "generations").iterdir())


def test_a_build_is_live_with_its_facts_names_and_manifest(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "店"
    build(path, "one")
    live = StoreFolder(path).current()
    assert values(path) == {"one"}
    assert live.names_path.read_text() == "one"
    assert live.manifest.format == FORMAT
    assert dict(live.manifest.reports) == {RECORD.iri: RECORD}


def test_the_next_build_starts_from_the_live_one_and_replaces_it(tmp_path: Path) -> None:
    build(tmp_path, "one")
    first = StoreFolder(tmp_path).current()
    with StoreFolder(tmp_path).build() as draft:
        assert len(draft.facts) == 3
        assert draft.names_path.read_text() == "one"
        assert draft.reports == {RECORD.iri: RECORD}
        fill(draft, "two")
        assert values(tmp_path) == {"one"}
    assert values(tmp_path) == {"two"}
    assert not first.path.exists()
    assert len(generations(tmp_path)) == 1


def test_a_fresh_build_starts_empty(tmp_path: Path) -> None:
    build(tmp_path, "one")
    with StoreFolder(tmp_path).build(fresh=True) as draft:
        assert (len(draft.facts), draft.reports, draft.names_path.exists()) == (0, {}, False)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, SystemExit])
def test_a_build_that_fails_leaves_everything_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    build(tmp_path, "one")
    before = generations(tmp_path)

    def fail() -> None:
        with StoreFolder(tmp_path).build() as draft:
            fill(draft, "two")
            draft.names_path.write_text("two")
            raise error

    with pytest.raises(error):
        fail()
    assert generations(tmp_path) == before
    assert values(tmp_path) == {"one"}
    build(tmp_path, "three")


def test_the_facts_of_an_ended_build_are_out_of_reach(tmp_path: Path) -> None:
    with StoreFolder(tmp_path).build() as draft:
        pass
    with pytest.raises(ValueError, match="has ended"):
        _ = draft.facts


@pytest.mark.parametrize("made", [False, True])
def test_where_nothing_was_built_there_is_no_store(tmp_path: Path, made: bool) -> None:
    path = tmp_path / "store"
    if made:
        path.mkdir()
    with pytest.raises(NoStore, match="run `kg build` first"):
        StoreFolder(path).current()
    (tmp_path / "file").write_text("")
    with pytest.raises(NoStore):
        StoreFolder(tmp_path / "file").current()


def test_a_first_build_that_fails_leaves_no_store(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"), StoreFolder(tmp_path).build():
        raise ValueError("no")
    with pytest.raises(NoStore):
        StoreFolder(tmp_path).current()


def test_another_format_is_named_and_a_fresh_build_replaces_it(tmp_path: Path) -> None:
    build(tmp_path, "one")
    manifest = StoreFolder(tmp_path).current().path / "store.json"
    manifest.write_text(json.dumps({"format": 0, "whatever": []}))
    for use in (StoreFolder(tmp_path).current, StoreFolder(tmp_path).build().__enter__):
        with pytest.raises(StoreVersionError, match="store format 0, this program needs 2"):
            use()
    build(tmp_path, "two", fresh=True)
    assert values(tmp_path) == {"two"}


def damage_name(path: Path) -> None:
    (path / "current").write_bytes(b"\xff../../etc")


def damage_generation(path: Path) -> None:
    shutil.rmtree(StoreFolder(path).current().path)


def damage_manifest(path: Path) -> None:
    (StoreFolder(path).current().path / "store.json").write_text('{"format": 2, "reports": 3}')


def damage_facts(path: Path) -> None:
    for file in StoreFolder(path).current().facts_path.glob("*.sst"):
        file.write_bytes(file.read_bytes()[:50])


@pytest.mark.parametrize("damage", [damage_name, damage_generation, damage_manifest, damage_facts])
def test_damage_is_reported_and_a_fresh_build_repairs_it(tmp_path: Path, damage: object) -> None:
    build(tmp_path, "one")
    damage(tmp_path)  # type: ignore[operator]
    with pytest.raises(StoreDamaged, match="rebuild it with `kg build --fresh`"):
        opened(tmp_path)
    with pytest.raises(StoreDamaged), StoreFolder(tmp_path).build():
        pass
    build(tmp_path, "two", fresh=True)
    assert values(tmp_path) == {"two"}
    assert len(generations(tmp_path)) == 1


def test_leftovers_of_killed_builds_are_removed_and_nothing_else(tmp_path: Path) -> None:
    build(tmp_path, "one")
    (tmp_path / "generations" / "g-0123456789ab" / "facts").mkdir(parents=True)
    (tmp_path / "generations" / "mine").mkdir()
    (tmp_path / ".DS_Store").write_text("")
    with StoreFolder(tmp_path).build() as draft:
        assert generations(tmp_path) == sorted(
            [StoreFolder(tmp_path).current().path.name, draft.path.name, "mine"]
        )
    assert (tmp_path / ".DS_Store").exists()


def test_a_folder_of_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with (
        pytest.raises(BadValue, match=r"it holds another file, thesis\.docx"),
        StoreFolder(tmp_path).build(fresh=True),
    ):
        pass
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_file_where_a_folder_should_be_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("kept")
    with pytest.raises(BadValue, match="it must be a folder"), StoreFolder(file).build():
        pass
    with pytest.raises(WriteFailed, match="Not a directory"), StoreFolder(file / "store").build():
        pass
    assert file.read_text() == "kept"


def test_two_builds_do_not_run_at_once(tmp_path: Path) -> None:
    build(tmp_path, "one")
    with StoreFolder(tmp_path).build() as draft:
        with pytest.raises(StoreLocked, match="another `kg build`"), StoreFolder(tmp_path).build():
            pass
        text = "from pathlib import Path\nfrom kg.stores.folder import StoreFolder\n"
        text += f"with StoreFolder(Path({str(tmp_path)!r})).build(): pass"
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, env=ENV)
        assert "kg.errors.StoreLocked" in done.stderr
        fill(draft, "two")
    assert values(tmp_path) == {"two"}


def test_a_read_that_loses_the_race_with_a_build_is_tried_again(tmp_path: Path) -> None:
    build(tmp_path, "one")
    tries = []

    def slow(generation: Generation) -> str:
        tries.append(generation.path.name)
        if len(tries) == 1:
            build(tmp_path, "two")
        return generation.names_path.read_text()

    assert StoreFolder(tmp_path).read(slow) == "two"
    assert len(set(tries)) == 2


def test_a_read_of_a_missing_file_without_a_race_is_damage(tmp_path: Path) -> None:
    build(tmp_path, "one")
    StoreFolder(tmp_path).current().names_path.unlink()
    with pytest.raises(StoreDamaged, match=r"names\.sqlite"):
        StoreFolder(tmp_path).read(lambda generation: generation.names_path.read_text())


def test_an_open_store_survives_a_build(tmp_path: Path) -> None:
    build(tmp_path, "one")
    store = opened(tmp_path)
    build(tmp_path, "two")
    assert objects(store) == {"one"}
    assert values(tmp_path) == {"two"}


@pytest.mark.parametrize("place", ["/proc/kg", "/dev/null/kg"])
def test_a_folder_that_cannot_be_made_is_reported_even_to_root(place: str) -> None:
    with pytest.raises(WriteFailed, match="cannot be written"), StoreFolder(Path(place)).build():
        pass


def damage_blocks(path: Path) -> None:
    """Spoil what the files hold, but not the ends, which are read when they are opened."""
    for file in StoreFolder(path).current().facts_path.glob("*.sst"):
        with file.open("r+b") as stream:
            for place in range(2000, file.stat().st_size - 6000, 3000):
                stream.seek(place)
                stream.write(b"\xff" * 100)


def test_a_block_that_is_damaged_is_reported_when_it_is_read(tmp_path: Path) -> None:
    with StoreFolder(tmp_path).build() as draft:
        fill(draft, "one" * 100, size=3000)
    damage_blocks(tmp_path)
    store = opened(tmp_path)
    with pytest.raises(StoreDamaged, match="rebuild it"):
        list(store.match())
    with pytest.raises(StoreDamaged, match="rebuild it"):
        all(store.holds(f"urn:s:{index}") for index in range(3000))

    def rebuild() -> None:
        with StoreFolder(tmp_path).build() as draft:
            fill(draft, "two")

    with pytest.raises(StoreDamaged, match="rebuild it"):
        rebuild()


def test_a_read_is_tried_again_as_often_as_it_loses_the_race(tmp_path: Path) -> None:
    build(tmp_path, "0")
    tries = []

    def slow(generation: Generation) -> str:
        tries.append(generation.path.name)
        if len(tries) < 4:
            build(tmp_path, str(len(tries)))
        return generation.names_path.read_text()

    assert StoreFolder(tmp_path).read(slow) == "3"
    assert len(set(tries)) == 4


def test_a_name_index_that_goes_away_in_a_swap_is_looked_for_again(tmp_path: Path) -> None:
    def index() -> None:
        with StoreFolder(tmp_path).build() as draft:
            NameIndex.create(draft.names_path).close()

    index()
    tries = []

    def slow(generation: Generation) -> str:
        tries.append(generation.path)
        if len(tries) == 1:
            index()
        with NameIndex.open(generation.names_path) as names:
            return names.path.parent.name

    assert StoreFolder(tmp_path).read(slow) == StoreFolder(tmp_path).current().path.name
    StoreFolder(tmp_path).current().names_path.unlink()
    with pytest.raises(StoreDamaged, match=r"names\.sqlite"):
        StoreFolder(tmp_path).read(slow)


def test_the_place_is_the_option_else_the_variable_else_the_user_s_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("KG_STORE", "/from/variable")
    assert store_path("/from/option") == Path("/from/option")
    assert store_path("~/here") == tmp_path / "home" / "here"
    assert store_path() == Path("/from/variable")
    monkeypatch.delenv("KG_STORE")
    assert store_path().is_relative_to(tmp_path)
    assert store_path().parts[-2:] == ("kg", "store")


def test_the_live_files_do_not_change_when_the_next_build_writes(tmp_path: Path) -> None:
    build(tmp_path, "one")
    facts = StoreFolder(tmp_path).current().facts_path
    with StoreFolder(tmp_path).build() as draft:
        before = {file.name: (file.stat().st_size, file.stat().st_mtime_ns) for file in facts.iterdir()}
        fill(draft, "two", size=5000)
        draft.facts.optimize()
        after = {file.name: (file.stat().st_size, file.stat().st_mtime_ns) for file in facts.iterdir()}
        assert after == before
        assert len(Store.read_only(str(facts))) == 3
