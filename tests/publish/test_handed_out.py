"""What is handed out beside the site: it is exchanged whole, and its sums name what a build made of it."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
from support.builds import build_alone, files_in, leftovers, primer
from support.small_site import change

from primer.publish import staging
from primer.publish.handed_out import (
    printing_into,
    put_in_place,
    renew_sums,
    take_along,
    write_sums,
)
from primer.publish.staging import SiteError, staged

links = pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights on Windows")
EDIT = {"replace": {"docs/index.md": {"A small primer": "A new title"}}}


def fill(folder: Path, **files: str) -> None:
    """Write files; `__` in a name stands for a dot, and `_in_` for a folder."""
    for name, text in files.items():
        path = folder.joinpath(*name.replace("__", ".").split("_in_"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def printed(folder: Path, **files: str) -> None:
    """Print something: files, and the list of them."""
    fill(folder, **files)
    row = {"title": "", "about": "", "sheet": "a4", "pages": 1, "bytes": 1}
    names = [name.replace("__", ".").replace("_in_", "/") for name in files]
    (folder / "paper.json").write_text(json.dumps([{"path": name, **row} for name in names]), "utf-8")


def summed(folder: Path) -> set[str]:
    """The names in the sums, each of which is right."""
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    pairs = [line.split("  ", 1) for line in lines]
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for _, name in pairs} == {
        name: digest for digest, name in pairs
    }
    return {name for _, name in pairs}


def exchange(root: Path, **files: str) -> Path:
    """Build something beside a site and put it in place; gives the folder that is handed out."""
    with staged(root / "dist", root / "site") as (dist, site):
        fill(dist.fresh, **files)
        write_sums(dist.fresh)
        put_in_place(dist, site)
    return root / "dist"


@pytest.mark.unit
def test_the_sums_name_every_file_and_leave_themselves_out(tmp_path: Path) -> None:
    fill(tmp_path, b__pdf="b", packs_in_a__pdf="a", SHA256SUMS="old")
    text = write_sums(tmp_path).read_text("utf-8")
    assert [line.partition("  ")[2] for line in text.splitlines()] == ["b.pdf", "packs/a.pdf"]
    assert summed(tmp_path) == {"b.pdf", "packs/a.pdf"}


@links
@pytest.mark.unit
def test_what_the_last_build_made_goes_and_what_somebody_put_there_stays(tmp_path: Path) -> None:
    dist = exchange(tmp_path, old__zip="old", book__pdf="old", packs_in_night__pdf="old")
    fill(dist, mine__txt="mine", packs_in_mine__pdf="mine")
    (dist / "packs/.mine.pdf.new").write_text("half", "utf-8")
    (dist / "link").symlink_to("nowhere")
    exchange(tmp_path, new__zip="new", book__pdf="new")
    assert files_in(dist).keys() == {"new.zip", "book.pdf", "mine.txt", "packs/mine.pdf", "SHA256SUMS"}
    assert (dist / "link").is_symlink()
    assert summed(dist) == {"new.zip", "book.pdf"}
    assert exchange(tmp_path) == dist
    assert files_in(dist).keys() == {"mine.txt", "packs/mine.pdf", "SHA256SUMS"}


@pytest.mark.unit
def test_what_was_printed_before_there_were_sums_goes_too(tmp_path: Path) -> None:
    printed(tmp_path / "dist", book__pdf="old")
    assert files_in(exchange(tmp_path, new__zip="new")).keys() == {"new.zip", "SHA256SUMS"}


@pytest.mark.unit
def test_a_printing_replaces_what_was_printed_and_leaves_the_rest(tmp_path: Path) -> None:
    with staged(tmp_path / "dist", tmp_path / "site") as (dist, site):
        printed(dist.fresh, book__pdf="old", gone__pdf="old")
        fill(dist.fresh, byb__zip="zip")
        write_sums(dist.fresh)
        put_in_place(dist, site)
    fill(tmp_path / "dist", mine__txt="mine")
    with printing_into(tmp_path / "dist") as fresh:
        printed(fresh, book__pdf="new")
    files = files_in(tmp_path / "dist")
    assert files.keys() == {"book.pdf", "paper.json", "byb.zip", "mine.txt", "SHA256SUMS"}
    assert files["book.pdf"] == b"new"
    assert summed(tmp_path / "dist") == {"book.pdf", "paper.json", "byb.zip"}


def fail_after(folder: Path) -> None:
    """Write a file, and find the disk full at the next."""
    fill(folder, book__pdf="new")
    raise OSError(28, "No space left on device")


@pytest.mark.unit
def test_a_printing_that_fails_changes_nothing(tmp_path: Path) -> None:
    before = files_in(exchange(tmp_path, book__pdf="old"))
    with pytest.raises(OSError, match="No space left"), printing_into(tmp_path / "dist") as fresh:
        fail_after(fresh)
    assert files_in(tmp_path / "dist") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist", "site"]


@pytest.mark.unit
def test_the_sums_stay_right_when_one_file_is_printed_again(tmp_path: Path) -> None:
    dist = exchange(tmp_path, book__pdf="old", byb__zip="zip")
    fill(dist, book__pdf="new", packs_in_mine__pdf="mine")
    renew_sums(dist, ["book.pdf", "packs/mine.pdf"])
    assert summed(dist) == {"book.pdf", "byb.zip"}


@pytest.mark.unit
def test_without_hard_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    fill(tmp_path / "last", a_in_b__txt="b", c__txt="c")
    take_along(tmp_path / "last", tmp_path / "fresh", {"c.txt"})
    assert files_in(tmp_path / "fresh") == {"a/b.txt": b"b"}


@pytest.mark.unit
@pytest.mark.parametrize("can_exchange", [True, False])
def test_of_two_folders_neither_is_replaced_when_one_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr("primer.publish.swap.sys.platform", "another")
    dist = exchange(tmp_path, book__pdf="old")
    fill(tmp_path / "site", index__html="old")
    before = files_in(tmp_path)
    with staged(tmp_path / "dist", tmp_path / "site") as (one, other):
        fill(one.fresh, book__pdf="new")
        other.fresh.rmdir()
        with pytest.raises(SiteError, match="No such file or directory"):
            put_in_place(one, other)
    assert files_in(tmp_path) == before
    assert dist.is_dir()


@links
@pytest.mark.unit
def test_a_link_to_a_folder_elsewhere_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "root").mkdir()
    (tmp_path / "root/dist").symlink_to(tmp_path / "elsewhere")
    for text in ("one", "two"):
        exchange(tmp_path / "root", book__pdf=text)
    assert (tmp_path / "root/dist").is_symlink()
    assert files_in(tmp_path / "elsewhere")["book.pdf"] == b"two"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "root"]


def test_a_build_without_paper_leaves_none_of_an_earlier_one(project: Path) -> None:
    printed(project / "dist", book__pdf="old", packs_in_night__pdf="old")
    write_sums(project / "dist")
    fill(project / "dist", packs_in_mine__pdf="mine")
    change(project, EDIT)
    assert build_alone(project).returncode == 0
    (archive,) = (path.name for path in (project / "dist").glob("*-offline.zip"))
    assert files_in(project / "dist").keys() == {archive, "SHA256SUMS", "packs/mine.pdf"}
    assert summed(project / "dist") == {archive}
    assert leftovers(project) == []


def test_a_build_and_a_printing_keep_out_of_each_others_way(project: Path) -> None:
    with staging.staged(project / "dist"):
        change(project, EDIT)
        told = [primer(project, "build", "--no-pdf"), primer(project, "pdf")]
    line = f"another build (process {os.getpid()}) is writing {project / 'dist'}. Wait for it, then build again."
    assert [(done.returncode, done.lines[-1]) for done in told] == [(2, line), (2, line)]
    assert leftovers(project) == []
