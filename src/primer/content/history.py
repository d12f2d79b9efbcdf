"""What has changed: every history line of the ledger, and whether an item's meaning moved without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from primer.content.addresses import item_address
from primer.content.digests import digest_of
from primer.content.field_roles import fields_with, relied_on
from primer.content.item_models import Fields, Item
from primer.content.ledger import Change, LedgerEntry, edition_number
from primer.content.model import Primer
from primer.content.vocabulary import ChangeTag, LedgerStatus


@dataclass(frozen=True)
class ListedLine:
    """A line of the history, with the item that it is about."""

    name: str
    entry: LedgerEntry
    change: Change

    @property
    def address(self) -> str:
        """The address of the item's history from the root of the site."""
        return f"{item_address(self.name)}#history"


def fingerprint(fields: Item) -> dict[str, str]:
    """A digest of each field that a citer relies on; spacing and the order of keys make no difference."""
    return {name: digest_of(value) for name, value in _essence_of(fields).items()}


def _essence_of(fields: Fields) -> dict[str, Any]:
    """What is relied on, without what may be reworded freely, such as the notes beside edges."""
    return {name: _essence(getattr(fields, name)) for name in fields_with(type(fields), relied_on)}


def _essence(value: Any) -> Any:
    """A value as JSON has it, without line breaks."""
    if isinstance(value, Fields):
        return _essence_of(value)
    if isinstance(value, str):
        return " ".join(value.split())
    return [_essence(entry) for entry in value] if isinstance(value, tuple) else value


def changed_fields(fields: Item, entry: LedgerEntry) -> tuple[str, ...]:
    """The fields whose meaning is not the one at the last line of the history; none when the ledger keeps no digest."""
    now = fingerprint(fields)
    return tuple(name for name, digest in entry.fingerprint.items() if now.get(name) != digest)


def listed_lines(primer: Primer) -> tuple[ListedLine, ...]:
    """Every line of every history, newest first, then by id."""
    lines = [
        ListedLine(name, entry, change)
        for name, entry in primer.ledger.entries.items()
        if entry.type != "reference"
        for change in entry.history
    ]
    return tuple(
        sorted(
            lines,
            key=lambda line: (_backwards(line.change.date), _backwards_edition(line), primer.letters.order(line.name)),
        )
    )


def _backwards(day: date) -> int:
    return -day.toordinal()


def _backwards_edition(line: ListedLine) -> tuple[int, ...]:
    return tuple(-part for part in edition_number(line.change.edition))


def changed_since(primer: Primer, edition: str) -> tuple[ListedLine, ...]:
    """The lines of all editions after the given one, newest first."""
    return tuple(line for line in listed_lines(primer) if edition_number(line.change.edition) > edition_number(edition))


def title_of(primer: Primer, name: str) -> str | None:
    """The title of an item, the last one of an item that is gone, none for one that was removed for safety."""
    entry = primer.ledger.entries.get(name)
    if entry and entry.status is LedgerStatus.REMOVED_FOR_SAFETY:
        return None
    page = primer.items.get(name) or primer.retired.get(name)
    return page.fields.title if page else (entry.was if entry else None)


@dataclass(frozen=True)
class EditionChanges:
    """The changes of one edition on one day: additions together, everything else line by line."""

    edition: str
    day: date
    added: tuple[ListedLine, ...]
    others: tuple[ListedLine, ...]

    @property
    def anchor(self) -> str:
        """The anchor of the group on the page of changes."""
        return f"e{self.edition.replace('.', '-')}-{self.day}"

    @property
    def alike(self) -> tuple[tuple[ListedLine, ...], ...]:
        """The other lines that say one thing of at least three items, the longest group first."""
        said: dict[tuple[ChangeTag, str], list[ListedLine]] = {}
        for line in self.others:
            said.setdefault((line.change.tag, line.change.note), []).append(line)
        return tuple(sorted((tuple(lines) for lines in said.values() if len(lines) > 2), key=len, reverse=True))

    @property
    def single(self) -> tuple[ListedLine, ...]:
        """The other lines that stand in none of these groups."""
        grouped = {id(line) for lines in self.alike for line in lines}
        return tuple(line for line in self.others if id(line) not in grouped)


def by_edition(primer: Primer) -> Iterator[EditionChanges]:
    """The history in groups, newest first."""
    groups: dict[tuple[str, date], list[ListedLine]] = {}
    for line in listed_lines(primer):
        groups.setdefault((line.change.edition, line.change.date), []).append(line)
    for (edition, day), lines in groups.items():
        added = tuple(line for line in lines if line.change.tag is ChangeTag.ADDED)
        yield EditionChanges(
            edition, day, added, tuple(line for line in lines if line.change.tag is not ChangeTag.ADDED)
        )
