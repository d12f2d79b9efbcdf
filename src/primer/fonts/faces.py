"""What a file of fonts holds: its faces, their names and their characters, read from its tables `name` and `cmap`.

OpenType 1.9.1, https://learn.microsoft.com/en-us/typography/opentype/spec/. Of the tables of characters the two that
fonts for Unicode use are read: formats 4 and 12.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_WINDOWS = 3
_MOST_FACES = 64
"""More faces than any collection of ours holds: a broken file may claim millions."""
_UNICODE = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platform and encoding of the tables of characters, the fullest first."""


class UnreadableFont(Exception):
    """A file is no font that we can read."""


@dataclass(frozen=True)
class Face:
    """One face of a file."""

    path: Path
    family: str
    _cmap: tuple[int, int]
    """Where its table of characters begins, and its length."""

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points that it has a glyph for.

        Raises UnreadableFont for a broken table.
        """
        try:
            with self.path.open("rb") as file:
                return frozenset(_characters(_cut(file, *self._cmap)))
        except (OSError, struct.error, IndexError) as error:
            raise UnreadableFont(f"{self.path}: {error}") from error


def read_faces(path: Path) -> tuple[Face, ...]:
    """The faces of a file or collection; of their characters nothing is read before somebody asks.

    Raises UnreadableFont for what is no font, and for a file that cannot be read.
    """
    try:
        with path.open("rb") as file:
            tables = [_tables(file, start) for start in _starts(file)]
            return tuple(Face(path, _family(_cut(file, *one[b"name"])), one[b"cmap"]) for one in tables)
    except (OSError, struct.error, IndexError, KeyError) as error:
        raise UnreadableFont(f"{path}: {error}") from error


def _cut(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def _number(data: bytes, at: int, form: str) -> int:
    return int(struct.unpack_from(f">{form}", data, at)[0])


def _starts(file: BinaryIO) -> tuple[int, ...]:
    head = _cut(file, 0, 12)
    if head[:4] != b"ttcf":
        return (0,)
    count = min(_number(head, 8, "L"), _MOST_FACES)
    return struct.unpack(f">{count}L", _cut(file, 12, 4 * count))


def _tables(file: BinaryIO, start: int) -> Mapping[bytes, tuple[int, int]]:
    count = _number(_cut(file, start, 12), 4, "H")
    rows = struct.iter_unpack(">4sLLL", _cut(file, start + 12, 16 * count))
    return {tag: (offset, length) for tag, _, offset, length in rows}


def _family(table: bytes) -> str:
    count, texts = struct.unpack_from(">HH", table, 2)
    found: dict[int, str] = {}
    for row in range(count):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", table, 6 + 12 * row)
        if platform == _WINDOWS and name in (_FAMILY, _TYPOGRAPHIC_FAMILY):
            found.setdefault(name, table[texts + offset : texts + offset + length].decode("utf-16-be", "replace"))
    return found.get(_TYPOGRAPHIC_FAMILY) or found.get(_FAMILY, "")


def _characters(table: bytes) -> Iterator[int]:
    rows = (struct.unpack_from(">HHL", table, 4 + 8 * row) for row in range(_number(table, 2, "H")))
    places = {(platform, encoding): offset for platform, encoding, offset in rows}
    at = next((places[kind] for kind in _UNICODE if kind in places), None)
    if at is not None:
        form = _number(table, at, "H")
        yield from _groups(table, at) if form == 12 else _segments(table, at) if form == 4 else ()


def _groups(table: bytes, at: int) -> Iterator[int]:
    """Format 12: runs of characters with glyphs that follow one another."""
    for row in range(_number(table, at + 12, "L")):
        first, last, glyph = struct.unpack_from(">3L", table, at + 16 + 12 * row)
        yield from range(first if glyph else first + 1, min(last, 0x10FFFF) + 1)


def _segments(table: bytes, at: int) -> Iterator[int]:
    """Format 4: segments up to U+FFFF, each with a difference to add or with a list of glyphs."""
    half = _number(table, at + 6, "H") // 2
    form = f">{half}H"
    ends, starts, deltas, offsets = (
        struct.unpack_from(form, table, at + place) for place in (14, 16 + 2 * half, 16 + 4 * half, 16 + 6 * half)
    )
    for row, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        list_of_glyphs = at + 16 + 6 * half + 2 * row + offset
        for character in range(first, min(last, 0xFFFE) + 1):
            glyph = _number(table, list_of_glyphs + 2 * (character - first), "H") if offset else character
            if (glyph + delta if glyph or not offset else 0) & 0xFFFF:
                yield character
