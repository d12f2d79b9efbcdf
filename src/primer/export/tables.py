"""Tables of the published data as CSV: a row an item, identity first, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from primer.export.record_types import (
    AnyRecord,
    FindingRecord,
    GuidelineRecord,
    ItemRecord,
    MythRecord,
    PrimerData,
    ReferenceRecord,
)
from primer.export.spreadsheet import csv_text

IDENTITY = ("qualified_id", "id", "url", "status")
"""The first columns of every table."""
Row = Sequence[object]


def table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A table in UTF-8 with a first row that names its columns."""
    return csv_text((columns, *rows)).encode()


def guidelines_table(data: PrimerData) -> bytes:
    """`guidelines.csv`: a row a guideline, also of those that are gone."""
    names = (
        "title",
        "statement",
        "strength",
        "summary",
        "topics",
        "lifecycle",
        "roles",
        "myths",
        "related",
        "reviewed",
    )
    levels = ("need", "need_reason", "effect", "effect_reason")
    columns = (*IDENTITY, *names, *levels, "checks", "findings", "since", "revision", "replaced_by")
    return table(columns, [_guideline(record, names) for record in _with_retired(data, "guideline", data.guidelines)])


def _guideline(record: AnyRecord, names: Sequence[str]) -> Row:
    if not isinstance(record, GuidelineRecord):
        return (*_identity(record), *[""] * (len(names) + 6), *_last(record))
    checks = [check.id for check in record.checks if check.status == "current"]
    own = [getattr(record, name) for name in names]
    findings = [edge.id for edge in record.findings]
    levels = (record.need.level, record.need.reason, record.effect.level, record.effect.reason)
    return (*_identity(record), *own, *levels, checks, findings, *_last(record))


def checks_table(data: PrimerData) -> bytes:
    """`checks.csv`: a row a check, also of those that are withdrawn."""
    told = ("text", "passes_if", "fails_if", "gate")
    columns = (*IDENTITY, "guideline", "title", *told, "lifecycle", "roles", "reason")
    rows = [
        (
            *(*_identity(check), record.id, record.title, *(getattr(check, name) for name in told)),
            *(record.lifecycle, record.roles, check.reason),
        )
        for record in data.guidelines
        for check in record.checks
    ]
    return table(columns, rows)


_CLAIM_COLUMNS = (
    *("type", "title", "summary", "level", "level_number", "disputed", "level_reason", "topics", "kind", "population"),
    *("period", "does_not_show", "sources", "words", "findings", "guidelines", "question", "reviewed"),
)


def claims_table(data: PrimerData) -> bytes:
    """`claims.csv`: a row a finding and a row a corrected myth, whose `title` is the fact."""
    columns = (*IDENTITY, *_CLAIM_COLUMNS, "since", "revision", "replaced_by")
    records = [*_with_retired(data, "finding", data.findings), *_with_retired(data, "myth", data.myths)]
    return table(columns, [_claim(record) for record in records])


def _claim(record: AnyRecord) -> Row:
    if not isinstance(record, (FindingRecord, MythRecord)):
        return (*_identity(record), record.type, *[""] * (len(_CLAIM_COLUMNS) - 1), *_last(record))
    told = dict(record) | {
        "level": record.level.label,
        "level_number": record.level.number,
        "disputed": record.level.disputed,
        "kind": record.claim_type if isinstance(record, FindingRecord) else record.verdict,
    }
    if isinstance(record, FindingRecord):
        told["sources"] = list(dict.fromkeys(entry.cite for entry in record.evidence))
        told["words"] = [f"{entry.cite} {one.id}: {one.words}" for entry in record.evidence for one in entry.extracts]
    else:
        told["findings"] = [edge.id for edge in record.findings]
    return (*_identity(record), *(told.get(name, "") for name in _CLAIM_COLUMNS), *_last(record))


def references_table(data: PrimerData) -> bytes:
    """`references.csv`: a row a source, with what it cannot support."""
    names = (
        "short",
        "title",
        "studytype",
        "population",
        "limits",
        "read",
        "verified",
        "retracted",
        "corrected",
        "keywords",
    )
    columns = (*IDENTITY, *names, "doi", "link", "words", "not_seen", "used_by", "since", "replaced_by")
    records = _with_retired(data, "reference", data.references)
    return table(columns, [_reference(record, names) for record in records])


def _reference(record: AnyRecord, names: Sequence[str]) -> Row:
    if not isinstance(record, ReferenceRecord):
        return (*_identity(record), *[""] * (len(names) + 5), record.since, record.replaced_by)
    used = dict.fromkeys(use.id for use in record.used_by)
    own = [getattr(record, name) for name in names]
    links = (record.csl.get("DOI", ""), record.csl.get("URL", ""))
    words = [f"{one.id} ({one.where}): {one.words}" for one in record.extracts]
    return (*_identity(record), *own, *links, words, record.not_seen, list(used), record.since, record.replaced_by)


def _with_retired(data: PrimerData, kind: str, current: Iterable[AnyRecord]) -> list[AnyRecord]:
    return [*current, *(record for record in data.retired if record.type == kind)]


def _identity(record: object) -> Row:
    return tuple(getattr(record, name) for name in IDENTITY)


def _last(record: ItemRecord) -> Row:
    return (record.since, record.revision, record.replaced_by)
