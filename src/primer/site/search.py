"""What a search can find: items and their checks, pages and their sections, terms, services and references.

An id typed exactly comes first: that rule and the weights stand in `primer/theme/assets/js/search-words.js`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from textwrap import shorten
from typing import TYPE_CHECKING

from mkdocs_bibliography.text.strings import Strings, base_language
from primer.content.addresses import address_of
from primer.content.field_roles import fields_with, indexed
from primer.content.item_models import Fields, Finding, Guideline, Item, Myth
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.page_models import HelpPage, PageFields, Term
from primer.content.vocabulary import Usage
from primer.content.wording import sure
from primer.site.search_index import Entry, index_of
from primer.site.search_languages import search_words
from primer.syntax.derived import spelled

if TYPE_CHECKING:
    from primer.site.model import RenderedSite

_MARKUP = re.compile(
    r"\[@(?:[^\[\]]|\[[^\[\]]*\])*+\]|\]\((?:[^()]|\([^()]*\))*+\)|\{#[^{}]*\}|^/// ?\w*|https?://\S+"
    r"|\[\[[^\[\]]*\]\]|^#+ ",
    re.M,
)
_TABLE = re.compile(r"\|[- :|]+\||\|")
_LINKED = (2, 3)
"""Levels of headings that a result can lead to."""
_CARD = 110
"""Letters of a section that its card shows."""
_WEIGHTS = {"check": 0.7, "term": 0.5, "service": 0.6, "row": 0.8, "reference": 0.5, "retired": 0}
"""What a match counts beside one in a page: less in a part or a definition than in the page that treats the subject."""


def search_script(rendered: RenderedSite) -> dict[str, bytes]:
    """The script file that holds the index; the page's script loads it when a reader first searches."""
    primer = rendered.primer
    entries = [*_entries(primer), *_references(rendered)]
    words = search_words(base_language(primer.settings.identity.language))
    index = index_of(entries, _labels(primer), primer.settings.words.synonyms, words)
    index |= {"editions": _editions(primer), "letters": primer.letters.all}
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
    return {name: f" {' '.join(sorted(ids, key=primer.letters.order))} " for name, ids in held.items()}


def _labels(primer: Primer) -> dict[str, dict[str, str]]:
    t = primer.strings
    return {
        "topic": {topic.value: topic.label for topic in primer.topics},
        "role": {role.value: role.label for role in primer.settings.taxonomy.roles},
        "level": {level.value: t.label(level) for level in primer.settings.taxonomy.levels}
        | {"disputed": t("level.disputed")},
    }


def _entries(primer: Primer) -> Iterator[Entry]:
    t = primer.strings
    for page in primer.every_page:
        yield _item(primer, page) if isinstance(page.fields, Item) else _page(primer, page)
    yield from _terms(primer)
    yield from _interventions(primer)
    for name, entry in primer.ledger.retired.items():
        if entry.type != "reference":
            title = t("edition.is-gone", id=name)
            yield Entry(f"{name.lower()}.html", t("edition.gone"), name, title, "", weight=_WEIGHTS["retired"])


def _item(primer: Primer, page: Page[Fields]) -> Entry:
    fields = page.fields
    assert isinstance(fields, Item)
    level, levels = _level(primer.strings, fields)
    facets = {
        "type": (page.kind.name,),
        "topic": tuple(fields.topics),
        "role": tuple(getattr(fields, "roles", ())),
        "level": levels,
    }
    hidden = {
        "claim": str(getattr(fields, "claim", "")),
        "body": _plain(" ".join((*_indexed(fields), page.body_text))),
    }
    return Entry(
        address_of(page),
        primer.strings(f"type.{page.kind.name}"),
        str(getattr(fields, "id", "")),
        fields.title,
        f"{fields.question} {fields.summary}" if isinstance(fields, Myth) else fields.summary,
        level,
        facets,
        fields.aliases,
        hidden=hidden,
        parts=tuple(_checks(primer.strings, fields)),
    )


def _level(t: Strings, fields: Item) -> tuple[str, tuple[str, ...]]:
    """How sure the evidence makes us, in words, and the values by which that can be filtered."""
    if isinstance(fields, Guideline):
        return sure(t, fields), (fields.need.level,)
    if not isinstance(fields, Finding | Myth):
        return "", ()
    if fields.disputed:
        return f"{t.label(fields.level)}. {t('level.disputed')}", (fields.level, "disputed")
    return t.label(fields.level), (fields.level,)


def _checks(t: Strings, fields: Item) -> Iterator[Entry]:
    for check in getattr(fields, "checks", ()):
        said = _plain(f"{check.passes_if} {check.fails_if}")
        name = f"{getattr(fields, 'id', '')}.{check.n}"
        weight = _WEIGHTS["check"]
        yield Entry(
            f"#c{check.n}", t("search.check"), name, _plain(check.text), "", hidden={"body": said}, weight=weight
        )


def _indexed(fields: Fields) -> Iterator[str]:
    for name in fields_with(type(fields), indexed):
        value = getattr(fields, name)
        yield from (value,) if isinstance(value, str) else value or ()


def _page(primer: Primer, page: Page[Fields]) -> Entry:
    fields = page.fields
    assert isinstance(fields, PageFields)
    opening, sections = _sections(primer.strings, page)
    return Entry(
        address_of(page),
        primer.strings(f"type.{page.kind.name}"),
        "",
        fields.title,
        fields.summary,
        facets={"type": ("page",)},
        also=fields.aliases,
        hidden={"body": opening},
        parts=(*_services(primer.strings, fields), *sections),
    )


def _sections(t: Strings, page: Page[Fields]) -> tuple[str, list[Entry]]:
    """The text before the first heading that can be linked, and an entry for each such heading with its own text."""
    text = page.source.text
    heads = [head for head in page.headings if head.level in _LINKED and head.anchor]
    ends = [*(head.span.start for head in heads), len(text)]
    opening = _plain(spelled(text[page.body.start : ends[0]]))
    return opening, [
        Entry(f"#{head.anchor}", t("search.section"), "", _plain(head.text), _opening(said), hidden={"body": said})
        for head, end in zip(heads, ends[1:], strict=True)
        for said in (_plain(spelled(text[head.span.end : end])),)
    ]


def _opening(text: str) -> str:
    """The first words of a section, as many as a card holds."""
    words = _TABLE.sub(" ", text).strip()
    return shorten(words, _CARD, placeholder=" …") if words else ""


def _services(t: Strings, fields: PageFields) -> Iterator[Entry]:
    for entry in fields.entries if isinstance(fields, HelpPage) else ():
        said = f"{entry.country}. {entry.what}"
        hidden = {"body": entry.hours}
        yield Entry(
            f"#help-{entry.id}", t("search.service"), "", entry.name, said, hidden=hidden, weight=_WEIGHTS["service"]
        )


def _terms(primer: Primer) -> Iterator[Entry]:
    """Terms of the glossary; what a term to avoid is replaced by stands once, with every such term."""
    if not primer.glossary:
        return
    home, t = address_of(primer.glossary), primer.strings
    terms = primer.glossary.fields.terms
    replaced: dict[str, list[Term]] = {}
    for term in terms:
        if term.usage is Usage.AVOID and term.instead:
            replaced.setdefault(term.instead, []).append(term)
    for term in terms:
        if term.usage is not Usage.AVOID or not term.instead:
            avoided = replaced.pop(term.term, [])
            yield _term(t, home, term.id, term.term, term.definition, t.label(term.usage), term.variants, avoided)
    for instead, avoided in replaced.items():
        yield _term(t, home, avoided[0].id, instead, "", "", (), avoided)


def _term(
    t: Strings,
    home: str,
    name: str,
    title: str,
    definition: str,
    usage: str,
    also: tuple[str, ...],
    avoided: list[Term],
) -> Entry:
    replaces = tuple((form, f"{home}#term-{one.id}") for one in avoided for form in (one.term, *one.variants))
    return Entry(
        f"{home}#term-{name}",
        t("type.term"),
        "",
        title,
        _plain(definition) or t("search.write-this", term=avoided[0].term),
        usage,
        {"type": ("term",)},
        also,
        replaces,
        weight=_WEIGHTS["term"],
    )


def _interventions(primer: Primer) -> Iterator[Entry]:
    """The rows of the page that compares interventions, each with its levels."""
    t = primer.strings
    for page in (primer.matrix,) if primer.matrix else ():
        for row in page.fields.interventions:
            shown = (f"{t(f'matrix.{name}')}: {t.label(cell.level)}." for name, cell in row.cells)
            yield Entry(
                f"{address_of(page)}#row-{row.id}",
                t(f"type.{page.kind.name}"),
                "",
                row.name,
                " ".join(shown),
                facets={"type": ("page",)},
                also=tuple(row.aliases),
                hidden={"body": " ".join(_plain(cell.text) for _, cell in row.cells)},
                weight=_WEIGHTS["row"],
            )


def _references(rendered: RenderedSite) -> Iterator[Entry]:
    t = rendered.primer.strings
    for key, reference in rendered.primer.bibliography.references.items():
        title = f"{rendered.cited.formatted.label(key)}: {reference.title}"
        hidden = {"body": " ".join((key, reference.doi or "", *reference.keywords))}
        yield Entry(
            f"ref/{reference.slug}.html",
            t("type.reference"),
            "",
            title,
            "",
            facets={"type": ("reference",)},
            hidden=hidden,
            weight=_WEIGHTS["reference"],
        )


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", _MARKUP.sub(" ", text)).replace("*", "").strip()
