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


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of a text: what nobody writes is refused before anything looks into it."""

    size: int = 20_000_000
    """Bytes of a file."""
    line: int = 0
    """Characters of a line; 0 where a line may be as long as its file."""


FILE = Limits()
"""Of a bibliography, a style or the like."""


class UnreadableText(Exception):
    """A file that is not UTF-8 text, or too large; its message says what is wrong."""

    def __init__(self, what: str, line: int, fix: str = "Save the file as UTF-8.") -> None:
        super().__init__(what)
        self.line = line
        """The line at which that is, from 1."""
        self.fix = fix
        """What to do, as an order."""


def read_source(path: Path, name: str, limits: Limits = FILE) -> Source:
    """Read a UTF-8 file; `name` is what messages call it.

    Raises OSError when the file cannot be opened and UnreadableText when it is not UTF-8 or beyond the limits.
    """
    data = read_limited(path, limits)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableText(f"the byte 0x{data[error.start]:02x} is not UTF-8", line) from error
    source = Source(name, text.replace("\r\n", "\n").replace("\r", "\n"))
    if limits.line:
        _raise_for_lines(source.text, limits.line)
    return source


def _raise_for_lines(text: str, longest: int) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > longest:
            what = f"the line has {len(line):,} characters, at most {longest:,} are read"
            raise UnreadableText(what, number, "Break it into several.")


def read_limited(path: Path, limits: Limits = FILE) -> bytes:
    """The bytes of a file. Raises OSError, and UnreadableText when it is too large."""
    with path.open("rb") as file:
        data = file.read(limits.size + 1)
    if len(data) > limits.size:
        what = f"the file has more than {limits.size:,} bytes, which are the most that is read"
        raise UnreadableText(what, 1, "Split it into several.")
    return data


def replaced(text: str, changes: Iterable[tuple[Span, str]]) -> str:
    """A text with other words at each span; spans do not overlap."""
    parts, at = [], 0
    for span, new in sorted(changes):
        parts += [text[at : span.start], new]
        at = span.end
    return "".join([*parts, text[at:]])
