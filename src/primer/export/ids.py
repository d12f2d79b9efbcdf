"""`ids.json`: every id ever given, what became of it, and by which digests a change of meaning is noticed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from primer.content.addresses import address_of, item_address, reference_address
from primer.content.editions import snapshot_item
from primer.content.history import title_of
from primer.content.item_models import Fields
from primer.content.ledger import LedgerEntry
from primer.content.model import Primer
from primer.content.page_types import ITEM_TYPES
from primer.content.vocabulary import LedgerStatus
from primer.export.record_types import Edition, PrimerData
from primer.export.snippets import item_url, qualified


class CheckGoneRecord(Fields):
    """What became of a check that is no longer asked."""

    reason: str
    replaced_by: tuple[str, ...] = ()
    """The checks that took its place; two or more when it was split."""


class IdRecord(Fields):
    """Where an id leads, and what became of it."""

    type: str
    qualified_id: str
    url: str
    address: str
    """Its address from the root of the site, such as `g12.html`."""
    title: str | None
    """Its title, or the last one; absent for an item that was removed for safety, and for a source."""
    status: LedgerStatus
    since: str
    revision: int
    checks: tuple[int, ...] = ()
    """Every check number ever given."""
    withdrawn_checks: tuple[int, ...] = ()
    checks_gone: Annotated[dict[int, CheckGoneRecord], Field(default_factory=dict)]
    """What became of each withdrawn check, by its number."""
    replaced_by: tuple[str, ...] = ()
    reason: str | None = None
    """Why it is no longer current."""
    meaning: Annotated[dict[str, str], Field(default_factory=dict)]
    """Digests of its words as they are now: `title`, `statement`, `ratings`, and `c1` for its first check."""
    editions: Annotated[dict[str, dict[str, str]], Field(default_factory=dict)]
    """The same digests for each released edition that holds it; a digest that differs is a meaning that changed."""
    removed_in: tuple[str, ...] = ()
    """Editions from which its text was taken for safety."""


class EditionRecord(Fields):
    """An edition that can be linked."""

    edition: str
    date: date
    """The day of its release."""
    address: str
    """Where its list of items stands, from the root of the site."""


class IdsData(Edition):
    """`ids.json`: every id ever given, and the anchors that pages of each type keep."""

    prefix: str
    """What stands before an id in other people's texts, with a hyphen between: `BYB-G12`."""
    editions: tuple[EditionRecord, ...]
    """The released editions, oldest first. The item `G12` of edition 1.0 is at `v/1.0/g12.html`."""
    pages: tuple[str, ...]
    """The addresses of pages without an id, from the root of the site."""
    anchors: dict[str, tuple[str, ...]]
    ids: dict[str, IdRecord]


def ids_data(primer: Primer, edition: Mapping[str, Any], data: PrimerData) -> IdsData:
    """Every id ever given; `data` holds the records of those that are current."""
    records = (*data.guidelines, *data.myths, *data.findings, *data.activities)
    meanings = {one.id: snapshot_item(one.model_dump(mode="json")).meaning for one in records}
    ids = {
        name: _id_record(primer, name, entry, meanings.get(name, {})) for name, entry in primer.ledger.entries.items()
    }
    return IdsData(
        **edition,
        prefix=primer.settings.identity.short,
        editions=tuple(_editions(primer)),
        pages=tuple(address_of(page) for page in primer.pages),
        anchors={kind.name: kind.anchors for kind in ITEM_TYPES},
        ids=ids,
    )


def _editions(primer: Primer) -> Iterator[EditionRecord]:
    for name, one in primer.editions.items():
        yield EditionRecord(edition=name, date=one.file.date, address=f"v/{name}/index.html")


def _id_record(primer: Primer, name: str, entry: LedgerEntry, meaning: Mapping[str, str]) -> IdRecord:
    editions = primer.editions.values()
    return IdRecord(
        type=entry.type,
        qualified_id=qualified(primer, name),
        url=item_url(primer, name),
        address=reference_address(name) if entry.type == "reference" else item_address(name),
        title=title_of(primer, name),
        status=entry.status,
        since=entry.since,
        revision=entry.revision,
        checks=entry.checks,
        withdrawn_checks=tuple(entry.withdrawn_checks),
        checks_gone={
            number: CheckGoneRecord(reason=reason, replaced_by=entry.check_to.get(number, ()))
            for number, reason in entry.withdrawn_checks.items()
        },
        replaced_by=entry.to,
        reason=entry.reason,
        meaning=dict(meaning),
        editions={one.name: dict(one.file.items[name].meaning) for one in editions if name in one.file.items},
        removed_in=tuple(one.name for one in editions if name in one.file.removed),
    )
