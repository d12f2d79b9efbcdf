"""What the `bibliography` plugin adds to a site, made again: `SiteBuilder`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.utils.meta import get_data

from mkdocs_bibliography.cache import CachedPage, CachedSite
from mkdocs_bibliography.citations.checks import check_citations, with_caret
from mkdocs_bibliography.citations.keys import with_own_keys
from mkdocs_bibliography.citations.list_markers import check_markers, find_markers
from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.citeproc.format import PandocUnavailable, Style, StyleNotFound
from mkdocs_bibliography.citeproc.formatted import FormattedCitation, FormattedEntry, Fragment
from mkdocs_bibliography.config import BibliographyConfig, refuse_address
from mkdocs_bibliography.html.citations import CitationOptions, CitationPage
from mkdocs_bibliography.html.placeholders import Stash
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
from mkdocs_bibliography.text.escape import literal
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


class SiteBuilder:
    """Makes what the pages show; it is asked again when other plugins have changed them.

    Raises ConfigurationError for an option or a style that is wrong, PluginError when pandoc cannot be used.
    """

    def __init__(
        self, options: BibliographyConfig, root: Path, directory_urls: bool, files: list[Source], pages: list[Document]
    ) -> None:
        self._options = options
        self._cache = root / options.cache_dir
        self._settings = _in_mkdocs(lambda: _settings(options, root, directory_urls))
        duplicates = cast("Duplicates", options.duplicates)
        self._bibliography = read_bibliography(
            files,
            duplicates=duplicates,
            cache=self._cache / "references",
            language=_in_mkdocs(lambda: self._settings.style.language),
        )
        self._sources = [document.source for document in pages]
        self._files = files
        self._before = {document.name: without_front_matter(document.source.text) for document in pages}
        self._pages = {document.name: self._read(document) for document in pages}

    @cached_property
    def _site(self) -> CitedSite:
        """The site as its files say."""
        return self._cited(self._pages)

    def _cited(self, pages: Mapping[str, CitationPage]) -> CitedSite:
        return _in_mkdocs(lambda: cite_site([*pages.values()], self._bibliography, self._settings, self._cache))

    def site(self) -> CachedSite:
        """What is made of the files alone."""
        site, options = self._site, self._options
        made = {name: replace(_made(site, page), before=self._before[name]) for name, page in self._pages.items()}
        reports = [*_reports(self._bibliography, self._sources, self._settings.citations)]
        reports += _bibliography_reports(self._bibliography, self._files, _cited_keys(self._pages.values()), options)
        if not options.bib_by_default and _leads_nowhere(site, self._pages.values()):
            reports.append(["note", "No page has a list of works, so citations lead nowhere. Write '[[references]]'."])
        exports = site.exports() if options.exports else {}
        names = (key for key, works in self._bibliography.others.items() if len(works) == 1)
        keys = frozenset([*self._bibliography.references, *names])
        return CachedSite(made, {**_page_files(site), **exports}, reports, keys)

    def _read(self, document: Document) -> CitationPage:
        page = _page(document)
        return replace(page, text=with_own_keys(page.text, self._bibliography))

    def provisional(self, name: str, address: str, text: str) -> CachedPage:
        """A page whose Markdown another plugin has changed; what it cites again is formatted in the end."""
        page = self._page(name, address, text)
        known = self._site.formatted.on(address)
        formatted = replace(
            known,
            citations=_Named(known.citations, self._bibliography),
            entries=_Entries(known.entries),
            labels=_Labels(known.labels),
            pages={},
        )
        return _made(replace(self._site, formatted=formatted), page)

    def _page(self, name: str, address: str, text: str) -> CitationPage:
        text = with_own_keys(text, self._bibliography)
        page = self._pages.get(name)
        if page is None:
            source = Source(name, text)
            page = self._pages[name] = CitationPage(address, title_of(text, name), source, "")
        return replace(page, text=text)

    def final(
        self, texts: Mapping[str, tuple[str, tuple[str, ...]]], addresses: Mapping[str, str]
    ) -> dict[str, CachedPage]:
        """Every page as it is in the end: its Markdown, and the citations that were brought into its HTML."""
        for name, (text, _) in texts.items():
            self._page(name, addresses[name], text)
        named = {
            name: [with_own_keys(one, self._bibliography) for one in (text, *brought)]
            for name, (text, brought) in texts.items()
        }
        pages = {
            name: replace(page, text=named[name][0], brought=tuple(named[name][1:])) if name in named else page
            for name, page in self._pages.items()
        }
        site = self._cited(pages)
        return {name: _made(site, pages[name]) for name in texts}


class _Named(dict[tuple[str, str, int], FormattedCitation]):
    """Citations as formatted; one that is not yet is the name of its works."""

    def __init__(self, known: Mapping[tuple[str, str, int], FormattedCitation], bibliography: Bibliography) -> None:
        super().__init__(known)
        self._bibliography = bibliography

    def __missing__(self, place: tuple[str, str, int]) -> FormattedCitation:
        works = [self._bibliography.references[item.key] for item in parse_citations(place[1]).clusters[0].items]
        words = "; ".join(f"{work.authors_short}, {work.year}" for work in works)
        return FormattedCitation((Fragment("", literal(words), words),))


class _Entries(dict[str, FormattedEntry]):
    """Works as formatted; one that is not yet is empty."""

    def __missing__(self, key: str) -> FormattedEntry:
        return FormattedEntry("", "")


class _Labels(dict[str, str]):
    """Names of works in a running text; one that is not yet formatted is its key."""

    def __missing__(self, key: str) -> str:
        return key


_Result = TypeVar("_Result")


def _in_mkdocs(make: Callable[[], _Result]) -> _Result:
    try:
        return make()
    except (StyleNotFound, PandocUnavailable) as error:
        kind = ConfigurationError if isinstance(error, StyleNotFound) else PluginError
        raise kind(f"bibliography: {error}") from error


def _cited_keys(pages: Iterable[CitationPage]) -> frozenset[str]:
    return frozenset(
        key
        for page in pages
        for key in (*page.nocite, *(item.key for one in parse_citations(page.text).clusters for item in one.items))
    )


def _leads_nowhere(site: CitedSite, pages: Iterable[CitationPage]) -> bool:
    options = site.settings.citations
    listed = [find_markers(page.text, options.page_command, options.full_command) for page in pages]
    return bool(site.uses) and not options.reference_address and not any(listed)


_ENTRY = re.compile(r"^[ \t]*@\w+\s*[{(]\s*([^,\s{}()]+)", re.MULTILINE)


def _bibliography_reports(
    bibliography: Bibliography, files: Iterable[Source], cited: frozenset[str], options: BibliographyConfig
) -> Iterator[list[str]]:
    """What is wrong in the bibliography; of works that nothing cites, only the number."""
    entries = {file.path: [(file.position(m.start())[0], m[1]) for m in _ENTRY.finditer(file.text)] for file in files}
    uncited = 0
    for issue in bibliography.issues if options.check != "off" else ():
        above = [key for line, key in entries[issue.path] if line <= issue.line]
        if options.check == "all" or not above or above[-1] in cited:
            yield [issue.severity, str(issue)]
        else:
            uncited += 1
    if uncited:
        many = "1 issue" if uncited == 1 else f"{uncited} issues"
        yield ["note", f"{many} in entries that no page cites. Write 'check: all' under the plugin to list them."]


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
        strings=options.words(),
    )
    references = ReferenceOptions(prefix=options.class_prefix, address=address, strings=citations.strings)
    by_page = options.disambiguate == "page"
    return SiteSettings(_style(options, root), citations, references, nocite_keys(options.nocite), by_page)


def _style(options: BibliographyConfig, root: Path) -> Style:
    name = options.csl_file or options.csl
    refuse_address("csl_file", [name])
    path = root / name
    return Style(str(path) if path.is_file() else name, options.style_locale())


def _page(document: Document) -> CitationPage:
    text = document.source.text
    meta: Mapping[str, object] = get_data(text)[1]
    title = title_of(text, document.name)
    nocite = nocite_keys(meta.get("nocite", ""))
    return CitationPage(document.address, title, document.source, without_front_matter(text), nocite)


def _made(site: CitedSite, page: CitationPage) -> CachedPage:
    held = Stash()
    after = site.page_text(page, held)
    return CachedPage(page.text, after, held.kept, site.plain_text(page))


def _page_files(site: CitedSite) -> dict[str, str]:
    pages = site.reference_pages().items()
    return {address.replace("/index.html", ".md").replace(".html", ".md"): text for address, text in pages}


def _reports(bibliography: Bibliography, sources: Iterable[Source], options: CitationOptions) -> Iterator[list[str]]:
    """Every issue of the pages, sorted; what cannot be read is shown with its line."""
    by_path = {source.path: source for source in sources}
    commands = options.page_command, options.full_command
    found = [
        issue
        for source in by_path.values()
        for issue in (
            *check_citations(source, bibliography, options.narrative, lenient=True),
            *check_markers(source, bibliography.references, *commands),
        )
    ]
    for issue in sort_issues(found):
        shown = with_caret(issue, by_path[issue.path]) if issue.code == "cite-malformed" else str(issue)
        yield [issue.severity, shown]
