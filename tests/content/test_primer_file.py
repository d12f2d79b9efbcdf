"""`primer.yml`: what it adds to the settings, and what is said about a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from primer.project.primer_file import PrimerFile, read_primer_file


def test_a_primer_may_have_none(tmp_path: Path) -> None:
    assert read_primer_file(tmp_path) == PrimerFile()


def test_what_it_says_is_read(tmp_path: Path) -> None:
    text = "synonyms:\n  - [car, automobile]\n"
    (tmp_path / "primer.yml").write_text(text, "utf-8")
    expected = PrimerFile(synonyms=(("car", "automobile"),))
    assert read_primer_file(tmp_path) == expected


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("synonym: []\n", "1:10: 'synonym' is no setting of primer.yml. Did you mean 'synonyms'?"),
        (
            "synonyms: car\n",
            "1:11: not a list of lists. Write lines such as '- [car, automobile]'.",
        ),
        (
            "synonyms:\n  - [car]\n",
            "2:5: no two words for one thing. Write a line such as '- [car, automobile]'.",
        ),
    ],
)
def test_a_wrong_line_is_told_with_its_place_and_has_no_effect(tmp_path: Path, text: str, issue: str) -> None:
    (tmp_path / "primer.yml").write_text(text, "utf-8")
    read = read_primer_file(tmp_path)
    assert [f"{one.line}:{one.column}: {one.message}" for one in read.issues] == [issue]
    assert read.synonyms == ()
