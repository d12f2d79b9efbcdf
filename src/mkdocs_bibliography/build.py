"""What the `bibliography` plugin adds to a site, made anew: `make_site`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.utils.meta import get_data

from mkdocs_bibliography.cache import MadePage, MadeSite
from mkdocs_bibliography.citations.checks import check_citations, with_caret
from mkdocs_bibliography.citeproc.format import PandocUnavailable, Style, StyleNotFound
from mkdocs_bibliography.config import BibliographyConfig, refuse_address
from mkdocs_bibliography.html.citations import CitationOptions, CitationPage
from mkdocs_bibliography.html.placeholders import Held
from mkdocs_bibliography.html.references import ReferenceOptions
from mkdocs_bibliography.html.site import (
    CitedSite,
    SiteSettings,
    cite_site,
    nocite_keys,
    title_of,
    without_front_matter,
)
from mkdocs_bibliography.references.bibliography import Bibliography, Duplicates, read_bibliography
from mkdocs_bibliography.text.issues import sort_issues
from mkdocs_bibliography.text.source import Source

_REFUSED = {
    "footnote_format": "Notes are numbered by the page. Delete it, and write 'csl: chicago-notes' to cite in notes.",
    "csl_file_encoding": "Styles are read as UTF-8. Save the style as UTF-8 and delete the option.",
    "unescape_for_arithmatex": "References are never read as Markdown, so nothing needs to be unescaped. Delete it.",
}


@dataclass(frozen=True)
class Document:
    """A page of the site as its author wrote it."""

    name: str
    """The path of its file in the docs folder."""
    address: str
    """The path of the page that is made of it."""
    source: Source


def make_site(
    options: BibliographyConfig, root: Path, directory_urls: bool, files: list[Source], documents: list[Document]
) -> MadeSite:
    """Read the bibliography and every page, and make what the pages show.

    Raises ConfigurationError for an option or a style that is wrong, PluginError when pandoc cannot be used.
    """
    try:
        settings = _settings(options, root, directory_urls)
        bibliography = read_bibliography(files, duplicates=cast("Duplicates", options.duplicates))
        pages = [_page(document) for document in documents]
        site = cite_site(pages, bibliography, settings, root / options.cache_dir)
    except (StyleNotFound, PandocUnavailable) as error:
        kind = ConfigurationError if isinstance(error, StyleNotFound) else PluginError
        raise kind(f"bibliography: {error}") from error
    made = {document.name: _made(site, page) for document, page in zip(documents, pages, strict=True)}
    reports = _reports(bibliography, [document.source for document in documents], settings.citations.narrative)
    exports = site.exports() if options.exports else {}
    return MadeSite(made, {**_page_files(site), **exports}, list(reports))


def _settings(options: BibliographyConfig, root: Path, directory_urls: bool) -> SiteSettings:
    for name, way_out in _REFUSED.items():
        if options[name] is not None:
            raise ConfigurationError(f"bibliography: '{name}' is not an option here. {way_out}")
    if options.cite_inline is False:
        way_out = "Write 'csl: chicago-notes' to cite in notes, and delete 'cite_inline'."
        raise ConfigurationError(f"bibliography: citations always stand in the text of in-text styles. {way_out}")
    address = ("ref/{slug}/index.html" if directory_urls else "ref/{slug}.html") if options.reference_pages else ""
    citations = CitationOptions(
        prefix=options.class_prefix,
        reference_address=address,
        cards=options.cards,
        list_by_default=options.bib_by_default,
        list_heading=options.list_heading,
        page_command=options.bib_command,
        full_command=options.full_bib_command,
        narrative=options.enable_inline_citations,
        exports=options.exports,
    )
    references = ReferenceOptions(prefix=options.class_prefix, address=address)
    return SiteSettings(_style(options, root), citations, references, nocite_keys(options.nocite))


def _style(options: BibliographyConfig, root: Path) -> Style:
    name = options.csl_file or options.csl
    refuse_address("csl_file", [name])
    path = root / name
    return Style(str(path) if path.is_file() else name, options.locale)


def _page(document: Document) -> CitationPage:
    text = document.source.text
    meta: Mapping[str, object] = get_data(text)[1]
    title = title_of(text, document.name)
    nocite = nocite_keys(meta.get("nocite", ""))
    return CitationPage(document.address, title, document.source, without_front_matter(text), nocite)


def _made(site: CitedSite, page: CitationPage) -> MadePage:
    held = Held()
    after = site.page_text(page, held)
    return MadePage(page.text, after, held.kept)


def _page_files(site: CitedSite) -> dict[str, str]:
    pages = site.reference_pages().items()
    return {address.replace("/index.html", ".md").replace(".html", ".md"): text for address, text in pages}


def _reports(bibliography: Bibliography, sources: Iterable[Source], narrative: bool) -> Iterator[list[str]]:
    """Every issue, sorted; what cannot be read is shown with its line."""
    by_path = {source.path: source for source in sources}
    found = [issue for source in by_path.values() for issue in check_citations(source, bibliography, narrative)]
    for issue in sort_issues([*bibliography.issues, *found]):
        shown = with_caret(issue, by_path[issue.path]) if issue.code == "cite-malformed" else str(issue)
        yield [issue.severity, shown]
