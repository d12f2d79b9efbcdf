"""What a room holds in its hands or sees: handouts, cards and pages for a projector."""

from __future__ import annotations

from collections.abc import Iterator

from primer.content.printed_pages import AGENDAS, HELP, MATRIX
from primer.diagrams.drawing import PAPER_STYLE
from primer.diagrams.fences import find_diagrams
from primer.paper.book import cover_note, file_name
from primer.paper.contents import PrintContext, qr_code
from primer.paper.document import Document, help_part, item_parts, open_document, page_part, set_parts
from primer.paper.items import titles
from primer.paper.layout import WIDE, Layout, PaperSize
from primer.paper.markup import Call, Code, call, joined, plain, value

_KNOWN = "known"
"""The anchor of the heading on the start page whose text the brief prints."""


def handout_layout(sheet: PaperSize) -> Layout:
    """One guideline a sheet, nothing below 12 points."""
    return Layout(sheet, "12pt", "(x: 18mm, top: 17mm, bottom: 20mm)", foot="12pt")


def large_handout_layout(sheet: PaperSize) -> Layout:
    """One guideline on two sheets at most, nothing below 18 points."""
    return Layout(sheet, "18pt", "(x: 17mm, top: 15mm, bottom: 31mm)", foot="18pt", inputs={"large": "yes"})


def handout(context: PrintContext, sheet: PaperSize, name: str) -> Document:
    """The handout of one guideline."""
    title = f"{name} {context.primer.items[name].fields.title}"
    layout = handout_layout(sheet)
    lines: list[str | Code] = [
        '#import "/handout.typ": *',
        layout.setup(title, context.primer.strings("print.subject-handout")),
        _bare_head(),
        _handout(context, name),
    ]
    path = f"handouts/{file_name(context, 'handout', name.lower(), sheet.name)}"
    return Document(
        path,
        title,
        context.primer.strings("print.about-handout"),
        joined(lines),
        layout,
        frozenset({name}),
        most_pages=1,
    )


def handouts(context: PrintContext, sheet: PaperSize) -> tuple[Document, Document]:
    """The handouts of all guidelines in one file, and those in large print."""
    t = context.primer.strings
    plainly = _handouts(context, handout_layout(sheet), t("print.handouts"), t("print.about-handouts"), "handouts")
    large = large_handout_layout(sheet)
    return plainly, _handouts(
        context,
        large,
        t("print.large", title=t("print.handouts")),
        t("print.about-large-handouts"),
        "handouts-largeprint",
    )


def _handouts(context: PrintContext, layout: Layout, title: str, length: str, name: str) -> Document:
    about = context.primer.strings("print.handout-holds", length=length)
    names = list(context.primer.guidelines)
    lines: list[str | Code] = [
        *open_document(context, layout, title, about, cover_note(context)),
        "#contents()",
        '#import "/handout.typ": *',
        _bare_head(),
        *(_handout(context, one) for one in names),
        "#set page(header: running-head)",
        help_part(context),
    ]
    return Document(
        file_name(context, name, layout.sheet.name), title, f"{about}.", joined(lines), layout, frozenset(names)
    )


def _bare_head() -> str:
    """The rule for sheets whose own head says what a running head would."""
    return "#set page(header: none)"


def _handout(context: PrintContext, name: str) -> Code:
    code = value(qr_code(context.url(name)))
    return joined((f"#let guideline = handout.with(code: {code})", context.items[name].code()))


def projector(context: PrintContext) -> Document:
    """The facilitator pack as pages for a projector."""
    layout = Layout(WIDE, "24pt", "(x: 48pt, top: 44pt, bottom: 44pt)", foot="12pt", inputs={"wide": "yes"})
    t = context.primer.strings
    title, about = t("print.slides"), t("print.about-slides")
    activities = context.primer.activities
    lines: list[str | Code] = [
        *open_document(context, layout, title, about, cover_note(context)),
        "#contents()",
        '#import "/slides.typ": *',
        "#set page(header: none)",
    ]
    lines += ["#let agenda = agenda-slide", "#let activity = activity-slides", "#let help-page = help-slides"]
    parts = (
        *page_part(context, t("print.agendas"), AGENDAS),
        *item_parts(context, activities),
        *page_part(context, t("type.help"), HELP),
    )
    lines += (*set_parts(parts[:-1]), *_picture_slides(context), *set_parts(parts[-1:]))
    path = file_name(context, "facilitator", WIDE.name)
    return Document(path, title, f"{about}.", joined(lines), layout, frozenset(activities))


def _picture_slides(context: PrintContext) -> Iterator[str]:
    """Every picture of a guideline as a slide; none for a primer without pictures."""
    pages = context.primer.guidelines.items()
    drawn = [(name, one.drawn()) for name, page in pages for one in find_diagrams(page.body_text)]
    if drawn:
        yield f"#part({value(context.primer.strings('print.pictures'))})"
    for place, (name, picture) in enumerate(drawn):
        made = Call.of(
            "picture-slide",
            id=name,
            title=picture.title,
            svg=picture.svg(PAPER_STYLE),
            words=list(picture.words),
        )
        yield made.markup(fresh=place > 0)


def brief(context: PrintContext, sheet: PaperSize) -> Document:
    """The primer on four pages: what it is, the guidelines, what is known and what is not, interventions compared."""
    primer = context.primer
    layout = Layout(sheet, "9.5pt", "(x: 16mm, top: 14mm, bottom: 16mm)")
    title = primer.strings("print.brief")
    start = next((page for page in primer.pages if page.source.path == "docs/index.md"), None)
    known = context.body(start, _KNOWN) if start and start.part(_KNOWN) else None
    matrix = _matrix(context, fresh=True)
    about = primer.strings("print.about-brief" if known and matrix else "print.about-short-brief")
    made = call(
        "brief",
        title=plain(primer.settings.site_name),
        code=qr_code(context.facts["site"]),
        guidelines=[
            {"id": name, "title": plain(page.fields.title), "summary": context.field(page.fields.summary)}
            for name, page in primer.guidelines.items()
        ],
        facts=titles(primer, primer.myths),
        known=known,
    )
    lines = [*_sheet_rules(layout, title, about), made, *matrix]
    path = file_name(context, "brief", sheet.name)
    ids = frozenset(primer.guidelines)
    return Document(path, title, f"{about}.", joined(lines), layout, ids, most_pages=4)


def matrix_sheet(context: PrintContext, sheet: PaperSize) -> Iterator[Document]:
    """Interventions side by side on two pages; none for a primer that compares none."""
    layout = Layout(sheet, "10pt", "(x: 14mm, top: 14mm, bottom: 17mm)")
    t = context.primer.strings
    title, about = t("type.matrix"), t("print.about-matrix")
    if rows := _matrix(context, fresh=False):
        code = joined([*_sheet_rules(layout, title, about), *rows])
        path = file_name(context, "what-works", sheet.name)
        yield Document(path, title, f"{about}.", code, layout, frozenset(), most_pages=2)


def _sheet_rules(layout: Layout, title: str, about: str) -> list[str | Code]:
    return ['#import "/brief.typ": *', layout.setup(title, about), _bare_head()]


def _matrix(context: PrintContext, *, fresh: bool) -> list[str | Code]:
    pages = [context.pages[path] for path in MATRIX if path in context.pages]
    return ["#let matrix-page = matrix-sheet", *(page.code(fresh=fresh) for page in pages)] if pages else []
