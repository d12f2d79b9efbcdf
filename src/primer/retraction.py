"""What is said of a work that was retracted, from its field `retracted = {2024-03-01: reason}`."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from primer.dates import day

RETRACTED = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}: \S"
"""The form of the field: a day, a colon, the reason."""


def retraction_day(field: str) -> date | None:
    """The day that a field gives; None when the field has another form or names no day of the calendar."""
    with suppress(ValueError):
        return date.fromisoformat(field[:10]) if re.match(RETRACTED, field) else None
    return None


def retraction_note(field: str) -> str:
    """The field for readers: "Retracted on 1 March 2024: reason"; also one of a wrong form is said."""
    when = retraction_day(field)
    return f"Retracted on {day(when)}: {field[11:].strip()}" if when else f"Retracted: {field}"
