"""The last whole build: what it was made from and what it wrote, so that the same again costs only looking.

Loads as little as it can, since a build that finds nothing changed loads nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from mkdocs_bibliography.text.files import read_kept_json, write_kept_json
from mkdocs_bibliography.text.kept import digest_of_files
from primer.project.files import project_files
from primer.project.git import read_revision
from primer.project.states import State, states_of

_ENGINE = Path(__file__).parents[1], Path(__file__).parents[2] / "mkdocs_bibliography"


@dataclass(frozen=True)
class LastBuild:
    """A build that ended well."""

    made_from: str
    """The digest of everything that it depends on."""
    wrote: str
    """The digest of everything in the folders that it wrote."""
    folders: Sequence[str]
    """The folders that it wrote: the site, and what can be downloaded."""
    outside: Sequence[str]
    """The files that it read which stand outside the project's folder."""
    pages: int
    pdfs: int


def unchanged_build(root: Path, *, paper: bool) -> LastBuild | None:
    """The last build, if nothing that it read or wrote has changed since."""
    kept = read_kept_json(_record(root))
    if not isinstance(kept, dict) or kept.keys() != LastBuild.__dataclass_fields__.keys():
        return None
    last = LastBuild(**kept)
    if last.made_from != _made_from(root, last.folders, last.outside, paper=paper):
        return None
    return last if last.wrote == _wrote(last.folders) else None


@dataclass(frozen=True)
class BuildToRecord:
    """A build that goes on, and may be recorded when it has ended well."""

    root: Path
    outside: tuple[Path, ...]
    """The files that it reads which stand outside the project's folder."""
    made_from: str
    """Taken before anything is read, so that a file that changes meanwhile counts as changed."""
    states: Mapping[Path, State]
    """The states of all of it then."""

    def changed(self) -> list[Path]:
        """The files that were written, added or removed since it began."""
        now = _states(self.root, self.outside)
        paths = sorted(self.states.keys() | now.keys())
        return [path for path in paths if self.states.get(path) != now.get(path)]

    def record(self, pages: int, pdfs: int) -> None:
        """Note that it has ended well."""
        folders, outside = _folders(self.root), [str(path) for path in self.outside]
        last = LastBuild(self.made_from, _wrote(folders), folders, outside, pages, pdfs)
        write_kept_json(_record(self.root), asdict(last))


def begin_record(root: Path, read: Iterable[Path], *, paper: bool) -> BuildToRecord:
    """What a build that now begins is made from; of the files that it will read, those outside the folder count too."""
    files = (path.resolve() for path in read if path.is_file())
    outside = tuple(sorted(path for path in files if not path.is_relative_to(root)))
    states = _states(root, outside)
    made_from = _made_from(root, _folders(root), [str(path) for path in outside], paper=paper)
    return BuildToRecord(root, outside, made_from, states)


def _states(root: Path, outside: Iterable[Path]) -> Mapping[Path, State]:
    own = (Path(entry.path) for entry in project_files(root, frozenset(_folders(root))))
    return states_of((*own, *outside))


def _folders(root: Path) -> list[str]:
    return [str(root / "site"), str(root / "dist")]


def _made_from(root: Path, folders: Sequence[str], outside: Sequence[str], *, paper: bool) -> str:
    whole = sha256(repr((read_revision(root), sys.version, paper, str(root), *_packages())).encode())
    own = (Path(entry.path) for entry in project_files(root, frozenset(folders)))
    for path in (*own, *map(Path, outside)):
        try:
            what = sha256(path.read_bytes()).hexdigest()
        except OSError:
            what = "unreadable"
        whole.update(f"{path}\0{what}\n".encode(errors="surrogatepass"))
    whole.update(digest_of_files(_ENGINE).encode())
    return whole.hexdigest()


def _packages() -> Iterator[str]:
    """The name and version of every installed package, as the folders of their metadata say."""
    for folder in sorted(path for path in map(Path, sys.path) if path.name.endswith("-packages") and path.is_dir()):
        yield from sorted(path.name for path in folder.iterdir() if path.suffix in {".dist-info", ".egg-info"})


def _wrote(folders: Sequence[str]) -> str:
    return digest_of_files(Path(folder) for folder in folders)


def _record(root: Path) -> Path:
    return root / ".cache" / "last-build"
