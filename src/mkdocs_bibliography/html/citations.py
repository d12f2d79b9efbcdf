"""What stands in the place of each citation of one page, and what the page's end holds for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from mkdocs_bibliography.citations.syntax import Cluster, parse_citations
from mkdocs_bibliography.citeproc.formatted import Formatted, FormattedCitation, Fragment
from mkdocs_bibliography.html.placeholders import unsearched
from mkdocs_bibliography.references.export import bibtex, csl_json, ris
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.escape import attributes, inert, relative
from mkdocs_bibliography.text.source import Source
from mkdocs_bibliography.text.strings import Strings, bibliography_strings


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
    nocite: tuple[str, ...] = ()
    """Keys of works to be listed on the page without being cited; `*` stands for all."""
    brought: tuple[str, ...] = ()
    """Citations that stand in the converted page alone, because another plugin brought them there."""

    @property
    def every_text(self) -> str:
        """The text, and after its end the citations that were brought."""
        return "\n\n".join([self.text, *self.brought])


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
    list_heading: str | None = None
    """The heading over that list; empty for none, and None for the one of the language."""
    page_command: str = "\\bibliography"
    """A line that stands for the page's list, beside `[[references]]`."""
    full_command: str = "\\full_bibliography"
    """A line that stands for the list of all works, beside `[[references all]]`."""
    full_list_address: str = ""
    """The address of the page with that list, for citations on pages without one; empty when there is none."""
    narrative: bool = True
    """Whether a bare `@key` is a citation."""
    exports: bool = False
    """Whether the page's list ends with its works in BibTeX, CSL-JSON and RIS."""
    card_extras: Mapping[str, str] = field(default_factory=dict, hash=False)
    """HTML that a work's card shows below its facts, by key."""
    strings: Strings = field(default_factory=bibliography_strings, hash=False)
    """The words round citations."""

    @property
    def heading(self) -> str:
        """The heading over the list of works, in the language of the page."""
        return self.strings("citation.list") if self.list_heading is None else self.list_heading


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """A work cited at one place of a page."""

    key: str
    anchor: str
    """The id of its link in the page."""


Placed = Sequence[tuple[Cluster, tuple[PlacedItem, ...]]]
"""Clusters with their items' anchors."""


def placed_clusters(text: str, references: Mapping[str, Reference], narrative: bool = True) -> Placed:
    """The clusters whose keys are all known, with the anchor of each item: `cite-SLUG-N`; none inside a link."""
    counts: dict[str, int] = {}
    placed = []
    for cluster in parse_citations(text).clusters:
        bare = not narrative and not cluster.text.startswith("[")
        if bare or any(item.key not in references for item in cluster.items):
            continue
        items = []
        for item in () if cluster.in_link else cluster.items:
            counts[item.key] = counts.get(item.key, 0) + 1
            items.append(PlacedItem(item.key, f"cite-{references[item.key].slug}-{counts[item.key]}"))
        placed.append((cluster, tuple(items)))
    return placed


class CitationWriter:
    """Writes the citations of one page."""

    def __init__(
        self,
        page: CitationPage,
        references: Mapping[str, Reference],
        formatted: Formatted,
        options: CitationOptions,
        has_list: bool,
        in_markdown: bool = True,
    ) -> None:
        self.page = page
        self.references = references
        self.formatted = formatted
        self.options = options
        self.has_list = has_list
        self._encode = _for_markdown if in_markdown else escape
        self.unsearched: Callable[[str], str] = str if in_markdown else unsearched
        self.notes: list[str] = []
        self._seen: dict[str, int] = {}

    def address(self, reference: Reference) -> str:
        """Where a citation leads: the work's page, its entry on this page or in the list of all; empty for nowhere."""
        if self.options.reference_address:
            return relative(self.options.reference_address.format(slug=reference.slug), self.page.address)
        if self.has_list:
            return f"#ref-{reference.slug}"
        full = self.options.full_list_address
        return relative(f"{full}#ref-{reference.slug}", self.page.address) if full else ""

    def next_citation(self, cluster: Cluster) -> FormattedCitation:
        """A cluster as the style prints it; asked for in the order of the page."""
        earlier = self._seen.get(cluster.text, 0)
        self._seen[cluster.text] = earlier + 1
        return self.formatted.citation(cluster.text, self.page.address, earlier)

    def cluster(
        self,
        cluster: Cluster,
        citation: FormattedCitation,
        items: Sequence[PlacedItem],
        *,
        in_note: bool = False,
        before: str = "",
    ) -> str:
        """What stands in a cluster's place: in one of the author's own notes a note is put in brackets.

        `before` is punctuation that a mark stands after.
        """
        if cluster.in_link:
            return inert(citation.text)
        inside = _unstopped(citation.pieces) if in_note and citation.note else citation.pieces
        pieces = self._linked(inside, items)
        if citation.note and in_note:
            pieces = f"{citation.lead}, {pieces}" if cluster.narrative else f"({pieces})"
        elif citation.note:
            return self._note(citation, pieces, items, before)
        return f'<span class="{self.options.prefix}citation">{pieces}</span>'

    def _linked(self, pieces: Sequence[Fragment], items: Sequence[PlacedItem]) -> str:
        """The pieces with a link round each work; a work's anchors are used in the order of the text."""
        anchors: dict[str, list[str]] = {}
        for item in items:
            anchors.setdefault(item.key, []).append(item.anchor)
        parts = [self._piece(piece, anchors) for piece in pieces]
        unused = "".join(f'<span id="{anchor}"></span>' for rest in anchors.values() for anchor in rest)
        return unused + "".join(parts)

    def _piece(self, piece: Fragment, anchors: dict[str, list[str]]) -> str:
        if piece.key not in self.references:
            return piece.html
        reference = self.references[piece.key]
        own = anchors.get(piece.key, [])
        address = self.address(reference)
        names = {"href": address} if address else {}
        names["class"] = f"{self.options.prefix}cite"
        if own:
            names["id"] = own.pop(0)
        if self.options.cards and address:
            names["data-card"] = f"card-{reference.slug}"
        if piece.name and address:
            names["aria-label"] = piece.name
        tag = "a" if address else "span"
        return f"<{tag} {attributes(names)}>{piece.html}</{tag}>"

    def _note(self, citation: FormattedCitation, pieces: str, items: Sequence[PlacedItem], before: str) -> str:
        """A number that leads to the note; the note leads back."""
        number = len(self.notes) + 1
        who = "; ".join(
            f"{self.references[item.key].authors_short}, {self.references[item.key].year}" for item in items
        )
        t = self.options.strings
        back = attributes({"href": f"#note-ref-{number}", "aria-label": t("citation.note-back", number=number)})
        self.notes.append(f'<li id="note-{number}">{pieces} <a {back}>&#8617;</a></li>')
        names = {
            "href": f"#note-{number}",
            "id": f"note-ref-{number}",
            "aria-label": t("citation.note", work=who, number=number),
        }
        mark = f'<sup class="{self.options.prefix}note"><a {attributes(names)}>{number}</a></sup>'
        return f"{citation.lead}{inert(before)}{mark}"

    def notes_list(self) -> str:
        """The page's notes; empty without any."""
        if not self.notes:
            return ""
        label = attributes({"aria-label": self.options.strings("citation.notes")})
        return f'<section class="{self.options.prefix}notes" {label}><ol>{"".join(self.notes)}</ol></section>'

    def list(self, backlinks: Mapping[str, Sequence[str]]) -> str:
        """The works that the page cites, in the style's order, each with links back to where it is cited."""
        order = [key for key in self.formatted.order if key in backlinks]
        if not order:
            return ""
        works = [self.references[key] for key in order]
        entries = "".join(self._entry(work, html, backlinks[work.key]) for work, html in self.formatted.listed(works))
        listed = f'<ul class="{self.options.prefix}references">{entries}</ul>'
        return f"{listed}{self.unsearched(self._exports(order))}" if self.options.exports else listed

    def _entry(self, reference: Reference, entry: str, anchors: Sequence[str]) -> str:
        links = self._backlinks(reference, anchors)
        return f'<li id="ref-{reference.slug}">{entry}{self.unsearched(links)}</li>'

    def _backlinks(self, reference: Reference, anchors: Sequence[str]) -> str:
        label, several, t = self.formatted.label(reference.key), len(anchors) > 1, self.options.strings
        links = []
        for number, anchor in enumerate(anchors, 1):
            which = t("citation.back-one-of" if several else "citation.back-of", number=number, work=label)
            names = attributes({"href": f"#{anchor}", "aria-label": which})
            links.append(f"<a {names}>{number if several else t('citation.back')}</a>")
        words = t("citation.back-many", links=", ".join(links)) if several else "".join(links)
        return f' <span class="{self.options.prefix}backlinks">{words}</span>' if links else ""

    def _exports(self, order: Sequence[str]) -> str:
        works = [self.references[key] for key in order]
        forms = (("BibTeX", bibtex(works)), ("CSL-JSON", csl_json(works)), ("RIS", ris(works)))
        prefix, t = self.options.prefix, self.options.strings
        named = ((t("citation.exports", name=name), text) for name, text in forms)
        return "".join(copy_box(name, text, prefix, self._encode) for name, text in named)


def _unstopped(pieces: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """The pieces of a note without the full stop at its end."""
    last = pieces[-1]
    html = re.sub(r"(?:\.|&#46;)$", "", last.html)
    return (*pieces[:-1], replace(last, html=html, text=last.text.removesuffix(".")))


def _for_markdown(text: str) -> str:
    return inert(text).replace("\n", "&#10;")


def copy_box(name: str, text: str, prefix: str, encode: Callable[[str], str] = _for_markdown) -> str:
    """A closed box with a text to copy; a script adds the button."""
    lines = encode(text.replace("\r", "").rstrip("\n"))
    box = f'<pre data-copy="{name}"><code>{lines}</code></pre>'
    return f'<details class="{prefix}export no-copy"><summary>{name}</summary>{box}</details>'
