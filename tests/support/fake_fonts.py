"""Fonts for tests: a box for each character, under the name of a family."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

WIDTH = 600


def make_font(path: Path, family: str, characters: str) -> Path:
    """Write a font that has these characters and nothing else; its file is named after its family."""
    names = {ord(one): f"u{ord(one):05X}" for one in characters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: _box() for name in order})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (WIDTH, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    file = path / f"{family.replace(' ', '')}-Regular.ttf"
    path.mkdir(parents=True, exist_ok=True)
    builder.save(str(file))
    return file


def _box() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 700), (550, 700), (550, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def only_fonts_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, as the only place of this machine where fonts are looked for."""
    monkeypatch.setenv("TYPST_FONT_PATHS", str(folder))
    for name in ("XDG_DATA_HOME", "XDG_DATA_DIRS", "HOME"):
        monkeypatch.setenv(name, str(folder.with_name("nothing")))
    return folder
