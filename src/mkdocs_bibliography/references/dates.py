"""Dates: those of bibliographies as CSL values, and days as readers see them.

Read are years, ISO dates, ranges, and of EDTF (ISO 8601-2, as biblatex uses it) circa, uncertain, unspecified digits,
open or unknown ends, years of other lengths and seasons.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

CslDate = Mapping[str, object]
"""`date-parts` with one date or two, `circa`, `season`, or `literal`."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_EDTF = re.compile(r"(-?[\dXu]{4}|[yY]-?\d{1,6})(?:-([\dXu]{2})(?:-([\dXu]{2}))?)?(?:T[\d:.Z+-]*)?([~?%]*)$")
_OPEN = {"", "..", "open", "unknown"}


def month_number(text: str) -> int | None:
    """The month of a `month` field, from 1, or the season from 21: number, English name or its first three letters."""
    word = text.strip().strip('{}"').lower().rstrip(".")
    if re.fullmatch("[0-9]{1,2}", word):
        return int(word) if 1 <= int(word) <= 12 or 21 <= int(word) <= 24 else None
    if word in _SEASONS:
        return _SEASONS[word]
    return next((index for index, name in enumerate(_MONTHS, 1) if word.startswith(name)), None)


def parse_date(text: str) -> CslDate | None:
    """A date in EDTF; None when it is no date that is understood."""
    sides = [side.strip() for side in text.strip().split("/")]
    if len(sides) > 2:
        return None
    points = [_point(side) for side in sides]
    if points[0] is None or (len(points) > 1 and points[1] is None):
        return None
    known = [point for point in points if point is not None]
    parts = [point[0] for point in known if point[0]]
    if not parts:
        return None
    parts += [[0]] if len(sides) > 1 and sides[-1] in _OPEN else []
    csl: dict[str, object] = {"date-parts": parts}
    return csl | {"circa": True} if any(point[1] for point in known) else csl


def _point(side: str) -> tuple[list[int], bool] | None:
    """Year, month and day as far as given, and whether they are approximate; an open end has no parts.

    EDTF counts a year 0, which is 1 BC; CSL counts none, and has -1 for 1 BC.
    """
    if side in _OPEN:
        return [], False
    match = _EDTF.match(side)
    if match is None or not side.isascii() or match[1].strip("-") in {"XXXX", "uuuu"}:
        return None
    vague = re.search("[Xu]", match[1]) is not None
    year = int(re.sub("[Xu]", "0", match[1].lstrip("yY")))
    parts = [year if year > 0 else year - 1]
    for piece in (match[2], match[3]):
        if piece is None or not piece.isdigit():
            break
        parts.append(int(piece))
    within = len(parts) < 2 or 1 <= parts[1] <= 12 or 21 <= parts[1] <= 24
    within = within and (len(parts) < 3 or 1 <= parts[2] <= 31)
    return (parts, bool(match[4]) or vague) if within else None


_DECADE = re.compile(r"(\d{2,3}[Xu]{1,2})[~?%]*")
BEYOND_PANDOC = re.compile(r"[?%Xu]|\.\.|unknown|open|^\s*[yY]-?\d")
"""Finds what pandoc does not read in a date."""


def pandoc_date(text: str) -> str:
    """A date field in the part of EDTF that pandoc reads, if it is a date in another part; else as it is."""
    parsed = parse_date(text) if BEYOND_PANDOC.search(text) else None
    if parsed is None:
        return text
    if decade := _DECADE.fullmatch(text.strip()):
        return decade[1].replace("X", "u")
    parts = parsed["date-parts"]
    assert isinstance(parts, list)
    about = "~" if "circa" in parsed and [0] not in parts else ""  # Pandoc reads no open range that is approximate.
    return "/".join(_edtf(side) + about if side != [0] else "" for side in parts)


def _edtf(parts: list[int]) -> str:
    year = parts[0] if parts[0] > 0 else parts[0] + 1
    digits = f"{'-' if year < 0 else ''}{abs(year):04d}"
    return "-".join([digits, *(f"{part:02d}" for part in parts[1:])])


def year_of(date: CslDate | None) -> str:
    """The year for reading: "2010", "2010-2012", a literal such as "in press", or the empty text."""
    if date is None:
        return ""
    parts = date.get("date-parts")
    if not isinstance(parts, list) or not parts:
        return str(date.get("literal", ""))
    years = list(dict.fromkeys(str(point[0]) for point in parts if point and point[0]))
    return "-".join(years)


def day(value: date) -> str:
    """A date as readers see it, such as `24 November 2026`."""
    return f"{value.day} {value:%B %Y}"
