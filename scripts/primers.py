#!/usr/bin/env python
"""Builds the two primers of docs/gallery.md, takes their pictures and counts what is in them.

python scripts/primers.py    writes docs/assets/gallery-*.png and prints the table for docs/gallery.md

It needs what scripts/test --setup-only installs. Pictures are of the first screen at 1280 by 800 pixels, half as wide.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from primer.checks.check_project import check_project

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "assets"
LABELS = ROOT / "tests" / "sites" / "labels"
WIDTH, HEIGHT, COLOURS = 1280, 800, 32
ROWS = ("Guidelines", "Myths, corrected", "Findings", "Sources", "Pages of the site", "PDFs")


@dataclass(frozen=True)
class Built:
    """A primer that was built whole."""

    name: str
    root: Path

    @property
    def counts(self) -> tuple[int, ...]:
        """What is in it, in the order of the rows."""
        primer = check_project(self.root).primer
        items = (primer.guidelines, primer.myths, primer.findings, primer.bibliography.references)
        pages = sum(1 for _ in (self.root / "site").rglob("*.html"))
        return (*map(len, items), pages, sum(1 for _ in (self.root / "dist").rglob("*.pdf")))


def build(place: Path) -> tuple[Built, Built]:
    """Both primers, as docs/gallery.md says to make them."""
    program = Path(sys.executable).with_name("primer")
    subprocess.run([program, "init", place / "passwords", "--example", "--yes"], check=True, stdout=subprocess.DEVNULL)
    shutil.copytree(LABELS, place / "labels", ignore=shutil.ignore_patterns("site", "dist", ".cache"))
    built = (Built("passwords", place / "passwords"), Built("labels", place / "labels"))
    for one in built:
        subprocess.run([program, "build", "--root", one.root], check=True)
    return built


def take(built: Built) -> Path:
    """The picture of a start page."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    program = os.environ.get("PRIMER_CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto((built.root / "site" / "index.html").as_uri())
        page.evaluate("document.fonts.ready")
        picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        browser.close()
    path = PICTURES / f"gallery-{built.name}.png"
    small = picture.resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.LANCZOS)
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


def table(counts: list[tuple[int, ...]]) -> str:
    """The table of the page."""
    rows = (f"| {' | '.join((row, *map(str, found)))} |" for row, *found in zip(ROWS, *counts, strict=True))
    return "\n".join(["| In it | Passwords | Names and labels |", "| --- | --- | --- |", *rows])


def main() -> int:
    """Build, take the pictures and print the table."""
    with tempfile.TemporaryDirectory() as place:
        built = build(Path(place))
        for one in built:
            path = take(one)
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes", file=sys.stderr)
        print(table([one.counts for one in built]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
