"""The last step of every page: its citations as links, and a page for every reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mkdocs_bibliography.citations.syntax import Cluster, parse_citations
from mkdocs_bibliography.citeproc.format import format_citations
from mkdocs_bibliography.citeproc.formatted import Formatted
from mkdocs_bibliography.citeproc.style import Style
from mkdocs_bibliography.html.backlinks import Backlink, backlinks_in
from mkdocs_bibliography.html.page import CitationOptions, CitationPage, render_citations
from mkdocs_bibliography.references.bibliography import Bibliography
from mkdocs_bibliography.text.source import Source
from mkdocs_bibliography.text.strings import Strings
from primer.content.item_models import Evidence
from primer.content.model import Primer
from primer.site.model import CitedPages, RenderedPage
from primer.site.source_words import card_words


def cite_pages(primer: Primer, pages: Sequence[RenderedPage]) -> CitedPages:
    """Render the citations of pages whose text holds them in Pandoc's syntax."""
    clusters = [(page.address, cluster) for page in pages for cluster in parse_citations(page.text).clusters]
    formatted = format_clusters(primer, clusters)
    drafts = [_draft(page) for page in pages]
    uses = _uses(primer, drafts, primer.bibliography, formatted)
    return CitedPages(with_citations(primer, formatted, pages), formatted, uses)


def format_clusters(primer: Primer, clusters: Sequence[tuple[str, Cluster]]) -> Formatted:
    """Every work and the clusters of all pages, each with the address of its page and in the order of the site."""
    references = primer.bibliography.references
    style = Style(primer.settings.bibliography.csl, primer.settings.bibliography.locale)
    return format_citations(references, clusters, style, primer.cache / "csl", tuple(references))


def with_citations(primer: Primer, formatted: Formatted, pages: Sequence[RenderedPage]) -> tuple[RenderedPage, ...]:
    """Pages with links in the place of their citations.

    Raises KeyError for a citation that is not among the formatted ones.
    """
    # Each template says where its list of sources stands.
    options = CitationOptions(list_by_default=False, card_extras=card_words(primer), strings=primer.strings)
    done = render_citations(map(_draft, pages), primer.bibliography, formatted, options)
    return tuple(replace(page, text=cited.text) for page, cited in zip(pages, done, strict=True))


def _draft(page: RenderedPage) -> CitationPage:
    name = page.facts.get("id", "")
    title = page.title if page.title.startswith(name) else f"{name} {page.title}"
    return CitationPage(page.address, title, Source(page.source_path, page.text), page.text)


def _uses(
    primer: Primer, drafts: Iterable[CitationPage], bibliography: Bibliography, formatted: Formatted
) -> dict[str, tuple[Backlink, ...]]:
    found: dict[str, list[Backlink]] = defaultdict(list)
    entries = {f"{name.lower()}.html": page.fields.evidence for name, page in primer.findings.items()}
    for draft in drafts:
        uses = backlinks_in(draft, bibliography.references, formatted, strings=primer.strings)
        for use in _with_relations(primer.strings, uses, entries.get(draft.address, ())):
            found[use.key].append(use)
    return {key: tuple(uses) for key, uses in found.items()}


def _with_relations(
    strings: Strings, uses: tuple[Backlink, ...], evidence: tuple[Evidence, ...]
) -> tuple[Backlink, ...]:
    """Uses of a finding's page: the last ones, in its evidence table, take relation and locator from front matter."""
    if not evidence:
        return uses
    declared: dict[str, list[Evidence]] = defaultdict(list)
    for entry in evidence:
        declared[entry.cite].append(entry)
    told = []
    for use in reversed(uses):
        row = declared[use.key].pop() if declared.get(use.key) else None
        if row:
            sentence = row.note or use.sentence
            use = replace(use, relation=strings.label(row.relation), locator=row.locator, sentence=sentence)
        told.append(use)
    return tuple(reversed(told))
