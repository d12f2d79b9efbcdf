"""The book, the facilitator pack and packs by choice: which items and pages each holds."""

from __future__ import annotations

from primer.content.page_models import Pack
from primer.content.printed_pages import AROUND, FORMS, GROUND, GUIDE
from primer.content.vocabulary import LedgerStatus
from primer.paper.contents import PrintContext
from primer.paper.document import Document, bind, item_parts, page_part
from primer.paper.layout import Layout, PaperSize, bound_layout, large_layout


def cover_note(context: PrintContext) -> str:
    """What a reader should know first, with the ids whose text was taken out of every edition."""
    retired = context.primer.ledger.retired.items()
    removed = [(name, entry) for name, entry in retired if entry.status is LedgerStatus.REMOVED_FOR_SAFETY]
    told = ", ".join(
        f"{name} ({context.primer.strings.day(entry.history[-1].date)})" if entry.history else name
        for name, entry in removed
    )
    removal = context.primer.strings("print.removed", items=told) if told else ""
    return " ".join(part for part in (context.note, removal) if part)


def file_name(context: PrintContext, *parts: str) -> str:
    """A file's name, with the edition in it."""
    return "-".join((context.facts["slug"], context.facts["edition"], *parts)) + ".pdf"


def book(context: PrintContext, layout: Layout, *name: str) -> Document:
    """Every item, with the pages that a reader needs round them."""
    primer = context.primer
    guidelines, myths, findings, activities = (
        item_parts(context, [name for name in context.items if name in held])
        for held in (primer.guidelines, primer.myths, primer.findings, primer.activities)
    )
    t, own = context.primer.strings, context.primer.settings.words.book_pages
    parts = [
        *guidelines,
        *myths,
        *findings,
        *page_part(context, t("print.part-known"), AROUND),
        *activities,
        *page_part(context, t("print.part-method"), (*GROUND, *own)),
    ]
    settings = context.primer.settings
    subtitle = settings.identity.subtitle
    code = bind(context, layout, settings.site_name, subtitle, parts, cover_note(context))
    title = t("print.large", title=settings.site_name) if "large" in layout.inputs else settings.site_name
    return Document(file_name(context, *name), title, _about(context), code, layout, frozenset(context.items))


def _about(context: PrintContext) -> str:
    """What the book holds, in a sentence that promises no activities and no help where there are none."""
    primer = context.primer
    whole = primer.activities and any(page.kind.name == "help" for page in primer.pages)
    return primer.strings("print.about-book" if whole else "print.about-items")


def books(context: PrintContext, sheet: PaperSize) -> tuple[Document, Document]:
    """The book, and the book in large print."""
    large = book(context, large_layout(sheet), "largeprint", sheet.name)
    return book(context, bound_layout(sheet), "book", sheet.name), large


def facilitator(context: PrintContext, sheet: PaperSize) -> Document:
    """What whoever leads a workshop needs in a room without a network."""
    t, activities = context.primer.strings, list(context.primer.activities)
    parts = [
        *page_part(context, t("print.part-leading"), GUIDE),
        *item_parts(context, activities),
        *page_part(context, t("print.part-forms"), FORMS),
    ]
    layout, title = bound_layout(sheet), t("print.facilitator")
    subtitle = t("print.about-facilitator", site=context.primer.settings.site_name)
    code = bind(context, layout, title, subtitle, parts, cover_note(context))
    return Document(
        file_name(context, "facilitator", sheet.name), title, f"{subtitle}.", code, layout, frozenset(activities)
    )


def pack(context: PrintContext, sheet: PaperSize, name: str, fields: Pack, ids: tuple[str, ...]) -> Document:
    """Chosen items with only the works that they cite."""
    layout = bound_layout(sheet)
    code = bind(context, layout, fields.title, fields.summary, item_parts(context, ids), cover_note(context))
    path = f"packs/{file_name(context, 'pack', name, sheet.name)}"
    return Document(path, fields.title, fields.summary, code, layout, frozenset(ids))
