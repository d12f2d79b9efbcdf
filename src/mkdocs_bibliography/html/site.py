"""The citations of a whole site that has nothing else of ours: `cite_site`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_bibliography.citations.list_markers import find_markers
from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.citeproc.format import format_citations
from mkdocs_bibliography.citeproc.formatted import Formatted
from mkdocs_bibliography.citeproc.style import Style
from mkdocs_bibliography.html.backlinks import Backlink, backlinks_in
from mkdocs_bibliography.html.citations import CitationOptions, CitationPage
from mkdocs_bibliography.html.page import plain_text, render_page
from mkdocs_bibliography.html.placeholders import Stash
from mkdocs_bibliography.html.references import ReferenceOptions, render_reference_list, render_reference_page
from mkdocs_bibliography.references.bibliography import Bibliography
from mkdocs_bibliography.references.export import bibtex, csl_json, ris
from mkdocs_bibliography.text.source import replaced

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"@(\*|\{[^{}\s]+\}|\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*)")


@dataclass(frozen=True)
class SiteSettings:
    """How a site's citations are formatted and shown."""

    style: Style = field(default_factory=Style)
    citations: CitationOptions = field(default_factory=lambda: CitationOptions(reference_address=""))
    references: ReferenceOptions = field(default_factory=lambda: ReferenceOptions(address=""))
    nocite: tuple[str, ...] = ()
    """Keys of works to be listed without being cited; `*` stands for all."""
    by_page: bool = False
    """Whether letters after years and numbers begin anew on each page."""


@dataclass(frozen=True)
class CitedSite:
    """A site's bibliography as formatted, and every use of every work."""

    bibliography: Bibliography
    formatted: Formatted
    uses: Mapping[str, Sequence[Backlink]]
    """For each work, every place that uses it, in the order of the site."""
    settings: SiteSettings

    def page_text(self, page: CitationPage, held: Stash | None = None) -> str:
        """A page's Markdown with its citations, lists and cards, or with marks for them (see `render_page`).

        Raises KeyError, with the text of the citation, for one that was not on the page when the site was read.
        """
        done = render_page(page, self.bibliography.references, self.formatted, self.settings.citations, held)
        return self._with_full_lists(done, held)

    def plain_text(self, page: CitationPage) -> str:
        """A page's Markdown with each citation as text and without lists."""
        return plain_text(page, self.bibliography.references, self.formatted, self.settings.citations)

    def _with_full_lists(self, page: CitationPage, held: Stash | None) -> str:
        """The page with the list of all works in the place of each line that asks for it."""
        options = self.settings.citations
        changes = []
        markers = find_markers(page.text, options.page_command, options.full_command)
        whole = next((marker for marker in markers if not marker.filters), None)
        for number, marker in enumerate(markers):
            works = [
                reference
                for key, reference in self.bibliography.references.items()
                if key in self.formatted.entries and marker.takes(reference, bool(self.uses.get(key)))
            ]
            place = replace(self.settings.references, list_address=page.address)
            listed = render_reference_list(works, self.formatted, self.uses, place, filters=marker is whole)
            changes.append((marker.span, held.put(listed, f"full{number}") if held else listed))
        return replaced(page.text, changes)

    def reference_pages(self) -> dict[str, str]:
        """The Markdown of each work's own page by its address; none when the site has no such pages."""
        options = self.settings.references
        if not options.address:
            return {}
        return {
            options.address.format(slug=reference.slug): render_reference_page(
                reference, self.formatted, self.uses.get(key, ()), options
            )
            for key, reference in self.bibliography.references.items()
            if key in self.formatted.entries
        }

    def exports(self) -> dict[str, str]:
        """All works in the formats of other programs, by file name."""
        works = list(self.bibliography.references.values())
        return {"references.bib": bibtex(works), "references.csl.json": csl_json(works), "references.ris": ris(works)}


def cite_site(
    pages: Sequence[CitationPage], bibliography: Bibliography, settings: SiteSettings, cache: Path | None
) -> CitedSite:
    """Format what all pages cite, in their order.

    Raises StyleNotFound and PandocUnavailable.
    """
    options = settings.citations
    full = [page for page in pages if any(m.all_works for m in find_markers(page.text, "", options.full_command))]
    if full and not options.full_list_address:
        options = replace(options, full_list_address=full[0].address)
        settings = replace(settings, citations=options)
    clusters = [
        (page.address, cluster)
        for page in pages
        for cluster in parse_citations(page.every_text).clusters
        if options.narrative or cluster.text.startswith("[")
    ]
    listed = [*settings.nocite, *(key for page in pages for key in page.nocite)]
    keys = list(bibliography.references) if "*" in listed or full or settings.references.address else listed
    apart = {page.address: _listed_on(page, bibliography) for page in pages} if settings.by_page else None
    formatted = format_citations(bibliography.references, clusters, settings.style, cache, keys, apart)
    uses: dict[str, list[Backlink]] = {}
    for page in pages:
        for use in backlinks_in(page, bibliography.references, formatted, options.narrative, options.strings):
            uses.setdefault(use.key, []).append(use)
    return CitedSite(bibliography, formatted, uses, settings)


def _listed_on(page: CitationPage, bibliography: Bibliography) -> Sequence[str]:
    return list(bibliography.references) if "*" in page.nocite else page.nocite


def without_front_matter(text: str) -> str:
    """A page's text after its YAML front matter."""
    found = _FRONT_MATTER.match(text)
    return text[found.end() :] if found else text


def title_of(text: str, otherwise: str) -> str:
    """The title of a page: `title` in its front matter, else its first heading, else the words given."""
    front = _FRONT_MATTER.match(text)
    declared = re.search(r"^title:[ \t]*(.+)$", front[0], re.MULTILINE) if front else None
    if declared:
        return declared[1].strip().strip("\"'")
    heading = re.search(r"^#[ \t]+(.+?)[ \t#]*(?:\{[^{}]*\})?$", without_front_matter(text), re.MULTILINE)
    return re.sub(r"[*_`]|\[@[^\]]*\]", "", heading[1]).strip() if heading else otherwise


def nocite_keys(value: object) -> tuple[str, ...]:
    """The keys of a `nocite` option: a list of keys, or text such as `@a, @b`; `@*` stands for all."""
    if isinstance(value, str):
        return tuple(key.strip("{}") for key in _KEY.findall(value))
    return tuple(str(key).removeprefix("@") for key in value) if isinstance(value, list | tuple) else ()
