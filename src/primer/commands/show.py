"""One item in the terminal, as Markdown that stands alone, or as data: `show_item`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

import click

from mkdocs_bibliography.text.errors import UserError
from primer.commands.formats import COPY_FORMS
from primer.content.editions import pinned_address
from primer.content.item_models import Item
from primer.content.model import Primer
from primer.content.page import Page
from primer.export.comparison import current_items
from primer.export.item_markdown import _EVIDENCE, _facts, _successors, item_markdown
from primer.export.plain import plain, short_citation
from primer.export.record_types import (
    AnyRecord,
    CheckRecord,
    CurrentRecord,
    GuidelineRecord,
    ReferenceRecord,
    RetiredRecord,
)
from primer.export.records import item_record, reference_record, uses_of_references
from primer.export.snippets import (
    Form,
    check_forms,
    item_forms,
    level_words,
    reference_forms,
    statement_of,
)

_WIDTH = 88
_PINNED = re.compile(r"v?(\d+\.\d+)-(.+)")
"""An id as an edition had it, such as `v1.0-G12.3`."""


class UnknownId(UserError):
    """Nothing has the id that was asked for; the message is one line with the fix."""


def show_item(primer: Primer, asked: str, form: str) -> str:
    """An item, check or source; `asked` is read as search reads ids (`g-12` is `G12`).

    Raises UnknownId, also for a form that the item does not have.
    """
    pinned = _PINNED.fullmatch(asked.strip())
    if pinned:
        return _then(primer, pinned.group(1), find_id(primer, pinned.group(2)))
    name = find_id(primer, asked)
    if form in COPY_FORMS:
        return _copied(primer, name, form)
    record = record_of(primer, name)
    if form == "json":
        return record.model_dump_json(indent=2) + "\n"
    if isinstance(record, CheckRecord) and record.status == "withdrawn":
        return f"{name} is no longer asked. {record.reason}\n{record.url}\n"
    if isinstance(record, CheckRecord):
        lines = _check_lines(primer, record)
        return _copied(primer, name, "comment") if form == "md" else "\n".join(lines) + "\n"
    if form == "md":
        return item_markdown(primer, name)
    return "\n".join(_text_lines(primer, record)) + "\n"


def _then(primer: Primer, edition: str, name: str) -> str:
    """What a released edition said, and what became of it."""
    item, _, number = name.partition(".")
    kept = primer.editions.get(edition)
    if kept is None or not kept.holds(item):
        held = ", ".join(one for one, file in primer.editions.items() if file.holds(item)) or "none"
        raise UnknownId(f"edition {edition} keeps no {item}. Editions that keep it: {held}.")
    then = kept.file.items.get(item)
    if then is None:
        return f"v{edition}-{name}: removed for safety. {kept.file.removed[item].note}\n"
    said = then.checks.get(int(number), "was not asked then") if number else f"{then.title}\n\n{then.statement}"
    became = _became(primer, item, number, then.meaning)
    url = primer.settings.url(pinned_address(edition, name))
    return f"v{edition}-{name}  {said}\n\n{became} {url}\n"


def _became(primer: Primer, item: str, number: str, then: Mapping[str, str]) -> str:
    if item not in primer.items:
        return "No longer current."
    gone = primer.ledger.entries[item].withdrawn_checks.get(int(number)) if number else None
    if gone:
        to = primer.ledger.entries[item].check_to.get(int(number), ())
        return f"No longer asked. {gone}" + (f" In its place: {', '.join(to)}." if to else "")
    now = current_items(primer)[item].meaning
    parts = (f"c{number}",) if number else tuple(then)
    return "As it is today." if all(now.get(part) == then.get(part) for part in parts) else "Changed since."


def _copied(primer: Primer, name: str, form: str) -> str:
    forms = {known.name: known.text for known in forms_of(primer, name)}
    if form not in forms:
        raise UnknownId(f"'{name}' has no form '{form}'. Ask for one of: {', '.join(forms) or 'text, md, json'}.")
    return forms[form].rstrip("\n") + "\n"


def forms_of(primer: Primer, name: str) -> tuple[Form, ...]:
    """Everything that can be copied about an item, a check or a source; nothing of what is gone."""
    reference = primer.bibliography.references.get(name)
    if reference:
        printed = f"{short_citation(primer.strings, reference, name)}. {reference.title}. {reference.url}"
        return reference_forms(primer, reference, printed)
    if name.partition(".")[0] not in primer.items:
        return ()
    if "." not in name:
        return item_forms(primer, name)
    guideline, number = _split(name)
    asked = any(check.n == number for check in primer.guidelines[guideline].fields.checks)
    return check_forms(primer, guideline, number) if asked else ()


def find_id(primer: Primer, asked: str) -> str:
    """The id or key that is meant.

    Raises UnknownId with the nearest ones.
    """
    entries = primer.ledger.entries
    if asked in entries:
        return asked
    item, _, number = asked.strip().replace("-", "").replace(" ", "").upper().partition(".")
    item = f"{item[:1]}{item[1:].lstrip('0')}"
    checks = set(primer.ledger.entries[item].checks) if item in primer.guidelines else set()
    if item in entries and (not number or (number.isdigit() and int(number) in checks)):
        return f"{item}.{int(number)}" if number else item
    if checks:
        raise UnknownId(f"{item} has no check '{number}'. Its checks are {', '.join(map(str, sorted(checks)))}.")
    near = get_close_matches(asked, entries, n=3) or get_close_matches(item, entries, n=3)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"Ids look like {primer.letters.examples}."
    raise UnknownId(f"Nothing here has the id '{asked}'. {hint}")


def record_of(primer: Primer, name: str) -> AnyRecord | CheckRecord:
    """The record of an item, a check or a source."""
    if name in primer.bibliography.references:
        return reference_record(primer, name, uses_of_references(primer))
    item, _, number = name.partition(".")
    record = item_record(primer, item)
    if number and isinstance(record, GuidelineRecord):
        return next(check for check in record.checks if check.id == name)
    return record


def _text_lines(primer: Primer, record: AnyRecord) -> Iterator[str]:
    title = record.title if isinstance(record, (CurrentRecord, ReferenceRecord)) else "is no longer current"
    yield f"{click.style(record.id, fg='cyan', bold=True)} {click.style(title, bold=True)}"
    yield click.style(record.url, dim=True)
    if isinstance(record, RetiredRecord):
        yield from _wrapped(f"{record.status}. {record.reason or ''} {_successors(primer.strings, record)}")
        return
    if isinstance(record, CurrentRecord):
        yield from _wrapped(level_words(primer, record.id))
        yield ""
        yield from _wrapped(statement_of(primer, primer.items[record.id].fields))
        yield from _evidence_lines(primer, primer.items[record.id])
    for check in record.checks if isinstance(record, GuidelineRecord) else ():
        yield from _wrapped(f"{check.id}  {check.text}", "  ", click.style(check.id, fg="cyan"))
    for label, texts in _facts(primer.strings, record):
        yield f"\n{click.style(label, bold=True)}"
        for text in texts:
            yield from _wrapped(text, "  ")


def _evidence_lines(primer: Primer, page: Page[Item]) -> Iterator[str]:
    """The evidence of a page whose claim has to stand after it; nothing for other items."""
    paragraphs = [plain(primer, text) for text in page.section(_EVIDENCE).split("\n\n") if text.strip()]
    if paragraphs:
        yield f"\n{click.style(_EVIDENCE, bold=True)}"
    for text in paragraphs:
        yield from _wrapped(text, "  ")


def _check_lines(primer: Primer, check: CheckRecord) -> Iterator[str]:
    guideline, _ = _split(check.id)
    yield from _wrapped(f"{check.id}  {check.text}", "", click.style(check.id, fg="cyan", bold=True))
    yield click.style(check.url, dim=True)
    title = primer.guidelines[guideline].fields.title
    yield from _wrapped(f"Passes if: {check.passes_if} Fails if: {check.fails_if}", "  ")
    gate = " It is the gate: a no stops a launch." if check.gate else ""
    yield from _wrapped(f"A check of {guideline} {title}. {level_words(primer, guideline)}{gate}")


def _split(name: str) -> tuple[str, int]:
    item, _, number = name.partition(".")
    return item, int(number)


def _wrapped(text: str, indent: str = "", styled: str = "") -> Iterator[str]:
    """Lines of a readable length; `styled` takes the place of the first word."""
    lines = textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    first = text.split(" ", 1)[0]
    yield from (line.replace(first, styled, 1) if styled and not at else line for at, line in enumerate(lines))
