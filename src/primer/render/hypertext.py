"""HTML that stands in Markdown: attributes and relative addresses."""

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
