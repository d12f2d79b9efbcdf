"""`primer doctor` says what a machine and a folder lack, a line each, and ends with 1 when something is to do."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from primer.cli import main
from primer.commands.doctor import contrast

pytestmark = pytest.mark.site


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A new primer with a commit and an address of its own."""
    root = tmp_path / "new"
    assert run("init", root, "--yes", "--example", "--url", "https://me.github.io/new/").exit_code == 0
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
        who = ["-c", "user.name=A", "-c", "user.email=a@primer.example"]
        subprocess.run(["git", "-C", root, *who, *command], check=True)
    return root


def test_a_folder_that_has_all_is_told_so(root: Path) -> None:
    done = run("doctor", "--root", root)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert all(line.startswith("ok     ") for line in lines)
    for part in (
        "Python 3.",
        "[site]: ",
        "[pdf]: ",
        "pandoc ",
        "Typst sets a page",
        "git: ",
        "site/ can be",
        "edition 0.1",
    ):
        assert part in done.stdout


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("mkdocs.yml", "[bibliography, primer]", "[primer]", "'plugins' does not name 'bibliography'. Add"),
        ("mkdocs.yml", "[bibliography, primer]", "[primer, bibliography]", "'primer' stands before 'bibliography'"),
        ("mkdocs.yml", "name: material", "name: mkdocs", "the theme is not 'material'"),
        ("mkdocs.yml", "me.github.io/new", "new.example", "'site_url' is https://new.example/. Write the address"),
        ("mkdocs.yml", "site_name: New", "", "'site_name' is missing"),
        ("primer.yml", "short: NEW", "short: new", "primer.yml:3:8: 'short' is 'new', not two to eight capitals"),
        ("primer.yml", "short: NEW", "colours: {myth: '#dddd00'}", "'myth' #dddd00 has a contrast of 1.4 to 1"),
    ],
)
def test_what_is_to_do_is_told_with_the_way(name: str, old: str, new: str, told: str, root: Path) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new), "utf-8")
    done = run("doctor", "--root", root)
    assert done.exit_code == 1
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("to do")]
    assert told in line


def test_a_machine_without_git_or_with_an_older_package_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"click": "7.0"}
    import importlib.metadata as metadata

    known = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: versions.get(name) or known(name))
    monkeypatch.setattr("shutil.which", lambda name: None)
    told = [line for line in run("doctor", "--root", root).stdout.splitlines() if line.startswith("to do")]
    assert told == [
        "to do  click 7.0 is not >=8.1. For a site run: pip install 'evidence-primer[site]'",
        "to do  git is not installed, so pages name no commit. Install it.",
    ]


def test_a_folder_that_is_no_primer_is_told(tmp_path: Path) -> None:
    done = run("doctor", "--root", tmp_path)
    assert done.exit_code == 1
    assert "Run from the folder that holds mkdocs.yml." in done.stdout


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)])
def test_the_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
