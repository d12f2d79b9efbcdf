"""Rows as CSV that is safe to open in a spreadsheet. Every CSV that the engine writes is written here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

_SIGNS = "=\uff1d\ufe66\u207c\u208c+\uff0b\ufe62\u207a\u208a\ufb29\\-\uff0d\ufe63\u207b\u208b\u2212@\uff20\ufe6b"
"""What a formula begins with, also in the widths that a spreadsheet takes for the same sign."""
_UNSEEN = (
    "\\s\\x00-\\x1f\\x7f-\\x9f\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff"
)
_QUOTES = "\"'`\u00b4\u00ab\u00bb\u2018-\u201f\u2039\u203a\uff02\uff07"
_START = re.compile(f"(?:\\A|[;,|\\t\\r\\n])[{_UNSEEN}{_QUOTES}]*([{_SIGNS}]?)")
"""Where a cell begins, or would begin with another separator, with the sign that comes first, past all that
spreadsheets skip.
"""


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Rows in CSV as RFC 4180 has it; no cell is read as a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def cell(value: object) -> str:
    """A value as a cell: lists are joined by a semicolon, and an apostrophe keeps a formula from being one.

    It stands before the sign that would begin the formula, at the cell's start and after what may separate cells; and
    before a tab or a line's end that the cell begins with. OWASP: CSV Injection.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "; ".join(map(str, value)) if isinstance(value, (tuple, list)) else str(value)
    guarded = _START.sub(_with_apostrophe, text)
    return f"'{guarded}" if guarded.startswith(("\t", "\r", "\n")) else guarded


def _with_apostrophe(found: re.Match[str]) -> str:
    sign = found[1]
    return f"{found[0].removesuffix(sign)}'{sign}" if sign else found[0]
