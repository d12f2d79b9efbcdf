"""What a room holds in its hands or sees: handouts, cards and pages for a projector."""

from __future__ import annotations

from primer.paper.book import NOTE, file_name
from primer.paper.contents import AGENDAS, HELP, Stock, qr_code
from primer.paper.document import Document, help_part, item_parts, open_document, page_part, set_parts
from primer.paper.items import titles
from primer.paper.layout import WIDE, Layout, PaperSize
from primer.paper.markup import Code, call, joined, plain, value


def handout_layout(sheet: PaperSize) -> Layout:
    """One guideline a sheet, nothing below 12 points."""
    return Layout(sheet, "12pt", "(x: 18mm, top: 17mm, bottom: 20mm)", foot="12pt")


def large_handout_layout(sheet: PaperSize) -> Layout:
    """One guideline on two sheets at most, nothing below 18 points."""
    return Layout(sheet, "18pt", "(x: 17mm, top: 15mm, bottom: 31mm)", foot="18pt", inputs={"large": "yes"})


def handout(stock: Stock, sheet: PaperSize, name: str) -> Document:
    """The handout of one guideline."""
    title = f"{name} {stock.primer.items[name].fields.title}"
    layout = handout_layout(sheet)
    lines: list[str | Code] = [
        '#import "/handout.typ": *',
        layout.setup(title, "A handout for one guideline"),
        _bare_head(),
        _handout(stock, name),
    ]
    path = f"handouts/{file_name(stock, 'handout', name.lower(), sheet.name)}"
    return Document(path, title, "One guideline on one page.", joined(lines), layout, frozenset({name}), most_pages=1)


def handouts(stock: Stock, sheet: PaperSize) -> tuple[Document, Document]:
    """The handouts of all guidelines in one file, and those in large print."""
    plainly = _handouts(stock, handout_layout(sheet), "Handouts", "One page for each guideline", "handouts")
    large = large_handout_layout(sheet)
    return plainly, _handouts(stock, large, "Handouts in large print", "At most two pages each", "handouts-largeprint")


def _handouts(stock: Stock, layout: Layout, title: str, length: str, name: str) -> Document:
    about = f"{length}: statement, checks to tick with a line for notes, why, who has to agree"
    names = list(stock.primer.guidelines)
    lines: list[str | Code] = [
        *open_document(stock, layout, title, about, NOTE),
        "#contents()",
        '#import "/handout.typ": *',
        _bare_head(),
        *(_handout(stock, one) for one in names),
        "#set page(header: running-head)",
        help_part(stock),
    ]
    return Document(
        file_name(stock, name, layout.sheet.name), title, f"{about}.", joined(lines), layout, frozenset(names)
    )


def _bare_head() -> str:
    """The rule for sheets whose own head says what a running head would."""
    return "#set page(header: none)"


def _handout(stock: Stock, name: str) -> Code:
    code = value(qr_code(stock.url(name)))
    return joined((f"#let guideline = handout.with(code: {code})", stock.items[name].code()))


def projector(stock: Stock) -> Document:
    """The facilitator pack as pages for a projector."""
    layout = Layout(WIDE, "24pt", "(x: 48pt, top: 44pt, bottom: 44pt)", foot="12pt", inputs={"wide": "yes"})
    title, about = "Workshop slides", "Agendas, activities and help as pages for a projector"
    activities = stock.primer.activities
    lines: list[str | Code] = [
        *open_document(stock, layout, title, about, NOTE),
        "#contents()",
        '#import "/slides.typ": *',
        "#set page(header: none)",
    ]
    lines += ["#let agenda = agenda-slide", "#let activity = activity-slides", "#let help-page = help-slides"]
    parts = (*page_part(stock, "Agendas", AGENDAS), *item_parts(stock, activities), *page_part(stock, "Help", HELP))
    lines += set_parts(parts)
    path = file_name(stock, "facilitator", WIDE.name)
    return Document(path, title, f"{about}.", joined(lines), layout, frozenset(activities))


def brief(stock: Stock, sheet: PaperSize) -> Document:
    """The primer on two pages: what it is, the guidelines, what is known and what is not."""
    primer = stock.primer
    layout = Layout(sheet, "10.5pt", "(x: 18mm, top: 16mm, bottom: 18mm)")
    title = "The primer in brief"
    about = "Two pages: the guidelines in a sentence each, what research shows, and what nobody has shown"
    start = next((page for page in primer.pages if page.source.path == "docs/index.md"), None)
    made = call(
        "brief",
        title=plain(primer.settings.site_name),
        code=qr_code(stock.facts["site"]),
        guidelines=[
            {"id": name, "title": plain(page.fields.title), "summary": stock.field(page.fields.summary)}
            for name, page in primer.guidelines.items()
        ],
        facts=titles(primer, primer.myths),
        known=stock.body(start, "What is known, and what is not") if start else None,
    )
    lines: list[str | Code] = ['#import "/brief.typ": *', layout.setup(title, about), _bare_head(), made]
    path = file_name(stock, "brief", sheet.name)
    ids = frozenset(primer.guidelines)
    return Document(path, title, f"{about}.", joined(lines), layout, ids, most_pages=2)
