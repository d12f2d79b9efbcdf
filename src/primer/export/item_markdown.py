"""An item, a source or what is gone as Markdown: `item_markdown`."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_bibliography.text.escape import pasted
from mkdocs_bibliography.text.strings import Strings
from primer.content.field_roles import labels
from primer.content.item_models import Item
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.page_types import PAGE_TYPES
from primer.content.wording import one_of, section_title, upper_first
from primer.export.plain import body_markdown, linked
from primer.export.record_types import (
    AnyRecord,
    ExtractRecord,
    GroundRecord,
    GuidelineRecord,
    ReferenceRecord,
    RetiredRecord,
)
from primer.export.records import item_record, reference_record, uses_of_references
from primer.export.snippets import checklist_markdown, item_forms, level_words, statement_of

_EVIDENCE = "What research shows"
"""The section that stands between the fact and the claim that it answers."""


def item_markdown(primer: Primer, name: str) -> str:
    """An item as Markdown that means the same anywhere: whole addresses, citations printed."""
    if name in primer.bibliography.references:
        return _reference_markdown(primer.strings, reference_record(primer, name, uses_of_references(primer)))
    page = primer.items.get(name)
    if page is None:
        return _tombstone_markdown(primer, item_record(primer, name))
    fields = page.fields
    parts = [
        f"# {name} {pasted(fields.title)}",
        " ".join(
            part
            for part in (level_words(primer, name), primer.strings("markdown.reviewed", day=fields.reviewed))
            if part
        ),
        pasted(statement_of(primer, fields)),
        *_own_markdown(primer, name, page),
        f"---\n\n{next(form.text for form in item_forms(primer, name) if form.name == 'cite')}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _own_markdown(primer: Primer, name: str, page: Page[Item]) -> Iterator[str]:
    record, t = item_record(primer, name), primer.strings
    if isinstance(record, GuidelineRecord):
        tasks = checklist_markdown(primer, name).partition("\n\n")[2].strip()
        told = (
            f"{check.id}{t('markdown.gate') if check.gate else ''}: "
            f"{t('guideline.passes')}: {check.passes_if} {t('guideline.fails')}: {check.fails_if}"
            for check in record.checks
            if check.status == "current"
        )
        yield f"## {t('field.checks')}\n\n{tasks}\n\n### {t('markdown.how')}\n\n" + "\n".join(
            f"- {pasted(line)}" for line in told
        )
    parts = {part.heading: body_markdown(primer, page, part.heading) for part in page.kind.sections}
    sections = {
        heading: f"## {section_title(t, page, heading, short=True)}\n\n{text}"
        for heading, text in parts.items()
        if text
    }
    yield sections.pop(_EVIDENCE, "")
    for label, texts in _facts(t, record):
        rows = [linked(primer, pasted(text)) for text in texts]
        yield f"## {label}\n\n" + ("\n".join(f"- {row}" for row in rows) if len(rows) > 1 else rows[0])
    yield from sections.values()


def _reference_markdown(t: Strings, record: ReferenceRecord) -> str:
    uses = "\n".join(
        f"- [{use.id}]({use.url})" + "".join(f", {word}" for word in (use.relation, use.locator) if word)
        for use in record.used_by
    )
    told = [*(_fact(t, extract) for extract in record.extracts), *filter(None, (record.not_seen,))]
    words = "".join(f"- {pasted(line)}\n" for line in told)
    said = f"## {t('extract.own') if record.extracts else t('extract.not-seen')}\n\n{words}\n" if told else ""
    limits = f"{t('work.limits')}: {pasted(record.limits)}\n\n{t('evidence.read')}: {record.read}"
    head = f"# {pasted(record.title)}\n\n{pasted(record.short)}. {record.url}"
    return f"{head}\n\n{limits}\n\n{said}## {t('item.used-by')}\n\n{uses}\n"


def _tombstone_markdown(primer: Primer, record: AnyRecord) -> str:
    reason = record.reason if isinstance(record, RetiredRecord) else ""
    t = primer.strings
    status = t("markdown.status", status=t(f"ledgerstatus.{record.status}"))
    said = f"{status} {reason or ''}\n\n{linked(primer, _successors(t, record))}"
    return f"# {t('edition.is-gone', id=record.id)}\n\n{said}\n"


def _successors(t: Strings, record: AnyRecord) -> str:
    others = ", ".join(record.replaced_by)
    return f"{t('edition.in-its-place')} {others}" if others else t("markdown.no-successor")


_OF_THEIR_OWN = frozenset({"checks", "steps"})
"""Labelled fields that are written in another form, or not at all."""


def _facts(t: Strings, record: AnyRecord) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What else there is to say, in the order of the record: a label and one text or several."""
    kind = PAGE_TYPES.get(record.type)
    keys = {**labels(type(record)), **(kind.labels if kind else {})}
    known = {name: t(key) for name, key in keys.items()}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name not in known or (kind and name == kind.lead) or name in _OF_THEIR_OWN:
            continue
        if isinstance(value, GroundRecord):
            sure = upper_first(one_of(t, "level-word", value.level))
            yield known[name], (f"{sure}. {value.reason} {', '.join(value.findings)}".strip(),)
        elif isinstance(value, tuple) and value:
            yield known[name], tuple(_fact(t, entry) for entry in value)
        elif isinstance(value, str) and value:
            yield known[name], (value,)


def _fact(t: Strings, entry: object) -> str:
    """An entry of a list, as one line."""
    if isinstance(entry, str):
        return entry
    if isinstance(entry, ExtractRecord):
        return f"{t('extract.quoted', words=entry.words)} ({entry.where}, {entry.seen}, {entry.on})"
    names = ("id", "cite", "relation", "locator", "why", "note")
    said = ", ".join(str(value) for name in names if (value := getattr(entry, name, None)))
    return " ".join((said, *(t("extract.quoted", words=extract.words) for extract in getattr(entry, "extracts", ()))))
