"""`ids.json`: every id ever given, what became of it, and by which digests a change of meaning is noticed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from primer.content.addresses import address_of, item_address, reference_address
from primer.content.editions import snapshot_item
from primer.content.history import title_of
from primer.content.ledger import LedgerEntry
from primer.content.model import Primer
from primer.content.page_types import ITEM_TYPES
from primer.export.record_types import CheckGoneRecord, EditionRecord, IdRecord, IdsData, PrimerData
from primer.export.snippets import SHORT_NAME, item_url, qualified


def ids_data(primer: Primer, edition: Mapping[str, Any], data: PrimerData) -> IdsData:
    """Every id ever given; `data` holds the records of those that are current."""
    records = (*data.guidelines, *data.myths, *data.findings, *data.activities)
    meanings = {one.id: snapshot_item(one.model_dump(mode="json")).meaning for one in records}
    ids = {
        name: _id_record(primer, name, entry, meanings.get(name, {})) for name, entry in primer.ledger.entries.items()
    }
    return IdsData(
        **edition,
        prefix=SHORT_NAME,
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
