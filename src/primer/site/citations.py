"""The last step of every page: its citations as links, and a page for every reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.citeproc.format import format_citations
from mkdocs_bibliography.citeproc.formatted import Formatted
from mkdocs_bibliography.citeproc.style import Style
from mkdocs_bibliography.html.backlinks import Backlink, backlinks_in
from mkdocs_bibliography.html.page import CitationOptions, CitationPage, render_citations
from mkdocs_bibliography.references.bibliography import Bibliography
from mkdocs_bibliography.text.source import Source
from primer.content.item_models import Evidence
from primer.content.model import Primer
from primer.site.model import CitedPages, RenderedPage
from primer.site.source_words import card_words

OPTIONS = CitationOptions(list_by_default=False)
"""Each template says where its list of sources stands."""


def cite_pages(primer: Primer, pages: Sequence[RenderedPage]) -> CitedPages:
    """Render the citations of pages whose text holds them in Pandoc's syntax."""
    drafts = [CitationPage(page.address, page.title, Source(page.source_path, page.text), page.text) for page in pages]
    references = primer.bibliography.references
    clusters = [(draft.address, cluster) for draft in drafts for cluster in parse_citations(draft.text).clusters]
    style = Style(primer.settings.bibliography.csl, primer.settings.bibliography.locale)
    formatted = format_citations(references, clusters, style, primer.cache / "csl", tuple(references))
    options = replace(OPTIONS, card_extras=card_words(primer))
    done = render_citations(drafts, primer.bibliography, formatted, options)
    uses = _uses(primer, drafts, primer.bibliography, formatted)
    texts = tuple(replace(page, text=cited.text) for page, cited in zip(pages, done, strict=True))
    return CitedPages(texts, formatted, uses)


def _uses(
    primer: Primer, drafts: Iterable[CitationPage], bibliography: Bibliography, formatted: Formatted
) -> dict[str, tuple[Backlink, ...]]:
    found: dict[str, list[Backlink]] = defaultdict(list)
    entries = {f"{name.lower()}.html": page.fields.evidence for name, page in primer.findings.items()}
    for draft in drafts:
        uses = backlinks_in(draft, bibliography.references, formatted)
        for use in _with_relations(uses, entries.get(draft.address, ())):
            found[use.key].append(use)
    return {key: tuple(uses) for key, uses in found.items()}


def _with_relations(uses: tuple[Backlink, ...], evidence: tuple[Evidence, ...]) -> tuple[Backlink, ...]:
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
            use = replace(use, relation=row.relation.label, locator=row.locator, sentence=sentence)
        told.append(use)
    return tuple(reversed(told))
