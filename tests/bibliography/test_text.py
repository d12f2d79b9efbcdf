from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_bibliography.text.source import Limits, Source, Span, SpanSet, UnreadableText, read_source


@given(st.text("ab\n🙂", max_size=30), st.data())
def test_a_place_and_its_offset_are_two_names_of_one_thing(text: str, data: st.DataObject) -> None:
    source = Source("a.md", text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = source.position(offset)
    assert source.offset(line, column) == offset
    assert line == text.count("\n", 0, offset) + 1


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\nb\n", "a\nb\n"),
        (b"\xef\xbb\xbfa\r\nb\r", "a\nb\n"),
        ("é🙂".encode(), "é🙂"),
        (b"", ""),
    ],
    ids=["plain", "byte order mark and other line ends", "other alphabets", "empty"],
)
def test_a_file_is_read_with_one_kind_of_line_end_and_no_mark(tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "a.md").write_bytes(data)
    assert read_source(tmp_path / "a.md", "docs/a.md") == Source("docs/a.md", text)


def test_a_file_in_another_encoding_is_told_by_its_first_wrong_byte_and_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("one\nCafé\n".encode("latin-1"))
    with pytest.raises(UnreadableText, match="the byte 0xe9 is not UTF-8") as caught:
        read_source(tmp_path / "a.md", "a.md")
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("text", "limits", "line", "says"),
    [
        ("a" * 11, Limits(10), 1, "the file has more than 10 bytes, which are the most that is read"),
        ("é" * 10, Limits(19), 1, "the file has more than 19 bytes, which are the most that is read"),
        ("a\n" + "b" * 6, Limits(10, 5), 2, "the line has 6 characters, at most 5 are read"),
    ],
)
def test_a_file_that_is_too_large_is_told_and_not_looked_into(
    tmp_path: Path, text: str, limits: Limits, line: int, says: str
) -> None:
    (tmp_path / "a.md").write_text(text, "utf-8")
    with pytest.raises(UnreadableText) as caught:
        read_source(tmp_path / "a.md", "a.md", limits)
    assert (str(caught.value), caught.value.line) == (says, line)


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("aaaaa\nbbbb", "utf-8")
    assert read_source(tmp_path / "a.md", "a.md", Limits(10, 5)).text == "aaaaa\nbbbb"


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_source(tmp_path / "a.md", "a.md")


@given(st.lists(st.integers(0, 40), max_size=10).map(sorted))
def test_stretches_hold_what_lies_in_one_of_them(ends: list[int]) -> None:
    spans = [Span(start, stop) for start, stop in zip(ends[::2], ends[1::2], strict=False)]
    stretches = SpanSet(spans)
    for offset in range(45):
        assert stretches.hold(offset) == any(span.start <= offset < span.end for span in spans)
