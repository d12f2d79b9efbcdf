"""Of when a project is: what git knows of its last commit, or the day that stands in for one."""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

_DAY = re.compile(r"^day: *[\"']?(\d{4}-\d\d-\d\d)[\"']? *(?:#.*)?$", re.M)
_READ = ("docs/**/*.md", "docs/**/*.yml", "*.bib", "*.yml")
"""What a primer says of itself; its newest change is the day of a tree that names none."""
_NOT_HIDDEN = (":(exclude,glob).*", ":(exclude,glob).*/**")
"""Hidden files of the folder are not what a build is made from, and a build that goes on has some of its own."""


@dataclass(frozen=True)
class Revision:
    """The state of the tree that a build is made from."""

    commit: str
    """The commit's short name; empty without git, or with changes."""
    epoch: int
    """Seconds since 1970 that the build counts as now."""
    dated_by: str = "git"
    """What gave the time: `git`, `SOURCE_DATE_EPOCH`, `primer.yml` or `files`."""

    @property
    def day(self) -> date:
        """The day, in UTC."""
        return datetime.fromtimestamp(self.epoch, UTC).date()


def read_revision(root: Path) -> Revision:
    """The revision of a folder; a number of seconds in SOURCE_DATE_EPOCH overrides its time.

    Without a commit, or with changes, it is of the day that `primer.yml` names, or of the newest file of the primer.
    """
    changed = _git(root, "status", "--porcelain", "--", ".", *_NOT_HIDDEN)
    line = "" if changed else _git(root, "log", "-1", "--format=%h %ct")
    commit, _, seconds = line.partition(" ")
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return Revision(commit, int(given), "SOURCE_DATE_EPOCH")
    return Revision(commit, int(seconds)) if seconds else Revision("", *_undated(root))


def _undated(root: Path) -> tuple[int, str]:
    """The start of a day, UTC, and what names it; read here so that a build that reuses all loads nothing else."""
    path = root / "primer.yml"
    found = _DAY.search(path.read_bytes().decode("utf-8", "replace")) if path.is_file() else None
    with suppress(ValueError):
        if found:
            return int(datetime.fromisoformat(f"{found[1]}T00:00+00:00").timestamp()), "primer.yml"
    newest = max((path.stat().st_mtime for glob in _READ for path in root.glob(glob)), default=0)
    return int(newest) // 86_400 * 86_400, "files"


COMMIT = "git add . && git commit -m 'Begin'"
"""What gives a folder its first commit."""


def why_no_commit(root: Path) -> str:
    """Why git names no commit of a folder, and what to do; empty when it names one."""
    try:
        run = subprocess.run(
            ["git", "-C", str(root), "rev-parse", "--verify", "HEAD"],
            capture_output=True,
            text=True,
            env={**os.environ, "LC_ALL": "C"},  # Its words are compared below.
        )
    except OSError:
        return "git is not installed. Install it"
    said = run.stderr.strip().partition("\n")[0].removeprefix("fatal: ")
    if run.returncode == 0:
        return ""
    if "not a git repository" in said:
        return f"this folder is in no git repository. Run: git init && {COMMIT}"
    if "single revision" in said:
        return f"nothing is committed yet. Run: {COMMIT}"
    return said


def _git(root: Path, *arguments: str) -> str:
    try:
        run = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""
