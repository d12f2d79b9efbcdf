"""Items as data: every field as plain text, every edge from both ends, every id with its edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Literal

from primer.content.addresses import address_of, reference_address
from primer.content.extracts import Extract
from primer.content.field_roles import fields_with, is_prose, published
from primer.content.item_models import Check, Effect, Evidence, FindingEdge, GroupSize, Guideline, Item, Need, Step
from primer.content.model import Primer, clusters_of
from primer.content.page import Page
from primer.content.wording import csl_with_words, sure
from primer.export.plain import plain, short_citation
from primer.export.record_types import (
    ActivityRecord,
    AnyRecord,
    ChangeRecord,
    CheckRecord,
    EdgeRecord,
    EvidenceRecord,
    ExtractRecord,
    FindingRecord,
    GroundRecord,
    GuidelineRecord,
    LevelRecord,
    MythRecord,
    ReferenceRecord,
    RetiredRecord,
    UseRecord,
)
from primer.export.snippets import item_url, qualified
from primer.project.levels import Level


def item_record(primer: Primer, name: str) -> AnyRecord:
    """The record of any item, current or not.

    Raises KeyError for an id that was never given.
    """
    if name not in primer.items:
        return retired_record(primer, name)
    record: AnyRecord = _MAKERS[primer.items[name].kind.name](primer, name)
    return record


def retired_record(primer: Primer, name: str) -> RetiredRecord:
    """The record of an id that is no longer current."""
    entry = primer.ledger.retired[name]
    return RetiredRecord(**_identity(primer, name, entry.type), reason=entry.reason, was=entry.was)


def reference_record(primer: Primer, key: str, uses: Mapping[str, tuple[UseRecord, ...]]) -> ReferenceRecord:
    """The record of a source; `uses` as `uses_of_references` gives them."""
    reference = primer.bibliography.references[key]
    return ReferenceRecord(
        **_identity(primer, key, "reference"),
        title=reference.title,
        short=short_citation(primer.strings, reference, key),
        csl=csl_with_words(primer.strings, reference.csl, primer.extracts.of(key)),
        studytype=reference.studytype,
        population=reference.population,
        limits=reference.limits,
        read=reference.read,
        verified=reference.verified,
        retracted=reference.retracted,
        corrected=reference.corrected,
        keywords=reference.keywords,
        extracts=_extracts(primer.extracts.of(key)),
        not_seen=primer.extracts.unseen.get(key, ""),
        used_by=uses.get(key, ()),
    )


def uses_of_references(primer: Primer) -> Mapping[str, tuple[UseRecord, ...]]:
    """For each source, the pages that cite it: a row for each entry of an evidence table and each place in a text."""
    found: dict[str, dict[UseRecord, None]] = {}
    for page in primer.every_page:
        told = getattr(page.fields, "evidence", ())
        for entry in told:
            found.setdefault(entry.cite, {})[_use(primer, page, entry.relation.value, entry.locator)] = None
        declared = {(entry.cite, entry.locator) for entry in told}
        for item in (item for cluster in clusters_of(page) for item in cluster.items):
            locator = str(item.locator) if item.locator else None
            if (item.key, locator) not in declared:
                found.setdefault(item.key, {})[_use(primer, page, None, locator)] = None
    return {key: tuple(uses) for key, uses in found.items()}


def _use(primer: Primer, page: Page[Any], relation: str | None, locator: str | None) -> UseRecord:
    address = address_of(page)
    name = str(getattr(page.fields, "id", address))
    return UseRecord(id=name, url=primer.settings.url(address), relation=relation, locator=locator)


def _identity(primer: Primer, name: str, kind: str) -> dict[str, Any]:
    entry = primer.ledger.entries[name]
    return {
        "qualified_id": qualified(primer, name),
        "id": name,
        "url": item_url(primer, name),
        "status": entry.status,
        "type": kind,
        "since": entry.since,
        "revision": entry.revision,
        "replaced_by": entry.to,
        "history": tuple(ChangeRecord(**change.model_dump()) for change in entry.history),
    }


def _current(primer: Primer, name: str, fields: Item) -> dict[str, Any]:
    """Identity, and every field that is published as it stands."""
    told = {one: getattr(fields, one) for one in fields_with(type(fields), published)}
    prose = {one for one in told if is_prose(type(fields).model_fields[one])}
    values = {one: _as_data(primer, value, one in prose) for one, value in told.items()}
    return {**_identity(primer, name, primer.items[name].kind.name), **values}


def _as_data(primer: Primer, value: Any, prose: bool) -> Any:
    """A value of front matter as data: sentences as plain text, choices by name, edges and levels as records."""
    match value:
        case StrEnum():
            return value.value
        case str():
            return plain(primer, value) if prose else value
        case tuple():
            return tuple(_as_data(primer, one, prose) for one in value)
        case Need() | Effect():
            return _ground(primer, value)
        case FindingEdge():
            return EdgeRecord(id=value.ref, why=plain(primer, value.why))
        case Evidence():
            return _evidence(primer, value)
        case Step():
            return value.minutes, plain(primer, value.text)
        case GroupSize():
            return value.least, value.most
        case _:
            return value


def guideline_record(primer: Primer, name: str) -> GuidelineRecord:
    """The record of a current guideline."""
    fields = primer.guidelines[name].fields
    own = {
        "sure": sure(primer.strings, fields),
        "do": plain(primer, fields.in_brief.do),
        "why": plain(primer, fields.in_brief.why),
        "checks": _checks(primer, name, fields),
        "myths": primer.myths_answered[name],
        "related": primer.related_guidelines[name],
        "activities": primer.activities_for.get(name, ()),
    }
    return GuidelineRecord(**_current(primer, name, fields) | own)


def _checks(primer: Primer, name: str, fields: Guideline) -> tuple[CheckRecord, ...]:
    asked = [_check(primer, f"{name}.{check.n}", "current", **_asked(primer, check)) for check in fields.checks]
    withdrawn = primer.ledger.entries[name].withdrawn_checks
    gone = [_check(primer, f"{name}.{n}", "withdrawn", text="", reason=reason) for n, reason in withdrawn.items()]
    return tuple(sorted([*asked, *gone], key=lambda check: int(check.id.partition(".")[2])))


def _asked(primer: Primer, check: Check) -> dict[str, Any]:
    return {
        "text": plain(primer, check.text),
        "passes_if": plain(primer, check.passes_if),
        "fails_if": plain(primer, check.fails_if),
        "gate": check.gate,
    }


def _check(primer: Primer, name: str, status: Literal["current", "withdrawn"], **told: Any) -> CheckRecord:
    return CheckRecord(qualified_id=qualified(primer, name), id=name, url=item_url(primer, name), status=status, **told)


def _ground(primer: Primer, ground: Need | Effect) -> GroundRecord:
    number = None if ground.level.value == "untested" else ground.level.number
    reason = plain(primer, ground.reason)
    return GroundRecord(level=ground.level.value, number=number, reason=reason, findings=ground.findings)


def _extracts(extracts: Iterable[Extract]) -> tuple[ExtractRecord, ...]:
    return tuple(ExtractRecord(**extract.model_dump()) for extract in extracts)


def myth_record(primer: Primer, name: str) -> MythRecord:
    """The record of a current myth."""
    fields = primer.myths[name].fields
    own = {
        "claim_with_verdict": f"{primer.strings.label(fields.verdict)} {plain(primer, fields.claim)}",
        "level": _level(primer, fields.level, fields.disputed),
        "guidelines": primer.guidelines_answering.get(name, ()),
    }
    return MythRecord(**_current(primer, name, fields) | own)


def finding_record(primer: Primer, name: str) -> FindingRecord:
    """The record of a current finding."""
    fields = primer.findings[name].fields
    own = {
        "level": _level(primer, fields.level, fields.disputed),
        "guidelines": primer.guidelines_on.get(name, ()),
        "myths": primer.myths_citing.get(name, ()),
        "activities": primer.activities_for.get(name, ()),
    }
    return FindingRecord(**_current(primer, name, fields) | own)


def _evidence(primer: Primer, entry: Evidence) -> EvidenceRecord:
    return EvidenceRecord(
        cite=entry.cite,
        url=primer.settings.url(reference_address(entry.cite)),
        relation=entry.relation.value,
        locator=entry.locator,
        note=plain(primer, entry.note) if entry.note else None,
        size=entry.size,
        place=entry.place,
        years=entry.years,
        extracts=_extracts(one for one in primer.extracts.of(entry.cite) if one.id in entry.extracts),
    )


def activity_record(primer: Primer, name: str) -> ActivityRecord:
    """The record of a current activity."""
    return ActivityRecord(**_current(primer, name, primer.activities[name].fields))


def _level(primer: Primer, level: Level, disputed: bool) -> LevelRecord:
    number = level.number if level.rated else None
    return LevelRecord(level=level, number=number, label=primer.strings.label(level), disputed=disputed)


_MAKERS: Mapping[str, Any] = {
    "guideline": guideline_record,
    "myth": myth_record,
    "finding": finding_record,
    "activity": activity_record,
}


def retired_names(primer: Primer, kind: str) -> tuple[str, ...]:
    """The ids of a type that are no longer current."""
    return tuple(name for name, entry in primer.ledger.retired.items() if entry.type == kind)
