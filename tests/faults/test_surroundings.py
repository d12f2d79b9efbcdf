"""What a build stands in: git that is missing or broken, little memory, no input."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from support.builds import BUILD, environment, run
from support.faults import BUILD_ALL, EDIT, EDIT_OF_PAPER, copy_printed, hidden, outcome, posix
from support.small_site import change

COMMIT = ("git", "-c", "user.name=A", "-c", "user.email=a@a.example", "commit", "-qm", "Begin")


def _committed(project: Path) -> None:
    for command in (("git", "init", "-q"), ("git", "add", "."), COMMIT):
        subprocess.run(command, cwd=project, check=True)


@posix
@pytest.mark.parametrize(
    "broken", ["missing", *(pytest.param(one, marks=pytest.mark.slow) for one in ("HEAD", "objects"))]
)
def test_without_git_a_build_says_what_its_date_comes_from(project: Path, tmp_path: Path, broken: str) -> None:
    _committed(project)
    change(project, EDIT)
    places = {}
    if broken == "missing":
        (tmp_path / "bin").mkdir()
        places = {"PATH": str(tmp_path / "bin")}
    elif broken == "HEAD":
        (project / ".git/HEAD").write_text("no such thing\n", "utf-8")
    else:
        shutil.rmtree(project / ".git/objects")
    done = run(BUILD, project, places)
    assert done.returncode == 0, done.stderr
    assert "The pages name no commit and are dated " in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert b"A new title" in (project / "site/index.html").read_bytes()


@posix
def test_a_build_needs_no_input(project: Path) -> None:
    change(project, EDIT)
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *BUILD],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"A new title" in (project / "site/index.html").read_bytes()


def survives_little_memory(root: Path, megabytes: int) -> bool:
    """Build with so much memory; gives whether it was enough."""
    old = outcome(root)
    change(root, EDIT_OF_PAPER)
    shutil.rmtree(root / ".cache/paper")
    limited = f'ulimit -v {megabytes * 1024} && exec "$@"'
    done = run(("sh", "-c", limited, "sh", *BUILD_ALL), root)
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if line.strip()]
        assert told, "it ended without a word"
        assert "Traceback" not in done.stderr, told
        assert outcome(root) == old
    assert run(BUILD_ALL, root).returncode == 0
    assert hidden(root) == []
    assert b"Any growth between the two" in (root / "site/f22.html").read_bytes()
    return done.returncode == 0


@posix
@pytest.mark.slow
def test_little_memory_is_enough_for_a_small_primer(tmp_path: Path) -> None:
    assert survives_little_memory(copy_printed(tmp_path / "site"), 400)


@posix
@pytest.mark.slow
@pytest.mark.parametrize("megabytes", [60, 90, 120, 150, 180, 210])
def test_too_little_memory_leaves_the_last_good_site(tmp_path: Path, megabytes: int) -> None:
    survives_little_memory(copy_printed(tmp_path / "site"), megabytes)
