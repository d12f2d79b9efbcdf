"""A document to copy as Markdown: the form, and the same form filled in."""

from __future__ import annotations

from primer.content.addresses import address_of
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.template_models import TemplatePage
from primer.export.plain import plain

BLANK = "..."
"""What stands where an answer is to be written."""


def form_slug(page: Page[TemplatePage]) -> str:
    """The name of a template's files: `service-agreement`."""
    return address_of(page).rpartition("/")[2].removesuffix(".html")


def form_markdown(primer: Primer, page: Page[TemplatePage]) -> str:
    """The empty form, then the example, with the address of the page that explains it."""
    fields = page.fields
    empty = "\n\n".join(
        f"**{one.ask}**" + (f"\n\n*{plain(primer, one.hint)}*" if one.hint else "") + f"\n\n{BLANK}"
        for one in fields.questions
    )
    filled = "\n\n".join(f"**{one.ask}**\n\n{plain(primer, one.example)}" for one in fields.questions)
    where = f"{primer.settings.url(address_of(page))}, {primer.settings.site_name} {primer.settings.edition}, CC BY 4.0"
    return (
        f"# {fields.title}\n\n{empty}\n\n---\n\n## Example: {fields.product}\n\n{filled}\n\n---\n\n"
        f"From {where}. Asked for by {', '.join(fields.asked_by)}.\n"
    )
