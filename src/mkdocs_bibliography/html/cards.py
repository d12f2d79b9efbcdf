"""The cards of a page: for each work cited, what a reader wants to know without leaving the sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mkdocs_bibliography.citeproc.formatted import Formatted
from mkdocs_bibliography.html.citations import CitationOptions
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.escape import inert
from mkdocs_bibliography.text.strings import Strings


def render_cards(
    references: Iterable[Reference], formatted: Formatted, options: CitationOptions, address: Callable[[Reference], str]
) -> str:
    """One block of HTML for a page's end. It is hidden until the page's script opens a card beside its citation."""
    cards = "".join(_card(reference, formatted, options, address(reference)) for reference in references)
    return f'<div class="{options.prefix}cards" data-cards hidden>{cards}</div>'


def _card(reference: Reference, formatted: Formatted, options: CitationOptions, address: str) -> str:
    prefix = options.prefix
    parts = [f"<p>{formatted.entries[reference.key].html}</p>"]
    t = options.strings
    read, design = t.word("readstatus", reference.read), t.word("studytype", reference.studytype)
    facts = [("read", read), ("design", design), ("limits", reference.limits)]
    shown = [f"<dt>{t(f'card.{name}')}</dt><dd>{inert(value)}</dd>" for name, value in facts if value]
    parts += [f"<dl>{''.join(shown)}</dl>"] if shown else []
    parts.append(options.card_extras.get(reference.key, ""))
    parts.append(f'<p><a href="{_supports(address)}">{_supports_text(address, t)}</a></p>')
    label = inert(t("card.source", work=formatted.label(reference.key)))
    return (
        f'<div class="{prefix}card" id="card-{reference.slug}" role="group" aria-label="{label}">{"".join(parts)}</div>'
    )


def _supports(address: str) -> str:
    return inert(address if address.startswith("#") else f"{address}#supports")


def _supports_text(address: str, t: Strings) -> str:
    return t("card.to-list") if address.startswith("#") else t("work.supports")
