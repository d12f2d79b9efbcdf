"""Disks that are full or read-only: one line says so, what the last build made stays, and the next one is right."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.builds import BUILD, files_in, run
from support.faults import BUILD_ALL, EDIT, EDIT_OF_PAPER, copy_printed, hidden, outcome, put_back, write_files
from support.small_site import change

TEN = range(5, 100, 10)
"""What there is of the space that a build needs, in parts of a hundred."""
LARGE = 500_000
"""Kilobytes; room for everything."""


@dataclass(frozen=True)
class Disk:
    """A small disk in memory, whose size can change."""

    place: Path

    def mount(self, kilobytes: int, *more: str) -> bool:
        """Make the disk, or change its size; gives whether this system lets us."""
        options = ",".join([*more, f"size={kilobytes}k"])
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.place)]
        able = os.name == "posix" and shutil.which("mount")
        return bool(able) and subprocess.run(command, capture_output=True, check=False).returncode == 0

    def resize(self, kilobytes: int, *more: str) -> None:
        """Give the disk another size, not below what its files take, and other rights: `ro` or `rw`."""
        assert self.mount(kilobytes, "remount", *more)

    def used(self) -> int:
        """The kilobytes that its files take."""
        state = os.statvfs(self.place)
        return (state.f_blocks - state.f_bfree) * state.f_frsize // 1024


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """An empty disk with room for everything."""
    made = Disk(tmp_path / "disk")
    made.place.mkdir()
    if not made.mount(LARGE):
        pytest.skip("only root can mount a small disk, and not in every container")
    try:
        yield made
    finally:
        subprocess.run(["umount", str(made.place)], check=True)


def survives_full_disks(
    disk: Disk, root: Path, command: tuple[str, ...], edit: Mapping[str, Any], shares: Iterable[int]
) -> int:
    """Build where only a share of the needed space is left; gives how often that was not enough."""
    shutil.rmtree(root / ".cache/paper", ignore_errors=True)
    old, kept = outcome(root), files_in(root / ".cache")
    change(root, edit)
    needed = sum(map(len, [*old.site.values(), *old.dist.values()])) // 1024
    assert run(command, root).returncode == 0
    new = outcome(root)
    filled = 0
    for share in shares:
        put_back(root, old, kept)
        disk.resize(disk.used() + needed * share // 100)
        done = run(command, root)
        if done.returncode:
            filled += 1
            told = done.stderr.splitlines()
            assert done.returncode == 2, told
            assert re.search(r"No space left on device\. Free space", told[-1]), told
            assert outcome(root) == old, share
            assert hidden(root) == [], share
        disk.resize(LARGE)
        assert run(command, root).returncode == 0
        assert outcome(root) == new, share
        assert hidden(root) == [], share
    return filled


def test_a_disk_that_fills_during_a_build_leaves_the_last_good_site(disk: Disk, built: Path) -> None:
    root = Path(shutil.copytree(built, disk.place / "site"))
    assert survives_full_disks(disk, root, BUILD, EDIT, (20, 70)) == 2


@pytest.mark.slow
def test_a_disk_that_fills_at_ten_points_of_a_build_leaves_the_last_good_site(disk: Disk, built: Path) -> None:
    root = Path(shutil.copytree(built, disk.place / "site"))
    assert survives_full_disks(disk, root, BUILD, EDIT, TEN) >= 8


def test_a_disk_that_fills_while_pdfs_are_printed_leaves_the_last_ones(disk: Disk) -> None:
    root = copy_printed(disk.place / "site")
    assert survives_full_disks(disk, root, BUILD_ALL, EDIT_OF_PAPER, (30,)) == 1


@pytest.mark.slow
def test_a_disk_that_fills_at_ten_points_while_pdfs_are_printed_leaves_the_last_ones(disk: Disk) -> None:
    root = copy_printed(disk.place / "site")
    assert survives_full_disks(disk, root, BUILD_ALL, EDIT_OF_PAPER, TEN) >= 8


def test_a_disk_without_room_for_more_files_leaves_the_last_good_site(disk: Disk, built: Path) -> None:
    root = Path(shutil.copytree(built, disk.place / "site"))
    old = outcome(root)
    change(root, EDIT)
    state = os.statvfs(disk.place)
    disk.resize(LARGE, f"nr_inodes={state.f_files - state.f_ffree + 8}")
    done = run(BUILD, root)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "No space left on device. Free space" in done.stderr.splitlines()[-1]
    assert outcome(root) == old
    assert hidden(root) == []
    disk.resize(LARGE, "nr_inodes=0")
    assert run(BUILD, root).returncode == 0
    assert b"A new title" in files_in(root / "site")["index.html"]


def test_a_read_only_disk_is_one_line(disk: Disk, built: Path) -> None:
    root = Path(shutil.copytree(built, disk.place / "site"))
    change(root, EDIT)
    old = outcome(root)
    disk.resize(LARGE, "ro")
    done = run(BUILD, root)
    disk.resize(LARGE, "rw")
    assert done.returncode == 2
    assert re.search(
        r"site/\.\S+: Read-only file system\. Free space or fix the rights, then build again\.$", done.stderr
    )
    assert "Traceback" not in done.stderr
    assert outcome(root) == old
    assert hidden(root) == []


@pytest.mark.parametrize("room", ["none", "read-only"])
def test_what_cannot_be_kept_costs_time_alone(disk: Disk, project: Path, room: str) -> None:
    """The folder of what is kept lies on a disk of its own, which is full, or read-only with everything torn."""
    write_files(disk.place, {name: data[:-1] for name, data in files_in(project / ".cache").items()})
    shutil.rmtree(project / ".cache")
    (project / ".cache").symlink_to(disk.place)
    change(project, EDIT)
    disk.resize(disk.used() if room == "none" else LARGE, *(["ro"] if room == "read-only" else []))
    done = run(BUILD, project)
    assert done.returncode == 0, done.stderr
    made = outcome(project)
    why = "No space left on device" if room == "none" else "Read-only file system"
    assert re.search(rf"^Nothing more can be kept for the next build: .*/\.cache/.*: {why}\.$", done.stdout, re.M)
    disk.resize(LARGE, "rw")
    (project / ".cache").unlink()
    assert "Nothing more" not in run(BUILD, project).stdout
    assert outcome(project) == made
