"""The last step of every page: its citations as links, and a page for every reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from primer.bibliography import Bibliography
from primer.citations import parse_citations
from primer.csl import format_citations
from primer.fields import Evidence
from primer.formatted import Formatted
from primer.model import Primer
from primer.render.citations import CitationOptions, CitationPage, render_citations
from primer.render.pages import RenderedPage
from primer.render.source_words import card_words
from primer.render.uses import Use, uses_in
from primer.styles import Style
from primer.text import Source

OPTIONS = CitationOptions(list_by_default=False)
"""Each template says where its list of sources stands."""


@dataclass(frozen=True)
class Cited:
    """Pages with their citations made links, and what was learnt on the way."""

    pages: tuple[RenderedPage, ...]
    formatted: Formatted
    uses: Mapping[str, tuple[Use, ...]]
    """For each reference, every place that uses it, in the order of the site."""


def cite_pages(primer: Primer, pages: Sequence[RenderedPage], cache: Path) -> Cited:
    """Render the citations of pages whose text holds them in Pandoc's syntax."""
    drafts = [CitationPage(page.address, page.title, Source(page.source_path, page.text), page.text) for page in pages]
    references = primer.bibliography.references
    clusters = [(draft.address, cluster) for draft in drafts for cluster in parse_citations(draft.text).clusters]
    style = Style(primer.settings.csl, primer.settings.locale)
    formatted = format_citations(references, clusters, style, cache / "csl", tuple(references))
    options = replace(OPTIONS, card_extras=card_words(primer))
    done = render_citations(drafts, primer.bibliography, formatted, options)
    uses = _uses(primer, drafts, primer.bibliography, formatted)
    texts = tuple(replace(page, text=cited.text) for page, cited in zip(pages, done, strict=True))
    return Cited(texts, formatted, uses)


def _uses(
    primer: Primer, drafts: Iterable[CitationPage], bibliography: Bibliography, formatted: Formatted
) -> dict[str, tuple[Use, ...]]:
    found: dict[str, list[Use]] = defaultdict(list)
    entries = {f"{name.lower()}.html": page.fields.evidence for name, page in primer.findings.items()}
    for draft in drafts:
        uses = uses_in(draft, bibliography.references, formatted)
        for use in _with_relations(uses, entries.get(draft.address, ())):
            found[use.key].append(use)
    return {key: tuple(uses) for key, uses in found.items()}


def _with_relations(uses: tuple[Use, ...], evidence: tuple[Evidence, ...]) -> tuple[Use, ...]:
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
