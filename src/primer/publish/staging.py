"""A site built beside the last good one and put in its place whole."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
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

    site: Path
    """The folder that readers are given."""

    @property
    def fresh(self) -> Path:
        """The folder that the build writes."""
        return self.site.with_name(f".{self.site.name}.new")

    @property
    def last(self) -> Path:
        """Where the last good site waits while the two change places."""
        return self.site.with_name(f".{self.site.name}.old")

    @cached_property
    def _lock(self) -> Lock:
        return Lock(self.site.with_name(f".{self.site.name}.lock"))

    def begin(self) -> Path:
        """Take the lock, put right what an interrupted build left, and give the empty folder to write.

        Raises SiteError when another build is running or the folder cannot be written.
        """
        with self._trouble():
            self.site.parent.mkdir(parents=True, exist_ok=True)
            if not self._lock.take():
                holder = self._lock.holder()
                raise SiteError(
                    f"another build (process {holder}) is writing {self.site}. Wait for it, then build again."
                )
            self._recover()
            for folder in (self.last, self.fresh):
                if folder.exists():
                    shutil.rmtree(folder)
            self.fresh.mkdir()
        return self.fresh

    def _recover(self) -> None:
        """Put the last good site back where a build stopped between the two renames."""
        if self.last.exists() and not self.site.exists():
            self.last.rename(self.site)

    def finish(self) -> None:
        """Put the finished folder in the place of the last one.

        Raises SiteError when that is not possible; the last good site is then as it was.
        """
        with self._trouble():
            try:
                put_in_place(self.fresh, self.site, self.last)
            finally:
                self._recover()
        shutil.rmtree(self.last, ignore_errors=True)

    def end(self) -> None:
        """Take away what was not finished, and let others build; the last good site is as it is."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        self._lock.release()

    @contextlib.contextmanager
    def _trouble(self) -> Iterator[None]:
        """Turn what the system refuses into one line; let go of the lock on every error."""
        try:
            yield
        except OSError as error:
            self._lock.release()
            what = f"{error.filename or self.site}: {error.strerror}. Free space or fix the rights, then build again."
            raise SiteError(what) from error
