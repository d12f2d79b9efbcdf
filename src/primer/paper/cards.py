"""Cards: a question on the front, on the back what to do or how sure we are; for home, for a print shop, and large."""

from __future__ import annotations

import re
from collections.abc import Sequence

from primer.content.item_models import Guideline, Myth
from primer.content.model import Primer
from primer.paper.book import cover_note, file_name
from primer.paper.contents import PrintContext
from primer.paper.document import Document, help_part, open_document
from primer.paper.items import level, levels_of
from primer.paper.layout import A6, CARD, Layout, PaperSize
from primer.paper.markup import Code, Content, call, joined, plain, value


def deck(context: PrintContext) -> list[dict[str, object]]:
    """The cards as arguments of our Typst functions: every guideline, and every fact that corrects a myth."""
    return [
        {
            "id": fields.id,
            "title": plain(fields.title),
            "question": context.field(_question(context.primer, fields)),
            "back": context.field(_back(fields)),
            "level": _told(context.primer, fields),
        }
        for fields in _faces(context.primer)
    ]


def deck_text(primer: Primer) -> str:
    """The deck as plain text, card for card, for people who cannot use cards."""
    t, cards = primer.strings, []
    for fields in _faces(primer):
        told = _told(primer, fields)
        faces = {"front": _question(primer, fields), "back": _back(fields)}
        lines = [f"{fields.id} {fields.title}", *(f"{t(f'print.{side}')}: {said}" for side, said in faces.items())]
        disputed = f" · {t('level.disputed')}" if told["disputed"] else ""
        cards.append("\n".join([*lines, f"{told['label']}{disputed}"]))
    return re.sub(r"[*_`]", "", "\n\n".join(cards)) + "\n"


def _faces(primer: Primer) -> list[Guideline | Myth]:
    guidelines = [page.fields for page in primer.guidelines.values()]
    return [*guidelines, *(page.fields for page in primer.myths.values())]


def _told(primer: Primer, fields: Guideline | Myth) -> dict[str, object]:
    if isinstance(fields, Guideline):
        return levels_of(primer.strings, fields)
    return level(fields.level, fields.disputed)


def _question(primer: Primer, fields: Guideline | Myth) -> str:
    return fields.question if isinstance(fields, Guideline) else primer.strings("print.card-question")


def _back(fields: Guideline | Myth) -> str:
    return fields.card if isinstance(fields, Guideline) else fields.level_reason


def _document(
    context: PrintContext, path: str, title: str, about: str, lines: Sequence[str | Code], layout: Layout
) -> Document:
    ids = frozenset(fields.id for fields in _faces(context.primer))
    return Document(path, title, f"{about}.", joined(lines), layout, ids)


def office_cards(context: PrintContext, sheet: PaperSize) -> Document:
    """Cards for an office printer, eight on a sheet, to print on both sides and cut."""
    layout = Layout(sheet, "10.5pt", "(inside: 28mm, outside: 38mm, top: 25mm, bottom: 25mm)")
    t = context.primer.strings
    title, about = t("print.cards"), t("print.about-cards")
    made = call("home-deck", cards=deck(context), width=_points(sheet.width), height=_points(sheet.height))
    lines = [
        *open_document(context, layout, title, about, cover_note(context)),
        '#import "/cards.typ": *',
        f"#part({value(title)})",
        "\n\n".join(t(f"print.how-cards-{number}") for number in (1, 2, 3)),
        made,
    ]
    return _document(
        context, file_name(context, "cards-home", sheet.name), title, about, [*lines, help_part(context)], layout
    )


def print_shop_cards(context: PrintContext) -> Document:
    """Cards for a print shop: one face a page, with 3 mm to cut off all round."""
    layout = Layout(CARD, "10.5pt", "8mm", bleed=8.5)
    return _single(
        context,
        layout,
        "printshop",
        context.primer.strings("print.shop-cards"),
        context.primer.strings("print.about-shop-cards"),
    )


def large_cards(context: PrintContext) -> Document:
    """Cards of A6 with nothing below 14 points."""
    layout = Layout(A6, "14pt", "9mm")
    sizes = {"margin": Content("9mm"), "scale": Content("23pt"), "body": Content("16pt"), "least": Content("14pt")}
    t = context.primer.strings
    return _single(context, layout, "large", t("print.large-cards"), t("print.about-large-cards"), **sizes)


def _single(context: PrintContext, layout: Layout, name: str, title: str, about: str, **sizes: Content) -> Document:
    made = call("single-deck", cards=deck(context), **sizes)
    lines = ['#import "/cards.typ": *', layout.setup(title, about), made]
    return _document(context, file_name(context, "cards", name, layout.sheet.name), title, about, lines, layout)


def _points(length: float) -> Content:
    return Content(f"{length}pt")
