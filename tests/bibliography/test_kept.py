"""Folders of values kept between builds: checked, and held below a size."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs_bibliography.text.kept import KeptFolder, digest_of_files


def test_a_value_is_read_again_and_a_changed_one_is_not_believed(tmp_path: Path) -> None:
    KeptFolder(tmp_path, 0).write("name", b"value")
    assert KeptFolder(tmp_path, 0).read("name") == b"value"
    (tmp_path / "name").write_bytes((tmp_path / "name").read_bytes() + b"s")
    assert KeptFolder(tmp_path, 0).read("name") is None


def test_the_oldest_of_what_was_not_used_goes_first_and_what_was_used_stays(tmp_path: Path) -> None:
    before = KeptFolder(tmp_path, 0)
    for age, name in enumerate(("oldest", "older", "newest", "used")):
        before.write(name, b"x" * 1000)
        os.utime(tmp_path / name, (age, age))
    now = KeptFolder(tmp_path, 2500)
    assert now.read("used")
    now.prune()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["newest", "older", "used"]
    (tmp_path / ".killed.new").write_bytes(b"half")
    os.utime(tmp_path / ".killed.new", (0, 0))
    KeptFolder(tmp_path, 5000).prune()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["newest", "older", "used"]
    KeptFolder(tmp_path, 0).prune()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    folder = KeptFolder(tmp_path / "none", 0)
    folder.prune()
    assert folder.read("name") is None


def test_the_digest_of_files_changes_with_content_and_name_and_not_with_the_folder(tmp_path: Path) -> None:
    def digest(name: str, text: str, folder: str) -> str:
        path = tmp_path / folder / name
        path.parent.mkdir()
        path.write_text(text, "utf-8")
        return digest_of_files((path.parent,))

    assert digest("a", "text", "1") == digest("a", "text", "2")
    assert len({digest("a", "text", "3"), digest("b", "text", "4"), digest("a", "words", "5")}) == 3
