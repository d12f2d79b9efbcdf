"""Text to text: the citations of Markdown pages as links, with their cards and lists of references."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mkdocs_bibliography.citations.list_markers import ListMarker, find_markers
from mkdocs_bibliography.citeproc.formatted import Formatted
from mkdocs_bibliography.html.cards import render_cards
from mkdocs_bibliography.html.citations import (
    CitationOptions,
    CitationPage,
    CitationWriter,
    Placed,
    PlacedItem,
    copy_box,
    placed_clusters,
)
from mkdocs_bibliography.html.marks import mark_place, own_notes, stands_in
from mkdocs_bibliography.html.placeholders import Stash
from mkdocs_bibliography.references.bibliography import Bibliography
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.escape import attributes, literal, relative
from mkdocs_bibliography.text.prose import SIGNS, protected_spans
from mkdocs_bibliography.text.source import Span, replaced

_HEADING = re.compile(r"^ {0,3}#.*$|^[^\n]+\n(?:=+|-+)[ \t]*$", re.MULTILINE)

__all__ = [
    "CitationOptions",
    "CitationPage",
    "PlacedItem",
    "attributes",
    "copy_box",
    "placed_clusters",
    "relative",
    "render_citations",
]


def render_citations(
    pages: Iterable[CitationPage], bibliography: Bibliography, formatted: Formatted, options: CitationOptions
) -> tuple[CitationPage, ...]:
    """The pages with every citation a link to the work, and with cards, notes and list at their end.

    Lines that ask for the list of all works stay; `html.references` gives that list.
    """
    return tuple(render_page(page, bibliography.references, formatted, options) for page in pages)


def render_page(
    page: CitationPage,
    references: Mapping[str, Reference],
    formatted: Formatted,
    options: CitationOptions,
    held: Stash | None = None,
) -> CitationPage:
    """One page; with `held` its text has marks in the place of HTML, but for headings, which also name themselves.

    What another plugin brought into the converted page is only held; its marks stand there already.
    """
    formatted = formatted.on(page.address)
    placed = placed_clusters(page.every_text, references, options.narrative)
    backlinks = _backlinks(page, placed, references)
    markers = find_markers(page.text, options.page_command, options.full_command)
    own = [marker for marker in markers if not marker.all_works]
    has_list = bool(backlinks) and (bool(own) or options.list_by_default)
    writer = CitationWriter(page, references, formatted, options, has_list or len(own) < len(markers), held is None)
    changes = _cluster_changes(page.text, placed, writer, held)
    listed = _put(writer.list(backlinks), "list", held) if has_list else ""
    changes += [*_list_changes(own, listed), *_plain_signs(page.text)]
    parts = [replaced(page.text, changes).rstrip("\n")]
    if has_list and not own:
        parts += [f"## {options.heading}" if options.heading else "", listed]
    ends = {"notes": writer.notes_list(), "cards": writer.unsearched(_cards(placed, writer))}
    parts += [_put(html, name, held) for name, html in ends.items() if html]
    return replace(page, text="\n\n".join(part for part in parts if part) + "\n")


def _put(html: str, name: str, held: Stash | None) -> str:
    return held.put(html, name) if held else html


def plain_text(
    page: CitationPage, references: Mapping[str, Reference], formatted: Formatted, options: CitationOptions
) -> str:
    """A page's Markdown with each citation as text and without lists, for whatever shows a part of it elsewhere."""
    formatted = formatted.on(page.address)
    counts: dict[str, int] = {}
    changes = []
    for cluster, _ in placed_clusters(page.text, references, options.narrative):
        earlier = counts.get(cluster.text, 0)
        counts[cluster.text] = earlier + 1
        citation = formatted.citation(cluster.text, page.address, earlier)
        note = f"{citation.lead} ({literal(citation.text)})".strip() if citation.note else literal(citation.text)
        changes.append((cluster.span, note))
    markers = find_markers(page.text, options.page_command, options.full_command)
    return replaced(page.text, [*changes, *((marker.span, "") for marker in markers), *_plain_signs(page.text)])


def _cluster_changes(text: str, placed: Placed, writer: CitationWriter, held: Stash | None) -> list[tuple[Span, str]]:
    """What stands in the place of each cluster of the text; those after its end are only held."""
    changes = []
    headings = [match.span() for match in _HEADING.finditer(text)] if held else []
    starts = [start for start, _ in headings]
    notes = own_notes(text) if writer.formatted.notes else ()
    for index, (cluster, items) in enumerate(placed):
        citation = writer.next_citation(cluster)
        is_inside = stands_in(notes, cluster.span)
        is_mark = citation.is_raised and not cluster.in_link and not is_inside
        span, moved = mark_place(text, cluster.span, citation) if is_mark else (cluster.span, "")
        html = writer.cluster(cluster, citation, items, in_note=is_inside, before=moved)
        at = bisect_right(starts, cluster.span.start) - 1
        in_heading = at >= 0 and cluster.span.start < headings[at][1]
        inline = held is None or cluster.in_link or in_heading
        mark = _put(html, f"h{index}" if inline else f"c{index}", held)
        if cluster.span.end <= len(text):
            changes.append((span, html if inline else mark))
    return changes


def _cards(placed: Placed, writer: CitationWriter) -> str:
    """The cards of the works that are cited and have a place to lead to; empty without any."""
    cited = dict.fromkeys(item.key for _, items in placed for item in items)
    works = [writer.references[key] for key in cited if writer.address(writer.references[key])]
    if not works or not writer.options.cards:
        return ""
    return render_cards(works, writer.formatted, writer.options, writer.address)


def _backlinks(page: CitationPage, placed: Placed, references: Mapping[str, Reference]) -> dict[str, list[str]]:
    """The anchors of each work cited on the page; of works that are only listed, none."""
    backlinks: dict[str, list[str]] = {}
    for item in (item for _, items in placed for item in items):
        backlinks.setdefault(item.key, []).append(item.anchor)
    listed = references if "*" in page.nocite else page.nocite
    return backlinks | {key: [] for key in listed if key in references and key not in backlinks}


def _list_changes(own: Sequence[ListMarker], listed: str) -> list[tuple[Span, str]]:
    """The list in the place of the first line that asks for it; the other lines go."""
    return [(marker.span, listed if marker is own[0] else "") for marker in own]


def _plain_signs(text: str) -> Iterator[tuple[Span, str]]:
    """An escaped `@`: Markdown engines other than Pandoc would print the backslash."""
    protected = iter((*protected_spans(text, SIGNS), Span(len(text), len(text))))
    span = next(protected)
    for match in re.finditer(r"(?<!\\)\\@", text):
        while span.end <= match.start() and span.start < len(text):
            span = next(protected)
        if not span.start <= match.start() < span.end:
            yield Span(*match.span()), "&#64;"
