"""Finished HTML kept out of Markdown's way: the text holds a mark in its place until the page is converted.

A Markdown engine takes long over HTML, and a host that lets us see the converted page can spare it that. Without such a
host the HTML stands in the text itself.
"""

from __future__ import annotations

import re

from primer.formatted_text import ACTIVE

_MARK = re.compile("<p>\ue000(\\d+)\ue001</p>|\ue000(\\d+)\ue001")
_PLAIN = [(entity, chr(code)) for code, entity in ACTIVE.items() if entity and chr(code) not in "\"&'<>"]


class Held:
    """The HTML of one page and the marks that stand for it."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def put(self, html: str) -> str:
        """A mark for the HTML; characters that only Markdown minds are written plainly in it."""
        for entity, letter in _PLAIN:
            html = html.replace(entity, letter)
        self._kept.append(html.replace("&#10;", "\n"))
        return f"\ue000{len(self._kept) - 1}\ue001"

    def restore(self, html: str) -> str:
        """The converted page with the HTML in the place of its marks."""
        return _MARK.sub(lambda found: self._kept[int(found[1] or found[2])], html)
