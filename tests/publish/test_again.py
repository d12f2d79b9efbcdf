"""The same build again does nothing, and whatever changed counts."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support.builds import build, primer
from support.small_site import change, copy_small

from primer.commands.last_build import unchanged_build

PAGE = "docs/guidelines/g6-help-ready.md"
CHANGES: Mapping[str, Mapping[str, Any]] = {
    "a page": {"add": {PAGE: "\n"}},
    "a new page": {"copy": {"docs/method.md": "docs/more.md"}},
    "a page that is gone": {"delete": ["docs/method.md"]},
    "a reference": {"replace": {"references.bib": {"{National Survey of": "{A survey of"}}},
    "the ledger": {"add": {"docs/ledger.yml": "# A remark\n"}},
    "a setting": {"replace": {"mkdocs.yml": {"site_name: A small primer": "site_name: Another primer"}}},
    "a hidden file of the docs": {"write": {"docs/.well-known/security.txt": "Contact: none\n"}},
    "a template": {"write": {"overrides/main.html": "{% extends 'base.html' %}"}},
    "a page of the site": {"add": {"site/g6.html": "\n"}},
    "a file more in the site": {"write": {"site/more.html": "more"}},
    "a file less in the site": {"delete": ["site/m11.html"]},
    "a file to download": {"add": {"dist/SHA256SUMS": "\n"}},
    "what was kept": {"write": {".cache/last-build": "{}"}},
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small primer that was built."""
    root = copy_small(tmp_path_factory.mktemp("built") / "root")
    build(root)
    return root


@pytest.fixture
def copied(built: Path) -> Path:
    """The small primer that was built; it is put back after the test."""
    safe = built.with_name("safe")
    shutil.copytree(built, safe)
    yield built
    shutil.rmtree(built)
    safe.rename(built)


def states(root: Path) -> dict[str, tuple[int, int]]:
    """When each file was written, and which it is."""
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in root.rglob("*") if path.is_file()}


def test_the_same_build_again_writes_nothing_and_says_so(built: Path) -> None:
    before = states(built)
    done = primer(built, "build", "--no-pdf")
    assert done.stdout.startswith("Nothing has changed since the last build: all ")
    assert done.stdout.endswith(f"Open {(built / 'site/index.html').as_uri()}\n")
    assert states(built) == before


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_anything_read_or_written_counts(copied: Path, name: str) -> None:
    assert unchanged_build(copied, paper=False)
    change(copied, CHANGES[name])
    assert unchanged_build(copied, paper=False) is None


def test_a_build_with_paper_is_not_the_same_as_one_without(built: Path) -> None:
    assert unchanged_build(built, paper=True) is None


def test_a_bibliography_outside_the_folder_counts(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "root")
    (root / "references.bib").rename(tmp_path / "works.bib")
    change(root, {"replace": {"mkdocs.yml": {"bib_file: references.bib": "bib_file: ../works.bib"}}})
    build(root)
    assert unchanged_build(root, paper=False)
    change(tmp_path, {"add": {"works.bib": "\n"}})
    assert unchanged_build(root, paper=False) is None


def test_a_site_with_a_hook_is_always_built(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "root")
    change(root, {"add": {"mkdocs.yml": "hooks: [hook.py]\n"}, "write": {"hook.py": "import random\n"}})
    build(root)
    assert unchanged_build(root, paper=False) is None


def test_clean_removes_all_that_a_build_keeps_and_the_next_gives_the_same_bytes(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "root")
    first = build(root)
    assert list((root / ".cache").iterdir())
    done = primer(root, "clean")
    assert list((root / ".cache").iterdir()) == []
    assert done.stdout.startswith("Removed ")
    assert build(root) == first
