"""What the bibliography plugin made of a site, kept on disk: a build that changes nothing does nothing again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "site.json"


@dataclass(frozen=True)
class MadePage:
    """A page's Markdown before and after."""

    before: str
    after: str
    """With marks in the place of HTML; see `html.placeholders`."""
    held: list[str]
    """The HTML that the marks stand for."""


@dataclass(frozen=True)
class MadeSite:
    """Everything that the plugin adds to a site."""

    pages: Mapping[str, MadePage]
    """By the path of the page's file in the docs folder."""
    files: Mapping[str, str]
    """Pages of works and files for other programs, by path."""
    reports: list[list[str]]
    """Severity and text of each issue, in order."""

    @property
    def has_filters(self) -> bool:
        """Whether a page holds a list that can be filtered."""
        return any(" data-filters=" in html for page in self.pages.values() for html in page.held)


def digest_of(parts: Iterable[str]) -> str:
    """A name for what a site is made from, the code that makes it included."""
    digest = hashlib.sha256()
    code = sorted(Path(__file__).parent.rglob("*.py"))
    for part in (*parts, *(path.read_text("utf-8") for path in code)):
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def read_made(cache: Path, digest: str) -> MadeSite | None:
    """What was made from exactly this, if it was the last that was made."""
    try:
        kept = json.loads((cache / _FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if kept.get("digest") != digest:
        return None
    pages = {name: MadePage(**page) for name, page in kept["pages"].items()}
    return MadeSite(pages, kept["files"], kept["reports"])


def write_made(cache: Path, digest: str, site: MadeSite) -> None:
    """Keep a site, written beside and renamed."""
    cache.mkdir(parents=True, exist_ok=True)
    beside = cache / f"{_FILE}.part"
    beside.write_text(json.dumps({"digest": digest, **asdict(site)}, ensure_ascii=False), "utf-8")
    beside.replace(cache / _FILE)
