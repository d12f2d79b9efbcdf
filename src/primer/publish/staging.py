"""Folders built beside the last good ones and put in their place whole."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from primer.publish.lock import Lock
from primer.publish.swap import put_in_place


class SiteError(UserError):
    """The site cannot be built here."""


@dataclass(frozen=True)
class Staging:
    """A folder that a build fills, beside the one that it will replace."""

    folder: Path
    """What readers are given: the site, or the files to hand out."""

    @cached_property
    def place(self) -> Path:
        """Where the folder lies; it may be reached over a link, which stays."""
        return self.folder.resolve()

    @property
    def fresh(self) -> Path:
        """The folder that the build writes."""
        return self.place.with_name(f".{self.place.name}.new")

    @property
    def last(self) -> Path:
        """Where the last good folder waits while the two change places."""
        return self.place.with_name(f".{self.place.name}.old")

    @cached_property
    def _lock(self) -> Lock:
        return Lock(self.place.with_name(f".{self.place.name}.lock"))

    def begin(self) -> Path:
        """Take the lock, put right what an interrupted build left, and give the empty folder to write.

        Raises SiteError when another build is running or the folder cannot be written.
        """
        with self._trouble():
            self.place.parent.mkdir(parents=True, exist_ok=True)
            if not self._lock.take():
                holder = self._lock.holder()
                raise SiteError(
                    f"another build (process {holder}) is writing {self.folder}. Wait for it, then build again."
                )
            self._recover()
            for folder in (self.last, self.fresh):
                if folder.exists():
                    shutil.rmtree(folder)
            self.fresh.mkdir()
        return self.fresh

    def _recover(self) -> None:
        """Put the last good folder back where a build stopped between the two renames."""
        if self.last.exists() and not self.place.exists():
            self.last.rename(self.place)

    def swap(self) -> None:
        """Put the finished folder in the place of the last one, which waits at `last`.

        Raises SiteError when that is not possible; the last good folder is then as it was.
        """
        with self._trouble():
            try:
                put_in_place(self.fresh, self.place, self.last)
            finally:
                self._recover()

    def swap_back(self) -> None:
        """Undo `swap`."""
        self.place.rename(self.fresh)
        self._recover()

    def end(self) -> None:
        """Take away what is not in its place, and let others build."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        if self.place.exists():
            shutil.rmtree(self.last, ignore_errors=True)
        self._lock.release()

    @contextlib.contextmanager
    def _trouble(self) -> Iterator[None]:
        """Turn what the system refuses into one line; let go of the lock on every error."""
        try:
            yield
        except OSError as error:
            self._lock.release()
            what = f"{error.filename or self.folder}: {error.strerror}. Free space or fix the rights, then build again."
            raise SiteError(what) from error


@contextlib.contextmanager
def staged(*folders: Path) -> Iterator[tuple[Staging, ...]]:
    """Keep others away from some folders while what replaces them is made beside them.

    Raises SiteError when another build goes on, or when a folder cannot be written.
    """
    with contextlib.ExitStack() as stack:
        all_of_them = tuple(map(Staging, folders))
        for staging in all_of_them:
            staging.begin()
            stack.callback(staging.end)
        yield all_of_them


def swap_all(stagings: Sequence[Staging]) -> None:
    """Put finished folders in place, all of them or none.

    Raises SiteError when that is not possible; the last good folders are then as they were.
    """
    with contextlib.ExitStack() as undone:
        for staging in stagings:
            staging.swap()
            undone.callback(staging.swap_back)
        undone.pop_all()
