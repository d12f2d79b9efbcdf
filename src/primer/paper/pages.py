"""Pages of prose, the glossary, help and agendas as calls of our Typst functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate

from mkdocs_bibliography.text.source import Span
from primer.content.addresses import address_of
from primer.content.matrix_models import COLUMNS, Cell, MatrixPage
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.page_models import Agenda, Contact, GlossaryPage, HelpEntry, HelpPage, PageFields
from primer.content.page_types import FINDING
from primer.content.vocabulary import ReadStatus
from primer.paper.items import level, titles
from primer.paper.markdown import PaperText, label_of
from primer.paper.markup import Call, Content, content, escape, plain, value
from primer.project.levels import Level


def prose_page(primer: Primer, text: PaperText, page: Page[PageFields]) -> Call:
    """A page without an id, from the template of its type."""
    fields, head = page.fields, _head(text, page)
    if isinstance(fields, HelpPage):
        return Call.of("help-page", **head, **_help(text, page, fields))
    indexes = {index: write(primer, text) for index, write in INDEXES.items()} if "[[index " in page.source.text else {}
    head["body"] = text.body(page, indexes=indexes)
    if isinstance(fields, MatrixPage):
        return Call.of("matrix-page", **head, **matrix(text, fields))
    if isinstance(fields, GlossaryPage):
        return Call.of("glossary", **head, terms=_terms(text, fields))
    if isinstance(fields, Agenda):
        return Call.of("agenda", **head, minutes=fields.minutes, slots=_slots(primer, text, fields))
    return Call.of("prose-page", **head)


def matrix(text: PaperText, fields: MatrixPage) -> dict[str, object]:
    """The rows that compare interventions, with the names of their columns."""
    rows = [
        {
            "name": plain(row.name),
            "guidelines": ", ".join(row.guidelines),
            "cells": [_matrix_cell(text, cell) for _, cell in row.cells],
        }
        for row in fields.interventions
    ]
    return {"columns": [text.strings(f"matrix.{name}") for name in COLUMNS], "rows": rows}


def _matrix_cell(text: PaperText, cell: Cell) -> dict[str, object]:
    word = cell.level
    known = (
        level(word, disputed=False) if isinstance(word, Level) else {"number": None, "label": text.strings.label(word)}
    )
    return {"level": {"disputed": False} | known, "text": text.field(cell.text), "findings": ", ".join(cell.findings)}


def _head(text: PaperText, page: Page[PageFields]) -> dict[str, object]:
    note = text.field(page.fields.content_note) if page.fields.content_note else None
    return {"name": label_of(address_of(page)), "title": plain(page.fields.title), "note": note}


def _terms(text: PaperText, fields: GlossaryPage) -> list[dict[str, object]]:
    return [
        {
            "id": term.id,
            "term": plain(term.term),
            "usage": text.strings.label(term.usage),
            "instead": term.instead,
            "definition": text.field(term.definition),
            "why": text.field(f"{term.why} [@{{{term.cite}}}, {term.locator}]" if term.cite else term.why),
        }
        for term in sorted(fields.terms, key=lambda term: term.term.casefold())
    ]


def _help(text: PaperText, page: Page[PageFields], fields: HelpPage) -> dict[str, object]:
    """Somebody in danger needs the numbers early: one section of the body stands before them, the others after."""
    cut = page.sections[1].place if len(page.sections) > 1 else page.body.end
    return {
        "body": text.span_set(page, Span(page.body.start, cut)),
        "entries": [_entry(text, entry) for entry in fields.entries],
        "after": text.span_set(page, Span(cut, page.body.end)),
    }


def _entry(text: PaperText, entry: HelpEntry) -> dict[str, object]:
    return {
        "id": entry.id,
        "name": plain(entry.name),
        "country": entry.country,
        "what": text.field(entry.what),
        "contacts": [_contact(text, contact) for contact in entry.contacts],
        "hours": entry.hours,
        "not-confirmed": text.field(entry.not_confirmed) if entry.not_confirmed else None,
        "source": plain(entry.source),
        "checked": text.strings.day(entry.checked),
    }


def _contact(text: PaperText, contact: Contact) -> Content:
    note = f" ({contact.note})" if contact.note else ""
    kind = text.strings(f"help.{contact.kind}")
    return content(f"{escape(kind)}: #strong[{escape(contact.value)}];{escape(note)}")


def _slots(primer: Primer, text: PaperText, fields: Agenda) -> list[dict[str, object]]:
    ends = list(accumulate((slot.minutes for slot in fields.slots), initial=0))
    clock = [f"{minutes // 60}:{minutes % 60:02}" for minutes in ends]
    return [
        {
            "start": start,
            "end": end,
            "minutes": slot.minutes,
            "title": plain(slot.title),
            "activity": next(iter(titles(primer, [slot.activity])), None) if slot.activity else None,
            "note": text.field(slot.note) if slot.note else None,
        }
        for slot, start, end in zip(fields.slots, clock[:-1], clock[1:], strict=True)
    ]


def unknown(primer: Primer, text: PaperText) -> str:
    """Findings with little or no evidence, and those on which studies disagree."""
    rows = []
    for name, page in primer.findings.items():
        fields = page.fields
        if (fields.level.rated and fields.level.number <= 1) or fields.disputed:
            found = value({"id": name, "title": plain(fields.title)})
            sure = value(level(fields.level, fields.disputed))
            rows += [Content(f"item-link({found})"), Content(f"level({sure})"), text.field(fields.does_not_show)]
    return _table(
        "3fr, 2fr, 4fr",
        (
            primer.strings("type.finding"),
            primer.strings("filter.level"),
            primer.strings(FINDING.labels["does_not_show"]),
        ),
        rows,
    )


def reading(primer: Primer, text: PaperText) -> str:
    """How many sources were read in full, as an abstract, and so on."""
    read = [reference.read for reference in primer.bibliography.references.values()]
    counted = ((primer.strings.label(status), str(read.count(status.value))) for status in ReadStatus)
    rows = [plain(cell) for row in counted for cell in row]
    return _table("3fr, 1fr", (primer.strings("card.read"), primer.strings("item.sources")), rows)


INDEXES: Mapping[str, Callable[[Primer, PaperText], str]] = {"unknown": unknown, "reading": reading}
"""The indexes that pages of the book ask for; others belong to the site."""


def _table(columns: str, head: tuple[str, ...], cells: list[Content]) -> str:
    return f"#lined-table(({columns}), {value([plain(name) for name in head])}, {value(cells)})"
