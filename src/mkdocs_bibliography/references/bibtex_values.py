"""The value of a BibTeX field: texts in braces or quotes, numbers and string names, joined where `#` stands between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MONTHS = {
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June", "jul": "July",
    "aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December",
}  # fmt: skip
"""The strings that every file may use."""

_PIECE = re.compile(r"\s*(?:(?P<open>[{\"])|(?P<name>[^\s#{}\",]+))")
_JOIN = re.compile(r"\s*#")
_FIELD = re.compile(r"\s*([A-Za-z][\w:.+-]*)\s*=\s*(.*)", re.DOTALL)
_BRACES = {'"': re.compile(r"\\.|[{}\"]", re.DOTALL), "}": re.compile(r"\\.|[{}]", re.DOTALL)}


@dataclass(frozen=True, slots=True)
class Value:
    """What a field's value holds."""

    text: str
    unknown: tuple[str, ...]
    """Names that are no string."""
    self_contained: bool
    """Whether it uses no string but those for months."""
    rest: str
    """What stands after its end, where a comma is missing."""

    @property
    def swallowed(self) -> tuple[str, str]:
        """Name and value of the field in `rest`; empty when there is none."""
        found = _FIELD.fullmatch(self.rest) if self.rest else None
        return (found[1].lower(), found[2]) if found else ("", "")


def read_value(written: str, strings: Mapping[str, str]) -> Value:
    """Read a value as it stands after `=`; a name that is no string stands for itself."""
    text = written.strip()
    pieces, at = [], 0
    for kind, piece, end in _pieces(text):
        pieces.append((kind, piece))
        at = end
    names = [piece for kind, piece in pieces if kind == "name" and not piece.isdigit()]
    parts = (strings.get(piece.lower(), piece) if kind == "name" else piece for kind, piece in pieces)
    unknown = tuple(name for name in names if name.lower() not in strings)
    own = all(name.lower() in MONTHS for name in names)
    return Value("".join(parts), unknown, own, text[at:].strip())


def _pieces(text: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and end of each piece."""
    at = 0
    while match := _PIECE.match(text, at):
        if match["name"] is not None:
            at = match.end()
            yield "name", match["name"], at
        else:
            end = _closing(text, match.end(), '"' if match["open"] == '"' else "}")
            at = end + 1
            yield "text", text[match.end() : end], at
        join = _JOIN.match(text, at)
        if join is None:
            return
        at = join.end()


def _closing(text: str, at: int, mark: str) -> int:
    """Where the piece that begins at `at` ends: its own mark outside of inner braces."""
    depth = 0
    for match in _BRACES[mark].finditer(text, at):
        if depth == 0 and match[0] == mark:
            return match.start()
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return len(text)
