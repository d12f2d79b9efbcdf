"""Values kept between builds are checked before they are believed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from mkdocs_bibliography.text.files import (
    read_kept,
    read_kept_json,
    remove_old_drafts,
    why_not_kept,
    write_all_whole,
    write_kept,
    write_kept_json,
    write_whole,
)

VALUE = {"a": [1, "ü"]}


def test_what_was_kept_is_read_again_whole(tmp_path: Path) -> None:
    write_kept_json(tmp_path / "kept.json", VALUE)
    assert read_kept_json(tmp_path / "kept.json") == VALUE
    assert [path.name for path in tmp_path.iterdir()] == ["kept.json"]


@pytest.mark.parametrize("other", [b"", b"[]", b"{}", b"null", b"\n", b"\xff"])
def test_a_file_of_other_content_is_no_kept_value(tmp_path: Path, other: bytes) -> None:
    (tmp_path / "kept").write_bytes(other)
    assert read_kept(tmp_path / "kept") is None


def test_no_torn_or_changed_file_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    write_kept(path, b"words")
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at])
        assert read_kept(path) is None, at
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_kept(path) is None, at


def test_a_folder_in_the_place_of_a_kept_file_gives_way(tmp_path: Path) -> None:
    (tmp_path / "kept" / "inside").mkdir(parents=True)
    assert read_kept(tmp_path / "kept") is None
    write_kept(tmp_path / "kept", b"words")
    assert read_kept(tmp_path / "kept") == b"words"


def test_files_that_belong_together_change_together(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write_all_whole({first: b"old", second: b"old"})
    (tmp_path / ".b.new").mkdir()  # Stands for a disk that is full: the second draft cannot be written.
    with pytest.raises(IsADirectoryError):
        write_all_whole({first: b"new", second: b"new"})
    assert first.read_bytes() == second.read_bytes() == b"old"
    assert not (tmp_path / ".a.new").exists()


def fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each file take its first three bytes and no more."""

    def write_some(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:3])
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", write_some)


def test_a_full_disk_leaves_the_file_as_it_was_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "file", b"old words")
    fill_the_disk(monkeypatch)
    with pytest.raises(OSError, match="No space left on device"):
        write_whole(tmp_path / "file", b"new words")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"old words"}


def test_what_cannot_be_kept_is_no_error_and_its_reason_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    why_not_kept()
    fill_the_disk(monkeypatch)
    write_kept(tmp_path / "kept", b"words")
    assert list(tmp_path.iterdir()) == []
    assert why_not_kept() == f"{tmp_path / '.kept.new'}: No space left on device"
    assert why_not_kept() == ""


def test_drafts_of_yesterday_are_removed(tmp_path: Path) -> None:
    for name in (".old.new", ".today.new", "old.new", ".other"):
        (tmp_path / name).write_bytes(b"half")
        if name != ".today.new":
            os.utime(tmp_path / name, (0, 0))
    remove_old_drafts(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other", ".today.new", "old.new"]
    remove_old_drafts(tmp_path / "none")
