"""Every page of the site as Markdown, at its permanent address; citations are still in Pandoc's syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context

from mkdocs_bibliography.citations.locators import place_in_text
from mkdocs_bibliography.references.reference import slug_of
from mkdocs_bibliography.text.escape import attribute, literal
from mkdocs_bibliography.text.source import replaced
from primer.checks.codes import CODES
from primer.content.addresses import address_of, data_files, item_address
from primer.content.history import by_edition, title_of
from primer.content.item_models import Fields, Guideline, Item
from primer.content.matrix_models import COLUMNS
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.page_models import Agenda, PageFields
from primer.content.page_types import ITEM_TYPES
from primer.content.vocabulary import DataNeeded, LedgerStatus, ReadStatus, Undo, Usage
from primer.content.wording import counted, labelled, one_of, section_title, sure, upper_first
from primer.export.checklist import CHECKLIST_FORMS, choice_lists
from primer.export.snippets import check_forms, item_forms, level_words
from primer.lint.judge import LINT_CODES
from primer.project.levels import Level
from primer.site import diagrams
from primer.site.contacts import contact_link
from primer.site.markup import Markup
from primer.site.model import RenderedPage
from primer.site.source_words import reading_note, words_fold
from primer.site.table_regions import with_table_regions
from primer.site.templating import day_of, template_environment
from primer.site.wording import parts_of
from primer.syntax.directives import find_directives

_TEMPLATES = {"page": "page.md", "source": "page.md"}
"""Types whose template is not named like them."""
_INDEXES = {"workshop": "activities"}
"""The page above those of a folder, as its address begins."""


@cache
def _templates() -> Environment:
    environment = template_environment(
        autoescape=False,  # Templates are Markdown: `literal` and `prose` make values safe.
        comment_start_string="{##",  # `{#` starts an anchor.
        comment_end_string="##}",
    )
    environment.filters |= {"literal": literal, "attribute": attribute, "day": day_of}
    environment.filters |= {"prose": _prose, "link": _link, "href": _href, "indexes": _indexes}
    environment.globals |= {"item_forms": item_forms, "check_forms": check_forms, "level_words": level_words}
    environment.filters |= {"folded": folded_studies, "paired": with_pairs, "place_in_text": place_in_text}
    environment.globals |= {"words_fold": words_fold, "usages": tuple(Usage)}
    environment.globals |= {"matrix_columns": tuple(COLUMNS)}
    environment.filters["upper_first"] = upper_first
    environment.globals |= {"labelled": labelled, "one_of": one_of}
    environment.globals |= {"parts_of": parts_of, "counted": counted}
    environment.globals |= {"contact_link": contact_link}
    environment.globals |= {"by_edition": by_edition, "title_of": title_of}
    environment.globals |= {"choice_lists": choice_lists, "checklist_forms": CHECKLIST_FORMS}
    environment.globals |= {"data_files": data_files, "item_types": ITEM_TYPES}
    return environment


@pass_context
def _prose(context: Context, text: str) -> str:
    return _markup(context).prose(text)


@pass_context
def _link(context: Context, name: str, words: str | None = None) -> str:
    return _markup(context).link(name, words)


@pass_context
def _href(context: Context, address: str) -> str:
    return _markup(context).href(address)


@pass_context
def _indexes(context: Context, text: str) -> str:
    primer, markup = context["primer"], _markup(context)
    return replaced(
        text,
        ((one.span, _index(primer, markup, context["item"], one.kind, one.name)) for one in find_directives(text)),
    )


def _markup(context: Context) -> Markup:
    markup = context["markup"]
    assert isinstance(markup, Markup)
    return markup


def render_pages(primer: Primer) -> tuple[RenderedPage, ...]:
    """Every page that has a file or a tombstone, in order of types and numbers."""
    live = [render_page(primer, page) for page in primer.every_page]
    gone = [render_tombstone(primer, name) for name in primer.ledger.retired]
    return (*live, *gone)


def render_page(primer: Primer, page: Page[Fields]) -> RenderedPage:
    """One page, from the template of its type."""
    address, fields = address_of(page), page.fields
    markup = Markup(primer, address)
    extra = {
        "item": fields,
        "labels": {name: primer.strings(key) for name, key in page.kind.labels.items()},
        "heading": lambda name: _heading(primer, page, name),
        "body": lambda heading=None, without=(): markup.body(page, heading, without),
        "blocks": lambda heading, kind: markup.blocks(page, heading, kind),
        "read": reading_note(primer, page),
        "starts": _starts(fields),
        "slug": address.rpartition("/")[2].removesuffix(".html"),
        "matrix_levels": {
            name: {"data": DataNeeded, "undo": Undo}.get(name, primer.settings.taxonomy.levels) for name in COLUMNS
        },
    }
    template = _TEMPLATES.get(page.kind.name, f"{page.kind.name}.md")
    text = with_table_regions(_fill(primer, markup, template, extra))
    title, summary = str(getattr(fields, "title", "")), str(getattr(fields, "summary", ""))
    return RenderedPage(address, title, summary, text, page.source.path, _facts(primer, page))


def _facts(primer: Primer, page: Page[Fields]) -> dict[str, str]:
    index = page.kind.plural if page.kind.has_id else _INDEXES.get(address_of(page).partition("/")[0], "")
    facts = {"type": page.kind.name, "label": primer.strings(f"type.{page.kind.name}"), "index": index}
    if isinstance(page.fields, (Item, PageFields)):
        reviewed = page.fields.reviewed
        facts |= {
            "id": str(getattr(page.fields, "id", "")),
            "reviewed": str(reviewed),
            "reviewed_day": primer.strings.day(reviewed),
        }
    if isinstance(page.fields, Guideline):
        return facts | {"level": sure(primer.strings, page.fields)}
    level = getattr(page.fields, "level", None)
    return facts | ({"level": primer.strings.label(level)} if isinstance(level, Level) else {})


def _heading(primer: Primer, page: Page[Fields], name: str) -> str:
    """The heading of a section: its author's own words, or those of the catalogue."""
    return literal(section_title(primer.strings, page, name))


_STUDIES = re.compile(r"^### (?:(The studies)(?: *\{#[\w-]+\})?|(.+?) *\{#the-studies\}) *$", re.M)


def folded_studies(text: str) -> str:
    """A section whose studies, one by one, are folded below the argument that they carry."""
    heading = _STUDIES.search(text)
    if not heading:
        return text
    before, after = text[: heading.start()].strip(), text[heading.end() :].strip()
    summary = f"<summary>{heading[1] or heading[2]}</summary>"
    head = f'<details class="byb-studies" id="the-studies" markdown="1">\n{summary}'
    return f"{before}\n\n{head}\n\n{after}\n\n</details>"


_OPPOSED = re.compile(
    r'^<div class="byb-block byb-block--do" .*?^</div>\n+<div class="byb-block byb-block--avoid" .*?^</div>$',
    re.M | re.S,
)


def with_pairs(text: str) -> str:
    """A text whose advice stands beside what to avoid in its place, where the two follow each other."""
    return _OPPOSED.sub(lambda pair: f'<div class="byb-opposed" markdown="1">\n\n{pair.group()}\n\n</div>', text)


def _starts(fields: Fields) -> list[str]:
    if not isinstance(fields, Agenda):
        return []
    ends = accumulate((slot.minutes for slot in fields.slots), initial=0)
    return [f"{minutes // 60}:{minutes % 60:02}" for minutes in ends]


def render_tombstone(primer: Primer, name: str) -> RenderedPage:
    """The page of an id that is no longer current."""
    entry = primer.ledger.retired[name]
    address = f"ref/{slug_of(name)}.html" if entry.type == "reference" else item_address(name)
    kept = entry.status is not LedgerStatus.REMOVED_FOR_SAFETY
    extra = {"name": name, "entry": entry, "old": primer.retired.get(name) if kept else None}
    text = _fill(primer, Markup(primer, address), "tombstone.md", extra)
    title = primer.strings("edition.is-gone", id=name)
    summary = f"{title}: {primer.strings.label(entry.status)}."
    return RenderedPage(address, title, summary, text, "", {"type": "tombstone", "id": name})


def _fill(primer: Primer, markup: Markup, template: str, extra: Mapping[str, Any]) -> str:
    context = {"primer": primer, "settings": primer.settings, "ledger": primer.ledger, "markup": markup}
    context |= {"t": primer.strings}
    text = _templates().get_template(template).render(**context, **extra)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def template_module(template: str, primer: Primer) -> Any:
    """A file of macros, for a page that is not made from a template: each macro is an attribute."""
    return (
        _templates()
        .get_template(template)
        .make_module({"primer": primer, "settings": primer.settings, "t": primer.strings})
    )


def _index(primer: Primer, markup: Markup, host: Fields, kind: str, name: str) -> str:
    """What stands in place of a line such as `[[index myths]]` or `[[specimen G6]]`."""
    if kind == "specimen":
        guideline = primer.guidelines[name].fields
        return _fill(primer, markup, "specimen.md", {"item": guideline})
    extra = {
        "topics": primer.topics,
        "levels": primer.settings.taxonomy.levels,
        "stages": primer.settings.taxonomy.stages,
        "roles": primer.settings.taxonomy.roles,
        "read_statuses": ReadStatus,
        "codes": sorted(CODES.items()),
        "lint_codes": LINT_CODES,
        "diagrams": diagrams,
        "map_levels": diagrams.map_levels(primer),
        "everything": tuple(_everything(primer)),
        "groups": tuple(_groups(primer, host)),
        "first": getattr(host, "first", ()),
    }
    return _fill(primer, markup, f"index-{name}.md", extra)


def _groups(primer: Primer, host: Fields) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Anchor, question and guidelines of each group that a page names, then what no group names."""
    named: list[str] = []
    for group in getattr(host, "groups", ()):
        current = tuple(name for name in group.ids if name in primer.guidelines)
        named += current
        yield f"group-{group.id}", group.question, current
    others = tuple(name for name in primer.guidelines if name not in named)
    if others:
        yield "group-others", primer.strings("index.others" if named else "index.all"), others


def _everything(primer: Primer) -> Iterator[tuple[str, str, str, str]]:
    """Title, address, kind and letter of everything with a page, A to Z, whatever marks stand before it."""
    strings = primer.strings
    rows = [
        (str(getattr(page.fields, "title", "")), address_of(page), strings(f"type.{page.kind.name}"))
        for page in primer.every_page
    ]
    if primer.glossary:
        home = address_of(primer.glossary)
        rows += [(term.term, f"{home}#term-{term.id}", strings("type.term")) for term in primer.glossary.fields.terms]
    for title, address, kind in sorted(rows, key=lambda row: _sorted_as(row[0])):
        first = _sorted_as(title)[:1].upper()
        yield title, address, kind, first if first.isalpha() else strings("index.numbers")


def _sorted_as(title: str) -> str:
    return title.casefold().lstrip("\"'“”‘’([{«„ ")
