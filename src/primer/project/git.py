"""What git knows of a project: when its last commit was made, and which it is."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

FIXED_EPOCH = 1_795_478_400
"""The time of a tree without a commit, or with changes: the start of 24 November 2026, UTC, the day of edition 1.0."""


_NOT_HIDDEN = (":(exclude,glob).*", ":(exclude,glob).*/**")
"""Hidden files of the folder are not what a build is made from, and a build that goes on has some of its own."""


@dataclass(frozen=True)
class Revision:
    """The state of the tree that a build is made from."""

    commit: str
    """The commit's short name; empty without git, or with changes."""
    epoch: int
    """Seconds since 1970 that the build counts as now."""

    @property
    def day(self) -> date:
        """The day, in UTC."""
        return datetime.fromtimestamp(self.epoch, UTC).date()


def read_revision(root: Path) -> Revision:
    """The revision of a folder; a number of seconds in SOURCE_DATE_EPOCH overrides its time."""
    changed = _git(root, "status", "--porcelain", "--", ".", *_NOT_HIDDEN)
    line = "" if changed else _git(root, "log", "-1", "--format=%h %ct")
    commit, _, seconds = line.partition(" ")
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return Revision(commit, int(given if given.isdecimal() else seconds or FIXED_EPOCH))


def why_no_commit(root: Path) -> str:
    """Why git names no commit of a folder, in one clause; empty when it names one."""
    try:
        run = subprocess.run(["git", "-C", str(root), "rev-parse", "-q", "HEAD"], capture_output=True, text=True)
    except OSError:
        return "git is not installed"
    return "" if run.returncode == 0 else (run.stderr.strip().splitlines() or ["no commit yet"])[0]


def _git(root: Path, *arguments: str) -> str:
    try:
        run = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""
