"""Paper: every document of an edition, or one pack by choice, written to `dist/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from pathlib import Path

from mkdocs_bibliography.text.files import write_whole
from primer.content.model import Primer
from primer.content.page_models import Pack
from primer.paper.book import book, books, facilitator, pack
from primer.paper.cards import deck_text, large_cards, office_cards, print_shop_cards
from primer.paper.compile import PdfFile, print_documents
from primer.paper.contents import PrintContext, print_context
from primer.paper.document import Document
from primer.paper.downloads import Download, write_offers
from primer.paper.forms import forms
from primer.paper.handouts import brief, handout, handouts, matrix_sheet, projector
from primer.paper.layout import HOME_SHEETS, PaperSize, bound_layout
from primer.paper.packs import chosen_ids
from primer.project.progress import Progress


def every_document(context: PrintContext) -> Iterator[Document]:
    """All documents of an edition that the primer has something for, the books first."""
    wanted, primer = set(context.primer.settings.words.paper), context.primer
    for sheet in HOME_SHEETS:
        yield from books(context, sheet) if "book" in wanted else ()
    empty = {
        "brief": not primer.guidelines,
        "handouts": not primer.guidelines,
        "cards": not (primer.guidelines or primer.myths),
        "workshop": not primer.activities,
    }
    yield from _short_documents(context, wanted - {name for name, nothing in empty.items() if nothing})


def _short_documents(context: PrintContext, wanted: Set[str]) -> Iterator[Document]:
    for sheet in HOME_SHEETS:
        yield from _sheets(context, sheet, wanted)
    yield from (projector(context),) if "workshop" in wanted else ()
    yield from (print_shop_cards(context), large_cards(context)) if "cards" in wanted else ()
    for sheet in HOME_SHEETS:
        yield from ready_packs(context, sheet) if "packs" in wanted else ()
        if "handouts" in wanted:
            yield from (handout(context, sheet, name) for name in context.primer.guidelines)


def _sheets(context: PrintContext, sheet: PaperSize, wanted: Set[str]) -> Iterator[Document]:
    """What there is once on each size of paper."""
    if "brief" in wanted:
        yield brief(context, sheet)
        yield from matrix_sheet(context, sheet)
    if "handouts" in wanted:
        yield from handouts(context, sheet)
    if "cards" in wanted:
        yield office_cards(context, sheet)
    if "workshop" in wanted:
        yield facilitator(context, sheet)
    if "forms" in wanted:
        yield from forms(context, sheet)


def ready_packs(context: PrintContext, sheet: PaperSize) -> Iterator[Document]:
    """The packs that the primer brings along."""
    for ready in context.primer.packs:
        ids = chosen_ids(context.primer, ready.fields)
        if ids:
            yield pack(context, sheet, ready.name, ready.fields, ids)


def print_everything(
    primer: Primer, folder: Path, progress: Progress, meanwhile: Callable[[], None]
) -> tuple[PdfFile, ...]:
    """Write every document of the edition and the list of them.

    `meanwhile` is called while Typst works, and before anything is written: what it raises stops the printing. Raises
    PaperError when a document is not as it should be; what was there before stays.
    """
    context = print_context(primer)
    made = _print(context, every_document(context), folder, progress, meanwhile)
    deck = (_write_deck_text(context, folder),) if any("-cards-" in one.document.path for one in made) else ()
    write_offers(folder, (*(_offer(printed) for printed in made), *deck))
    return made


def _write_deck_text(context: PrintContext, folder: Path) -> Download:
    """Write the text twin of the cards."""
    path = f"{context.facts['slug']}-{context.facts['edition']}-cards.txt"
    t, data = context.primer.strings, deck_text(context.primer).encode()
    write_whole(folder / path, data)
    return Download(path, t("print.text-cards"), t("print.about-text-cards"), "text", 0, len(data))


def _offer(printed: PdfFile) -> Download:
    document = printed.document
    return Download(document.path, document.title, document.about, document.sheet.name, printed.pages, printed.size)


def print_pack(
    primer: Primer, folder: Path, name: str, fields: Pack, progress: Progress, meanwhile: Callable[[], None]
) -> tuple[PdfFile, ...]:
    """Write one pack on every size of paper; `meanwhile` as in `print_everything`."""
    context = print_context(primer)
    ids = chosen_ids(primer, fields)
    documents = [pack(context, sheet, name, fields, ids) for sheet in HOME_SHEETS]
    return _print(context, documents, folder, progress, meanwhile)


def print_book(
    primer: Primer, folder: Path, name: str, progress: Progress, meanwhile: Callable[[], None]
) -> tuple[PdfFile, ...]:
    """Write the book on the sheet of this name; `meanwhile` as in `print_everything`."""
    context = print_context(primer)
    (sheet,) = (sheet for sheet in HOME_SHEETS if sheet.name == name)
    return _print(context, [book(context, bound_layout(sheet), "book", name)], folder, progress, meanwhile)


def _print(
    context: PrintContext,
    documents: Iterable[Document],
    folder: Path,
    progress: Progress,
    meanwhile: Callable[[], None],
) -> tuple[PdfFile, ...]:
    primer = context.primer
    return print_documents(documents, context.facts, primer.revision.epoch, folder, primer.cache, progress, meanwhile)
