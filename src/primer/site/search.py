"""The search index as a script file: what MiniSearch would make of the same entries, written without it.

An id typed exactly comes first: that rule and the weights of the fields stand in `primer/theme/assets/js/search.js`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from primer.content.addresses import address_of, number_of
from primer.content.field_roles import fields_with, indexed
from primer.content.item_models import Fields, Finding, Guideline, Item, Myth
from primer.content.matrix_models import COLUMNS
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.page_models import PageFields
from primer.content.vocabulary import Level, Usage
from primer.site.minisearch import Entry, index_of

if TYPE_CHECKING:
    from primer.site.model import RenderedSite

_MARKUP = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)|\{#[^}]*\}|^/// ?\w*|https?://\S+", re.M)


def search_script(rendered: RenderedSite) -> dict[str, bytes]:
    """The script file that holds the index; the page's script loads it when a reader first searches."""
    entries = [*_entries(rendered.primer), *_references(rendered)]
    index = {**index_of(entries, _labels(rendered.primer)), "editions": _editions(rendered.primer)}
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return {"assets/js/search-index.js": f"window.bybIndex={data}\n".encode()}


def items_script(rendered: RenderedSite) -> dict[str, bytes]:
    """Titles and editions of every item, as a script for the page that says what a wrong address may have meant."""
    titles = {name: page.fields.title for name, page in rendered.primer.items.items()}
    editions = _editions(rendered.primer)
    items, held = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in (titles, editions))
    return {"assets/js/items.js": f"window.bybItems={items}\nwindow.bybEditions={held}\n".encode()}


def _editions(primer: Primer) -> dict[str, str]:
    """The ids that each released edition has a page for, with a space on either side of each."""
    held = {name: (*one.file.items, *one.file.removed) for name, one in primer.editions.items()}
    return {name: f" {' '.join(sorted(ids, key=number_of))} " for name, ids in held.items()}


def _labels(primer: Primer) -> dict[str, dict[str, str]]:
    return {
        "topic": {topic.value: topic.label for topic in primer.topics},
        "role": {role.value: role.label for role in primer.settings.taxonomy.roles},
        "level": {level.value: level.label for level in Level} | {"disputed": "Studies disagree"},
    }


def _entries(primer: Primer) -> Iterator[Entry]:
    for page in primer.every_page:
        yield _item(primer, page) if isinstance(page.fields, Item) else _page(page)
    yield from _terms(primer)
    yield from _interventions(primer)
    for name, entry in primer.ledger.retired.items():
        if entry.type != "reference":
            yield Entry(f"{name.lower()}.html", "No longer current", name, f"{name} is no longer current", "")


def _item(primer: Primer, page: Page[Fields]) -> Entry:
    fields = page.fields
    assert isinstance(fields, Item)
    name, kind = str(getattr(fields, "id", "")), page.kind.name
    levels: tuple[str, ...] = ()
    level = ""
    if isinstance(fields, Guideline):
        level, levels = fields.sure, (fields.need.level,)
    elif isinstance(fields, Finding | Myth):
        level, levels = fields.level.label, (fields.level, *(("disputed",) if fields.disputed else ()))
    if getattr(fields, "disputed", False):
        level += ". Studies disagree"
    facets = {
        "type": (kind,),
        "topic": tuple(fields.topics),
        "role": tuple(getattr(fields, "roles", ())),
        "level": levels,
    }
    words = {
        "also": " ".join(fields.aliases),
        "claim": f"{getattr(fields, 'claim', '')} {fields.question if isinstance(fields, Myth) else ''}".strip(),
        "checks": " ".join(check.text for check in getattr(fields, "checks", ())),
        "body": _plain(" ".join((*_indexed(fields), page.body_text))),
    }
    summary = f"{fields.question} {fields.summary}" if isinstance(fields, Myth) else fields.summary
    return Entry(address_of(page), page.kind.label, name, fields.title, summary, level, facets, words)


def _indexed(fields: Fields) -> Iterator[str]:
    for name in fields_with(type(fields), indexed):
        value = getattr(fields, name)
        yield from (value,) if isinstance(value, str) else value or ()


def _page(page: Page[Fields]) -> Entry:
    fields = page.fields
    assert isinstance(fields, PageFields)
    words = {"also": " ".join(fields.aliases), "body": _plain(page.body_text)}
    return Entry(
        address_of(page), page.kind.label, "", fields.title, fields.summary, facets={"type": ("page",)}, words=words
    )


def _terms(primer: Primer) -> Iterator[Entry]:
    """Terms of the glossary; a term to avoid is shown as what to write in its place."""
    if not primer.glossary:
        return
    home = address_of(primer.glossary)
    for term in primer.glossary.fields.terms:
        shown = term.instead if term.usage is Usage.AVOID and term.instead else term.term
        words = {"also": " ".join((term.term, *term.variants))}
        yield Entry(
            f"{home}#term-{term.id}",
            "Term",
            "",
            shown,
            _plain(term.definition),
            facets={"type": ("term",)},
            words=words,
        )


def _interventions(primer: Primer) -> Iterator[Entry]:
    """The rows of the page that compares interventions, each with its levels."""
    for page in (primer.matrix,) if primer.matrix else ():
        for row in page.fields.interventions:
            shown = (f"{COLUMNS[name]}: {cell.level.label}." for name, cell in row.cells)
            yield Entry(
                f"{address_of(page)}#row-{row.id}",
                page.kind.label,
                "",
                row.name,
                " ".join(shown),
                facets={"type": ("page",)},
                words={"also": " ".join(row.aliases), "body": " ".join(_plain(cell.text) for _, cell in row.cells)},
            )


def _references(rendered: RenderedSite) -> Iterator[Entry]:
    for key, reference in rendered.primer.bibliography.references.items():
        title = f"{rendered.cited.formatted.label(key)}: {reference.title}"
        words = {"also": f"{key} {reference.doi}", "body": " ".join(reference.keywords)}
        address = f"ref/{reference.slug}.html"
        yield Entry(address, "Reference", "", title, "", facets={"type": ("reference",)}, words=words)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", _MARKUP.sub(" ", text)).replace("*", "").strip()
