"""Values kept between builds are checked before they are believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_bibliography.text.files import read_kept, read_kept_json, write_all_whole, write_kept, write_kept_json

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
