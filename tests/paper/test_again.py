"""A document is printed again only when what it is made from changed, and then it is what a first printing gives."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from support.builds import files_in
from support.small_site import change, copy_small

from primer.checks.check_project import check_project
from primer.paper import compile as paper_compile
from primer.paper.contents import print_context
from primer.paper.edition import every_document, print_everything
from primer.paper.typesetter import PaperError, typeset_apart
from primer.project.progress import Progress


def print_into(root: Path, folder: str) -> tuple[dict[str, bytes], str]:
    """Print everything of a project; gives the files and what was said."""
    said = io.StringIO()
    print_everything(check_project(root).primer, root / folder, Progress(said), lambda: None)
    return files_in(root / folder), said.getvalue()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_small(tmp_path_factory.mktemp("again") / "root")
    print_into(root, "dist")
    return root


def test_what_was_printed_is_taken_again_with_the_same_bytes(printed: Path) -> None:
    files, said = print_into(printed, "other")
    count = sum(name.endswith(".pdf") for name in files)
    assert said == f"Reused: {count} of {count} PDFs\n"
    assert files == files_in(printed / "dist")


def test_an_edit_prints_the_documents_that_hold_the_item_and_gives_the_bytes_of_a_first_printing(
    printed: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    shutil.copytree(printed, root)
    before = files_in(root / "dist")
    finding = next((root / "docs/findings").glob("f22-*.md")).relative_to(root).as_posix()
    change(root, {"replace": {finding: {"Growth between the two": "Any growth between the two"}}})
    after, said = print_into(root, "dist")
    holding = {
        document.path for document in every_document(print_context(check_project(root).primer)) if "F22" in document.ids
    }
    assert {name for name, data in after.items() if before[name] != data and name.endswith(".pdf")} == holding
    count = sum(name.endswith(".pdf") for name in after)
    assert said == f"Reused: {count - len(holding)} of {count} PDFs\n"
    shutil.rmtree(root / ".cache" / "paper")
    assert print_into(root, "first")[0] == after


def test_a_kept_document_that_was_changed_is_not_believed(printed: Path) -> None:
    whole = files_in(printed / "dist")
    for path in (printed / ".cache" / "paper").iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    files, said = print_into(printed, "dist")
    assert said == ""
    assert files == whole


def test_a_large_document_is_set_in_a_process_of_its_own_and_gives_the_same_bytes(
    printed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_compile, "LARGE", 0)
    shutil.rmtree(printed / ".cache" / "paper")
    assert print_into(printed, "apart")[0] == files_in(printed / "dist")


def test_what_typst_refuses_in_a_process_of_its_own_is_one_line() -> None:
    with pytest.raises(PaperError, match=r"^book\.pdf: unknown variable: nothing\. Fix the text that it names\.$"):
        typeset_apart("book.pdf", "#nothing", {}, {}, 0)
