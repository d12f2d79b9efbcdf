"""CSL items as other programs write them, brought to one shape: `clean_item`.

Zotero writes parts of dates as text, Crossref has lists for titles and `null` for days, Citation.js leaves `_graph`
behind. What has no place in CSL is left out, so that nothing later meets a shape that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from mkdocs_bibliography.references.dates import CslDate, parse_date
from mkdocs_bibliography.references.markup import closed
from mkdocs_bibliography.references.names import Name
from mkdocs_bibliography.text.addresses import followed

DATES = ("issued", "accessed", "event-date", "original-date", "submitted", "available-date")
NAMES = (
    "author", "editor", "translator", "director", "container-author", "collection-editor", "editorial-director",
    "composer", "illustrator", "interviewer", "recipient", "reviewed-author", "original-author", "chair", "compiler",
    "contributor", "curator", "executive-producer", "guest", "host", "narrator", "organizer", "performer", "producer",
    "script-writer", "series-creator",
)  # fmt: skip
_NAME_PARTS = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")
_NAMED = {"event": "event-title"} | {name.lower(): name for name in ("DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID")}
_TYPES = {
    "journal-article": "article-journal", "book-chapter": "chapter", "proceedings-article": "paper-conference",
    "posted-content": "article", "dissertation": "thesis", "monograph": "book", "edited-book": "book",
    "reference-entry": "entry", "": "document",
}  # fmt: skip
"""Types as Crossref names them."""
LONGEST = 100_000
"""Characters of a text; what is longer is cut off."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_NUMBER = re.compile(r"-?[0-9]{1,6}")


def clean_item(item: Mapping[object, object], key: str) -> dict[str, object]:
    """The item under a key, with every value in the shape that CSL-JSON's schema has for it."""
    clean: dict[str, object] = {"type": "document"}
    for raw_name, value in item.items():
        name = _NAMED.get(str(raw_name), str(raw_name))
        if name in DATES:
            shaped: object = clean_date(value)
        elif name in NAMES:
            shaped = [person for one in as_list(value) if (person := _name(one))]
        elif name == "custom" and isinstance(value, Mapping):
            shaped = {str(field): text for field, one in value.items() if (text := _text(one))}
        elif name == "URL":
            shaped = followed(_text(value))
        else:
            shaped = _first(value) if name in {"title", "container-title"} else _text(value)
        if shaped not in (None, "", [], {}):
            clean[name] = shaped
    clean["type"] = _TYPES.get(str(clean["type"]), clean["type"])
    return clean | {"id": key}


def as_list(value: object) -> list[object]:
    """A list as it is, anything else as a list of itself, nothing as an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _first(value: object) -> str:
    return next((text for one in as_list(value) if (text := _text(one))), "")


def _text(value: object) -> str:
    """Text of a text, a number or a list of them; empty for anything else."""
    if isinstance(value, str):
        return closed(_CONTROL.sub("", value.encode("utf-8", "replace").decode())[:LONGEST])
    if isinstance(value, bool) or value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, list):
        return ", ".join(text for one in value if not isinstance(one, list) and (text := _text(one)))
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)


def _name(value: object) -> Name:
    if isinstance(value, Mapping):
        parts = {part: text for part in _NAME_PARTS if (text := _text(value.get(part)).strip())}
        literal = _text(value.get("name")).strip()
        return parts or ({"literal": literal} if literal else {})
    literal = _text(value).strip()
    return {"literal": literal} if literal else {}


def clean_date(value: object) -> CslDate | None:
    """A date in any of the forms that CSL files use: date parts, text (EDTF), or years, months and days by name."""
    if isinstance(value, Mapping):
        return _date_of(value)
    if isinstance(value, list):
        points = [point for one in value if (point := _point(one))]
        return {"date-parts": points[:2]} if points else None
    text = _text(value).strip()
    return (parse_date(text) or {"literal": text}) if text else None


def _date_of(value: Mapping[object, object]) -> CslDate | None:
    date: dict[str, object] = {}
    points = [point for one in as_list(value.get("date-parts")) if (point := _point(one))] or [_point(value)]
    if points[0]:
        date["date-parts"] = points[:2]
    else:
        text = next((text for name in ("raw", "date", "literal", "date-time") if (text := _text(value.get(name)))), "")
        date |= parse_date(text) or ({"literal": text} if text else {})
    if (date and _text(value.get("circa")).lower() not in {"", "0", "false"}) or value.get("circa") is True:
        date["circa"] = True
    season = _text(value.get("season"))
    return date | ({"season": season} if season and date else {}) or None


def _point(value: object) -> list[int]:
    """Year, month and day as far as they are numbers."""
    if isinstance(value, Mapping):
        return _numbers(value.get(name) for name in ("year", "month", "day"))
    if isinstance(value, str) and (parsed := parse_date(value)):
        parts = parsed["date-parts"]
        return parts[0] if isinstance(parts, list) else []
    return _numbers(as_list(value)[:3])


def _numbers(values: Iterable[object]) -> list[int]:
    numbers: list[int] = []
    for value in values:
        text = _text(value).strip()
        if not _NUMBER.fullmatch(text) or (numbers and not 1 <= int(text) <= 31):
            break
        numbers.append(int(text))
    return numbers
