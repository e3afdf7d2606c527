"""The store folder: one live generation of the graph's files, replaced as a whole.

    DIR/lock                  held by a build
    DIR/current               the name of the live generation, replaced in one step
    DIR/generations/NAME/     facts/ (Oxigraph), names.sqlite (the name index), graph.db (the property
                              graph), store.json (the manifest)

A build makes a new generation beside the live one and then swaps the name in `current`, so a build that
fails or is killed leaves the live one as it was.  The files of a generation never change once it is live.
A reader that is about to open a generation just as it is replaced finds files missing, and reads
`current` again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kg.errors import BadValue, NoStore, StoreDamaged, StoreError, StoreLocked, StoreVersionError
from kg.files import write_errors
from kg.language import choose
from kg.stores.files import copy_file, durable_write, remove_tree, sync_tree
from kg.stores.manifest import FORMAT, Manifest, ReportRecord

if TYPE_CHECKING:
    from pyoxigraph import Store

T = TypeVar("T")

_NAME = re.compile(r"g-[0-9a-f]{12}")
_OURS = frozenset({"lock", "current", "current.new", "generations"})


def store_path(option: str | None = None) -> Path:
    """Where the store lies: the option, else `KG_STORE`, else the user's data folder.

    Raises BadValue for an empty option.
    """
    if option == "":
        raise BadValue(option="--store", value=option, wanted=choose("文件夹", "a folder"))
    chosen = option or os.environ.get("KG_STORE")
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("kg", appauthor=False) / "store"


class Generation(NamedTuple):
    """A finished generation: its folder and what its manifest says."""

    path: Path
    manifest: Manifest

    @property
    def facts_path(self) -> Path:
        """The folder of the Oxigraph store."""
        return self.path / "facts"

    @property
    def names_path(self) -> Path:
        """The SQLite file of the name index."""
        return self.path / "names.sqlite"

    @property
    def cypher_path(self) -> Path:
        """The file of the embedded Cypher engine."""
        return self.path / "graph.db"


class Draft:
    """A generation in the making.

    `facts` is open for writing until the build ends; keep no reference to it, for that would keep its
    files open.  Close what is opened on `names_path` and `cypher_path` within the build.  `reports` holds
    the record of each report by IRI; change it as the facts change.
    """

    def __init__(self, path: Path, facts: Store, reports: dict[str, ReportRecord]) -> None:
        self.path = path
        self.names_path = path / "names.sqlite"
        self.cypher_path = path / "graph.db"
        self.reports = reports
        self._facts: Store | None = facts

    @property
    def facts(self) -> Store:
        """The Oxigraph store; raises ValueError once the build has ended."""
        if self._facts is None:
            raise ValueError("the build has ended")
        return self._facts

    def finish(self) -> None:
        """Close the facts, write the manifest and bring everything to the disk."""
        self.facts.flush()
        self._facts = None
        (self.path / "store.json").write_text(Manifest.of(self.reports).to_json(), "utf-8")
        sync_tree(self.path)
        sync_tree(self.path.parent, deep=False)

    def discard(self) -> None:
        """Close the facts and remove the files."""
        self._facts = None
        remove_tree(self.path)


class StoreFolder:
    """The store folder at `path`, which need not exist."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Generation:
        """The live generation.

        Raises NoStore if there is none, StoreVersionError if its format is another one, StoreDamaged if
        its files are missing or senseless, StoreError if they may not be read.
        """
        name, last = self._live(), None
        while name != last:
            path = self._generation_path(name)
            with suppress(FileNotFoundError):
                return Generation(path, self._manifest(path))
            name, last = self._live(), name
        raise StoreDamaged(
            path=self.path, reason=choose(f"缺少 generations/{name}", f"no generations/{name}")
        )

    def read(self, opener: Callable[[Generation], T]) -> T:
        """What `opener` makes of the live generation; it is called again if a build swapped it meanwhile.

        The opener raises FileNotFoundError or StoreDamaged where files are missing.
        """
        generation = self.current()
        while True:
            try:
                return opener(generation)
            except (FileNotFoundError, StoreDamaged) as error:
                newer = self.current()
                if newer.path == generation.path:
                    if isinstance(error, StoreDamaged):
                        raise
                    raise StoreDamaged(path=self.path, reason=str(error)) from None
                generation = newer

    @contextmanager
    def build(self, *, fresh: bool = False) -> Iterator[Draft]:
        """A draft that starts as a copy of the live generation, or empty, and replaces it at the end.

        If the body raises, the draft is removed and the live generation stays; an OSError of the body
        counts as a failed write.  Raises StoreLocked if
        another build runs, WriteFailed for a full disk or a folder that cannot be written, BadValue if
        the folder holds other files; and, unless `fresh`, StoreVersionError or StoreDamaged for what is
        there already.
        """
        with write_errors(self.path), _corruption(self.path):
            self._prepare()
            with self._locked():
                base = self._base(fresh)
                self._sweep()
                draft = self._draft(base)
                try:
                    yield draft
                    draft.finish()
                    durable_write(self.path / "current.new", draft.path.name + "\n")
                    (self.path / "current.new").replace(self.path / "current")
                    sync_tree(self.path, deep=False)
                except BaseException:
                    if self._live_name() != draft.path.name:
                        draft.discard()
                    raise
                self._sweep()

    def _live(self) -> str:
        name = self._live_name()
        if name is None:
            raise NoStore(path=self.path)
        if not _NAME.fullmatch(name):
            raise StoreDamaged(
                path=self.path, reason=choose("current 文件无法识别", "the file `current` makes no sense")
            )
        return name

    def _live_name(self) -> str | None:
        """What `current` says, or None if there is no such file."""
        try:
            return (self.path / "current").read_text("utf-8", errors="replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise StoreError(reason=f"{self.path}: {error.strerror}") from None

    def _generation_path(self, name: str) -> Path:
        return self.path / "generations" / name

    def _manifest(self, generation: Path) -> Manifest:
        """Raises FileNotFoundError if there is none."""
        try:
            text = (generation / "store.json").read_text("utf-8")
            manifest = Manifest.from_json(text)
        except FileNotFoundError:
            raise
        except (OSError, ValueError) as error:
            raise StoreDamaged(path=self.path, reason=f"store.json: {error}") from None
        if manifest.format != FORMAT:
            raise StoreVersionError(path=self.path, found=manifest.format, wanted=FORMAT)
        return manifest

    def _prepare(self) -> None:
        """Make the folder; refuse one that holds anything but a store (names with a dot apart)."""
        if self.path.exists() and not self.path.is_dir():
            raise BadValue(option="--store", value=str(self.path), wanted=choose("文件夹", "a folder"))
        self.path.mkdir(parents=True, exist_ok=True)
        foreign = {entry.name for entry in self.path.iterdir() if not entry.name.startswith(".")} - _OURS
        if foreign:
            wanted = choose(
                f"空文件夹或已有的图谱;其中有其他文件 {min(foreign)}",
                f"an empty folder or a store; it holds another file, {min(foreign)}",
            )
            raise BadValue(option="--store", value=str(self.path), wanted=wanted)
        (self.path / "generations").mkdir(exist_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        lock = FileLock(self.path / "lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise StoreLocked(path=self.path) from None
        try:
            yield
        finally:
            lock.release()

    def _base(self, fresh: bool) -> Generation | None:
        if fresh or self._live_name() is None:
            return None
        return self.current()

    def _sweep(self) -> None:
        """Remove every generation but the live one, as far as that can be; none if `current` is senseless."""
        live = self._live_name()
        if live is not None and not _NAME.fullmatch(live):
            return
        for path in (self.path / "generations").iterdir():
            if _NAME.fullmatch(path.name) and path.name != live:
                remove_tree(path)

    def _draft(self, base: Generation | None) -> Draft:
        from pyoxigraph import Store

        path = self._generation_path(f"g-{os.urandom(6).hex()}")
        path.mkdir()
        try:
            if base is not None:
                self._copy(base, path)
            facts = Store(str(path / "facts"))
        except BaseException:
            remove_tree(path)
            raise
        return Draft(path, facts, dict(base.manifest.reports) if base else {})

    def _copy(self, base: Generation, path: Path) -> None:
        from pyoxigraph import Store

        try:
            live = Store.read_only(str(base.facts_path))
        except (FileNotFoundError, RuntimeError) as error:
            raise StoreDamaged(path=self.path, reason=str(error)) from None
        live.backup(str(path / "facts"))
        for file in (base.names_path, base.cypher_path):
            if file.exists():
                copy_file(file, path / file.name)


@contextmanager
def _corruption(path: Path) -> Iterator[None]:
    """RocksDB checks a block when it is read, which may be when a build removes what it holds."""
    try:
        yield
    except RuntimeError as error:
        if not str(error).startswith("Corruption"):
            raise
        raise StoreDamaged(path=path, reason=str(error)[:200]) from error
