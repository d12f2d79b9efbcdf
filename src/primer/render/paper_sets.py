"""What a room holds in its hands or sees: handouts, cards and pages for a projector."""

from __future__ import annotations

from primer.render.paper_book import AGENDAS, NOTE, file_name
from primer.render.paper_documents import HELP, Document, item_parts, open_document, page_part, set_parts
from primer.render.paper_items import level, span
from primer.render.paper_markup import Content, call, plain, value
from primer.render.paper_sheets import WIDE, Layout, Sheet
from primer.render.paper_stock import Stock, qr_code

FACT_QUESTION = "How sure are we, and why?"


def handout_layout(sheet: Sheet) -> Layout:
    """One guideline a sheet, nothing below 12 points."""
    return Layout(sheet, "12pt", "(x: 18mm, top: 17mm, bottom: 20mm)", foot="12pt")


def large_handout_layout(sheet: Sheet) -> Layout:
    """One guideline on two sheets at most, nothing below 18 points."""
    return Layout(sheet, "18pt", "(x: 17mm, top: 15mm, bottom: 31mm)", foot="18pt", inputs={"large": "yes"})


def handout(stock: Stock, sheet: Sheet, name: str) -> Document:
    """The handout of one guideline."""
    title = f"{name} {stock.primer.items[name].fields.title}"
    layout = handout_layout(sheet)
    lines = [
        '#import "/handout.typ": *',
        layout.setup(title, "A handout for one guideline"),
        _bare_head(),
        _handout(stock, name, 1),
    ]
    path = f"handouts/{file_name(stock, 'handout', name.lower(), sheet.name)}"
    return Document(
        path, title, "One guideline on one page.", "\n".join(lines), layout, frozenset({name}), most_pages=1
    )


def handouts(stock: Stock, layout: Layout, *name: str) -> Document:
    """The handouts of all guidelines in one file."""
    title, about = "Handouts", "One page for each guideline: statement, checks to tick, why, who has to agree"
    names = list(stock.primer.guidelines)
    lines = [
        *open_document(stock, layout, title, about, NOTE),
        "#contents()",
        '#import "/handout.typ": *',
        "#part[Guidelines]",
    ]
    lines += [_bare_head(), *(_handout(stock, one, 2) for one in names), _end(stock)]
    return Document(file_name(stock, *name), title, f"{about}.", "\n".join(lines), layout, frozenset(names))


def _bare_head() -> str:
    """The rule for sheets whose own head says what a running head would."""
    return "#set page(header: none)"


def _handout(stock: Stock, name: str, heading_level: int) -> str:
    code = value(qr_code(stock.url(name)))
    return f"#let guideline = handout.with(code: {code}, heading-level: {heading_level})\n{stock.items[name].code}"


def _end(stock: Stock) -> str:
    """The help that every set ends with."""
    return "\n".join(["#set page(header: running-head)", *set_parts(page_part(stock, "Help", [HELP]))])


def deck(stock: Stock) -> list[dict[str, object]]:
    """The cards: every guideline, and every fact that corrects a myth."""
    primer, text = stock.primer, stock.text
    guidelines: list[dict[str, object]] = [
        {
            "id": name,
            "title": plain(page.fields.title),
            "question": text.field(page.fields.question),
            "back": text.field(page.fields.card),
            "level": span(primer.levels(name)),
        }
        for name, page in primer.guidelines.items()
    ]
    return guidelines + [
        {
            "id": name,
            "title": plain(page.fields.title),
            "question": plain(FACT_QUESTION),
            "back": text.field(page.fields.level_reason),
            "level": level(page.fields.level, page.fields.disputed),
        }
        for name, page in primer.myths.items()
    ]


def deck_ids(stock: Stock) -> frozenset[str]:
    """The ids on the cards."""
    return frozenset((*stock.primer.guidelines, *stock.primer.myths))


def home_cards(stock: Stock, sheet: Sheet) -> Document:
    """Cards for an office printer, eight on a sheet, to print on both sides and cut."""
    layout = Layout(sheet, "10.5pt", "(inside: 28mm, outside: 38mm, top: 25mm, bottom: 25mm)")
    title, about = (
        "Cards",
        "Guideline and fact cards for an office printer: print on both sides, turned on the long edge, and cut",
    )
    made = call("home-deck", cards=deck(stock), width=_points(sheet.width), height=_points(sheet.height))
    lines = [
        *open_document(stock, layout, title, about, NOTE),
        '#import "/cards.typ": *',
        "#part[Cards]",
        _HOW,
        made,
        _end(stock),
    ]
    return Document(
        file_name(stock, "cards-home", sheet.name), title, f"{about}.", "\n".join(lines), layout, deck_ids(stock)
    )


_HOW = "\n\n".join(
    (
        "Print at actual size on both sides, turned on the long edge. Cut along the marks at the margins.",
        "The front asks, the back answers. Guidelines carry a square, facts that correct a myth a triangle.",
        "Fact cards go with one question: how sure are we, and why? Sort them by the answer, compare with the back, then "
        "talk about the reasons.",
    )
)


def _points(length: float) -> Content:
    return Content(f"{length}pt")


def projector(stock: Stock) -> Document:
    """The facilitator pack as pages for a projector."""
    layout = Layout(WIDE, "24pt", "(x: 48pt, top: 44pt, bottom: 44pt)", foot="12pt", inputs={"wide": "yes"})
    title, about = "Workshop slides", "Agendas, activities and help as pages for a projector"
    activities = stock.primer.activities
    lines = [
        *open_document(stock, layout, title, about, NOTE),
        "#contents()",
        '#import "/slides.typ": *',
        "#set page(header: none)",
    ]
    lines += ["#let agenda = agenda-slide", "#let activity = activity-slides", "#let help-page = help-slides"]
    parts = (*page_part(stock, "Agendas", AGENDAS), *item_parts(stock, activities), *page_part(stock, "Help", [HELP]))
    lines += set_parts(parts)
    path = file_name(stock, "facilitator", WIDE.name)
    return Document(path, title, f"{about}.", "\n".join(lines), layout, frozenset(activities))
