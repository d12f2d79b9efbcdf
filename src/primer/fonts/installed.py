"""Noto fonts on this machine, for scripts that our own faces lack: `noto_for`.

Only Noto is looked for. Its licence lets it be embedded, there is one for every script, and a primer then looks alike
wherever it is printed.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from primer.fonts.faces import Face, UnreadableFont, read_faces

_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_LEFT_OUT = ("mono", "condensed", "ui", "display", "color", "italic")
"""Kinds of Noto that do not go with text of a book."""
_REGIONS = {"ja": "JP", "ko": "KR", "zh-TW": "TC", "zh-HK": "HK", "zh-MO": "HK"}
"""The form of Han characters by language; SC where none is said."""


@dataclass(frozen=True)
class Fallback:
    """What stands in where our faces lack a character."""

    families: tuple[str, ...]
    """In the order in which they are asked."""
    files: tuple[Path, ...]
    characters: frozenset[str]
    """What they have of what was asked for."""


def noto_for(wanted: frozenset[str], language: str) -> Fallback:
    """The fewest installed Noto families that have the characters, as far as any has them."""
    left, chosen = set(wanted), list[Face]()
    for face in sorted(_faces(), key=lambda face: _rank(face, wanted, language)) if wanted else ():
        held = {one for one in left if ord(one) in _characters(face)}
        if held:
            chosen.append(face)
            left -= held
        if not left:
            break
    families = tuple(dict.fromkeys(face.family for face in chosen))
    files = dict.fromkeys(face.path for face in _faces() if face.family in families)
    return Fallback(families, tuple(files), wanted - left)


def folders() -> tuple[Path, ...]:
    """Where fonts are looked for: what `TYPST_FONT_PATHS` names, then where this system keeps them."""
    home = Path("~").expanduser()
    named = [Path(path) for path in os.environ.get("TYPST_FONT_PATHS", "").split(os.pathsep) if path]
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts"
        return (*named, local, Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts")
    if sys.platform == "darwin":
        return (*named, home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return (*named, data / "fonts", home / ".fonts", *(Path(path) / "fonts" for path in shared.split(":")))


def _faces() -> tuple[Face, ...]:
    return _faces_in(folders())


@cache
def _faces_in(places: tuple[Path, ...]) -> tuple[Face, ...]:
    """Every Noto face below some folders, by name of file; a family stands once, where it is first found."""
    found: dict[str, Path] = {}
    for place in places:
        for path in sorted(_files(place)):
            found.setdefault(path.name, path)
    return tuple(face for path in found.values() for face in _read(path) if face.family.startswith("Noto "))


def _files(folder: Path) -> Iterator[Path]:
    for above, below, names in os.walk(folder):
        below.sort()
        yield from (Path(above, name) for name in names if name.startswith("Noto") and name.lower().endswith(_ENDINGS))


def _read(path: Path) -> tuple[Face, ...]:
    """The faces of a file; none of one that is broken, since others may do."""
    try:
        return read_faces(path)
    except UnreadableFont:
        return ()


def _characters(face: Face) -> frozenset[int]:
    try:
        return face.characters
    except UnreadableFont:
        return frozenset()


def _rank(face: Face, wanted: frozenset[str], language: str) -> tuple[object, ...]:
    """Those named after a script that is asked for come first, then serif ones, then those for the language."""
    words = face.family.lower().split()
    scripts = {script_of(one).lower() for one in wanted}
    region = _REGIONS.get(language) or _REGIONS.get(language.partition("-")[0]) or "SC"
    other = any(word in _LEFT_OUT for word in words)
    return other, not scripts.intersection(words), "serif" not in words, region.lower() not in words, face.family


def script_of(one: str) -> str:
    """The script of a character as the first word of its name in Unicode, such as `GREEK`; empty without a name."""
    return unicodedata.name(one, "").partition(" ")[0]
