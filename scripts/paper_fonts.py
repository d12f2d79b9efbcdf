"""Makes the fonts of paper from the npm packages @fontsource/source-serif-4 and @fontsource/source-sans-3.

Run once, when a face is added: `python scripts/paper_fonts.py FOLDER`, where FOLDER holds the two unpacked packages.
Typst reads no woff2, and sees one file a face, so the Latin and Latin Extended parts are joined and hints for screens
left out.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "src" / "primer" / "fonts"
FACES = (
    ("source-serif-4", "Source Serif 4", 400, "normal"),
    ("source-serif-4", "Source Serif 4", 400, "italic"),
    ("source-serif-4", "Source Serif 4", 600, "normal"),
    ("source-serif-4", "Source Serif 4", 600, "italic"),
    ("source-sans-3", "Source Sans 3", 400, "normal"),
    ("source-sans-3", "Source Sans 3", 400, "italic"),
    ("source-sans-3", "Source Sans 3", 600, "normal"),
)
STYLES = {
    (400, "normal"): "Regular",
    (400, "italic"): "Italic",
    (600, "normal"): "SemiBold",
    (600, "italic"): "SemiBold Italic",
}


def make_face(packages: Path, name: str, family: str, weight: int, slant: str) -> Path:
    """Write one face and give its path."""
    with TemporaryDirectory() as folder:
        parts = []
        for script in ("latin", "latin-ext"):
            part = TTFont(packages / name / "files" / f"{name}-{script}-{weight}-{slant}.woff2")
            part.flavor = None
            parts.append(Path(folder) / f"{script}.ttf")
            part.save(parts[-1])
        face = Merger().merge([str(part) for part in parts])
    subsetter = Subsetter(Options(hinting=False, layout_features=["*"], name_IDs=["*"], notdef_outline=True))
    subsetter.populate(unicodes=face.getBestCmap())
    subsetter.subset(face)
    rename(face, family, STYLES[weight, slant])
    face["OS/2"].usWeightClass = weight
    path = FONTS / f"{family.replace(' ', '')}-{STYLES[weight, slant].replace(' ', '')}.ttf"
    face.save(path)
    return path


def rename(face: TTFont, family: str, style: str) -> None:
    """Give a face the names by which Typst groups faces into a family."""
    names = face["name"]
    for number in (16, 17, 21, 22, 25):
        names.removeNames(nameID=number)
    for number, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, f"{family}-{style}".replace(" ", ""))):
        names.setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    for wanted in FACES:
        made = make_face(Path(sys.argv[1]), *wanted)
        print(made.name, made.stat().st_size)
