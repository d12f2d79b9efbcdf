"""Builds that are killed: the last good site and files to hand out stay whole, and the next build is right."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from support.builds import BUILD, files_in
from support.faults import (
    BUILD_ALL,
    EDIT,
    EDIT_OF_PAPER,
    copy_printed,
    hidden,
    killed_at,
    outcome,
    posix,
    put_back,
    timed,
)
from support.small_site import change

pytestmark = posix


def survives_kills(root: Path, command: tuple[str, ...], edit: dict[str, Any], count: int) -> None:
    """Kill builds at so many points of their duration. One that has ended before its point is killed at half of it.

    Every other build is killed alone, as by a system without memory, and the rest with what they started.
    """
    shutil.rmtree(root / ".cache/paper", ignore_errors=True)  # So that a build prints everything.
    old, kept = outcome(root), files_in(root / ".cache")
    change(root, edit)
    whole = timed(root, command)
    new = outcome(root)
    assert new.site != old.site
    assert new.dist != old.dist
    for point in range(count):
        put_back(root, old, kept)
        seconds = whole * (point + 0.5) / count
        while not killed_at(root, command, seconds, alone=point % 2 == 1):
            put_back(root, old, kept)
            seconds /= 2
        now = outcome(root)
        where = f"killed at {point} of {count}"
        assert now.site in (old.site, new.site), where
        assert now.dist in (old.dist, new.dist), where
        if point % 5 == 4 or point == count - 1:
            timed(root, command)
            assert outcome(root) == new, where
            assert hidden(root) == [], where


def test_a_killed_build_leaves_the_last_good_site_whole(project: Path) -> None:
    survives_kills(project, BUILD, EDIT, 5)


@pytest.mark.slow
def test_a_build_killed_at_fifty_points_leaves_the_last_good_site_whole(project: Path) -> None:
    survives_kills(project, BUILD, EDIT, 50)


def test_a_build_killed_while_it_prints_leaves_what_was_handed_out_whole(tmp_path: Path) -> None:
    survives_kills(copy_printed(tmp_path / "site"), BUILD_ALL, EDIT_OF_PAPER, 4)


@pytest.mark.slow
def test_a_build_with_paper_killed_at_fifty_points_leaves_all_whole(tmp_path: Path) -> None:
    survives_kills(copy_printed(tmp_path / "site"), BUILD_ALL, EDIT_OF_PAPER, 50)
