"""Which characters of a text the faces of paper lack."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from primer.fonts.faces import read_faces

FONTS = Path(__file__).parent
"""Where the faces stand that come with the package."""
HYPHENS = {0x2010: "\u2060-", 0x2011: "\u2060-\u2060"}
"""What is printed for the two hyphens that our faces lack: the usual one, which a word joiner keeps in its line."""
TICK = "☐"
"""A box to tick, which templates draw."""
_SPACES = frozenset({"Zs", "Zl", "Zp"})
_BYTE_ORDER = "\ufeff"
"""Refused by PDF/UA inside a text, also where a face has it."""
_OGHAM_SPACE = "\u1680"
"""The one space that is drawn."""
_IGNORED = frozenset(
    chr(code)
    for first, last in (
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
        (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF), (0x09, 0x0D), (0x85, 0x85),
    )
    for code in range(first, last + 1)
)  # fmt: skip
"""What is laid out and never drawn: Unicode's Default_Ignorable_Code_Point without the mark of byte order, and the
ends of lines."""


@cache
def _families() -> tuple[frozenset[str], ...]:
    """For each of our families the characters that all of its faces have."""
    families: dict[str, set[int]] = {}
    for path in sorted(FONTS.glob("*.ttf")):
        (face,) = read_faces(path)
        families.setdefault(face.family, set(face.characters)).intersection_update(face.characters)
    return tuple(frozenset(map(chr, codes)) for codes in families.values())


@cache
def shipped() -> frozenset[str]:
    """The characters that one of our families has in every face, or that are printed without."""
    return frozenset().union(*_families(), (TICK, *map(chr, HYPHENS))) - {_BYTE_ORDER}


def missing(text: str) -> frozenset[str]:
    """The characters of a text that none of our faces can print."""
    if not _lacking(text):
        return frozenset()
    return frozenset(_lacking(unicodedata.normalize("NFC", text)))


def _lacking(text: str) -> set[str]:
    return {one for one in set(text) - shipped() if _needs_a_glyph(one)}


def _needs_a_glyph(one: str) -> bool:
    if one in _IGNORED or (unicodedata.category(one) in _SPACES and one != _OGHAM_SPACE):
        return False
    return not any(_composed(one, family) for family in _families()) or one == _BYTE_ORDER


def _composed(one: str, family: frozenset[str]) -> bool:
    """Whether a letter is in a family, or can be put together there from a letter and a mark, as HarfBuzz does."""
    if one in family:
        return True
    said = unicodedata.decomposition(one)
    parts = [] if said.startswith("<") else [chr(int(code, 16)) for code in said.split()]
    return bool(parts) and family.issuperset(parts[1:]) and _composed(parts[0], family)
