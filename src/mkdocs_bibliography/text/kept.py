"""Folders of values kept between builds, each by the digest of what it is made from: `KeptFolder`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from mkdocs_bibliography.text.files import read_kept, remove_old_drafts, write_kept

_LEFT_OUT = frozenset({"__pycache__"})


def digest_of_files(folders: Iterable[Path]) -> str:
    """A name for the content of every file under some folders, and for where each stands in its folder."""
    whole = sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and _LEFT_OUT.isdisjoint(path.parts):
                line = f"{path.relative_to(folder).as_posix()}\0{sha256(path.read_bytes()).hexdigest()}\n"
                whole.update(line.encode(errors="surrogatepass"))
    return whole.hexdigest()[:32]


@dataclass
class KeptFolder:
    """A folder of values by digest, each checked before it is believed; `prune` holds it below a size."""

    path: Path
    most: int
    """Bytes that the folder may hold beside what this build uses."""
    used: set[str] = field(default_factory=set)
    """The names that were read or written since the folder was opened."""

    def read(self, name: str) -> bytes | None:
        """The value of this name, or None."""
        value = read_kept(self.path / name)
        if value is not None:
            self.used.add(name)
        return value

    def write(self, name: str, value: bytes) -> None:
        """Keep a value."""
        write_kept(self.path / name, value)
        self.used.add(name)

    def prune(self) -> None:
        """Remove the oldest of what was not used, until the rest is within `most`."""
        if not self.path.is_dir():
            return
        remove_old_drafts(self.path)
        size = 0
        for state, path in sorted(self._not_used(), key=lambda one: (-one[0].st_mtime_ns, one[1].name)):
            size += state.st_size
            if size > self.most:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _not_used(self) -> Iterator[tuple[os.stat_result, Path]]:
        for path in self.path.iterdir():
            if path.name not in self.used and path.is_file():
                with contextlib.suppress(OSError):  # Another process may prune too.
                    yield path.stat(), path
