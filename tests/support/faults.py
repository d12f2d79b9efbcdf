"""Builds that something happens to: what they may leave, and what state a project is put back to."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.builds import BUILD, environment, files_in, leftovers, made_once, run
from support.small_site import copy_small

from primer.commands.build import build_all

posix = pytest.mark.skipif(os.name != "posix", reason="signals, modes and devices work otherwise on Windows")
BUILD_ALL = (sys.executable, "-m", "primer", "build")
"""The build with its PDFs."""
EDIT = {"replace": {"docs/index.md": {"A small primer": "A new title"}}}
EDIT_OF_PAPER = {"replace": {"docs/findings/f22-beds.md": {"Growth between the two": "Any growth between the two"}}}
"""A change that a reader meets on the site and in most PDFs."""


def copy_printed(target: Path) -> Path:
    """A copy of the small site, built with its PDFs."""
    made = made_once("small with paper", lambda part: build_all(copy_small(part / "site")))
    return Path(shutil.copytree(made / "site", target))


def begun(root: Path, *command: str) -> subprocess.Popen[str]:
    """A command that goes on in a process of its own, the first of a group."""
    return subprocess.Popen(
        command,
        cwd=root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=os.name == "posix",
    )


def hidden(root: Path) -> list[str]:
    """Drafts and folders beside the site that a command left, what is kept included."""
    drafts = [path.relative_to(root).as_posix() for path in root.rglob(".*.new")]
    return sorted([*leftovers(root), *drafts])


def build_in_process_of_its_own(root: Path) -> dict[str, bytes]:
    """Build a project without paper, and give every file of its site."""
    done = run(BUILD, root)
    assert done.returncode == 0, done.stderr
    return files_in(root / "site")


@dataclass(frozen=True)
class Outcome:
    """What a build gave its readers."""

    site: Mapping[str, bytes]
    dist: Mapping[str, bytes]


def outcome(root: Path) -> Outcome:
    """What stands in a project's `site/` and `dist/` now."""
    return Outcome(files_in(root / "site"), files_in(root / "dist"))


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Let a folder hold these files and no others."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def put_back(root: Path, what: Outcome, kept: Mapping[str, bytes]) -> None:
    """Let a project hold the outcome of one build, and what was kept after it."""
    write_files(root / "site", what.site)
    write_files(root / "dist", what.dist)
    write_files(root / ".cache", kept)


def timed(root: Path, command: tuple[str, ...]) -> float:
    """Run a build to its end; gives the seconds that it took."""
    start = time.perf_counter()
    done = run(command, root)
    assert done.returncode == 0, done.stderr
    return time.perf_counter() - start


def killed_at(root: Path, command: tuple[str, ...], seconds: float, *, alone: bool) -> bool:
    """Start a build and kill it after some seconds, alone or with what it started; whether it still ran."""
    process = begun(root, *command)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        (os.kill if alone else os.killpg)(process.pid, signal.SIGKILL)
        process.communicate()  # What a build started ends by itself when the build is gone.
        return True
    return False
