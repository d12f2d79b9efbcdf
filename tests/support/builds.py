"""Runs commands in this process, or in one of their own where that is what is tested, and reads what they made."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import click
from click.testing import CliRunner

from primer.publish.lock import Lock

BUILD = (sys.executable, "-m", "primer", "build", "--no-pdf")
"""PDFs are left out, since most tests here are about pages."""
MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--strict")


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[str]:
        """What it said, without its progress."""
        return [line for line in (self.stdout + self.stderr).splitlines() if not line.endswith(" ...")]


def primer(root: Path, *arguments: str) -> Done:
    """Run `primer` in this process, in a project's folder."""
    from primer.cli import main

    return _invoke(main, root, arguments)


def mkdocs(root: Path, *arguments: str) -> Done:
    """Run `mkdocs build --strict` in this process, in a project's folder."""
    from mkdocs.__main__ import cli

    log = logging.getLogger("mkdocs")
    before = list(log.handlers)
    try:
        return _invoke(cli, root, ("build", "--strict", *arguments))
    finally:
        # MkDocs' command adds a handler that it never takes away.
        log.handlers[:] = before


def _invoke(command: click.Command, root: Path, arguments: tuple[str, ...]) -> Done:
    with patch.dict(os.environ, environment(), clear=True), contextlib.chdir(root):
        result = CliRunner().invoke(command, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a build, without what a developer may have set."""
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", **(more or {})}


def run(
    command: tuple[str, ...], root: Path, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, in a project's folder, to its end."""
    return subprocess.run(command, cwd=root, env=environment(more), capture_output=True, text=True, check=False)


def build_alone(root: Path) -> Done:
    """Run `primer build` without paper in this process."""
    return primer(root, "build", "--no-pdf")


def build(root: Path) -> dict[str, bytes]:
    """Build a project without paper, in this process, and give every file of its site."""
    done = build_alone(root)
    assert done.returncode == 0, done.stdout + done.stderr
    return files_in(root / "site")


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """A folder for tests to read, filled by the first process of the run that asks for it; others wait for that.

    What could not be made is not tried again: every later test that asks for it fails at once, with the same reason.
    """
    folder = Path(os.environ["PRIMER_MADE_ONCE"], name)
    failure = folder.with_name(f"{name}.failed")
    lock = Lock(folder.with_name(f"{name}.lock"))
    while not lock.take():
        time.sleep(0.1)
    try:
        if failure.exists():
            raise AssertionError(f"'{name}' could not be made: {failure.read_text('utf-8')}")
        if not folder.exists():
            part = folder.with_name(f"{name}.part")
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            try:
                make(part)
            except BaseException as error:
                failure.write_text(f"{type(error).__name__}: {str(error)[:2000]}", "utf-8")
                raise
            part.rename(folder)
    finally:
        lock.release()
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file under a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def leftovers(root: Path) -> list[str]:
    """Hidden files and folders that a build left beside the site."""
    return sorted(path.name for path in root.iterdir() if path.name.startswith((".site", ".dist")))
