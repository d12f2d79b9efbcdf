"""What the makers of pages and assets hand on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mkdocs_bibliography.citeproc.formatted import Formatted
from mkdocs_bibliography.html.backlinks import Backlink
from primer.content.model import Primer
from primer.paper.downloads import Downloads

OWN_STYLESHEET = "assets/css/byb.css"
"""A site that has this file needs neither the theme's scripts nor its icon."""
LAYERED = "assets/stylesheets/theme.css"
"""Where the theme's stylesheet then stands, inside a cascade layer: any rule outside the layer wins over it."""


@dataclass(frozen=True)
class RenderedPage:
    """One page of the site before a Markdown engine has run."""

    address: str
    """From the root of the site, such as `g12.html`."""
    title: str
    summary: str
    """One sentence for search results and link previews."""
    text: str
    """Markdown, with HTML where Markdown has no form."""
    source_path: str
    """The file that an author edits to change it; empty for a page that no file stands behind."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What templates of the site need to know: `id`, `type`, `level` ..."""


@dataclass(frozen=True)
class SiteFiles:
    """What a Markdown engine needs to build the site without any plugin of ours."""

    markdown: Mapping[str, str]
    """Pages by their path, such as `g12.md`."""
    assets: Mapping[str, bytes]
    """Everything else that we make, by its path."""


@dataclass(frozen=True)
class CitedPages:
    """Pages with their citations made links, and what was learnt on the way."""

    pages: tuple[RenderedPage, ...]
    formatted: Formatted
    uses: Mapping[str, tuple[Backlink, ...]]
    """For each reference, every place that uses it, in the order of the site."""


@dataclass(frozen=True)
class RenderedSite:
    """Everything that makers of assets may read."""

    primer: Primer
    cited: CitedPages
    """The pages of the site with their citations rendered, and every use of every reference."""
    downloads: Downloads


AssetBuilder = Callable[[RenderedSite], Mapping[str, bytes]]
