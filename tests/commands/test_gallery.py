"""The two small primers of `docs/gallery.md` are what that page says, and have no issue."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from support.paths import SITES, TESTS

from primer.checks.check_project import check_project
from primer.cli import main

PAGE = (TESTS.parent / "docs" / "gallery.md").read_text("utf-8")
PARTS = {part.partition("{#")[2].partition("}")[0]: part for part in PAGE.split("\n## ")[1:]}


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def begun(name: str, place: Path) -> Path:
    """What the first command of a part of the page writes."""
    line = next(line for line in PARTS[name].splitlines() if line.startswith("primer init "))
    _, *arguments = shlex.split(line)
    root = place / "begun" / arguments[1]
    assert run(arguments[0], str(root), *arguments[2:]).exit_code == 0
    return root


@pytest.fixture(params=["passwords", "labels"])
def primer_of_page(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """The name of a primer, and a copy of its files."""
    if request.param == "passwords":
        return "passwords", begun("passwords", tmp_path)
    return "labels", Path(shutil.copytree(SITES / "labels", tmp_path / "labels"))


@pytest.mark.site
def test_a_primer_of_the_gallery_has_no_issue_and_holds_what_the_page_counts(
    primer_of_page: tuple[str, Path],
) -> None:
    name, root = primer_of_page
    checked = check_project(root)
    assert [str(issue) for issue in checked.issues] == []
    primer = checked.primer
    items = (primer.guidelines, primer.myths, primer.findings, primer.bibliography.references)
    assert run("build", "--no-pdf", "--root", str(root)).exit_code == 0
    found = [*map(len, items), sum(1 for _ in (root / "site").rglob("*.html"))]
    guidelines = (root / "site/guidelines.html").read_text("utf-8")
    assert 'id="stage-design"' in guidelines
    assert 'id="stage-wind-down"' not in guidelines  # No guideline is about it.
    column = ["passwords", "labels"].index(name)
    told = re.findall(r"^\| [A-Z][^|]* \| (\d+) \| (\d+) \|$", PAGE, re.M)
    assert [int(row[column]) for row in told[:-1]] == found, "run python scripts/primers.py"


def test_the_page_shows_the_settings_of_each_primer(primer_of_page: tuple[str, Path]) -> None:
    name, root = primer_of_page
    shown = yaml.safe_load(PARTS[name].partition("```yaml\n")[2].partition("```")[0])
    held = yaml.safe_load((root / "primer.yml").read_text("utf-8"))
    assert shown == {key: held[key] for key in shown}


def test_the_command_of_the_page_writes_what_names_and_labels_began_with(tmp_path: Path) -> None:
    root = begun("labels", tmp_path)
    for name in ("mkdocs.yml", "primer.yml"):
        assert (SITES / "labels" / name).read_text("utf-8").startswith((root / name).read_text("utf-8"))
