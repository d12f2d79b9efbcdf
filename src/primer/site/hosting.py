"""What hosts, crawlers and language models read: robots.txt, llms.txt, `_headers`, and pages of prose as Markdown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from primer.content.addresses import address_of, alternate_address
from primer.content.item_models import Fields, Finding, Guideline, Myth
from primer.content.matrix_models import Cell, MatrixPage
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.page_models import Agenda, GlossaryPage, HelpPage, PageFields
from primer.export.plain import markdown, plain
from primer.export.snippets import level_words

if TYPE_CHECKING:
    from primer.site.model import RenderedSite

_INDEX = re.compile(r"^\[\[\w+(?: [\w-]+)?\]\]$\n?", re.M)
_HEADERS = """/*
  Content-Security-Policy: frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=(), browsing-topics=()
  Strict-Transport-Security: max-age=31536000
/assets/fonts/*
  Cache-Control: public, max-age=31536000, immutable
"""
"""Read by Netlify, Cloudflare Pages and others. What a page may load it says itself; the rest only a host can say."""


def hosting_files(rendered: RenderedSite) -> dict[str, bytes]:
    """Every such file by its address."""
    primer = rendered.primer
    texts = {
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {primer.settings.url('sitemap.xml')}\n",
        "_headers": _HEADERS,
        "llms.txt": llms_text(primer),
        **{alternate_address(address_of(page)): page_markdown(primer, page) for page in primer.pages},
    }
    return {address: text.encode() for address, text in texts.items()}


def llms_text(primer: Primer) -> str:
    """A map of the site for language models, in the form of llmstxt.org; a corrected myth stands as its fact."""
    t, settings = primer.strings, primer.settings
    groups: list[tuple[str, Mapping[str, Page[Any]]]] = [
        (t("types.guideline"), primer.guidelines),
        (t("llms.facts"), primer.myths),
        (t("types.finding"), primer.findings),
        (t("types.activity"), primer.activities),
    ]
    parts = [
        f"# {t('llms.title', site=settings.site_name, edition=settings.edition)}",
        f"> {settings.identity.subtitle or settings.site_name}. {t('llms.how')}",
    ]
    for heading, items in groups:
        lines = (_line(primer, page, f"{name} {page.fields.title}") for name, page in items.items())
        parts.append(f"## {heading}\n\n" + "\n".join(lines))
    prose = "\n".join(_line(primer, page, page.fields.title) for page in primer.pages)
    parts.append(f"## {t('llms.pages')}\n\n{prose}")
    return "\n\n".join(parts) + "\n"


def _line(primer: Primer, page: Page[Fields], title: str) -> str:
    address = primer.settings.url(alternate_address(address_of(page)))
    sure = f" {level_words(primer, page.fields.id)}" if isinstance(page.fields, (Guideline, Myth, Finding)) else ""
    return f"- [{title}]({address}): {plain(primer, getattr(page.fields, 'summary', ''))}{sure}"


def page_markdown(primer: Primer, page: Page[PageFields]) -> str:
    """A page of prose as Markdown that means the same anywhere: whole addresses, citations printed, lists left out."""
    fields = page.fields
    body = markdown(primer, _INDEX.sub("", page.body_text), posixpath.dirname(page.source.path))
    rows = "\n\n".join(_rows(primer, fields))
    url = primer.settings.url(address_of(page))
    where = primer.strings("markdown.where", url=url, edition=primer.settings.edition, day=fields.reviewed)
    parts = (f"# {fields.title}", plain(primer, fields.summary), body, rows, f"---\n\n{where}")
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(part for part in parts if part)) + "\n"


def _rows(primer: Primer, fields: PageFields) -> Iterator[str]:
    t = primer.strings
    if isinstance(fields, GlossaryPage):
        for term in fields.terms:
            write = f" {t('glossary.write')}: {term.instead}." if term.instead else ""
            text = f"{plain(primer, term.definition)} {plain(primer, term.why)}"
            yield f"## {term.term}\n\n{t.label(term.usage)}.{write} {text}"
    elif isinstance(fields, HelpPage):
        for entry in fields.entries:
            contacts = "\n".join(f"- {t(f'markdown.{contact.kind}')}: {contact.value}" for contact in entry.contacts)
            facts = t("help.where", country=entry.country, hours=entry.hours) + f" {t('help.seen', day=entry.checked)}."
            yield f"## {entry.name}\n\n{plain(primer, entry.what)}\n\n{contacts}\n\n{facts}"
    elif isinstance(fields, MatrixPage):
        for row in fields.interventions:
            yield f"## {row.name}\n\n" + "\n".join(f"- {_cell(primer, name, cell)}" for name, cell in row.cells)
    elif isinstance(fields, Agenda):
        yield "\n".join(
            f"- {t('markdown.minutes', minutes=slot.minutes)}: {slot.title} {slot.activity or ''}".rstrip()
            for slot in fields.slots
        )


def _cell(primer: Primer, column: str, cell: Cell) -> str:
    said = f"{plain(primer, cell.text)} {', '.join(cell.findings)}".rstrip()
    return f"{primer.strings(f'matrix.{column}')}: {primer.strings.label(cell.level)}. {said}"
