"""Writes the ledger: enters new ids, takes fingerprints, and adds a line to an item's history."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.files import write_whole
from primer.checks.check_project import check_project
from primer.commands.safety import remove_from_editions
from primer.content.history import fingerprint
from primer.content.item_models import Guideline
from primer.content.ledger import Change, LedgerEntry, dump_entry, ledger_lines
from primer.content.model import Primer
from primer.content.vocabulary import ChangeTag, LedgerStatus
from primer.project.settings import require_project

LEDGER_HEAD = "# Every id ever given, its history and what became of it. Ids are never removed, reused or retyped.\n"
_ENDINGS: Mapping[ChangeTag, LedgerStatus] = {
    ChangeTag.MERGED_TO: LedgerStatus.MERGED,
    ChangeTag.SPLIT_TO: LedgerStatus.SPLIT,
    ChangeTag.WITHDRAWN: LedgerStatus.WITHDRAWN,
    ChangeTag.SAFETY_REMOVED: LedgerStatus.REMOVED_FOR_SAFETY,
}


class CannotRecord(UserError):
    """The ledger cannot take what was asked for; the message is one line with the fix."""


@dataclass(frozen=True)
class Event:
    """Something that happened to an item, for its history."""

    tag: ChangeTag
    note: str
    day: date
    to: tuple[str, ...] = ()
    """The ids that took its place, after a merger or a split."""


def record_ids(root: Path, ids: tuple[str, ...], event: Event | None, *, everything: bool) -> str:
    """Record an event of each of some items, or enter what the ledger lacks; gives what to tell the one who asked.

    Raises CannotRecord.
    """
    with ledger_turn(root):
        return _record(root, ids, event, everything)


def ledger_turn(root: Path) -> FileLock:
    """The turn to change the ledger: whoever asks while another has it waits. Raises ProjectError outside a project."""
    require_project(root)
    (root / ".cache").mkdir(exist_ok=True)
    return FileLock(root / ".cache" / "ledger.lock")


def _record(root: Path, ids: tuple[str, ...], event: Event | None, everything: bool) -> str:
    ledger, checked = root / "docs" / "ledger.yml", check_project(root)
    if event:
        for name in ids:
            record_event(checked.primer, ledger, name, event)
            checked = check_project(root)
        told = f"Recorded {event.tag} for {', '.join(ids)}."
        if event.tag is not ChangeTag.SAFETY_REMOVED:
            return told
        return f"{told}\n{remove_from_editions(checked.primer, ids, (), event.note, event.day)}"
    entered = record_missing(checked.primer, ledger, ids)
    told = f"Entered {len(entered)}: {', '.join(entered) or 'nothing was missing'}."
    if checked.parse_issues:
        told += " A page whose front matter has errors is not entered; `primer check` lists them."
    if not everything:
        return told
    taken = record_fingerprints(check_project(root).primer, ledger)
    return f"{told}\nTook {len(taken)} fingerprints."


def record_missing(primer: Primer, path: Path, wanted: Iterable[str] = ()) -> tuple[str, ...]:
    """Enter every id, key and check that the ledger lacks, or only those wanted; gives those entered."""
    only = frozenset(wanted)
    missing = [(name, lines) for name, lines in _missing(primer) if not only or name in only]
    if missing:
        text = _read(path)
        added = "".join(lines for _, lines in missing)
        _write(path, text.rstrip("\n") + "\n" + added)
    grown = _rewrite(primer, path, [name for name in primer.guidelines if not only or name in only], _with_checks)
    return (*(name for name, _ in missing), *grown)


def record_fingerprints(primer: Primer, path: Path) -> tuple[str, ...]:
    """Take the fingerprint of every item whose present words no release holds, and of any that has none.

    Gives those renewed. An item that a release holds counts as not released again once its history has a line of the
    edition in preparation.
    """
    entries = primer.ledger.entries
    names = [
        name
        for name, page in primer.items.items()
        if name in entries
        and (not entries[name].fingerprint or not _is_released(primer, name, entries[name]))
        and entries[name].fingerprint != fingerprint(page.fields)
    ]
    return _rewrite(primer, path, names, _with_fingerprint)


def _is_released(primer: Primer, name: str, entry: LedgerEntry) -> bool:
    edition = primer.settings.edition
    told = any(change.edition == edition for change in entry.history)
    preparing = bool(primer.editions) and edition not in primer.editions
    return name in primer.released.types and not (told and preparing)


def record_event(primer: Primer, path: Path, name: str, event: Event) -> None:
    """Add a line to an item's history, count the revision and take its fingerprint.

    Raises CannotRecord when the item is not current, or when a merger or split does not say where it went.
    """
    if primer.settings.edition in primer.editions:
        edition = primer.settings.edition
        raise CannotRecord(f"edition {edition} is released. Set 'edition' in mkdocs.yml to the next one first.")
    if name not in primer.items or name not in primer.ledger.entries:
        raise CannotRecord(f"'{name}' is no current item of docs/ledger.yml. Run 'primer record {name}' first.")
    if event.tag in (ChangeTag.MERGED_TO, ChangeTag.SPLIT_TO) and not event.to:
        raise CannotRecord(f"{event.tag} has to say where '{name}' went. Add '--to' with an id.")
    unknown = [target for target in event.to if target not in primer.items or target == name]
    if unknown:
        raise CannotRecord(f"'{unknown[0]}' cannot take the place of '{name}'. Name another item that is current.")
    _rewrite(
        primer, path, [name], lambda primer, name, entry: _after(primer, name, _with_checks(primer, name, entry), event)
    )


def _after(primer: Primer, name: str, entry: LedgerEntry, event: Event) -> LedgerEntry:
    change = Change(date=event.day, edition=primer.settings.edition, tag=event.tag, note=event.note)
    values: dict[str, Any] = {"revision": entry.revision + 1, "history": (*entry.history, change)}
    if event.tag not in _ENDINGS:
        return _with_fingerprint(primer, name, entry.model_copy(update=values))
    status = _ENDINGS[event.tag]
    was = None if status is LedgerStatus.REMOVED_FOR_SAFETY else primer.items[name].fields.title
    gone: dict[str, Any] = {"status": status, "to": event.to, "reason": event.note, "was": was, "fingerprint": {}}
    return entry.model_copy(update={**values, **gone})


def _with_fingerprint(primer: Primer, name: str, entry: LedgerEntry) -> LedgerEntry:
    return entry.model_copy(update={"fingerprint": fingerprint(primer.items[name].fields)})


def _with_checks(primer: Primer, name: str, entry: LedgerEntry) -> LedgerEntry:
    fields = primer.items[name].fields
    asked = [check.n for check in fields.checks] if isinstance(fields, Guideline) else []
    return entry.model_copy(update={"checks": tuple(sorted({*entry.checks, *asked}))})


def _missing(primer: Primer) -> Iterable[tuple[str, str]]:
    known, edition = primer.ledger.entries, primer.settings.edition
    for name, page in primer.items.items():
        if name not in known:
            checks = tuple(check.n for check in page.fields.checks) if isinstance(page.fields, Guideline) else ()
            yield name, ledger_lines(name, page.kind.name, edition, str(page.fields.reviewed), checks)
    for key in primer.bibliography.references:
        if key not in known:
            yield key, ledger_lines(key, "reference", edition, "")


def _rewrite(
    primer: Primer, path: Path, names: Iterable[str], change: Callable[[Primer, str, LedgerEntry], LedgerEntry]
) -> tuple[str, ...]:
    """Put changed entries in the place of the old ones; what stands between entries, and every other entry, stays."""
    text, done = _read(path), []
    for name in names:
        entry = primer.ledger.entries.get(name)
        changed = change(primer, name, entry) if entry else None
        if changed is None or changed == entry:
            continue
        block = re.search(rf"^{re.escape(name)}:[ \t]*\n(?:[ \t]+[^\n]*(?:\n|\Z))+", text, re.M)
        if block is None:
            raise CannotRecord(
                f"'{name}' stands on one line in {path.name}. Write its entry as the others are written."
            )
        text = text[: block.start()] + entry_text(name, changed) + text[block.end() :]
        done.append(name)
    if done:
        _write(path, text)
    return tuple(done)


def entry_text(name: str, entry: LedgerEntry) -> str:
    """An entry as the ledger writes it; what has its default is left out."""
    values = entry.model_dump(exclude_defaults=True, mode="python")
    first = ("type", "since", "status", "revision")
    values = {"type": entry.type, "since": entry.since, "revision": entry.revision, **values}
    ordered = {key: values[key] for key in first if key in values} | values
    history = ordered.pop("history", ())
    kept = {key: _plain(value) for key, value in ordered.items() if value}
    return dump_entry(name, kept | ({"history": _plain(history)} if history else {}))


def _plain(value: object) -> object:
    """A value in the types that YAML knows."""
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    return [_plain(entry) for entry in value] if isinstance(value, (list, tuple)) else value


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else LEDGER_HEAD


def _write(path: Path, text: str) -> None:
    write_whole(path, text.encode())
