"""Everything that documents of paper are put together from, made once a build: `print_context`."""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import segno

from mkdocs_bibliography.citeproc.format import format_citations
from mkdocs_bibliography.citeproc.style import Style
from primer.content.addresses import address_of
from primer.content.item_models import Fields
from primer.content.model import Primer
from primer.content.page import Page, prose_fields
from primer.content.page_types import ITEM_TYPES
from primer.content.printed_pages import HELP, printed_paths
from primer.paper.items import item
from primer.paper.markdown import PaperText, cite, label_of
from primer.paper.markup import Call, Code, Content, content, from_html
from primer.paper.pages import prose_page
from primer.syntax.derived import spelled


@dataclass(frozen=True)
class Fragment:
    """An item or a page of prose, ready to be set."""

    name: str
    """The name that Typst knows it by; empty for what has none."""
    call: Call
    works: frozenset[str]
    """The keys of the works that it cites."""

    def code(self, *, fresh: bool = True) -> Code:
        """Its markup; one that is not fresh goes on below a part's title."""
        return Code(self.call.markup(fresh=fresh), {self.name: 0} if self.name else {})


@dataclass(frozen=True)
class PrintContext:
    """Items, pages and references as Typst markup, and the facts of the edition."""

    primer: Primer
    facts: Mapping[str, str]
    """What every cover and foot says: `site`, `short`, `edition`, `date`, `commit`, `licence`; `labels` of fields."""
    items: Mapping[str, Fragment]
    pages: Mapping[str, Fragment]
    """Pages of prose by their path under `docs/`: those that documents hold."""
    entries: Mapping[str, Content]
    """Each work as the list of references prints it, in the list's order."""
    _text: PaperText
    _printed: tuple[str, ...]

    @property
    def note(self) -> str:
        """What covers warn of; empty when there is nothing."""
        return self.primer.settings.identity.cover_note

    def field(self, text: str) -> Content:
        """A field of front matter as content, with its citations printed."""
        return Content(cite(self._text.field(text), self._printed))

    def body(self, page: Page[Fields], anchor: str) -> Content:
        """The text below the heading of a page's body that has an anchor, with its citations printed."""
        return Content(cite(self._text.body(page, anchor), self._printed))

    def url(self, name: str) -> str:
        """The canonical address of an item."""
        return self.primer.settings.url(f"{name.lower()}.html")

    def references(self, pieces: Iterable[Fragment]) -> Fragment | None:
        """The list of the works that some pieces cite, if they cite any."""
        works = {key for piece in pieces for key in piece.works}
        entries = [{"key": key, "text": text} for key, text in self.entries.items() if key in works]
        return Fragment("", Call.of("references", entries=entries), frozenset()) if entries else None


def print_context(primer: Primer) -> PrintContext:
    """Write every item and page, and format all that they cite in one go.

    Raises PandocUnavailable when citations are not cached and pandoc cannot format them.
    """
    text = PaperText(primer)
    items = {name: item(primer, text, name) for name in primer.items}
    paths = {page.source.path.removeprefix("docs/"): page for page in primer.pages}
    printed_pages = printed_paths(primer.settings)
    pages = {path: prose_page(primer, text, page) for path, page in paths.items() if path in printed_pages}
    _warm(primer, text)
    works = primer.bibliography.references
    style = Style(primer.settings.bibliography.csl, primer.settings.bibliography.locale)
    clusters = [("", cluster) for cluster in text.clusters]
    formatted = format_citations(works, clusters, style, primer.cache / "csl", tuple(works))
    printed = text.printed(formatted)
    entries = {key: content(from_html(formatted.entries[key].html)) for key in formatted.order}

    def piece(name: str, made: Call) -> Fragment:
        return Fragment(name, replace(made, arguments=cite(made.arguments, printed)), text.cited(made.arguments))

    item_pieces = {name: piece(name.lower(), made) for name, made in items.items()}
    page_pieces = {path: piece(label_of(address_of(paths[path])), made) for path, made in pages.items()}
    return PrintContext(primer, _facts(primer), item_pieces, page_pieces, entries, text, printed)


def _warm(primer: Primer, text: PaperText) -> None:
    """Read every sentence of items, so that whichever a document shows, what it cites is formatted with the rest."""
    for page in primer.items.values():
        for passage in prose_fields(page.front):
            text.field(spelled(page.front.value(passage.path)))


def _facts(primer: Primer) -> dict[str, str]:
    settings, identity = primer.settings, primer.settings.identity
    return {
        "site": settings.site_url,
        "short": settings.site_url.partition("://")[2].rstrip("/"),
        "edition": settings.edition,
        "date": primer.strings.day(primer.revision.day),
        "commit": primer.revision.commit,
        "licence": identity.terms(primer.strings),
        "letters": json.dumps(primer.letters.kinds),
        "colours": json.dumps(dict(settings.words.look.colours)),
        "licence-name": identity.licence.name,
        "name": settings.site_name,
        "slug": identity.slug,
        "contributors": settings.contributors,
        "lang": identity.language.partition("-")[0],
        "region": identity.language.partition("-")[2].lower(),
        "about": identity.brief or identity.subtitle,
        "help": "yes" if any(page.source.path == f"docs/{HELP[0]}" for page in primer.pages) else "",
        "words": json.dumps({key: text for key, text in primer.strings.texts.items() if isinstance(text, str)}),
        "labels": json.dumps(
            {kind.name: {name: primer.strings(key) for name, key in kind.labels.items()} for kind in ITEM_TYPES}
        ),
    }


@functools.cache
def qr_code(address: str) -> str:
    """A QR code as an SVG picture, with the quiet zone of four modules that readers need."""
    out = io.BytesIO()
    segno.make_qr(address, error="m").save(out, kind="svg", border=4, xmldecl=False)
    return out.getvalue().decode()
