"""Finished HTML kept out of Markdown's way: the text holds a mark in its place until the page is converted.

A Markdown engine takes long over HTML, and a host that lets us see the converted page can spare it that. Without such a
host the HTML stands in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BLOCK = re.compile(r"(?<=\n\n)<(div|dl|nav|ol|p|section|table|ul)\b(?![^\n]*\bmarkdown=)[^\n]*</\1>(?=\n\n|\n*\Z)")
"""A block of HTML on one line, which Markdown would hand on as it is."""
_MARK = re.compile("<p>\ue000(\\d+)\ue001</p>|\ue000(\\d+)\ue001")


def mark(number: int) -> str:
    """What stands for the HTML of a number."""
    return f"\ue000{number}\ue001"


def restore(html: str, kept: Sequence[str]) -> str:
    """A converted page with the HTML in the place of its marks."""
    return _MARK.sub(lambda found: _kept(found, kept), html)


def _kept(found: re.Match[str], kept: Sequence[str]) -> str:
    number = int(found[1] or found[2])
    return kept[number] if number < len(kept) else found[0]


def hold_blocks(text: str) -> tuple[str, tuple[str, ...]]:
    """A Markdown text with a mark in the place of each block of finished HTML, and those blocks."""
    kept: list[str] = []

    def put(found: re.Match[str]) -> str:
        kept.append(found[0])
        return mark(len(kept) - 1)

    return _BLOCK.sub(put, text), tuple(kept)


class Held:
    """The HTML of one page and the marks that stand for it."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        """By number."""

    def put(self, html: str) -> str:
        """A mark for the HTML, in which characters that only Markdown minds are written plainly."""
        self.kept.append(_ENTITY.sub(lambda found: _PLAIN.get(found[0], found[0]), html))
        return mark(len(self.kept) - 1)


_ENTITY = re.compile(r"&#\d+;")
_PLAIN = {f"&#{code};": chr(code) for code in range(33, 127) if chr(code) not in "\"&'<>"} | {"&#10;": "\n"}
