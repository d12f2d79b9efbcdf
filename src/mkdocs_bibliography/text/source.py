"""A text file, places in it, and what is put in their place."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of a text, as offsets in characters: `text[start:end]`."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset after the last character."""


@dataclass(frozen=True)
class Source:
    """A file's whole text, under the name that messages give it."""

    path: str
    """Path from the project's root, with `/` between parts."""
    text: str
    """The text, line ends as `\\n`, without a byte order mark."""

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *(match.end() for match in re.finditer("\n", self.text)))

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, both from 1."""
        line = bisect_right(self._line_starts, min(offset, len(self.text)))
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of a line and column, both from 1."""
        return self._line_starts[min(line, len(self._line_starts)) - 1] + column - 1

    def cut(self, span: Span) -> str:
        """The text at a span."""
        return self.text[span.start : span.end]


class SpanSet:
    """Answers whether an offset lies in one of some spans, of which none overlaps another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def hold(self, offset: int) -> bool:
        """Whether one of the spans holds the offset."""
        at = bisect_right(self._spans, Span(offset, sys.maxsize)) - 1
        return at >= 0 and offset < self._spans[at].end


class UnreadableText(Exception):
    """A file that is not UTF-8 text; its message names the first byte that is not."""

    def __init__(self, byte: int, line: int) -> None:
        super().__init__(f"the byte 0x{byte:02x} is not UTF-8")
        self.line = line
        """The line that holds the byte, from 1."""


def read_source(path: Path, name: str) -> Source:
    """Read a UTF-8 file; `name` is what messages call it.

    Raises OSError when the file cannot be opened and UnreadableText when it is not UTF-8.
    """
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableText(data[error.start], data.count(b"\n", 0, error.start) + 1) from error
    return Source(name, text.replace("\r\n", "\n").replace("\r", "\n"))


def replaced(text: str, changes: Iterable[tuple[Span, str]]) -> str:
    """A text with other words at each span; spans do not overlap."""
    parts, at = [], 0
    for span, new in sorted(changes):
        parts += [text[at : span.start], new]
        at = span.end
    return "".join([*parts, text[at:]])
