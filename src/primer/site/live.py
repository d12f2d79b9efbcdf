"""The site of a primer that is being edited: a page is rendered when it is asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.citeproc.style import Style
from mkdocs_bibliography.html.references import page_address
from primer.content.addresses import address_of
from primer.content.model import Primer
from primer.paper.downloads import Downloads
from primer.site.citations import cite_pages, format_clusters, with_citations
from primer.site.markup import as_file
from primer.site.model import RenderedPage, SiteFiles
from primer.site.pages import render_page, render_pages
from primer.site.reference_pages import reference_options, reference_page
from primer.site.site import page_file, site_files


class LiveSite:
    """Renders single pages of a primer as it is now; of the other pages it knows what they cited last.

    A page is what it would be in the whole site, but for two things that other pages settle: letters after years, and
    the list of places that use a source. Rendering the whole site settles both.
    """

    def __init__(self, primer: Primer, downloads: Downloads) -> None:
        drafts = render_pages(primer)
        self._primer, self._downloads = primer, downloads
        self._clusters = {page.address: parse_citations(page.text).clusters for page in drafts}
        self._cited = cite_pages(primer, drafts)

    @cached_property
    def files(self) -> SiteFiles:
        """Every file of the site as it was in the beginning."""
        return site_files(self._primer, self._cited, self._downloads, preview=True)

    def update(self, primer: Primer) -> None:
        """Go on with the primer as it is after an edit."""
        before, self._primer = self._primer, primer
        style = (primer.bibliography, primer.settings.bibliography)
        if style != (before.bibliography, before.settings.bibliography):
            self._format()

    def names(self) -> list[str]:
        """The file of every page that can be asked for."""
        addresses = [address_of(page) for page in self._primer.every_page]
        options = reference_options(self._primer)
        works = [page_address(work, options) for work in self._primer.bibliography.references.values()]
        return [as_file(address) for address in (*addresses, *works)]

    def page(self, name: str) -> str | None:
        """The Markdown of a page by its file; None for one that is rendered with the whole site alone."""
        pages = {as_file(address_of(page)): page for page in self._primer.every_page}
        if name in pages:
            return self._file(self._with_citations(render_page(self._primer, pages[name])))
        works, options = self._primer.bibliography.references.items(), reference_options(self._primer)
        key = next((key for key, work in works if as_file(page_address(work, options)) == name), None)
        return self._file(reference_page(self._primer, self._cited, key)) if key else None

    def _file(self, page: RenderedPage) -> str:
        return page_file(self._primer, self._cited, self._downloads, page)

    def _with_citations(self, draft: RenderedPage) -> RenderedPage:
        known = {cluster.text for clusters in self._clusters.values() for cluster in clusters}
        before = [cluster.text for cluster in self._clusters.get(draft.address, ())]
        clusters = self._clusters[draft.address] = parse_citations(draft.text).clusters
        now = [cluster.text for cluster in clusters]
        if now != before and (not known.issuperset(now) or self._counts_places):
            self._format()
        return with_citations(self._primer, self._cited.formatted, [draft])[0]

    @property
    def _counts_places(self) -> bool:
        """Whether a citation that is printed already looks otherwise in another place, as a number or a note does."""
        bibliography = self._primer.settings.bibliography
        return Style(bibliography.csl, bibliography.locale).kind != "author-date"

    def _format(self) -> None:
        clusters = [(address, cluster) for address, found in self._clusters.items() for cluster in found]
        self._cited = replace(self._cited, formatted=format_clusters(self._primer, clusters))
