"""Authored prose for places outside the site: as plain text, and as Markdown whose links are whole addresses.

Citations are printed as "(Author, year, locator)" without a citation style, so that no formatter has to run.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from mkdocs_bibliography.citations.syntax import CitationItem, Cluster, parse_citations
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.source import Source, replaced
from mkdocs_bibliography.text.strings import Strings
from primer.content.addresses import mention_address, reference_address
from primer.content.item_models import Fields
from primer.content.model import Primer
from primer.content.page import Page
from primer.diagrams.fences import in_words
from primer.syntax.blocks import Block, find_blocks
from primer.syntax.mentions import Mention, find_mentions

_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)(?:\{[^{}\n]*\})?")
_MARKS = re.compile(r"(?<![\w*_])([*_]{1,3}|`+)(?=\S)(.{1,1000}?)(?<=\S)\1(?![\w*_])")
_FILE = re.compile(r"(?<=\]\()([^()\s:#]+\.md)(#[\w-]+)?(?=\))")


def plain(primer: Primer, text: str) -> str:
    """Inline Markdown on one line without any markup; citations as a reader prints them."""
    line = _cited(primer, " ".join(text.split()), _printed)
    return _MARKS.sub(r"\2", _LINK.sub(r"\1", line))


def markdown(primer: Primer, text: str, folder: str = "docs") -> str:
    """Markdown that means the same anywhere: ids and citations link to whole addresses, blocks are quotations.

    `folder` is that of the file which holds the text, from which its links to other files count.
    """
    text = in_words(text)
    blocks, _ = find_blocks(Source("", text))
    joined = replaced(text, ((block.span, _quoted(primer.strings, text, block)) for block in blocks))
    return linked(primer, _cited(primer, _FILE.sub(_page_address(primer, folder), joined), _cite_link)).strip()


def body_markdown(primer: Primer, page: Page[Fields], heading: str) -> str:
    """The text below a heading of a page, as Markdown that means the same anywhere."""
    return markdown(primer, page.section(heading), posixpath.dirname(page.source.path))


def short_citation(strings: Strings, reference: Reference | None, key: str) -> str:
    """A work in a few words, such as `Mitchell et al., 2010`; a retracted one says so."""
    retracted = f", {strings('source.retracted')}" if reference and reference.retracted else ""
    return f"{reference.authors_short}, {reference.year}{retracted}" if reference else key


def _cited(primer: Primer, text: str, print_item: Callable[[Primer, CitationItem], str]) -> str:
    clusters = parse_citations(text).clusters if "@" in text else ()
    return replaced(text, ((cluster.span, _cluster(primer, cluster, print_item)) for cluster in clusters))


def _cluster(primer: Primer, cluster: Cluster, print_item: Callable[[Primer, CitationItem], str]) -> str:
    printed = "; ".join(print_item(primer, item) for item in cluster.items)
    return printed if cluster.narrative or cluster.in_link else f"({printed})"


def _printed(primer: Primer, item: CitationItem) -> str:
    return _around(item, short_citation(primer.strings, primer.bibliography.references.get(item.key), item.key))


def _cite_link(primer: Primer, item: CitationItem) -> str:
    reference = primer.bibliography.references.get(item.key)
    words = short_citation(primer.strings, reference, item.key)
    linked = f"[{words}]({primer.settings.url(reference_address(item.key))})" if reference else words
    return _around(item, linked)


def _around(item: CitationItem, words: str) -> str:
    before = f"{item.prefix} " if item.prefix else ""
    place = f", {item.locator}" if item.locator else ""
    return f"{before}{words}{place}{item.suffix}"


def linked(primer: Primer, text: str) -> str:
    """Markdown whose ids are links to whole addresses."""
    known = (
        one
        for one in find_mentions(text, primer.letters.all)
        if one.id in primer.ledger.entries or one.id in primer.items
    )
    return replaced(text, ((one.span, _mention(primer, text, one)) for one in known))


def _mention(primer: Primer, text: str, mention: Mention) -> str:
    target = primer.settings.url(mention_address(mention))
    return target if mention.linked else f"[{text[mention.span.start : mention.span.end]}]({target})"


def _page_address(primer: Primer, folder: str) -> Callable[[re.Match[str]], str]:
    def address(match: re.Match[str]) -> str:
        found = primer.addresses.get(posixpath.normpath(posixpath.join(folder, match.group(1))))
        return primer.settings.url(found + (match.group(2) or "")) if found else match.group()

    return address


def _quoted(strings: Strings, text: str, block: Block) -> str:
    lead = f"{strings(f'block.{block.kind}')}: " if strings.has(f"block.{block.kind}") else ""
    inner = text[block.inner.start : block.inner.end].strip()
    return "\n".join(f"> {line}".rstrip() for line in (f"**{lead}{block.title}**", "", *inner.split("\n")))
