"""Permanent ids: what `docs/ledger.yml` says became of every id ever given."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Annotated, Literal

import yaml
from pydantic import Field, RootModel, TypeAdapter, ValidationError

from mkdocs_bibliography.text.issues import Issue
from mkdocs_bibliography.text.source import Source
from primer.content.field_types import Day, Line
from primer.content.item_models import Fields
from primer.content.vocabulary import ChangeTag, LedgerStatus
from primer.project.front_matter import FrontMatter, read_yaml
from primer.project.validation import field_issues

Edition = Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+$")]
"""An edition's number, in the form X.Y."""


def edition_number(edition: str) -> tuple[int, ...]:
    """What sorts editions: `1.10` comes after `1.9`."""
    return tuple(int(part) for part in edition.split("."))


class Change(Fields):
    """One line of an item's history."""

    date: Day
    edition: Edition
    tag: ChangeTag
    note: Line


Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
"""The first eight hexadecimal digits of a SHA-256."""


class LedgerEntry(Fields):
    """What the ledger knows of one id."""

    type: Literal["guideline", "myth", "finding", "activity", "reference"]
    since: Edition
    """The edition in which the id first appeared."""
    status: LedgerStatus = LedgerStatus.CURRENT
    revision: Annotated[int, Field(ge=1)] = 1
    """Counts the changes that a citer can notice."""
    checks: tuple[int, ...] = ()
    """For a guideline: every check number ever given."""
    withdrawn_checks: Annotated[dict[int, Line], Field(default_factory=dict)]
    """Check numbers that are no longer asked, with the reason."""
    check_to: Annotated[dict[int, tuple[Line, ...]], Field(default_factory=dict)]
    """Where a withdrawn check went, such as `G12.7`; two or more say that it was split."""
    fingerprint: Annotated[dict[str, Digest], Field(default_factory=dict)]
    """For each field that a citer relies on, its digest at the last line of the history."""
    to: tuple[Line, ...] = ()
    """Where a merged or split id went."""
    reason: Line | None = None
    """Why the id is no longer current. Printed on its tombstone."""
    was: Line | None = None
    """The last title of an id that is no longer current; never kept for a removal for safety."""
    history: tuple[Change, ...] = ()


_ENTRY = TypeAdapter(LedgerEntry)
_RELEASED = re.compile(r"^(\S+) +(guideline|myth|finding|activity|reference)$", re.M)


@dataclass(frozen=True)
class Ledger:
    """Every id ever given, and where the ledger says so."""

    source: Source
    front: FrontMatter
    entries: Mapping[str, LedgerEntry]

    @cached_property
    def retired(self) -> dict[str, LedgerEntry]:
        """The entries whose id is no longer current: each keeps its page as a tombstone."""
        return {name: entry for name, entry in self.entries.items() if entry.status is not LedgerStatus.CURRENT}

    def lists(self, name: str) -> bool:
        """Whether an id has an entry, right or wrong; of a ledger that cannot be read nobody knows, so: yes."""
        return not self.front.keys or (name,) in self.front.keys

    def place(self, name: str) -> int:
        """The offset of an id's line; the start of the ledger when it has none."""
        return self.front.keys[(name,)].start if (name,) in self.front.keys else 0

    def history(self, name: str) -> tuple[Change, ...]:
        """What happened to an id, first things first."""
        return self.entries[name].history if name in self.entries else ()

    def next_id(self, letter: str) -> str:
        """The next id of a letter that was never given."""
        given = [int(name[1:]) for name in self.entries if re.fullmatch(rf"{letter}[1-9][0-9]*", name)]
        return f"{letter}{max(given, default=0) + 1}"


@dataclass(frozen=True)
class Released:
    """The ids that the last released edition promised, from `docs/released.txt`: one id and its type a line."""

    source: Source
    types: Mapping[str, str]
    places: Mapping[str, int]


def read_ledger(source: Source) -> tuple[Ledger, tuple[Issue, ...]]:
    """The ledger, and what is wrong with its form."""
    front = read_yaml(source)
    issues = list(front.issues)
    entries: dict[str, LedgerEntry] = {}
    for name, value in front.values.items():
        try:
            entries[name] = _ENTRY.validate_python(value)
        except ValidationError as error:
            issues += field_issues(source, front, error, (name,), "ledger-wrong")
    return Ledger(source, front, entries), tuple(issues)


def read_released(source: Source) -> Released:
    """The released ids; lines of another form are comments."""
    found = list(_RELEASED.finditer(source.text))
    return Released(
        source, {match.group(1): match.group(2) for match in found}, {match.group(1): match.start() for match in found}
    )


def ledger_lines(name: str, kind: str, edition: str, day: str, checks: tuple[int, ...] = ()) -> str:
    """The lines that enter a new id into the ledger."""
    values: dict[str, object] = {"type": kind, "since": edition}
    if kind != "reference":
        added = {"tag": "ADDED", "note": "First published."}
        values |= {"revision": 1} | ({"checks": list(checks)} if checks else {})
        values["history"] = [{"date": datetime.date.fromisoformat(day), "edition": edition, **added}]
    return dump_entry(name, values)


def dump_entry(name: str, values: Mapping[str, object]) -> str:
    """An entry as the ledger writes it: a key a line, a line of history a line."""
    text: str = yaml.dump(
        {name: dict(values)}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=inf, default_flow_style=None
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, as the rest of the ledger does."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class LedgerFile(RootModel[dict[str, LedgerEntry]]):
    """The whole ledger."""
