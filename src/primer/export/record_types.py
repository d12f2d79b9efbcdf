"""The form of the published data: names and types of every record under `/data/`.

The JSON Schemas in `schema/` are made from these classes. A field is added in a minor version of the data, and
renamed or removed only in a major one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from inspect import get_annotations
from typing import Annotated, Any, Literal, get_origin

from pydantic import Field
from pydantic.fields import FieldInfo

from primer.content.field_roles import Label, fields_with, is_text, published
from primer.content.item_models import Activity, Fields, Finding, Guideline, Item, Myth
from primer.content.vocabulary import ChangeTag, LedgerStatus

DATA_VERSION = "1.1"
"""Version of the form, apart from the edition of the content."""


class LevelRecord(Fields):
    """How sure the evidence is."""

    level: str
    number: int | None
    """Out of 4; absent for a claim that is on record."""
    label: str
    disputed: bool


class GroundRecord(Fields):
    """How sure we are of a guideline's need, or of its effect."""

    level: str
    number: int | None
    """Out of 4; absent for an effect that is untested."""
    reason: str
    findings: tuple[str, ...]


class ExtractRecord(Fields):
    """Words of a source."""

    id: str
    where: str
    seen: str
    """The address of the page on which they were read."""
    on: date
    words: str


class ChangeRecord(Fields):
    """One line of an item's history."""

    date: date
    edition: str
    tag: ChangeTag
    note: str


class EdgeRecord(Fields):
    """A link to a finding, and what it carries."""

    id: str
    why: str


class CheckRecord(Fields):
    """A question of a guideline; one that is withdrawn keeps its number and its reason, not its text."""

    qualified_id: str
    id: str
    url: str
    status: Literal["current", "withdrawn"]
    text: str
    passes_if: str = ""
    fails_if: str = ""
    gate: bool = False
    """Whether a no stops a launch."""
    reason: str | None = None


class EvidenceRecord(Fields):
    """A source that a finding stands on."""

    cite: str
    url: str
    relation: str
    locator: str
    note: str | None
    size: str | None
    place: str | None
    years: str | None
    extracts: tuple[ExtractRecord, ...]
    """The source's own words that the row rests on; empty where they were not seen."""


class UseRecord(Fields):
    """A page that cites a source: relation and locator, where they are given."""

    id: str
    """An item's id, or the address of a page without one."""
    url: str
    relation: str | None
    locator: str | None


class ItemRecord(Fields):
    """What every item has, also one that is no longer current."""

    qualified_id: str
    """Edition and id, such as `v1.0-G12`."""
    id: str
    url: str
    status: LedgerStatus
    type: str
    since: str
    revision: int
    replaced_by: tuple[str, ...] = ()
    history: tuple[ChangeRecord, ...] = ()


class RetiredRecord(ItemRecord):
    """An id that is no longer current."""

    reason: str | None
    was: str | None
    """Its last title; never kept for a removal for safety."""


class CurrentRecord(ItemRecord):
    """What every current page has. Texts are plain: no Markdown, citations printed."""

    title: str
    summary: str
    topics: tuple[str, ...]
    reviewed: date
    content_note: str | None

    def __init_subclass__(cls, of: type[Item], **given: Any) -> None:
        """Give a record the sentences of the model that it is of."""
        super().__init_subclass__(**given)
        cls.__annotations__ = _with_sentences(of, get_annotations(cls))


def _with_sentences(model: type[Item], own: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record with the sentences that its model publishes, each after the field that it follows there.

    Those below the last field of both come last.
    """
    after: dict[str, list[str]] = {"": []}
    here = ""
    for name in fields_with(model, published):
        here = name if name in own else here
        after.setdefault(here, [])
        if name not in own and name not in CurrentRecord.model_fields and is_text(model.model_fields[name]):
            after[here].append(name)
    last = after.pop(here)
    order = [*after.pop("", ()), *(one for name in own for one in (name, *after.get(name, ()))), *last]
    return {name: own.get(name) or _as_text(model.model_fields[name]) for name in order}


def _as_text(field: FieldInfo) -> Any:
    """The type of a published text, or list of texts, with the words that describe it."""
    form: Any = tuple[str, ...] if get_origin(field.annotation) is tuple else str
    return Annotated[form if field.default is not None else form | None, Field(description=field.description)]


class GuidelineRecord(CurrentRecord, of=Guideline):
    """A guideline with its checks."""

    type: Literal["guideline"] = "guideline"
    strength: str
    basis: tuple[str, ...]
    sure: str
    """Both levels in words: `Need: strong. Effect: untested.`"""
    need: GroundRecord
    effect: GroundRecord
    do: str
    why: str
    checks: tuple[CheckRecord, ...]
    lifecycle: tuple[str, ...]
    roles: tuple[str, ...]
    findings: tuple[EdgeRecord, ...]
    myths: tuple[str, ...]
    related: tuple[str, ...]
    activities: tuple[str, ...]


class MythRecord(CurrentRecord, of=Myth):
    """A corrected myth: `title` is the fact, and the claim stands only behind the words that say what is wrong."""

    type: Literal["myth"] = "myth"
    verdict: str
    claim_with_verdict: Annotated[str, Label("claim")]
    technique: tuple[str, ...]
    level: LevelRecord
    findings: tuple[EdgeRecord, ...]
    guidelines: tuple[str, ...]


class FindingRecord(CurrentRecord, of=Finding):
    """A finding with its evidence."""

    type: Literal["finding"] = "finding"
    claim_type: str
    level: LevelRecord
    independent: int
    searched: date
    as_of: date | None
    evidence: tuple[EvidenceRecord, ...]
    guidelines: Annotated[tuple[str, ...], Label("guidelines")]
    myths: tuple[str, ...]
    activities: tuple[str, ...]


class ActivityRecord(CurrentRecord, of=Activity):
    """A workshop activity."""

    type: Literal["activity"] = "activity"
    minutes: int
    group: tuple[int, int]
    """Fewest and most people."""
    steps: tuple[tuple[int, str], ...]
    """Minutes and what happens."""
    guidelines: tuple[str, ...]
    findings: tuple[str, ...]


class ReferenceRecord(ItemRecord):
    """A source, with what it cannot support and every page that uses it."""

    type: Literal["reference"] = "reference"
    title: str
    short: str
    """Author and year, as in a running text."""
    csl: dict[str, Any]
    """The source as a CSL-JSON item."""
    studytype: str
    population: Annotated[str, Label("population")]
    limits: Annotated[str, Label("limits")]
    read: str
    verified: str
    retracted: str
    """When and why it was retracted, such as `2024-03-01: reason`; empty when it was not."""
    corrected: str
    """When and how it was corrected, in the same form; empty when it was not."""
    keywords: tuple[str, ...]
    extracts: Annotated[tuple[ExtractRecord, ...], Label("extracts")]
    not_seen: Annotated[str, Label("not_seen")]
    """Why no words of it were seen; empty when some were."""
    used_by: Annotated[tuple[UseRecord, ...], Label("used_by")]


AnyRecord = GuidelineRecord | MythRecord | FindingRecord | ActivityRecord | ReferenceRecord | RetiredRecord


class Edition(Fields):
    """What a file of data was made from."""

    version: str = DATA_VERSION
    site: str
    edition: str
    commit: str
    """The commit's short name; empty for a tree with changes."""
    date: date
    """The day of the commit."""
    licence: str = "CC-BY-4.0"


class PrimerData(Edition):
    """`primer.json`: everything."""

    guidelines: tuple[GuidelineRecord, ...]
    myths: tuple[MythRecord, ...]
    findings: tuple[FindingRecord, ...]
    activities: tuple[ActivityRecord, ...]
    references: tuple[ReferenceRecord, ...]
    retired: tuple[RetiredRecord, ...]


class ListedChange(ChangeRecord):
    """A line of some item's history."""

    id: str
    qualified_id: str
    type: str
    title: str | None
    """Absent for an item that was removed for safety."""
    url: str


class ChangesData(Edition):
    """`changes.json`: every change, newest first."""

    changes: tuple[ListedChange, ...]
