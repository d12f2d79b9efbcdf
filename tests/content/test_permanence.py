"""Addresses outlive every move: whatever a file is called and wherever it lies, what it says is found where it was."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.small_site import SMALL, copy_small

from primer.checks.check_project import check_project
from primer.site.model import SiteFiles
from primer.site.site import render_site

pytestmark = pytest.mark.site

ITEMS = (
    "guidelines/g6-help-ready.md",
    "findings/f22-beds.md",
    "myths/m11-find-is-not-help.md",
    "workshop/w3-night-walk.md",
)
NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,9}", fullmatch=True)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(tuple)
PLACES = st.lists(PATHS, min_size=len(ITEMS), max_size=len(ITEMS), unique=True)


def rendered(root: Path) -> SiteFiles:
    checked = check_project(root)
    assert checked.issues == ()
    return render_site(checked.primer)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SiteFiles]:
    """The small site, and what is rendered of it."""
    root = copy_small(tmp_path_factory.mktemp("still") / "site")
    return root, rendered(root)


@settings(max_examples=12, deadline=None)
@given(places=PLACES)
def test_moving_and_renaming_files_changes_no_address_and_no_page(
    still: tuple[Path, SiteFiles], places: list[tuple[str, ...]]
) -> None:
    root, before = still
    with tempfile.TemporaryDirectory() as folder:
        moved = Path(shutil.copytree(root, Path(folder) / "site"))
        for item, names in zip(ITEMS, places, strict=True):
            target = (moved / "docs" / "moved").joinpath(*names).with_suffix(".md")
            target.parent.mkdir(parents=True, exist_ok=True)
            (moved / "docs" / item).rename(target)
        after = rendered(moved)
    assert after.markdown == before.markdown
    assert after.assets == before.assets


def test_every_item_and_every_reference_has_the_address_that_its_id_gives() -> None:
    checked = check_project(SMALL)
    pages = render_site(checked.primer).markdown
    assert {f"{name.lower()}.md" for name in checked.primer.items} <= pages.keys()
    assert {f"ref/{key}.md" for key in checked.primer.bibliography.references} <= pages.keys()
