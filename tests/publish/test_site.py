from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from support.builds import Done, build, build_alone, files_in, leftovers, mkdocs
from support.small_site import SMALL, change, copy_small

from primer.publish.lock import Lock
from primer.publish.staging import SiteError, Staging
from primer.publish.swap import put_in_place

Command = Callable[[Path], Done]


WARNS = "nav: [index.md, nowhere.md]\n"
"""A nav entry without a file: MkDocs warns, writes every page, and stops at the end of a strict build."""


def test_every_page_is_built_at_its_permanent_address(built: Path) -> None:
    wanted = {
        "index.html",
        "g6.html",
        "m11.html",
        "f22.html",
        "w3.html",
        "ref/reichert2013national.html",
        "sources/paper.html",
    }
    assert wanted <= files_in(built / "site").keys()


def test_sources_of_the_primer_are_not_in_the_site(built: Path) -> None:
    made = set(files_in(built / "site").values())
    assert [name for name, data in files_in(built / "docs").items() if data in made] == []


@pytest.mark.parametrize(
    ("strange", "shown"),
    [("\ue0000\ue001", "\ue0000\ue001"), ("\ufdd00\ufdd1 \ufdd4F22\ufdd5", "\ufffd0\ufffd \ufffd")],
    ids=["for private use", "a placeholder"],
)
def test_a_page_may_hold_any_character(project: Path, strange: str, shown: str) -> None:
    change(project, {"add": {"docs/checks.md": f"\nOdd {strange} text.\n\n{strange}\n"}})
    html = build(project)["checks.html"].decode()
    assert f"<p>Odd {shown}" in html
    assert f"<p>{shown}" in html


def test_a_build_leaves_nothing_beside_the_site(built: Path) -> None:
    assert leftovers(built) == []


def test_a_build_replaces_the_site_as_a_whole(project: Path) -> None:
    (project / "site/old.html").write_text("old", encoding="utf-8")
    change(project, {"replace": {"docs/index.md": {"title: A small primer": "title: A new title"}}})
    made = build(project)
    assert "old.html" not in made
    assert b"A new title" in made["index.html"]
    assert leftovers(project) == []


@pytest.mark.parametrize("command", [build_alone, mkdocs], ids=["primer build", "mkdocs build --strict"])
def test_an_authors_slip_leaves_the_last_good_site(command: Command, project: Path) -> None:
    before = files_in(project / "site")
    change(project, {"add": {"docs/method.md": "\nSee [this](nowhere.md).\n"}})
    done = command(project)
    assert done.returncode == 1
    assert "nowhere.md" in done.stdout + done.stderr
    assert files_in(project / "site") == before
    assert leftovers(project) == []


@pytest.mark.parametrize("command", [build_alone, mkdocs], ids=["primer build", "mkdocs build --strict"])
def test_a_strict_build_that_fails_late_leaves_the_last_good_site(command: Command, project: Path) -> None:
    before = files_in(project / "site")
    change(project, {"add": {"mkdocs.yml": WARNS}, "replace": {"docs/index.md": {"A small primer": "A new title"}}})
    done = command(project)
    assert done.returncode != 0
    assert "'nowhere.md' is included in the 'nav' configuration" in done.stderr
    assert "Aborted with 1 warnings in strict mode" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert files_in(project / "site") == before
    assert leftovers(project) == []


def test_what_an_interrupted_build_left_is_put_right(project: Path) -> None:
    before = files_in(project / "site")
    (project / "site").rename(project / ".site.old")
    (project / ".site.new").mkdir()
    (project / ".site.lock").write_text("1", encoding="ascii")
    Staging(project / "site").begin()
    assert files_in(project / "site") == before
    assert build(project) == before
    assert leftovers(project) == []


def test_a_second_build_waits_its_turn_with_one_line(project: Path) -> None:
    before = files_in(project / "site")
    lock = Lock(project / ".site.lock")
    assert lock.take()
    done = build_alone(project)
    assert done.returncode == 2
    told = f"another build (process {os.getpid()}) is writing {project / 'site'}. Wait for it, then build again."
    assert done.stderr.splitlines()[1:] == [told]
    also = mkdocs(project)
    assert also.returncode == 1
    assert told in also.stderr
    lock.release()
    assert files_in(project / "site") == before
    assert build(project) == before


def test_a_lock_is_held_by_one_and_let_go_by_its_holder(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")
    assert first.take()
    assert first.take()
    assert not second.take()
    second.release()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()
    assert list(tmp_path.iterdir()) == []


def test_a_site_that_cannot_be_put_in_place_leaves_the_last_one(project: Path) -> None:
    before = files_in(project / "site")
    staging = Staging(project / "site")
    staging.begin()
    staging.fresh.rmdir()
    with pytest.raises(SiteError, match="No such file or directory"):
        staging.swap()
    assert files_in(project / "site") == before


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_folder_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr("sys.platform", "another")
    for name in ("fresh", "place"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page").write_text(name, "utf-8")
    put_in_place(tmp_path / "fresh", tmp_path / "place", tmp_path / "last")
    assert {path.name: (path / "page").read_text("utf-8") for path in tmp_path.iterdir()} == {
        "place": "fresh",
        "last": "place",
    }


def test_a_site_too_large_for_its_copy_replaces_nothing(project: Path) -> None:
    before = files_in(project / "site")
    (project / "docs/assets").mkdir(exist_ok=True)
    (project / "docs/assets/large.bin").write_bytes(random.Random(1).randbytes(31_000_000))
    done = build_alone(project)
    assert done.returncode == 2
    assert "are allowed. Make the PDFs or pictures smaller." in done.stderr
    assert files_in(project / "site") == before
    assert leftovers(project) == []


def test_whoever_runs_mkdocs_finds_the_finished_site_where_it_belongs(project: Path) -> None:
    config = load_config(str(project / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()
    assert Path(config.site_dir) == project / "site"


def test_projects_are_built_one_after_the_other_in_one_process(project: Path, tmp_path: Path) -> None:
    other = copy_small(tmp_path / "other")
    change(other, {"replace": {"docs/index.md": {"title: A small primer": "title: Another primer"}}})
    for command in (build_alone, mkdocs, build_alone):
        assert command(project).returncode == 0
        assert command(other).returncode == 0
        assert b"Another primer" in (other / "site/index.html").read_bytes()
        assert b"Another primer" not in (project / "site/index.html").read_bytes()


def test_a_project_without_our_plugin_is_told(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    change(root, {"replace": {"mkdocs.yml": {"  - primer\n": ""}}})
    done = build_alone(root)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "mkdocs.yml: the plugin 'primer' is missing. Add it under plugins."


def test_mkdocs_alone_builds_the_same_site(built: Path, tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    assert mkdocs(root).returncode == 0
    offline = {name: data for name, data in files_in(built / "site").items() if not name.endswith((".zip", ".pdf"))}
    assert files_in(root / "site").keys() <= offline.keys()
    pages = {name for name in offline if name.endswith(".html")}
    assert {name for name in files_in(root / "site") if name.endswith(".html")} == pages


def test_the_small_site_is_not_written_to(built: Path) -> None:
    assert files_in(SMALL / "docs") == files_in(built / "docs")
