"""The pages of references and the list of all, with copy buttons."""

from __future__ import annotations

from dataclasses import replace

from mkdocs_bibliography.html.references import (
    ReferenceOptions,
    page_address,
    render_reference_list,
    render_reference_page,
)
from mkdocs_bibliography.references.reference import Reference
from primer.content.model import Primer
from primer.export.snippets import reference_forms
from primer.site.model import CitedPages, RenderedPage
from primer.site.pages import template_module
from primer.site.source_words import words_section

_UNBOXED = ("link", "markdown", "jira")
"""Forms that a source's page has no box for."""


def reference_menu(primer: Primer, reference: Reference, printed: str) -> str:
    """The menu that copies a source; `printed` is the reference as the site's style prints it."""
    forms = reference_forms(primer, reference, printed)
    return str(template_module("share.md", primer).source_menu(forms, reference.key, _UNBOXED))


def insert_after_reference(page_text: str, block: str) -> str:
    """A page with a block put below its first paragraph, the reference in full."""
    above, end, rest = page_text.partition("</p>")
    return f"{above}{end}\n\n{block}\n{rest}"


def reference_options(primer: Primer) -> ReferenceOptions:
    """Where works are shown, and in which words."""
    return ReferenceOptions(strings=primer.strings)


def reference_pages(primer: Primer, cited: CitedPages) -> tuple[RenderedPage, ...]:
    """The page of every reference, in the order of the bibliography."""
    return tuple(reference_page(primer, cited, key) for key in primer.bibliography.references)


def reference_page(primer: Primer, cited: CitedPages, key: str) -> RenderedPage:
    """The page of a reference: what it is, its words, and every place that uses it."""
    reference = primer.bibliography.references[key]
    options = reference_options(primer)
    address = page_address(reference, options)
    words = words_section(primer, key, address)
    text = render_reference_page(reference, cited.formatted, cited.uses.get(key, ()), options, words)
    title = f"{cited.formatted.label(key)}: {reference.title}"
    summary = primer.strings("source.summary", source=cited.formatted.label(key))
    facts = {"type": "reference", "label": primer.strings("type.reference"), "id": key, "index": "references"}
    menu = reference_menu(primer, reference, cited.formatted.entries[key].text)
    return RenderedPage(address, title, summary, insert_after_reference(text, menu), reference.source_path, facts)


def with_list(primer: Primer, cited: CitedPages, page: RenderedPage) -> RenderedPage:
    """A page whose line `[[bibliography]]` has become the list of all references."""
    if "\n[[bibliography]]\n" not in page.text:
        return page
    references = primer.bibliography.references.values()
    listed = render_reference_list(references, cited.formatted, cited.uses, reference_options(primer), filters=True)
    return replace(page, text=page.text.replace("\n[[bibliography]]\n", f"\n{listed}\n"))
