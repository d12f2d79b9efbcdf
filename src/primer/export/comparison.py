"""What changed between two editions, item by item and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from primer.content.editions import RATINGS, SnapshotItem, snapshot_item
from primer.content.ledger import Change, LedgerEntry, edition_number
from primer.content.model import Primer
from primer.content.vocabulary import LedgerStatus
from primer.export.records import item_record

LEAST_ALIKE = 0.35
"""Texts less alike than this share too few words: both are shown whole."""
_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True)
class Reworded:
    """A text then and now."""

    then: str
    now: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words that stayed, went and came, in order of reading."""
        return tuple(_pieces(self.then, self.now))


@dataclass(frozen=True)
class CheckChange:
    """What became of a check."""

    number: int
    kind: Literal["new", "reworded", "withdrawn"]
    words: Reworded
    """Empty then for one that is new, empty now for one that is no longer asked."""
    reason: str = ""
    """Why it is no longer asked."""
    to: tuple[str, ...] = ()
    """The checks that took its place."""


@dataclass(frozen=True)
class ItemChange:
    """What became of an item between two editions."""

    name: str
    entry: LedgerEntry
    then: SnapshotItem | None
    """None for an item that the later edition added, and for a text that was removed for safety."""
    now: SnapshotItem | None
    """None for an item that the later edition does not hold."""
    notes: tuple[Change, ...]
    """The lines of its history between the two, first things first."""

    @property
    def kind(self) -> Literal["new", "changed", "gone", "removed"]:
        """What happened, in one word; `removed` is for safety."""
        if self.entry.status is LedgerStatus.REMOVED_FOR_SAFETY:
            return "removed"
        return "gone" if self.now is None else ("changed" if self.then else "new")

    @property
    def title(self) -> str:
        """Its title now, or its last one; empty for one that was removed for safety."""
        held = None if self.kind == "removed" else (self.now or self.then)
        return held.title if held else ""

    @property
    def ratings(self) -> tuple[tuple[str, str, str], ...]:
        """The levels and the like that changed: name, then, now."""
        if not self.then or not self.now:
            return ()
        pairs = ((name, self.then.ratings.get(name, ""), self.now.ratings.get(name, "")) for name in RATINGS)
        return tuple((name, then, now) for name, then, now in pairs if then != now)

    @property
    def reworded(self) -> Mapping[str, Reworded]:
        """Title and statement, where their words changed."""
        if not self.then or not self.now:
            return {}
        pairs = {"title": Reworded(self.then.title, self.now.title)}
        pairs["statement"] = Reworded(self.then.statement, self.now.statement)
        return {name: pair for name, pair in pairs.items() if pair.then != pair.now}

    @property
    def checks(self) -> tuple[CheckChange, ...]:
        """The checks that came, changed or went."""
        return tuple(_check_changes(self)) if self.then and self.now else ()


def compare(primer: Primer, since: str, until: str = "") -> tuple[ItemChange, ...]:
    """What changed from one released edition to another, or to the text as it is now; level changes first.

    Raises KeyError for an edition that was not released.
    """
    old = primer.editions[since].file
    new = primer.editions[until].file.items if until else current_items(primer)
    names = sorted({*old.items, *old.removed, *new}, key=primer.letters.order)
    found = (_change(primer, name, since, until, old.items.get(name), new.get(name)) for name in names)
    kept = (change for change in found if change and (change.then or change.now or change.kind == "removed"))
    return tuple(sorted(kept, key=lambda change: not change.ratings))


def _change(
    primer: Primer, name: str, since: str, until: str, then: SnapshotItem | None, now: SnapshotItem | None
) -> ItemChange | None:
    if then and now and then.meaning == now.meaning:
        return None
    entry = primer.ledger.entries.get(name)
    if entry is None:
        return None
    removed = entry.status is LedgerStatus.REMOVED_FOR_SAFETY
    if not then and not removed and name in primer.editions[since].file.removed:
        return None  # The text of that edition is gone, and there is nothing to hold the words of now against.
    notes = tuple(change for change in entry.history if _between(change, since, until))
    return ItemChange(name, entry, None if removed else then, None if removed else now, notes)


def item_change(primer: Primer, since: str, name: str) -> ItemChange | None:
    """What became of one item of a released edition until now; none where nothing did."""
    then = primer.editions[since].file.items.get(name)
    return _change(primer, name, since, "", then, current_items(primer).get(name))


def _between(change: Change, since: str, until: str) -> bool:
    number = edition_number(change.edition)
    return number > edition_number(since) and (not until or number <= edition_number(until))


@lru_cache(maxsize=2)
def current_items(primer: Primer) -> Mapping[str, SnapshotItem]:
    """What a citer relies on in each item as it is now."""
    return {name: snapshot_item(item_record(primer, name).model_dump(mode="json")) for name in primer.items}


def _check_changes(change: ItemChange) -> Iterator[CheckChange]:
    assert change.then
    assert change.now
    old, new, entry = change.then.checks, change.now.checks, change.entry
    for number in sorted({*old, *new}):
        words = Reworded(old.get(number, ""), new.get(number, ""))
        if not words.then:
            yield CheckChange(number, "new", words)
        elif not words.now:
            reason = entry.withdrawn_checks.get(number, "")
            yield CheckChange(number, "withdrawn", words, reason, entry.check_to.get(number, ()))
        elif words.then != words.now:
            yield CheckChange(number, "reworded", words)


def _pieces(then: str, now: str) -> Iterator[Piece]:
    old, new = _WORD.findall(then), _WORD.findall(now)
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        yield from (Piece("gone", then), Piece("new", now))
        return
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(new[k:m]))
            continue
        for word, part in (("gone", "".join(old[i:j])), ("new", "".join(new[k:m]))):
            if part:
                yield Piece(word, part)  # type: ignore[arg-type]
