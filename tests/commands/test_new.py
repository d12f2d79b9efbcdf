from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from support.paths import TESTS

from primer.checks.check_project import CheckFailed, check_project
from primer.commands.new import NameTaken, create
from primer.project.git import read_revision

ROOT = TESTS.parent
KINDS = {"guideline": "G", "myth": "M", "finding": "F", "activity": "W"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the real project's content."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for name in ("mkdocs.yml", "references.bib", *(("extracts.yml",) if (ROOT / "extracts.yml").exists() else ())):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def new(root: Path, kind: str, title: str | None = None) -> Path:
    return create(check_project(root).primer, root, kind, title, read_revision(ROOT).day)


def test_a_new_page_of_every_kind_is_valid_but_for_sentences_of_the_example(project: Path) -> None:
    made = {kind: new(project, kind) for kind in (*KINDS, "reference")}
    again = new(project, "reference")
    checked = check_project(project)
    unedited = {
        "guideline": ["statement", "summary"],
        "myth": ["summary", "claim", "answer", "level_reason"],
        "finding": ["summary", "statement", "level_reason", "does_not_show"],
        "activity": ["summary", "goal"],
    }
    assert checked.failed
    assert sorted((issue.path, issue.code, issue.message) for issue in checked.issues) == sorted(
        (
            made[kind].relative_to(project).as_posix(),
            "example-unedited",
            f"'{field}' is still the example's. Write your own.",
        )
        for kind, fields in unedited.items()
        for field in fields
    )
    assert again == made["reference"] == project / "references.bib"
    assert {"draft1", "draft2"} <= checked.primer.bibliography.references.keys()


def test_a_new_page_passes_once_its_sentences_are_its_own(project: Path) -> None:
    path = new(project, "activity")
    words = r"\1: Say in your own words what people do here."
    path.write_text(re.sub("(?m)^(summary|goal): .*$", words, path.read_text("utf-8")), encoding="utf-8")
    assert check_project(project).issues == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_page_has_the_next_id_its_title_and_a_line_in_the_ledger(kind: str, project: Path) -> None:
    before = check_project(project).primer
    name = before.ledger.next_id(KINDS[kind])
    path = new(project, kind, 'Say "yes": it\'s [not] a #test')
    assert path.parent.name == {"activity": "workshop"}.get(kind, f"{kind}s")
    assert path.name == f"{name.lower()}-say-yes-it-s-not-a.md"
    after = check_project(project).primer
    assert after.items[name].fields.title == 'Say "yes": it\'s [not] a #test'
    assert after.items[name].fields.reviewed == read_revision(ROOT).day
    assert after.ledger.entries[name].type == kind


def test_a_title_that_the_type_does_not_allow_is_told_and_nothing_is_written(project: Path) -> None:
    before = (project / "docs/ledger.yml").read_bytes()
    with pytest.raises(CheckFailed) as caught:
        new(project, "finding", "short")
    assert [issue.message for issue in caught.value.issues] == [
        "'title' has 5 characters, at least 8 are needed. Write it out."
    ]
    assert (project / "docs/ledger.yml").read_bytes() == before
    assert not list(project.rglob("*-short.md"))


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("a key", "'a key' cannot be a key. Write letters, digits and hyphens."),
        ("a,b}", "'a,b}' cannot be a key. Write letters, digits and hyphens."),
        ("reichert2013national", "'reichert2013national' is a key already. Choose another."),
    ],
)
def test_a_key_that_cannot_be_used_is_told(key: str, told: str, project: Path) -> None:
    with pytest.raises(NameTaken) as caught:
        new(project, "reference", key)
    assert str(caught.value) == told


def test_a_file_that_exists_is_never_written_over(project: Path) -> None:
    primer = check_project(project).primer
    name = primer.ledger.next_id("F")
    path = project / "docs/findings" / f"{name.lower()}-a-good-title.md"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(NameTaken, match=r"exists\. Give another title\."):
        create(primer, project, "finding", "A good title", read_revision(ROOT).day)
    assert path.read_text("utf-8") == "mine"
