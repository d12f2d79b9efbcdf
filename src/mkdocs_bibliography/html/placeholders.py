"""Finished HTML kept out of Markdown's way: the text holds a mark in its place until the page is converted.

A Markdown engine takes long over HTML, and a host that lets us see the converted page can spare it that. Without such a
host the HTML stands in the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs_bibliography.text.placeholders import HELD, UNSEARCHED

_BLOCK = re.compile(r"(?<=\n\n)<(div|dl|nav|ol|p|section|table|ul)\b(?![^\n]*\bmarkdown=)[^\n]*</\1>(?=\n\n|\n*\Z)")
"""A block of HTML on one line, which Markdown would hand on as it is."""
_NAMED = HELD.pattern(r"[\w.]+")
_MARK = re.compile(f"<p>{_NAMED}</p>|{_NAMED}")
_UNSEARCHED = re.compile(UNSEARCHED.pattern(f"[^{UNSEARCHED.end}]*"))
_EMPTY = re.compile(r'<template data-bibliography="([\w.]+)"></template>')


def mark(name: str | int) -> str:
    """What stands for the HTML of a name."""
    return HELD.around(name)


def owned(text: str, owner: int) -> str:
    """A text whose marks say of which page they are, so that a copy of them is known on another page."""
    return _MARK.sub(lambda found: found[0].replace(_name(found), f"{owner}.{_name(found)}"), text)


def restore(html: str, kept: Mapping[str, str]) -> str:
    """A converted page with the HTML in the place of its marks."""
    return _MARK.sub(lambda found: kept.get(_name(found), found[0]), html)


def names_in(html: str) -> list[str]:
    """The names of the marks in a text, in its order."""
    return [_name(found) for found in _MARK.finditer(html)]


def _name(found: re.Match[str]) -> str:
    return found[1] or found[2]


def unsearched(html: str) -> str:
    """HTML that is no text of the page, such as a copy of it for other programs: no index of the site shall hold it."""
    return UNSEARCHED.around(html) if html else ""


def without_unsearched(html: str, name: str) -> tuple[str, dict[str, str]]:
    """The HTML of a mark with empty elements in the place of what is not to be searched, and that by their names."""
    parts: dict[str, str] = {}

    def put(found: re.Match[str]) -> str:
        parts[f"{name}.{len(parts)}"] = found[1]
        return f'<template data-bibliography="{name}.{len(parts) - 1}"></template>'

    return _UNSEARCHED.sub(put, html), parts


def fill(html: str, parts: Mapping[str, str]) -> str:
    """A finished page with what was not searched in its place; what is of another page goes."""
    return _EMPTY.sub(lambda found: parts.get(found[1], ""), html)


def stash_blocks(text: str) -> tuple[str, dict[str, str]]:
    """A Markdown text with a mark in the place of each block of finished HTML, and those blocks."""
    kept: dict[str, str] = {}

    def put(found: re.Match[str]) -> str:
        kept[str(len(kept))] = found[0]
        return mark(len(kept) - 1)

    return _BLOCK.sub(put, text), kept


class Stash:
    """The HTML of one page and the marks that stand for it."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        """By the name of its mark."""

    def put(self, html: str, name: str) -> str:
        """A mark for the HTML, in which characters that only Markdown minds are written plainly."""
        self.kept[name] = _ENTITY.sub(lambda found: _PLAIN.get(found[0], found[0]), html)
        return mark(name)


_ENTITY = re.compile(r"&#\d+;")
_PLAIN = {f"&#{code};": chr(code) for code in range(33, 127) if chr(code) not in "\"&'<>"} | {"&#10;": "\n"}
