"""Text and values written so that neither Markdown nor HTML reads markup in them; attributes, relative addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping


def attributes(names: Mapping[str, str]) -> str:
    """HTML attributes whose values Markdown leaves alone wherever they stand."""
    return " ".join(f'{name}="{_encoded(value)}"' for name, value in names.items())


def _encoded(value: str) -> str:
    return re.sub(r"[^0-9A-Za-z -]", lambda found: f"&#{ord(found[0])};", value)


def relative(address: str, page: str) -> str:
    """The way to an address from a page, both counted from the root of the site."""
    path, _, fragment = address.partition("#")
    folder = posixpath.dirname(page)
    way = "" if path == page else posixpath.relpath(path, folder) if path and folder else path
    return way + (f"#{fragment}" if fragment else "")


_QUIET = set(" ,.;\t\n")
_ACTIVE = {code: f"&#{code};" for code in range(128) if not (chr(code).isalnum() or chr(code) in _QUIET)}
_ACTIVE[ord("\r")] = ""


def inert(text: str) -> str:
    """Text as HTML in which Markdown finds no markup; HTML has no carriage returns."""
    return text.translate(_ACTIVE)


class _References(dict[int, str]):
    """A table for `str.translate` that turns the characters of a pattern into references; it fills as it is used."""

    def __init__(self, pattern: str) -> None:
        super().__init__()
        self._pattern = re.compile(pattern)

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = f"&#{code};" if self._pattern.match(letter) else letter
        return self[code]


_LITERAL = _References(r"[^\w ,.;:?()/'’–—-]|_")
_ATTRIBUTE = _References(r"[^0-9A-Za-z ]")


def literal(text: str) -> str:
    """Plain text that neither Markdown nor HTML reads as markup."""
    return text.translate(_LITERAL)


def attribute(text: str) -> str:
    """Plain text for an HTML attribute, safe in every context of Markdown; HTML has no carriage returns."""
    return text.replace("\r\n", "\n").translate(_ATTRIBUTE)
