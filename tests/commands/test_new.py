from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.paths import TESTS

from primer.checks.check_project import CheckFailed, check_project
from primer.cli import main
from primer.commands.new import NameTaken, create
from primer.project.git import read_revision

ROOT = TESTS.parent
KINDS = {"guideline": "G", "myth": "M", "finding": "F", "activity": "W"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the real project's content."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for name in ("mkdocs.yml", "primer.yml", "references.bib", "extracts.yml", "sources-status.yml", "reviews.txt"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def new(root: Path, kind: str, title: str | None = None) -> Path:
    return create(check_project(root).primer, root, kind, title, read_revision(ROOT).day)


def test_a_new_page_of_every_kind_is_valid_but_for_what_is_to_be_written(project: Path) -> None:
    made = {kind: new(project, kind) for kind in ("reference", "finding", "guideline", "myth", "activity")}
    again = new(project, "reference")
    checked = check_project(project)
    assert checked.failed
    assert not checked.parse_issues
    found = {issue.path for issue in checked.issues if issue.code == "todo-left"}
    assert found == {path.relative_to(project).as_posix() for path in made.values()}
    assert again == made["reference"] == project / "references.bib"
    assert {"draft1", "draft2"} <= checked.primer.bibliography.references.keys()


def test_a_new_page_holds_nothing_of_another_subject(tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert CliRunner().invoke(main, ["init", str(root), "--yes", "--topics", "Rain"]).exit_code == 0
    for kind in ("reference", "finding", "guideline", "myth", "activity"):
        new(root, kind)
    checked = check_project(root)
    assert {issue.code for issue in checked.issues} <= {"todo-left", "start-unwritten", "source-unread"}
    text = "".join(path.read_text("utf-8") for path in (root / "docs").rglob("*.md"))
    assert re.search(r"traffick|exploit|\bchild|survivor|\bbeds?\b|boys|police", text, re.I) is None
    assert "topics:  # one or more of: rain\n- rain\n" in text


def test_a_new_page_chooses_from_the_words_of_the_primer(tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert CliRunner().invoke(main, ["init", str(root), "--yes", "--topics", "Rain"]).exit_code == 0
    words = "basis: {norm: a norm}\nlevels: {high: High certainty, low: Low certainty}\n"
    (root / "primer.yml").write_text((root / "primer.yml").read_text("utf-8") + words, "utf-8")
    for kind in ("reference", "finding", "guideline", "myth"):
        new(root, kind)
    assert check_project(root).parse_issues == ()
    text = "".join(path.read_text("utf-8") for path in (root / "docs").rglob("*.md"))
    assert set(re.findall(r"level: (\S*)", text)) == {"low", "untested"}
    assert "basis:  # one or more of: norm\n- norm\n" in text


def test_a_new_page_without_a_title_has_a_file_name_that_stays_true(tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert CliRunner().invoke(main, ["init", str(root), "--yes"]).exit_code == 0
    assert new(root, "finding").name == "f1.md"


def test_a_new_source_has_no_year_before_one_is_written(tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert CliRunner().invoke(main, ["init", str(root), "--yes"]).exit_code == 0
    path = new(root, "reference")
    text = path.read_text("utf-8").replace("year = {TODO}", "year = {2020}")
    assert text != path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^(?!  year).*TODO.*$", "", text).replace("2020", "TODO"), "utf-8")
    assert "todo-left" in {issue.code for issue in check_project(root).issues if issue.path == "references.bib"}


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
        ("a key", "'a key' cannot be a key. Begin with a letter, and write letters, digits and hyphens."),
        ("a,b}", "'a,b}' cannot be a key. Begin with a letter, and write letters, digits and hyphens."),
        ("../../x", "'../../x' cannot be a key. Begin with a letter, and write letters, digits and hyphens."),
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


def test_a_new_page_says_of_each_field_what_belongs_there_and_which_words_it_chooses_from(tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert CliRunner().invoke(main, ["init", str(root), "--yes"]).exit_code == 0
    for kind in ("reference", "finding", "guideline", "myth", "activity"):
        new(root, kind)
    pages = {path.parent.name: path.read_text("utf-8") for path in (root / "docs").glob("*/*.md")}
    for text in pages.values():
        front = text.split("---\n")[1]
        assert "'TODO" not in front
        assert min(len(todo.split()) for todo in re.findall(r"TODO (?!title of)(.*)", front)) > 2
    assert "strength: do  # one of: do, usually, consider\n" in pages["guidelines"]
    assert "  - relation: " not in pages["findings"]
    assert "  relation: supports  # one of: supports, partly-supports, contradicts," in pages["findings"]
    assert "the foot of the handout\n" in pages["guidelines"]


def test_a_new_finding_names_an_extract_only_where_extracts_are_kept(tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert CliRunner().invoke(main, ["init", str(root), "--yes"]).exit_code == 0
    new(root, "reference", "rain2020")
    assert "from:" not in new(root, "finding").read_text("utf-8")
    (root / "extracts.yml").write_text("rain2020:\n  - {id: a, where: abstract, seen: https://a.example/, "
                                       'on: 2026-11-26, words: "It rained."}\n', "utf-8")  # fmt: skip
    assert "from:" in new(root, "finding").read_text("utf-8")


def test_a_topic_that_nobody_chose_is_still_to_be_written(tmp_path: Path) -> None:
    root = tmp_path / "new"
    assert CliRunner().invoke(main, ["init", str(root), "--yes"]).exit_code == 0
    new(root, "reference")
    path = new(root, "finding")
    path.write_text(re.sub(r"TODO .*", "Rain falls.", path.read_text("utf-8")), "utf-8")
    left = [issue for issue in check_project(root).issues if issue.code == "todo-left" and "findings" in issue.path]
    assert [issue.message.partition(".")[0] for issue in left] == ["'todo' of F1 is no topic yet"]


def test_nothing_is_written_into_a_folder_that_holds_no_primer(tmp_path: Path) -> None:
    for arguments in (("new", "finding"), ("record", "--all")):
        for root in (tmp_path, tmp_path / "none"):
            done = CliRunner().invoke(main, [*arguments, "--root", str(root)])
            assert (done.exit_code, "Run from the folder that holds mkdocs.yml." in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []
