"""The Atom feed of changes, as RFC 4287 has it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as xml

from mkdocs_bibliography.text.escape import one_line
from primer.content.history import EditionChanges, ListedLine, by_edition, title_of
from primer.content.model import Primer
from primer.content.wording import counted

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class FeedEntry:
    """One entry of a feed."""

    address: str
    """Where it leads, from the root of the site; also what makes its id."""
    title: str
    day: date
    content: str
    """HTML."""


def atom_feed(primer: Primer, day: date) -> str:
    """Every change, newest first; what an edition adds is one entry. `day` is when nothing has changed yet."""
    entries = [entry for group in by_edition(primer) for entry in _entries(primer, group)]
    return atom(
        primer,
        "data/changes.xml",
        "changes.html",
        f"{primer.settings.site_name}: {primer.strings('feed.changes')}",
        entries,
        day,
    )


def atom(primer: Primer, address: str, page: str, title: str, entries: Iterable[FeedEntry], day: date) -> str:
    """A feed at an address of the site, about a page of it; `day` is when it has no entry yet."""
    settings, listed = primer.settings, list(entries)
    feed = xml.Element("feed", {"xmlns": _ATOM, "xml:lang": settings.identity.language})
    _add(feed, "id", settings.url(address))
    _add(feed, "title", title)
    _add(feed, "updated", _moment(max((entry.day for entry in listed), default=day)))
    xml.SubElement(feed, "link", rel="self", type="application/atom+xml", href=settings.url(address))
    xml.SubElement(feed, "link", rel="alternate", type="text/html", href=settings.url(page))
    _add(xml.SubElement(feed, "author"), "name", settings.contributors)
    _add(feed, "rights", settings.identity.licence.name)
    feed.extend(_element(primer, entry) for entry in listed)
    xml.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{xml.tostring(feed, encoding="unicode")}\n'


def _entries(primer: Primer, group: EditionChanges) -> Iterator[FeedEntry]:
    for line in group.others:
        yield _change_entry(primer, line)
    if group.added:
        rows = "".join(f"<li>{_link(primer, line)}</li>" for line in group.added)
        added = primer.strings("change.added", counts=counted(primer.strings, group.added))
        title = f"{primer.strings('edition.name', edition=group.edition)}: {added}"
        yield FeedEntry(f"changes.html#{group.anchor}", title, group.day, f"<ul>{rows}</ul>")


def _change_entry(primer: Primer, line: ListedLine) -> FeedEntry:
    history = line.entry.history
    address = f"{line.address}-{history.index(line.change) + 1}"
    tag = primer.strings.label(line.change.tag)
    words = title_of(primer, line.name)
    title = f"{line.name}{f' {words}' if words else ''}: {tag}"
    return FeedEntry(address, title, line.change.date, f"<p>{html.escape(line.change.note)}</p>")


def _element(primer: Primer, told: FeedEntry) -> xml.Element:
    entry = xml.Element("entry")
    _add(entry, "id", primer.settings.url(told.address))
    _add(entry, "title", told.title)
    _add(entry, "updated", _moment(told.day))
    xml.SubElement(entry, "link", rel="alternate", type="text/html", href=primer.settings.url(told.address))
    _add(entry, "content", told.content, type="html")
    return entry


def _link(primer: Primer, line: ListedLine) -> str:
    words = f"{line.name} {title_of(primer, line.name) or ''}".strip()
    return f'<a href="{html.escape(primer.settings.url(line.address))}">{html.escape(words)}</a>'


def _add(parent: xml.Element, name: str, text: str, **attributes: str) -> None:
    xml.SubElement(parent, name, attributes).text = one_line(text)


def _moment(day: date) -> str:
    return f"{day}T00:00:00Z"
