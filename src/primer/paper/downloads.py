"""What the site says of paper: the list of PDFs, a guideline's handout, and the files themselves under `downloads/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_bibliography.text.escape import literal
from mkdocs_bibliography.text.strings import Strings

LIST = "paper.json"
"""What stands beside the PDFs in `dist/` and says what they are; the site offers what it names."""
FOLDER = "downloads"


@dataclass(frozen=True)
class Download:
    """A file that can be taken away."""

    path: str
    """Under `dist/`, and under `downloads/` on the site."""
    title: str
    about: str
    sheet: str
    pages: int
    """0 for plain text."""
    bytes: int

    def words(self, strings: Strings) -> str:
        """Sheet, pages and size, such as `A4, 321 pages, 5.5 MB`."""
        size = f"{strings.number(self.bytes / 1e6)} MB" if self.bytes >= 950_000 else f"{self.bytes / 1e3:.0f} kB"
        length = [strings("paper.pages", n=self.pages)] if self.pages else []
        return ", ".join(filter(None, [strings(f"paper.sheet-{self.sheet}"), *length, size]))

    def link(self, strings: Strings) -> str:
        """A Markdown link from a page at the root of the site."""
        return f"[{literal(self.title)}, {self.words(strings)}]({FOLDER}/{self.path})"


def read_offers(dist: Path) -> tuple[Download, ...]:
    """What the last printing made; nothing when there was none, or when a file is gone since."""
    try:
        offers = tuple(Download(**row) for row in json.loads((dist / LIST).read_text("utf-8")))
    except FileNotFoundError:
        return ()
    return offers if all((dist / offer.path).is_file() for offer in offers) else ()


@dataclass(frozen=True)
class Downloads:
    """The files of the last printing, and the folder that holds them."""

    folder: Path
    offers: tuple[Download, ...]


NO_DOWNLOADS = Downloads(Path(), ())


def read_downloads(dist: Path) -> Downloads:
    """What the last printing into a folder made."""
    return Downloads(dist, read_offers(dist))


def write_offers(dist: Path, offers: tuple[Download, ...]) -> None:
    """Write the list, and remove the files of the last printing that are on it no more."""
    kept = {offer.path for offer in offers}
    for old in read_offers(dist):
        if old.path not in kept:
            (dist / old.path).unlink(missing_ok=True)
    dist.mkdir(parents=True, exist_ok=True)
    rows = [offer.__dict__ for offer in offers]
    (dist / LIST).write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")


def offer_files(dist: Path, offers: tuple[Download, ...]) -> Mapping[str, bytes]:
    """The files by their place in the site."""
    return {f"{FOLDER}/{offer.path}": (dist / offer.path).read_bytes() for offer in offers}
