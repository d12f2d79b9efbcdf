"""Text to text: the citations of Markdown pages as links, with their cards and lists of references."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from primer.bibliography import Bibliography
from primer.citations import Cluster, parse_citations
from primer.formatted import Formatted, FormattedCitation, Piece
from primer.formatted_text import inert
from primer.prose import protected_spans
from primer.references import Reference
from primer.render.cards import render_cards
from primer.text import Source, Span

_MARKER = re.compile(r"^(?:\\bibliography|\[\[references\]\])[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class CitationPage:
    """A page whose text holds citations."""

    address: str
    """Where the page is put, from the root of the site: `g1.html`, `guide/index.html`."""
    title: str
    source: Source
    """The file that the page comes from, for messages."""
    text: str
    """The Markdown to be rendered, without front matter."""


@dataclass(frozen=True)
class CitationOptions:
    """How citations look on a page."""

    prefix: str = "byb-"
    """Begins every class name."""
    reference_address: str = "ref/{slug}.html"
    """The address of a work's own page; empty when works are only listed under each page."""
    cards: bool = True
    """Whether a card with the full reference is put into the page for each cited work."""
    list_by_default: bool = True
    """Whether the works cited are listed at the page's end when the text names no place for the list."""
    list_heading: str = "References"
    """The heading over that list; empty for none."""


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """A work cited at one place of a page."""

    key: str
    anchor: str
    """The id of its link in the page."""


def relative(address: str, page: str) -> str:
    """The way to an address from a page, both from the root of the site."""
    path, _, fragment = address.partition("#")
    way = posixpath.relpath(path, posixpath.dirname(page) or ".") if path else ""
    return way + (f"#{fragment}" if fragment else "")


def placed_clusters(text: str, references: Mapping[str, Reference]) -> list[tuple[Cluster, tuple[PlacedItem, ...]]]:
    """The clusters of a text whose keys are all known, with the anchor of each item: `cite-SLUG-N`; none inside a link."""
    counts: dict[str, int] = {}
    placed = []
    for cluster in parse_citations(text).clusters:
        if any(item.key not in references for item in cluster.items):
            continue
        items = []
        for item in () if cluster.in_link else cluster.items:
            counts[item.key] = counts.get(item.key, 0) + 1
            items.append(PlacedItem(item.key, f"cite-{references[item.key].slug}-{counts[item.key]}"))
        placed.append((cluster, tuple(items)))
    return placed


def render_citations(
    pages: Iterable[CitationPage], bibliography: Bibliography, formatted: Formatted, options: CitationOptions
) -> tuple[CitationPage, ...]:
    """The pages with every citation a link to the work, and with cards, notes and list at their end."""
    return tuple(_render_page(page, bibliography.references, formatted, options) for page in pages)


def _render_page(
    page: CitationPage, references: Mapping[str, Reference], formatted: Formatted, options: CitationOptions
) -> CitationPage:
    placed = placed_clusters(page.text, references)
    writer = _Writer(page, references, formatted, options)
    text = _replaced(page.text, [(cluster.span, writer.cluster(cluster, items)) for cluster, items in placed])
    backlinks: dict[str, list[str]] = {}
    for item in (item for _, items in placed for item in items):
        backlinks.setdefault(item.key, []).append(item.anchor)
    text = _with_list(text, writer.list(backlinks), options)
    ends = [text.rstrip("\n"), writer.notes_list()]
    if options.cards and backlinks:
        ends.append(render_cards([references[key] for key in backlinks], formatted, options.prefix, writer.address))
    return replace(page, text="\n\n".join(part for part in ends if part) + "\n")


def _replaced(text: str, changes: Sequence[tuple[Span, str]]) -> str:
    parts, at = [], 0
    for span, new in sorted(changes):
        parts += [text[at : span.start], new]
        at = span.end
    return "".join([*parts, text[at:]])


def _with_list(text: str, listed: str, options: CitationOptions) -> str:
    """The list where the text asks for it, else at the end."""
    protected = protected_spans(text)
    markers = [m for m in _MARKER.finditer(text) if not any(span.start < m.end() and m.start() < span.end for span in protected)]
    if markers:
        return _replaced(text, [(Span(*marker.span()), listed if marker is markers[0] else "") for marker in markers])
    if not listed or not options.list_by_default:
        return text
    heading = f"## {options.list_heading}\n\n" if options.list_heading else ""
    return f"{text.rstrip()}\n\n{heading}{listed}\n"


class _Writer:
    """Writes the citations of one page."""

    def __init__(
        self, page: CitationPage, references: Mapping[str, Reference], formatted: Formatted, options: CitationOptions
    ) -> None:
        self.page = page
        self.references = references
        self.formatted = formatted
        self.options = options
        self.notes: list[str] = []
        self._seen: dict[str, int] = {}

    def address(self, reference: Reference) -> str:
        """Where a citation leads: the work's page, or its entry under this page."""
        if not self.options.reference_address:
            return f"#ref-{reference.slug}"
        return relative(self.options.reference_address.format(slug=reference.slug), self.page.address)

    def cluster(self, cluster: Cluster, items: Sequence[PlacedItem]) -> str:
        """What stands in a cluster's place."""
        earlier = self._seen.get(cluster.text, 0)
        self._seen[cluster.text] = earlier + 1
        citation = self.formatted.citation(cluster.text, self.page.address, earlier)
        if cluster.in_link:
            return inert(citation.text)
        pieces = self._linked(citation.pieces, items)
        if not citation.note:
            return f'<span class="{self.options.prefix}citation">{pieces}</span>'
        return self._note(citation, pieces, items)

    def _linked(self, pieces: Sequence[Piece], items: Sequence[PlacedItem]) -> str:
        """The pieces with a link round each work; a work's anchors are used in the order of the text."""
        anchors: dict[str, list[str]] = {}
        for item in items:
            anchors.setdefault(item.key, []).append(item.anchor)
        parts = [self._piece(piece, anchors) for piece in pieces]
        unused = "".join(f'<span id="{anchor}"></span>' for rest in anchors.values() for anchor in rest)
        return unused + "".join(parts)

    def _piece(self, piece: Piece, anchors: dict[str, list[str]]) -> str:
        if piece.key not in self.references:
            return piece.html
        reference = self.references[piece.key]
        own = anchors.get(piece.key, [])
        names = {"href": self.address(reference), "class": f"{self.options.prefix}cite"}
        if own:
            names["id"] = own.pop(0)
        if self.options.cards:
            names["data-card"] = f"card-{reference.slug}"
        if piece.name:
            names["aria-label"] = piece.name
        return f"<a {attributes(names)}>{piece.html}</a>"

    def _note(self, citation: FormattedCitation, pieces: str, items: Sequence[PlacedItem]) -> str:
        """A number that leads to the note; the note leads back."""
        number = len(self.notes) + 1
        who = "; ".join(f"{self.references[item.key].authors_short}, {self.references[item.key].year}" for item in items)
        back = attributes({"href": f"#note-ref-{number}", "aria-label": f"Back to where note {number} stands"})
        self.notes.append(f'<li id="note-{number}">{pieces} <a {back}>&#8617;</a></li>')
        names = {"href": f"#note-{number}", "id": f"note-ref-{number}", "aria-label": f"{who}, note {number}"}
        return f'{citation.lead}<sup class="{self.options.prefix}note"><a {attributes(names)}>{number}</a></sup>'

    def notes_list(self) -> str:
        """The page's notes; empty without any."""
        if not self.notes:
            return ""
        return f'<section class="{self.options.prefix}notes" aria-label="Notes"><ol>{"".join(self.notes)}</ol></section>'

    def list(self, backlinks: Mapping[str, Sequence[str]]) -> str:
        """The works that the page cites, in the style's order, each with links back to where it is cited."""
        order = [key for key in self.formatted.order if key in backlinks]
        entries = "".join(self._entry(self.references[key], backlinks[key]) for key in order)
        return f'<ul class="{self.options.prefix}references">{entries}</ul>' if entries else ""

    def _entry(self, reference: Reference, anchors: Sequence[str]) -> str:
        prefix, label = self.options.prefix, self.formatted.label(reference.key)
        several = len(anchors) > 1
        links = []
        for number, anchor in enumerate(anchors, 1):
            names = {"href": f"#{anchor}", "aria-label": f"Back to citation {number} of {label}" if several else f"Back to the citation of {label}"}
            links.append(f"<a {attributes(names)}>{f'cited here ({number})' if several else 'cited here'}</a>")
        entry = self.formatted.entries[reference.key].html
        return f'<li id="ref-{reference.slug}">{entry} <span class="{prefix}backlinks">{", ".join(links)}</span></li>'


def attributes(names: Mapping[str, str]) -> str:
    """HTML attributes whose values Markdown leaves alone wherever they stand."""
    return " ".join(f'{name}="{_encoded(value)}"' for name, value in names.items())


def _encoded(value: str) -> str:
    return re.sub(r"[^0-9A-Za-z -]", lambda found: f"&#{ord(found[0])};", value)
