"""Runs MkDocs on the primer, beside the last good site, and swaps the finished folder in."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config


class SiteError(Exception):
    """The site cannot be built here; the message is one line with the mend."""


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

    @property
    def lock(self) -> Path:
        """The file that says which process is building."""
        return self.site.with_name(f".{self.site.name}.lock")

    def begin(self) -> Path:
        """Take the lock, put right what an interrupted build left, and give the empty folder to write.

        Raises SiteError when another build is running or the folder cannot be written.
        """
        try:
            self.site.parent.mkdir(parents=True, exist_ok=True)
            self._take_lock()
            if self.last.exists() and not self.site.exists():
                self.last.rename(self.site)
            shutil.rmtree(self.last, ignore_errors=True)
            shutil.rmtree(self.fresh, ignore_errors=True)
            self.fresh.mkdir()
        except OSError as error:
            raise SiteError(f"{self.site}: {error.strerror}. Free space or mend the rights, then build again.") from error
        return self.fresh

    def _take_lock(self) -> None:
        for _ in range(2):
            try:
                with self.lock.open("x", encoding="ascii") as handle:
                    handle.write(str(os.getpid()))
                return
            except FileExistsError:
                holder = self._holder()
                if holder == os.getpid():
                    return
                if holder and _runs(holder):
                    break
                self.lock.unlink(missing_ok=True)
        raise SiteError(f"another build (process {self._holder()}) is writing {self.site}. Wait for it, then build again.")

    def _holder(self) -> int:
        try:
            return int(self.lock.read_text(encoding="ascii") or 0)
        except (OSError, ValueError):
            return 0

    def finish(self) -> None:
        """Put the finished folder in the place of the last one."""
        if self.site.exists():
            self.site.rename(self.last)
        self.fresh.rename(self.site)
        shutil.rmtree(self.last, ignore_errors=True)
        self.lock.unlink(missing_ok=True)

    def abandon(self) -> None:
        """Leave the last good site as it is."""
        if self._holder() == os.getpid():
            shutil.rmtree(self.fresh, ignore_errors=True)
            self.lock.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextlib.contextmanager
def _mkdocs_environment(epoch: int) -> Iterator[None]:
    """The environment in which MkDocs gives the same bytes for the same input."""
    wanted = {"SOURCE_DATE_EPOCH": str(epoch), "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def build_site(root: Path, epoch: int) -> Path:
    """Build the site of a project and give its folder; the plugins in its mkdocs.yml do the primer's part.

    Raises SystemExit when MkDocs gives up, OSError when the folder fills up on the way.
    """
    with _mkdocs_environment(epoch):
        config = load_config(str(root / "mkdocs.yml"), strict=True)
        site = Path(config.site_dir)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
    return site


def serve_site(root: Path, address: str, epoch: int) -> None:
    """Serve a live preview until interrupted."""
    with _mkdocs_environment(epoch):
        mkdocs_serve(str(root / "mkdocs.yml"), dev_addr=address, strict=False)
