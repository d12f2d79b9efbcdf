"""Take the pictures of the README from the site that was built last: .github/pictures/*.png, light and dark.

    scripts/build && .venv/bin/python scripts/pictures.py
    .venv/bin/python scripts/pictures.py --site ../other/site

It needs what scripts/test --setup-only installs. Pictures are of the first screen at 1280 by 800 pixels.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

if TYPE_CHECKING:
    from playwright.sync_api import Route

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / ".github" / "pictures"
PAGES = {"start": "index.html", "guideline": "g8.html", "fact": "m1.html"}
"""What is shown, by the name of its picture."""
WIDTH, HEIGHT, COLOURS = 1280, 800, 64


def wait_for_letters(route: Route) -> None:
    """Have a page wait for its own letters: a reader's first page takes the system's when they come late."""
    path = Path(url2pathname(urlsplit(route.request.url).path))
    route.fulfill(body=path.read_text("utf-8").replace("optional", "block"), content_type="text/css")


def take(site: Path) -> list[Path]:
    """Take every picture of a built site; the paths that were written."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    program = os.environ.get("PRIMER_CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    written = []
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme)
            page.route("**/byb.css", wait_for_letters)
            for name, address in PAGES.items():
                page.goto((site / address).as_uri())
                page.evaluate("document.fonts.ready")
                picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
                path = PICTURES / f"{name}-{scheme}.png"
                picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
                written.append(path)
        browser.close()
    return written


def main() -> int:
    """Take the pictures, or say what is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="The folder that holds index.html.")
    site = parser.parse_args().site.resolve()
    if not (site / "index.html").is_file():
        print(f"{site} holds no site. Run scripts/build first.", file=sys.stderr)
        return 2
    for path in take(site):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
