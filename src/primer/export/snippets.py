"""Everything that a reader can copy about an item: the one place where it is written.

Pages, data and the command line take their words from here, so that they agree.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.references.export import bibtex, csl_json, ris
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.escape import pasted
from mkdocs_bibliography.text.strings import Strings
from primer.content.addresses import item_address, reference_address
from primer.content.editions import pinned_address
from primer.content.field_roles import fields_with, lead
from primer.content.item_models import Check, Guideline, Item
from primer.content.model import Primer
from primer.content.wording import sure
from primer.export.item_citation import ItemCitation
from primer.export.plain import plain


@dataclass(frozen=True, slots=True)
class Form:
    """One form of one thing, ready to paste."""

    name: str
    """What the command line and the data call it, such as `markdown`."""
    label: str
    """What readers call it, such as `Markdown`."""
    text: str
    html: str = ""
    """The same as rich text, for editors that take it; empty when the form is plain."""


def qualified(primer: Primer, name: str) -> str:
    """An id with its edition, such as `v1.0-G12.3`."""
    return f"v{primer.settings.edition}-{name}"


def item_url(primer: Primer, name: str) -> str:
    """The canonical address of `G12`, `G12.3` or the key of a source."""
    if not re.fullmatch(rf"{primer.letters.pattern}(\.[1-9][0-9]*)?", name):
        return primer.settings.url(reference_address(name))
    item, _, number = name.partition(".")
    return primer.settings.url(item_address(item)) + (f"#c{number}" if number else "")


def item_forms(primer: Primer, name: str) -> tuple[Form, ...]:
    """Every form of a guideline, myth, finding or activity.

    Raises KeyError for an id that is not current.
    """
    fields, t = primer.items[name].fields, primer.strings
    return (
        Form("link", t("copy.link"), item_url(primer, name)),
        Form("markdown", "Markdown", _markdown(primer, name, fields)),
        *_own_forms(primer, name, fields),
        _jira(primer, name, fields),
        *_citations(t, _citation(primer, name, f"{name}: {fields.title}")),
        *_pinned(primer, name),
    )


def check_forms(primer: Primer, guideline: str, number: int) -> tuple[Form, ...]:
    """Every form of one check.

    Raises KeyError for a guideline that is not current, StopIteration for a number that it does not ask.
    """
    fields, t = primer.guidelines[guideline].fields, primer.strings
    check = next(check for check in fields.checks if check.n == number)
    name, text = f"{guideline}.{number}", plain(primer, check.text)
    url = item_url(primer, name)
    line, head = f"[{name}]({url}) {pasted(text)}", f"{name} {fields.title}"
    rich = f"<p>{_anchor(url, head)}</p><p>{html.escape(text)}</p>"
    return (
        Form("link", t("copy.link"), url),
        Form(
            "comment",
            t("copy.comment"),
            f"> {line}\n\n{t('copy.from', item=_reference_line(primer, guideline, fields))}\n",
        ),
        Form("markdown", "Markdown", f"{line} ({primer.settings.identity.short} {primer.settings.edition})\n"),
        Form("github", t("copy.github"), f"- [ ] {line}\n"),
        Form("jira", "Jira", f"{head}\n{url}\n\n{text}\n", rich),
        *_citations(t, _citation(primer, name, f"{name}: {text}", guideline)),
        *_pinned(primer, name),
    )


def _pinned(primer: Primer, name: str) -> Iterator[Form]:
    """The link to the words as they are, when a released edition keeps them: of several, the latest."""
    from primer.export.comparison import current_items  # Records, which it compares, are made with this module.

    if not primer.editions:
        return
    t = primer.strings
    item, _, number = name.partition(".")
    now = current_items(primer)[item].meaning
    for edition in reversed(list(primer.editions.values())):
        kept = edition.file.items.get(item)
        then = kept.meaning if kept else {}
        if then == now if not number else then.get(f"c{number}") == now[f"c{number}"]:
            url = primer.settings.url(pinned_address(edition.name, name))
            yield Form("pinned", t("copy.pinned"), f"{url}\n")
            return


def reference_forms(primer: Primer, reference: Reference, printed: str) -> tuple[Form, ...]:
    """Every form of a source; `printed` is the reference as the site's style prints it."""
    url, t = item_url(primer, reference.key), primer.strings
    words = f"{reference.authors_short} ({reference.year}), {reference.title}"
    rich = f"<p>{_anchor(url, words)}</p>"
    return (
        Form("link", t("copy.link"), url),
        Form("markdown", "Markdown", f"[{pasted(words)}]({url})\n"),
        Form("jira", "Jira", f"{words}\n{url}\n", rich),
        Form("cite", t("copy.plain"), printed),
        Form("bibtex", "BibTeX", bibtex([reference])),
        Form("csl", "CSL-JSON", csl_json([reference])),
        Form("ris", "RIS", ris([reference])),
    )


def level_words(primer: Primer, name: str) -> str:
    """How sure the evidence is about an item, as one or two sentences; empty for an activity."""
    fields = primer.items[name].fields
    if isinstance(fields, Guideline):
        return sure(primer.strings, fields)
    level = getattr(fields, "level", None)
    if level is None:
        return ""
    told = [
        primer.strings.label(level),
        *([primer.strings("level.disputed")] if getattr(fields, "disputed", False) else []),
    ]
    return " ".join(f"{one}." for one in told)


def statement_of(primer: Primer, fields: Item) -> str:
    """The sentence that says what an item says, as plain text."""
    return plain(primer, *(getattr(fields, name) for name in fields_with(type(fields), lead)))


def checklist_markdown(primer: Primer, name: str) -> str:
    """A guideline as a linked heading and a task for each check, in GitHub's Markdown."""
    fields = primer.guidelines[name].fields
    tasks = "\n".join(f"- [ ] {_task(primer, name, check)}" for check in fields.checks)
    return f"### [{name} {pasted(fields.title)}]({item_url(primer, name)})\n\n{tasks}\n"


def jira_text(primer: Primer, name: str) -> str:
    """An item as plain text; its first line fits into a ticket's summary."""
    return _jira(primer, name, primer.items[name].fields).text


def jira_html(primer: Primer, name: str) -> str:
    """An item as rich text."""
    return _jira(primer, name, primer.items[name].fields).html


def _task(primer: Primer, name: str, check: Check) -> str:
    return f"[{name}.{check.n}]({item_url(primer, f'{name}.{check.n}')}) {pasted(plain(primer, check.text))}"


def _reference_line(primer: Primer, name: str, fields: Item) -> str:
    link = f"[{name} {pasted(fields.title)}]({item_url(primer, name)})"
    return f"{link} ({primer.settings.identity.short} {primer.settings.edition}). {level_words(primer, name)}".rstrip()


def _markdown(primer: Primer, name: str, fields: Item) -> str:
    return f"{_reference_line(primer, name, fields)}\n\n> {pasted(statement_of(primer, fields))}\n"


def _own_forms(primer: Primer, name: str, fields: Item) -> Iterator[Form]:
    """The forms that only one type has."""
    t = primer.strings
    if isinstance(fields, Guideline):
        yield Form("github", t("copy.github"), checklist_markdown(primer, name))
    say = getattr(fields, "say_instead", None)
    if say is not None:
        own = f"{name}, {primer.settings.site_name} {primer.settings.edition}, {item_url(primer, name)}"
        sources = "; ".join((*(_work(primer, key) for key in _cited_in(say)), own))
        yield Form(
            "say",
            primer.strings("field.say_instead"),
            f"{plain(primer, say)} {primer.strings('copy.source', sources=sources)}\n",
        )


def _cited_in(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.key for cluster in parse_citations(text).clusters for item in cluster.items))


def _work(primer: Primer, key: str) -> str:
    """A source in one line: who, when, what, and where to find it."""
    work = primer.bibliography.references[key]
    found = f"https://doi.org/{work.doi}" if work.doi else str(work.csl.get("URL", ""))
    return ", ".join(filter(None, (f"{work.authors_short} ({work.year})", work.title, found)))


def _jira(primer: Primer, name: str, fields: Item) -> Form:
    """Text whose first line fits into a ticket's summary, and a list with links for editors that take rich text."""
    url, title = item_url(primer, name), f"{name} {fields.title}"
    edition = f"({primer.settings.identity.short} {primer.settings.edition})"
    head = f"<p>{_anchor(url, title)} {edition}. {level_words(primer, name)}</p>"
    if not isinstance(fields, Guideline):
        said = statement_of(primer, fields)
        return Form("jira", "Jira", f"{title}\n{url}\n\n{said}\n", f"{head}<p>{html.escape(said)}</p>")
    rows = [(f"{name}.{check.n}", plain(primer, check.text)) for check in fields.checks]
    lines = "\n".join(f"- {check} {text} {item_url(primer, check)}" for check, text in rows)
    items = "".join(f"<li>{_anchor(item_url(primer, check), check)} {html.escape(text)}</li>" for check, text in rows)
    return Form("jira", "Jira", f"{title}\n{url}\n\n{lines}\n", f"{head}<ul>{items}</ul>")


def _anchor(url: str, words: str) -> str:
    return f'<a href="{html.escape(url)}">{html.escape(words)}</a>'


def _citation(primer: Primer, name: str, title: str, holder: str = "") -> ItemCitation:
    settings, reviewed = primer.settings, primer.items[holder or name].fields.reviewed
    return ItemCitation(
        name,
        title,
        settings.site_name,
        settings.edition,
        reviewed,
        item_url(primer, name),
        settings.contributors,
        settings.identity.slug,
        primer.strings,
    )


def _citations(t: Strings, citation: ItemCitation) -> tuple[Form, ...]:
    return (
        Form("cite", t("copy.citation"), citation.plain),
        Form("bibtex", "BibTeX", citation.bibtex),
        Form("csl", "CSL-JSON", citation.csl_json),
        Form("ris", "RIS", citation.ris),
    )
