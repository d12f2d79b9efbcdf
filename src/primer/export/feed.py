"""The Atom feed of changes, as RFC 4287 has it."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as xml

from primer.content.history import EditionChanges, ListedLine, by_edition, title_of
from primer.content.model import Primer

_ATOM = "http://www.w3.org/2005/Atom"


def atom_feed(primer: Primer, day: date) -> str:
    """Every change, newest first; what an edition adds is one entry. `day` is when nothing has changed yet."""
    settings, groups = primer.settings, list(by_edition(primer))
    feed = xml.Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    _add(feed, "id", settings.url("data/changes.xml"))
    _add(feed, "title", f"{settings.site_name}: changes")
    _add(feed, "updated", _moment(max((group.day for group in groups), default=day)))
    xml.SubElement(feed, "link", rel="self", type="application/atom+xml", href=settings.url("data/changes.xml"))
    xml.SubElement(feed, "link", rel="alternate", type="text/html", href=settings.url("changes.html"))
    _add(xml.SubElement(feed, "author"), "name", f"{settings.site_name} contributors")
    _add(feed, "rights", "CC BY 4.0")
    for group in groups:
        feed.extend(_entries(primer, group))
    xml.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{xml.tostring(feed, encoding="unicode")}\n'


def _entries(primer: Primer, group: EditionChanges) -> Iterator[xml.Element]:
    for line in group.others:
        yield _change_entry(primer, line)
    if group.added:
        address = f"changes.html#{group.anchor}"
        rows = "".join(f"<li>{_link(primer, line)}</li>" for line in group.added)
        title = f"Edition {group.edition}: {group.counts} added"
        yield _entry(primer, address, title, group.day, f"<ul>{rows}</ul>")


def _change_entry(primer: Primer, line: ListedLine) -> xml.Element:
    history = line.entry.history
    address = f"{line.address}-{history.index(line.change) + 1}"
    tag = line.change.tag.value.replace("_", " ").lower()
    words = title_of(primer, line.name)
    title = f"{line.name}{f' {words}' if words else ''}: {tag}"
    return _entry(primer, address, title, line.change.date, f"<p>{html.escape(line.change.note)}</p>")


def _entry(primer: Primer, address: str, title: str, day: date, content: str) -> xml.Element:
    entry = xml.Element("entry")
    _add(entry, "id", primer.settings.url(address))
    _add(entry, "title", title)
    _add(entry, "updated", _moment(day))
    xml.SubElement(entry, "link", rel="alternate", type="text/html", href=primer.settings.url(address))
    _add(entry, "content", content, type="html")
    return entry


def _link(primer: Primer, line: ListedLine) -> str:
    words = f"{line.name} {title_of(primer, line.name) or ''}".strip()
    return f'<a href="{html.escape(primer.settings.url(line.address))}">{html.escape(words)}</a>'


def _add(parent: xml.Element, name: str, text: str, **attributes: str) -> None:
    xml.SubElement(parent, name, attributes).text = text


def _moment(day: date) -> str:
    return f"{day}T00:00:00Z"
