"""The page of a work, and the list of all works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs_bibliography.citeproc.formatted import Formatted
from mkdocs_bibliography.html.backlinks import Backlink
from mkdocs_bibliography.html.citations import copy_box
from mkdocs_bibliography.references.export import bibtex, coins, csl_json, ris
from mkdocs_bibliography.references.reference import Reference, slug_of
from mkdocs_bibliography.text.escape import attributes, inert, relative
from mkdocs_bibliography.text.strings import Strings, bibliography_strings


@dataclass(frozen=True)
class ReferenceOptions:
    """How works are shown on pages of their own and in the list of all."""

    prefix: str = "byb-"
    """Begins every class name."""
    address: str = "ref/{slug}.html"
    """The address of a work's page; empty when there are no such pages, and the list holds everything."""
    list_address: str = "references.html"
    """The address of the list of all works."""
    relations: Mapping[str, str] = field(default_factory=dict)
    """Words for relations: `{"supports": "Supports"}`; a relation without words is shown as it is."""
    strings: Strings = field(default_factory=bibliography_strings, hash=False)
    """The words of pages and lists of works."""


def page_address(reference: Reference, options: ReferenceOptions) -> str:
    """Where a work is shown in full."""
    if options.address:
        return options.address.format(slug=reference.slug)
    return f"{options.list_address}#ref-{reference.slug}"


def render_reference_page(
    reference: Reference, formatted: Formatted, uses: Sequence[Backlink], options: ReferenceOptions, section: str = ""
) -> str:
    """The Markdown of a work's page: reference, what it supports, what it cannot support, how to cite it.

    `section` stands between what it supports and what it cannot.
    """
    address, t = page_address(reference, options), options.strings
    parts = [
        f"# {inert(formatted.label(reference.key))}",
        f'<p class="{options.prefix}reference">{formatted.entries[reference.key].html}</p>',
        _identifiers(reference, options),
        f"## {t('work.supports')} {{#supports}}",
        _uses_table(uses, address, options),
        section,
        f"## {t('work.limits')} {{#limits}}",
        _limits(reference, options),
        f"## {t('work.cite')} {{#cite}}",
        _exports(reference, formatted, options),
        coins(reference),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _identifiers(reference: Reference, options: ReferenceOptions) -> str:
    t = options.strings
    links = [("DOI", f"https://doi.org/{reference.doi}", f"doi:{reference.doi}")] if reference.doi else []
    given = str(reference.csl.get("URL", ""))
    links += [(t("work.address"), given, given)] if given and reference.doi not in given.split("doi.org/")[-1:] else []
    rows = [f"<dt>{name}</dt><dd><a {attributes({'href': to})}>{inert(text)}</a></dd>" for name, to, text in links]
    rows += (
        [f"<dt>{t('work.keywords')}</dt><dd>{inert(', '.join(reference.keywords))}</dd>"] if reference.keywords else []
    )
    return f'<dl class="{options.prefix}identifiers">{"".join(rows)}</dl>' if rows else ""


_USE = ("relation", "place", "sentence")
"""The columns of a use beside the page that holds it."""


def _uses_table(uses: Sequence[Backlink], page: str, options: ReferenceOptions) -> str:
    """A row a use: where, how, at which place of the work, in which sentence."""
    t = options.strings
    if not uses:
        return t("work.unused")
    rows = "".join(_use_row(use, page, options) for use in uses)
    head = "".join(f'<th scope="col">{t(f"work.{name}")}</th>' for name in ("used-in", *_USE))
    return f'<table class="{options.prefix}uses"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _use_row(use: Backlink, page: str, options: ReferenceOptions) -> str:
    link, t = use_link(use, page), options.strings
    relation = options.relations.get(use.relation, use.relation) or t("work.cited")
    texts = (relation[:1].upper() + relation[1:], use.locator or t("work.no-place"), use.sentence)
    # On a phone a row is a paragraph whose cells say their column.
    cells = (
        f'<td data-column="{t(f"work.{name}")}">{inert(text)}</td>' for name, text in zip(_USE, texts, strict=True)
    )
    return f'<tr><th scope="row">{link}</th>{"".join(cells)}</tr>'


def use_link(use: Backlink, page: str) -> str:
    """A link from a page to the place of a use, named by the page that it leads to."""
    href = relative(use.page_address, page) + (f"#{use.anchor}" if use.anchor else "")
    return f"<a {attributes({'href': href})}>{inert(use.page_title)}</a>"


def _limits(reference: Reference, options: ReferenceOptions) -> str:
    t = options.strings
    rows = [
        ("limits-label", reference.limits),
        ("population", reference.population),
        ("design", t.word("studytype", reference.studytype)),
        ("read", t.word("was-read", reference.read)),
        ("verified", t.word("was-verified", reference.verified)),
        ("note", reference.fields.get("note", "")),
    ]
    shown = "".join(f"<dt>{t(f'work.{name}')}</dt><dd>{inert(value)}</dd>" for name, value in rows if value)
    return f'<dl class="{options.prefix}limits">{shown}</dl>' if shown else t("work.no-limits")


def _exports(reference: Reference, formatted: Formatted, options: ReferenceOptions) -> str:
    """The reference in each form, in a box whose button copies it."""
    forms = [
        (options.strings("work.plain"), formatted.entries[reference.key].text),
        ("BibTeX", bibtex([reference])),
        ("CSL-JSON", csl_json([reference])),
        ("RIS", ris([reference])),
    ]
    return "\n\n".join(copy_box(name, text, options.prefix) for name, text in forms)


def render_reference_list(
    references: Iterable[Reference],
    formatted: Formatted,
    uses: Mapping[str, Sequence[Backlink]],
    options: ReferenceOptions,
    *,
    filters: bool = False,
) -> str:
    """All works in the style's order, each with every use; attributes say what a filter may ask for.

    `filters` puts the form that asks before the list; a page can hold one.
    """
    known = {reference.key: reference for reference in references}
    order = [key for key in formatted.order if key in known]
    entries = formatted.listed([known[key] for key in order])
    items = "".join(_list_item(work, html, formatted, uses.get(work.key, ()), options) for work, html in entries)
    if not filters:
        return f'<ul class="{options.prefix}references">{items}</ul>'
    form = filter_form([known[key] for key in order], options.prefix, options.strings)
    return f'{form}\n\n<ul class="{options.prefix}references" id="filtered">{items}</ul>'


def _list_item(
    reference: Reference, entry: str, formatted: Formatted, uses: Sequence[Backlink], options: ReferenceOptions
) -> str:
    names = {"id": f"ref-{reference.slug}", **filter_keys(reference, bool(uses))}
    href = relative(page_address(reference, options), options.list_address)
    about = options.strings("works.about", work=inert(formatted.label(reference.key)))
    own = f" <a {attributes({'href': href})}>{about}</a>" if options.address else ""
    return f"<li {attributes(names)}>{entry}{own}{_used_in(uses, options)}{coins(reference)}</li>"


def _used_in(uses: Sequence[Backlink], options: ReferenceOptions) -> str:
    if not uses:
        return ""
    rows = "".join(f"<li>{use_link(use, options.list_address)}{_details(use, options)}</li>" for use in uses)
    summary = f"<summary>{_used(options.strings, len(uses))}</summary>"
    return f'<details class="{options.prefix}used">{summary}<ul>{rows}</ul></details>'


def _details(use: Backlink, options: ReferenceOptions) -> str:
    relation = options.relations.get(use.relation, use.relation)
    facts = ", ".join(fact for fact in (relation, use.locator) if fact)
    return (f" ({inert(facts)})" if facts else "") + (f"&#58; {inert(use.sentence)}" if use.sentence else "")


def _used(t: Strings, count: int) -> str:
    return t("works.used-twice") if count == 2 else t("works.used", n=count)


def _type_words(t: Strings, name: str) -> str:
    return t(f"entry-type.{name}") if t.has(f"entry-type.{name}") else name.capitalize()


def filter_keys(reference: Reference, cited: bool) -> dict[str, str]:
    """Attributes of a work that the form asks for; several values have spaces between them."""
    return {
        "data-type": reference.entry_type,
        "data-keywords": " ".join(slug_of(word) for word in reference.keywords),
        "data-cited": "yes" if cited else "no",
    }


def filter_form(references: Sequence[Reference], prefix: str, t: Strings) -> str:
    """A hidden form for the list whose id is `filtered`, which offers only what its works have."""
    types = {work.entry_type: _type_words(t, work.entry_type) for work in references}
    keywords = {slug_of(word): word for work in references for word in work.keywords}
    lists = _choice(t, "type", "type", types)
    lists += _choice(t, "keyword", "keywords", keywords) if keywords else ""
    cited = {answer: t(f"works.cited-{answer}") for answer in ("yes", "no")}
    lists += _choice(t, "cited", "cited", cited, in_order=True)
    names = {"class": f"{prefix}filters", "data-filters": "filtered", "aria-label": t("works.filter")}
    reset = f'<button type="reset">{t("works.reset")}</button>'
    return f"<form {attributes(names)} hidden>{lists}{reset}<output></output></form>"


def _choice(t: Strings, label: str, name: str, values: Mapping[str, str], *, in_order: bool = False) -> str:
    """A list to choose one value from, sorted by its words unless they have an order."""
    shown = values.items() if in_order else sorted(values.items(), key=lambda value: value[1].casefold())
    options = "".join(f"<option {attributes({'value': value})}>{inert(words)}</option>" for value, words in shown)
    every = f'<option value="">{t("works.all")}</option>'
    return f'<label>{t(f"works.{label}")} <select name="{name}">{every}{options}</select></label>'
