"""Documents to copy: each on paper, empty and filled in, and as a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from primer.content.page import Page
from primer.content.template_models import TemplatePage
from primer.paper.book import file_name
from primer.paper.contents import PrintContext
from primer.paper.document import Document
from primer.paper.layout import Layout, PaperSize
from primer.paper.markup import call, joined, plain


def form_name(page: Page[TemplatePage]) -> str:
    """The name of a template's files: `service-agreement`."""
    return page.source.path.rpartition("/")[2].removesuffix(".md")


def forms(context: PrintContext, sheet: PaperSize) -> Iterator[Document]:
    """Each template: the empty form, then the example."""
    layout = Layout(sheet, "11pt", "(x: 20mm, top: 20mm, bottom: 22mm)")
    for page in context.primer.templates:
        fields = page.fields
        made = call(
            "form",
            title=fields.title,
            product=fields.product,
            asked=", ".join(fields.asked_by),
            questions=[
                {
                    "ask": plain(one.ask),
                    "hint": context.field(one.hint) if one.hint else None,
                    "example": context.field(one.example),
                }
                for one in fields.questions
            ],
        )
        lines: Sequence[str] = ['#import "/form.typ": *', layout.setup(fields.title, fields.summary), made]
        path = f"templates/{file_name(context, 'template', form_name(page), sheet.name)}"
        yield Document(path, fields.title, fields.summary, joined(lines), layout, frozenset())
