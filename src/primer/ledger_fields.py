"""The form of `docs/ledger.yml`: a mapping from every id ever given to what became of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, RootModel

from primer.field_types import Day, Line
from primer.fields import Fields
from primer.vocabulary import ChangeTag, LedgerStatus

Edition = Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+$")]
"""An edition's number, in the form X.Y."""
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
"""The first eight hexadecimal digits of a SHA-256."""


class Change(Fields):
    """One line of an item's history."""

    date: Day
    edition: Edition
    tag: ChangeTag
    note: Line


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
    fingerprint: Annotated[dict[str, Digest], Field(default_factory=dict)]
    """For each field that a citer relies on, its digest at the last line of the history."""
    to: tuple[Line, ...] = ()
    """Where a merged or split id went."""
    reason: Line | None = None
    """Why the id is no longer current. Printed on its tombstone."""
    was: Line | None = None
    """The last title of an id that is no longer current; never kept for a removal for safety."""
    history: tuple[Change, ...] = ()


class LedgerFile(RootModel[dict[str, LedgerEntry]]):
    """The whole ledger."""
