"""The whole site as files: Markdown for an engine to turn into pages, and what is copied as it is."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from html import unescape
from importlib import resources
from pathlib import Path

from primer.content.model import Primer
from primer.export.data_files import data_files
from primer.paper.downloads import NO_DOWNLOADS, Downloads, offer_files
from primer.project.look import SHEET
from primer.site.citations import cite_pages
from primer.site.downloads import with_offers
from primer.site.edition_pages import edition_pages, since_notes, suspect_note
from primer.site.forms import template_files
from primer.site.frozen_pages import frozen_pages
from primer.site.hosting import hosting_files
from primer.site.linked_data import with_linked_data
from primer.site.markup import as_file
from primer.site.model import AssetBuilder, CitedPages, RenderedPage, RenderedSite, SiteFiles
from primer.site.pages import render_pages
from primer.site.previews import previews
from primer.site.reference_pages import reference_pages, with_list
from primer.site.search import items_script, search_script
from primer.theme import theme_files

_ADDRESS = re.compile(r'(?<= href=")[^"]+')


def citation_assets(rendered: RenderedSite) -> Mapping[str, bytes]:
    """The scripts that open citation cards and filter tables and lists, and the styles of cards and lists."""
    folder, strings = resources.files("mkdocs_bibliography") / "assets", rendered.primer.strings
    scripts = {f"assets/js/{name}": (folder / name).read_text("utf-8") for name in ("cards.js", "filters.js")}
    return {
        **{address: strings.in_script(text).encode() for address, text in scripts.items()},
        "assets/css/citations.css": (folder / "citations.css").read_bytes(),
    }


def theme_assets(rendered: RenderedSite) -> Mapping[str, bytes]:
    """Styles, scripts, fonts and icon of the package, or of the site where it has its own, with the strings in them."""
    primer = rendered.primer
    own, look = primer.files, primer.settings.words.look.css
    made = {}
    for address, path in theme_files():
        is_own = f"docs/{address}" in own
        if path.suffix == ".js":
            text = (primer.root / "docs" / address if is_own else path).read_text("utf-8")
            made[address] = primer.strings.in_script(text).encode()
        elif not is_own:
            made[address] = path.read_bytes()
    return made | ({SHEET: look.encode()} if look else {})


def published_data(rendered: RenderedSite) -> Mapping[str, bytes]:
    """The machine interface: `/data/`, and each item as JSON and Markdown."""
    return data_files(rendered.primer)


def paper_files(rendered: RenderedSite) -> Mapping[str, bytes]:
    """Copies of the PDFs that were printed before the site."""
    return offer_files(rendered.downloads.folder, rendered.downloads.offers)


ASSET_BUILDERS: tuple[AssetBuilder, ...] = (
    theme_assets,
    search_script,
    items_script,
    citation_assets,
    published_data,
    template_files,
    paper_files,
    previews,
    hosting_files,
    frozen_pages,
)
"""What is made beside pages, each function for a family of files."""


def render_site(primer: Primer, downloads: Downloads = NO_DOWNLOADS, *, preview: bool = False) -> SiteFiles:
    """Every file of the site; `downloads` are the PDFs that it offers. A preview also says what waits for a review.

    Raises PandocUnavailable when citations are not cached and pandoc cannot format them.
    """
    return site_files(primer, cite_pages(primer, render_pages(primer)), downloads, preview=preview)


def site_files(primer: Primer, cited: CitedPages, downloads: Downloads, *, preview: bool) -> SiteFiles:
    """Every file of the site, from pages whose citations are rendered."""
    pages = (*cited.pages, *reference_pages(primer, cited), *edition_pages(primer))
    listed = tuple(_with_lists(primer, cited, downloads, page) for page in pages)
    rendered = RenderedSite(primer, replace(cited, pages=listed), downloads)
    assets = {name: data for maker in ASSET_BUILDERS for name, data in maker(rendered).items()}
    return SiteFiles({as_file(page.address): _finished(primer, page, preview) for page in listed}, assets)


def page_file(primer: Primer, cited: CitedPages, downloads: Downloads, page: RenderedPage) -> str:
    """The file of one page, as it is among those of the whole preview."""
    return _finished(primer, _with_lists(primer, cited, downloads, page), preview=True)


def _with_lists(primer: Primer, cited: CitedPages, downloads: Downloads, page: RenderedPage) -> RenderedPage:
    offered = replace(page, text=with_offers(primer.strings, page.text, downloads.offers, page.address))
    return with_list(primer, cited, offered)


def _finished(primer: Primer, page: RenderedPage, preview: bool) -> str:
    return _with_front_matter(with_linked_data(primer, _with_notes(primer, page, preview)))


def _with_notes(primer: Primer, page: RenderedPage, preview: bool) -> RenderedPage:
    """The page of an item with what changed since the editions that hold it, and in a preview what is suspect."""
    name = page.facts.get("id", "")
    notes = since_notes(primer, name) if name in primer.items else ""
    notes += suspect_note(primer, name) if preview and name in primer.items else ""
    return replace(page, text=f"{notes}\n{page.text}") if notes else page


def write_stage(files: SiteFiles, folder: Path) -> None:
    """Write the files into a folder, which another engine can build.

    Markdown that readers are given as it is ends with `.md.txt` there: an engine would make pages of it.
    """
    given = {name for name in files.assets if name.endswith(".md")}
    assets = {f"{name}.txt" if name in given else name: data for name, data in files.assets.items()}
    pages = {name: _with_links_to_given(text, name, given) for name, text in files.markdown.items()}
    for name, data in {**pages, **assets}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _with_links_to_given(text: str, page: str, given: Collection[str]) -> bytes:
    """A staged page whose links to Markdown that readers are given lead to where it stands there."""

    def renamed(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unescape(match[0])))
        return f"{match[0]}.txt" if target in given else match[0]

    return _ADDRESS.sub(renamed, text).encode()


def _with_front_matter(page: RenderedPage) -> str:
    facts = {"title": page.title, "description": page.summary, **({"byb": dict(page.facts)} if page.facts else {})}
    lines = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items())
    return f"---\n{lines}\n---\n\n{page.text}"
