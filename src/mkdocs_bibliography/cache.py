"""What the bibliography plugin made of a site, kept on disk: a build that changes nothing does nothing again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from mkdocs_bibliography.text.files import read_kept_json, write_kept_json

_FILE = "site.json"


@dataclass(frozen=True)
class CachedPage:
    """A page's Markdown before and after."""

    before: str
    after: str
    """With marks in the place of HTML; see `html.placeholders`."""
    held: Mapping[str, str]
    """The HTML that the marks stand for, by their names."""
    plain: str = ""
    """The Markdown with each citation as text and without lists."""


@dataclass(frozen=True)
class CachedSite:
    """Everything that the plugin adds to a site."""

    pages: Mapping[str, CachedPage]
    """By the path of the page's file in the docs folder."""
    files: Mapping[str, str]
    """Pages of works and files for other programs, by path."""
    reports: list[list[str]]
    """Severity and text of each issue, in order; the severity `note` fails no build."""
    keys: frozenset[str] = frozenset()
    """Every key of the bibliography."""

    @property
    def has_filters(self) -> bool:
        """Whether a page holds a list that can be filtered."""
        return any(" data-filters=" in html for page in self.pages.values() for html in page.held.values())


def cache_key(parts: Iterable[str]) -> str:
    """A name for what a site is made from, the code that makes it included."""
    digest = hashlib.sha256()
    code = sorted(Path(__file__).parent.rglob("*.py"))
    for part in (*parts, *(path.read_text("utf-8") for path in code)):
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def read_cached_site(cache: Path, digest: str) -> CachedSite | None:
    """The cached site for this key, or None."""
    kept = read_kept_json(cache / _FILE)
    if not isinstance(kept, dict) or kept.get("digest") != digest:
        return None
    pages = {name: CachedPage(**page) for name, page in kept["pages"].items()}
    return CachedSite(pages, kept["files"], kept["reports"], frozenset(kept["keys"]))


def write_cached_site(cache: Path, digest: str, site: CachedSite) -> None:
    """Keep a site for the next build."""
    write_kept_json(cache / _FILE, {"digest": digest, **asdict(site), "keys": sorted(site.keys)})
