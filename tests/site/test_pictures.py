"""The pictures that a shared link shows."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.small_site import change, copy_small

from primer.checks.check_project import CheckedProject, check_project
from primer.site.previews import picture_address
from primer.site.site import render_site

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_small(tmp_path_factory.mktemp("pictures") / "small")


@pytest.fixture(scope="module")
def made(root: Path) -> tuple[CheckedProject, Mapping[str, bytes]]:
    checked = check_project(root)
    return checked, render_site(checked.primer).assets


def test_guidelines_findings_and_facts_have_a_picture_and_activities_have_none(
    made: tuple[CheckedProject, Mapping[str, bytes]],
) -> None:
    checked, assets = made
    pictures = {name for name in assets if name.startswith("assets/previews/")}
    wanted = {picture_address(name) for name, page in checked.primer.items.items() if page.kind.has_preview}
    assert pictures == wanted
    assert picture_address("W3") not in pictures


def test_a_picture_has_the_form_that_previews_expect(made: tuple[CheckedProject, Mapping[str, bytes]]) -> None:
    for name, data in made[1].items():
        if name.startswith("assets/previews/"):
            assert data[:8] == b"\x89PNG\r\n\x1a\n"
            assert struct.unpack(">II", data[16:24]) == (800, 420)
            assert len(data) < 60_000, name


def test_pictures_are_kept_until_they_change(root: Path, made: tuple[CheckedProject, Mapping[str, bytes]]) -> None:
    folder = root / ".cache" / "previews"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert render_site(check_project(root).primer).assets["assets/previews/g6.png"] == made[1]["assets/previews/g6.png"]
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    path = "docs/guidelines/g6-help-ready.md"
    title = "title: Have help ready before you identify anyone"
    change(root, {"replace": {path: {title: "title: Have help ready before you find anyone"}}})
    after = render_site(check_project(root).primer).assets
    assert after["assets/previews/g6.png"] != made[1]["assets/previews/g6.png"]
    assert after["assets/previews/f22.png"] == made[1]["assets/previews/f22.png"]
    assert len(list(folder.iterdir())) == len(before) + 1
