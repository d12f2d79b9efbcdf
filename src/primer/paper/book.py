"""The book, the facilitator pack and packs by choice: which items and pages each holds."""

from __future__ import annotations

from primer.content.page_models import Pack
from primer.paper.contents import AROUND, FORMS, GROUND, GUIDE, Stock
from primer.paper.document import Document, bind, item_parts, page_part
from primer.paper.layout import Layout, PaperSize, bound_layout, large_layout

NOTE = "These pages discuss the sexual exploitation of children. They contain no images and no case stories."


def file_name(stock: Stock, *parts: str) -> str:
    """A file's name, with the edition in it."""
    return "-".join(("byb", stock.facts["edition"], *parts)) + ".pdf"


def book(stock: Stock, layout: Layout, *name: str) -> Document:
    """Every item, with the pages that a reader needs round them."""
    guidelines, myths, findings, activities = (
        item_parts(stock, [name for name in stock.items if name[0] == letter]) for letter in "GMFW"
    )
    parts = [
        *guidelines,
        *myths,
        *findings,
        *page_part(stock, "What is known, what is not, and what to build", AROUND),
        *activities,
        *page_part(stock, "Method, sources and words", GROUND),
    ]
    settings = stock.primer.settings
    subtitle = (
        "What research shows about technology against human trafficking and child sexual exploitation, and what to do"
    )
    code = bind(stock, layout, settings.site_name, subtitle, parts, NOTE)
    title = settings.site_name + (" in large print" if "large" in layout.inputs else "")
    about = "Every guideline, myth, finding and activity, with references and help."
    return Document(file_name(stock, *name), title, about, code, layout, frozenset(stock.items))


def books(stock: Stock, sheet: PaperSize) -> tuple[Document, Document]:
    """The book, and the book in large print."""
    large = book(stock, large_layout(sheet), "largeprint", sheet.name)
    return book(stock, bound_layout(sheet), "book", sheet.name), large


def facilitator(stock: Stock, sheet: PaperSize) -> Document:
    """What whoever leads a workshop needs in a room without a network."""
    activities = list(stock.primer.activities)
    parts = [
        *page_part(stock, "Leading a session", GUIDE),
        *item_parts(stock, activities),
        *page_part(stock, "Forms to print", FORMS),
    ]
    layout, title = bound_layout(sheet), "Facilitator pack"
    subtitle = "Agendas, scripts, safety plan, activities and forms for workshops with Before You Build"
    code = bind(stock, layout, title, subtitle, parts, NOTE)
    return Document(
        file_name(stock, "facilitator", sheet.name), title, f"{subtitle}.", code, layout, frozenset(activities)
    )


def pack(stock: Stock, sheet: PaperSize, name: str, fields: Pack, ids: tuple[str, ...]) -> Document:
    """Chosen items with only the works that they cite."""
    layout = bound_layout(sheet)
    code = bind(stock, layout, fields.title, fields.summary, item_parts(stock, ids), NOTE)
    path = f"packs/{file_name(stock, 'pack', name, sheet.name)}"
    return Document(path, fields.title, fields.summary, code, layout, frozenset(ids))
