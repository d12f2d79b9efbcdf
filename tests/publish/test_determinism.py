"""The same commit gives the same bytes: in any folder, on any day, in any place of the world."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.builds import BUILD, MKDOCS, build, environment, files_in, primer, run
from support.small_site import copy_small

from primer.project.git import read_revision, why_no_commit

FAKETIME = shutil.which("faketime")
PAPER = tuple(part for part in BUILD if part != "--no-pdf")


def commit(root: Path) -> None:
    """Make the folder a repository with one commit of a known time."""
    who = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@a.example",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@a.example",
    }
    when = {"GIT_AUTHOR_DATE": "2026-12-01T12:00:00Z", "GIT_COMMITTER_DATE": "2026-12-01T12:00:00Z"}
    (root / ".gitignore").write_text("/site/\n/.cache/\n/dist/\n.site*\n", encoding="utf-8")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "One"]):
        subprocess.run(["git", "-C", str(root), *arguments], env={**os.environ, **who, **when}, check=True)


def test_one_commit_gives_the_same_bytes_in_two_folders_on_two_days(tmp_path: Path) -> None:
    if FAKETIME is None:
        pytest.skip("faketime is not installed: apt install faketime")
    first, second = tmp_path / "one/site", tmp_path / "a longer name/of the/second"
    copy_small(first)
    commit(first)
    subprocess.run(["git", "clone", "-q", str(first), str(second)], check=True)
    days = {
        first: ("2027-03-04 05:06:07", "UTC", "1", "C.UTF-8"),
        second: ("2031-12-31 23:59:00", "Pacific/Auckland", "2", "C"),
    }
    for root, (day, zone, seed, tongue) in days.items():
        more = {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": tongue, "PYTHONUTF8": "1"}
        done = run((FAKETIME, "-f", f"@{day}", *PAPER), root, more)
        assert done.returncode == 0, done.stderr
    one, two = files_in(first / "site"), files_in(second / "site")
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
    assert files_in(first / "dist") == files_in(second / "dist")


def test_a_build_on_top_of_an_old_one_gives_the_bytes_of_a_fresh_one(tmp_path: Path) -> None:
    fresh, used = copy_small(tmp_path / "fresh"), copy_small(tmp_path / "used")
    head = "---\ntype: page\ntitle: An extra page\nsummary: Extra.\nreviewed: 2026-11-24\n---\n\n"
    (used / "docs/extra.md").write_text(head + "Text [@reichert2013national].\n", encoding="utf-8")
    assert "extra.html" in build(used)
    (used / "docs/extra.md").unlink()
    assert build(used) == build(fresh)


def test_mkdocs_alone_gives_the_bytes_that_our_command_gives_but_for_the_offline_copy(tmp_path: Path) -> None:
    ours, theirs = copy_small(tmp_path / "ours"), tmp_path / "theirs"
    commit(ours)
    subprocess.run(["git", "clone", "-q", str(ours), str(theirs)], check=True)
    for command, root in ((BUILD, ours), (MKDOCS, theirs)):
        done = run(command, root)
        assert done.returncode == 0, done.stdout + done.stderr
    one, two = files_in(ours / "site"), files_in(theirs / "site")
    assert one.keys() - two.keys() == {"downloads/SHA256SUMS", "downloads/byb-1.0-offline.zip"}
    assert {name: one[name] for name in one.keys() & two.keys()} == two


NAMED = 1_795_478_400
"""The start of the day that primer.yml names in tests/sites/small: 24 November 2026, UTC."""


def test_a_tree_with_a_commit_is_of_its_day_and_one_with_changes_of_the_day_that_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    root = copy_small(tmp_path / "site")
    assert read_revision(root).epoch == NAMED
    commit(root)
    clean = read_revision(root)
    assert str(clean.day) == "2026-12-01"
    assert len(clean.commit) >= 7
    (root / "docs/new.md").write_text("new", encoding="utf-8")
    changed = read_revision(root)
    assert (changed.commit, changed.epoch) == ("", NAMED)


def test_a_build_says_why_it_names_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_small(tmp_path / "site")
    assert why_no_commit(root).startswith("this folder is in no git repository. Run: git init && ")
    assert (
        "are dated 2026-11-24, by 'day' in primer.yml: this folder is in no git repository. Run:"
        in primer(root, "build", "--no-pdf").stdout
    )
    subprocess.run(["git", "-C", root, "init", "--quiet"], check=True)
    assert why_no_commit(root).startswith("nothing is committed yet. Run: git add")
    commit(root)
    assert why_no_commit(root) == ""
    monkeypatch.setenv("PATH", "")
    assert why_no_commit(root) == "git is not installed. Install it"


@pytest.mark.parametrize(("given", "epoch"), [("86400", 86_400), ("", NAMED), ("yesterday", NAMED)])
def test_a_number_of_seconds_in_the_environment_sets_the_time(
    given: str, epoch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert read_revision(copy_small(tmp_path / "site")).epoch == epoch


@pytest.mark.parametrize("said", ["", "day: soon\n", "# day: 2020-01-01\n"])
def test_a_tree_that_names_no_day_is_of_that_of_its_newest_file(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    root = copy_small(tmp_path / "site")
    (root / "primer.yml").write_text(said, "utf-8")
    for path in (path for path in root.rglob("*") if path.is_file()):
        os.utime(path, (86_400 * 20_000, 86_400 * 20_000))
    os.utime(root / "docs/index.md", (86_400 * 20_001 + 5_000, 86_400 * 20_001 + 5_000))
    revision = read_revision(root)
    assert (revision.epoch, revision.dated_by) == (86_400 * 20_001, "files")


def test_a_build_does_not_take_the_time_of_whoever_runs_it() -> None:
    assert "SOURCE_DATE_EPOCH" not in environment()
