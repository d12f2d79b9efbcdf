"""One item in the terminal, as Markdown that stands alone, or as data: `show_item`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from difflib import get_close_matches

import click

from primer.claims import Page
from primer.data_fields import (
    AnyRecord,
    CheckRecord,
    CurrentRecord,
    ExtractRecord,
    GroundRecord,
    GuidelineRecord,
    ReferenceRecord,
    RetiredRecord,
)
from primer.extracts import IN_ITS_WORDS, NOT_SEEN
from primer.fields import Item
from primer.forms import COPY_FORMS
from primer.model import Primer
from primer.plain import body_markdown, linked, plain, short_citation
from primer.records import item_record, reference_record, uses_of_references
from primer.share import (
    Form,
    check_forms,
    checklist_markdown,
    escaped,
    item_forms,
    level_words,
    reference_forms,
    statement_of,
)
from primer.trouble import Trouble

_WIDTH = 88
_EVIDENCE = "What research shows"
"""What stands between the fact and the claim that it answers."""


class UnknownId(Trouble):
    """Nothing has the id that was asked for; the message is one line with the mend."""


def show_item(primer: Primer, asked: str, form: str) -> str:
    """An item, check or source; `asked` is read as search reads ids (`g-12` is `G12`).

    Raises UnknownId, also for a form that the item does not have.
    """
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


def _copied(primer: Primer, name: str, form: str) -> str:
    forms = {known.name: known.text for known in forms_of(primer, name)}
    if form not in forms:
        raise UnknownId(f"'{name}' has no form '{form}'. Ask for one of: {', '.join(forms) or 'text, md, json'}.")
    return forms[form].rstrip("\n") + "\n"


def forms_of(primer: Primer, name: str) -> tuple[Form, ...]:
    """Everything that can be copied about an item, a check or a source; nothing of what is gone."""
    reference = primer.bibliography.references.get(name)
    if reference:
        printed = f"{short_citation(reference, name)}. {reference.title}. {reference.url}"
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
    hint = f"Did you mean {' or '.join(near)}?" if near else "Ids look like G12, G12.3, M7, F21 and W3."
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


def item_markdown(primer: Primer, name: str) -> str:
    """An item as Markdown that means the same anywhere: whole addresses, citations printed."""
    if name in primer.bibliography.references:
        return _reference_markdown(reference_record(primer, name, uses_of_references(primer)))
    page = primer.items.get(name)
    if page is None:
        return _tombstone_markdown(primer, item_record(primer, name))
    fields = page.fields
    parts = [
        f"# {name} {escaped(fields.title)}",
        " ".join(part for part in (level_words(primer, name), f"Reviewed {fields.reviewed}.") if part),
        escaped(statement_of(primer, fields)),
        *_own_markdown(primer, name, page),
        f"---\n\n{next(form.text for form in item_forms(primer, name) if form.name == 'cite')}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _own_markdown(primer: Primer, name: str, page: Page[Item]) -> Iterator[str]:
    record = item_record(primer, name)
    if isinstance(record, GuidelineRecord):
        tasks = checklist_markdown(primer, name).partition("\n\n")[2].strip()
        told = (
            f"{check.id}{' (gate)' if check.gate else ''}: Passes if: {check.passes_if} Fails if: {check.fails_if}"
            for check in record.checks
            if check.status == "current"
        )
        yield f"## Checks\n\n{tasks}\n\n### How to answer\n\n" + "\n".join(f"- {escaped(line)}" for line in told)
    parts = {part.heading: body_markdown(primer, page, part.heading) for part in page.kind.sections}
    sections = {heading: f"## {heading}\n\n{text}" for heading, text in parts.items() if text}
    yield sections.pop(_EVIDENCE, "")
    for label, texts in _facts(record):
        rows = [linked(primer, escaped(text)) for text in texts]
        yield f"## {label}\n\n" + ("\n".join(f"- {row}" for row in rows) if len(rows) > 1 else rows[0])
    yield from sections.values()


def _reference_markdown(record: ReferenceRecord) -> str:
    uses = "\n".join(
        f"- [{use.id}]({use.url})" + "".join(f", {word}" for word in (use.relation, use.locator) if word)
        for use in record.used_by
    )
    told = [*(_fact(extract) for extract in record.extracts), *filter(None, (record.not_seen,))]
    words = "".join(f"- {escaped(line)}\n" for line in told)
    said = f"## {IN_ITS_WORDS if record.extracts else NOT_SEEN}\n\n{words}\n" if told else ""
    limits = f"Cannot support: {escaped(record.limits)}\n\nRead: {record.read}"
    head = f"# {escaped(record.title)}\n\n{escaped(record.short)}. {record.url}"
    return f"{head}\n\n{limits}\n\n{said}## Used by\n\n{uses}\n"


def _tombstone_markdown(primer: Primer, record: AnyRecord) -> str:
    reason = record.reason if isinstance(record, RetiredRecord) else ""
    said = f"Status: {record.status}. {reason or ''}\n\n{linked(primer, _successors(record))}"
    return f"# {record.id} is no longer current\n\n{said}\n"


def _successors(record: AnyRecord) -> str:
    return f"In its place: {', '.join(record.replaced_by)}" if record.replaced_by else "Nothing took its place."


def _text_lines(primer: Primer, record: AnyRecord) -> Iterator[str]:
    title = record.title if isinstance(record, (CurrentRecord, ReferenceRecord)) else "is no longer current"
    yield f"{click.style(record.id, fg='cyan', bold=True)} {click.style(title, bold=True)}"
    yield click.style(record.url, dim=True)
    if isinstance(record, RetiredRecord):
        yield from _wrapped(f"{record.status}. {record.reason or ''} {_successors(record)}")
        return
    if isinstance(record, CurrentRecord):
        yield from _wrapped(level_words(primer, record.id))
        yield ""
        yield from _wrapped(statement_of(primer, primer.items[record.id].fields))
        yield from _evidence_lines(primer, primer.items[record.id])
    for check in record.checks if isinstance(record, GuidelineRecord) else ():
        yield from _wrapped(f"{check.id}  {check.text}", "  ", click.style(check.id, fg="cyan"))
    for label, texts in _facts(record):
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


_LABELS = {
    "goal": "Goal",
    "need": "Need",
    "effect": "Effect",
    "do": "On Monday",
    "why": "Why it matters",
    "applies_when": "Applies when",
    "not_when": "Does not apply when",
    "agree": "Who has to agree",
    "question": "The question that it answers",
    "claim_with_verdict": "The claim that it answers",
    "true_part": "What is true in it",
    "say_instead": "What to say instead",
    "key_messages": "Key messages",
    "population": "Population",
    "setting": "Setting",
    "period": "Period",
    "level_reason": "Why this level",
    "does_not_show": "What it does not show",
    "would_change": "What would change it",
    "extracts": IN_ITS_WORDS,
    "not_seen": NOT_SEEN,
    "limits": "What it cannot support",
    "materials": "Materials",
    "findings": "Findings",
    "evidence": "Evidence",
    "guidelines": "Guidelines",
    "used_by": "Used by",
}


def _facts(record: AnyRecord) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What else there is to say, in the order of a page: a label and one text or several."""
    for name, label in _LABELS.items():
        value = getattr(record, name, None)
        if isinstance(value, GroundRecord):
            yield (
                label,
                (f"{value.level.capitalize().replace('-', ' ')}. {value.reason} {', '.join(value.findings)}".strip(),),
            )
        elif value and not _told_above(record, name):
            yield label, (value,) if isinstance(value, str) else tuple(_fact(entry) for entry in value)


def _told_above(record: AnyRecord, name: str) -> bool:
    """Whether a field is part of an item's first lines, or none of the facts of its type."""
    return (name, record.type) in {("goal", "activity"), ("question", "guideline")}


def _fact(entry: object) -> str:
    """An entry of a list, as one line."""
    if isinstance(entry, str):
        return entry
    if isinstance(entry, ExtractRecord):
        return f"“{entry.words}” ({entry.where}, {entry.seen}, {entry.on})"
    names = ("id", "cite", "relation", "locator", "why", "note")
    said = ", ".join(str(value) for name in names if (value := getattr(entry, name, None)))
    return " ".join((said, *(f"“{extract.words}”" for extract in getattr(entry, "extracts", ()))))


def _wrapped(text: str, indent: str = "", styled: str = "") -> Iterator[str]:
    """Lines of a readable length; `styled` takes the place of the first word."""
    lines = textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    first = text.split(" ", 1)[0]
    yield from (line.replace(first, styled, 1) if styled and not at else line for at, line in enumerate(lines))
