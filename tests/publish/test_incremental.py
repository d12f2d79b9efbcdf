"""A build after an edit gives the bytes that a build from nothing gives, whatever was edited."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.builds import files_in, primer
from support.random_edits import Author
from support.small_site import SMALL, change

SETUP: Mapping[str, Any] = {
    "replace": {
        "mkdocs.yml": {
            "theme: {name: material, font: false}": "theme: {name: material, font: false, custom_dir: overrides}",
            "{bib_file: references.bib}": "{bib_file: references.bib, csl: apa}",
        }
    },
    "write": {"overrides/main.html": '{% extends "base.html" %}\n'},
}


def copy_sources(root: Path, target: Path) -> Path:
    """The authored files of a project in a folder of their own, without anything that was made of them."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(root, target, ignore=shutil.ignore_patterns("site", "dist", ".*"))
    return target


@dataclass(frozen=True)
class Built:
    """How a build ended."""

    failed: bool
    errors: str
    files: Mapping[str, bytes]


def built(root: Path, *, paper: bool) -> Built:
    """Build a project, and read every file that it made."""
    done = primer(root, "build", *([] if paper else ["--no-pdf"]))
    files = {path: data for path, data in files_in(root).items() if path.startswith(("site/", "dist/"))}
    return Built(bool(done.returncode), done.stdout if done.returncode else "", files)


def difference(ours: Built, fresh: Built, last: Built) -> str:
    """What an incremental build made otherwise than one from nothing; a failed one must leave the last good site."""
    if ours.errors != fresh.errors:
        return f"{ours.errors!r} is not {fresh.errors!r}"
    expected = (last if fresh.failed else fresh).files
    changed = sorted(name for name in ours.files.keys() | expected.keys() if ours.files.get(name) != expected.get(name))
    return f"{len(changed)} files, such as {changed[:3]}" if changed else ""


def compare(folder: Path, seed: int, edits: int, *, paper: bool) -> tuple[list[str], int]:
    """Edit a small primer, and build it both ways after each edit; gives what differed, and how many edits were good.

    An edit that makes the build fail is taken back, as an author would.
    """
    root = copy_sources(SMALL, folder / "edited")
    change(root, SETUP)
    author, differences, good = Author(root, random.Random(seed)), [], 0
    last = built(root, paper=paper)
    for _ in range(edits):
        said = author.edit()
        ours = built(root, paper=paper)
        fresh = built(copy_sources(root, folder / "fresh"), paper=paper)
        if found := difference(ours, fresh, last):
            differences.append(f"{said}: {found}")
        if ours.failed:
            author.take_back()
        good, last = good + (not ours.failed), ours
    return differences, good


@pytest.mark.parametrize(("seed", "edits", "paper"), [(1, 8, False), (2, 4, True)])
def test_edits_one_after_another_give_the_bytes_of_builds_from_nothing(
    tmp_path: Path, seed: int, edits: int, paper: bool
) -> None:
    differences, good = compare(tmp_path, seed, edits, paper=paper)
    assert differences == []
    assert good > edits // 2


FOOLING: Mapping[str, Mapping[str, Any]] = {
    "an extension that changes quotes": {
        "replace": {"mkdocs.yml": {"attr_list, def_list": "attr_list, smarty, def_list"}}
    },
    "an option of an extension": {
        "replace": {"mkdocs.yml": {"md_in_html, tables": "md_in_html, tables, toc: {permalink: true}"}}
    },
    "a page that a link leads to": {"delete": ["docs/linked.md"]},
}
"""Changes that leave the text of a page as it is, and not what comes of it."""


@pytest.mark.parametrize("name", FOOLING)
def test_what_changes_a_page_from_outside_its_text_counts(tmp_path: Path, name: str) -> None:
    root = copy_sources(SMALL, tmp_path / "edited")
    head = "---\ntype: page\ntitle: A page with a link\nsummary: It says so.\nreviewed: 2026-11-24\n---\n\n"
    page = head + 'It "quotes" and [leads](linked.md).\n\n## A section\n\nText.\n'
    change(
        root,
        {
            **SETUP,
            "write": {"docs/leading.md": page, "docs/linked.md": head.replace("with", "behind"), **SETUP["write"]},
        },
    )
    last = built(root, paper=False)
    assert last.errors == ""
    change(root, FOOLING[name])
    ours = built(root, paper=False)
    assert difference(ours, built(copy_sources(root, tmp_path / "fresh"), paper=False), last) == ""
    assert ours.failed or ours.files != last.files


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_two_hundred_edits_give_the_bytes_of_builds_from_nothing(tmp_path: Path, seed: int) -> None:
    differences, good = compare(tmp_path, seed, 20, paper=seed % 2 == 1)
    assert differences == []
    assert good >= 10
