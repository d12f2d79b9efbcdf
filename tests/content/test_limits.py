"""Files of a primer that are larger than anyone writes: one line says which and why, and the rest is checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.small_site import copy_small

from primer.checks.check_project import check_project
from primer.project.primer_file import read_primer_file

WORDS = "Some words of a page.\n"


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        (
            "docs/method.md",
            "a" * 20_001,
            ":13:1: the line has 20,001 characters, at most 20,000 are read. Break it into",
        ),
        (
            "docs/method.md",
            WORDS * 25_000,
            ":1:1: the file has more than 500,000 bytes, which are the most that is read.",
        ),
        (
            "docs/method.md",
            "\n" + "[ " * 20 + ("a\n" + "[ " * 20) * 100,
            ":14:1: the paragraph has 2,020 opening brackets, at most 2,000 are read. Break it into several.",
        ),
        (
            "docs/method.md",
            "1. " * 67 + "a",
            ":13:1: the line begins with 201 signs of lists and quotations, at most 200 are read. Write it",
        ),
        (
            "docs/ledger.yml",
            "#" * 500_001,
            ":33:1: the line has 500,001 characters, at most 500,000 are read. Break it",
        ),
        (
            "docs/ledger.yml",
            "# a\n" * 1_250_000,
            ":1:1: the file has more than 5,000,000 bytes, which are the most that",
        ),
    ],
    ids=["a line", "a page", "brackets", "levels", "a line of data", "data"],
)
def test_a_file_that_is_too_large_is_one_error(tmp_path: Path, path: str, text: str, says: str) -> None:
    root = copy_small(tmp_path / "site")
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(text)
    told = [str(issue) for issue in check_project(root).issues if issue.code == "file-unreadable"]
    assert [line.startswith(f"{path}{says}") for line in told] == [True], told


def test_settings_that_are_too_large_are_one_error(tmp_path: Path) -> None:
    (tmp_path / "primer.yml").write_text(f"synonyms: [{'a, ' * 10_000}]", "utf-8")
    (issue,) = read_primer_file(tmp_path).issues
    assert str(issue).startswith("primer.yml:1:1: the line has 30,012 characters, at most 20,000 are read.")
