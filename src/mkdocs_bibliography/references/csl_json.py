"""Bibliographies that come as CSL-JSON or CSL-YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import yaml

from mkdocs_bibliography.references.bibtex import Blocks, Entry
from mkdocs_bibliography.references.bibtex_writer import bibtex_of_csl, print_entry
from mkdocs_bibliography.references.dates import CslDate, parse_date
from mkdocs_bibliography.text.issues import issue_at
from mkdocs_bibliography.text.source import Source

_DATES = ("issued", "accessed", "event-date", "original-date", "submitted")
_ENDINGS = (".json", ".yaml", ".yml")


def is_csl(source: Source) -> bool:
    """Whether the file's name says that it holds CSL-JSON or CSL-YAML."""
    return source.path.endswith(_ENDINGS)


def read_csl(source: Source) -> Blocks:
    """Every work of a CSL file as an entry, and an issue for each that cannot be read."""
    blocks = Blocks()
    try:
        data = json.loads(source.text) if source.path.endswith(".json") else yaml.safe_load(source.text)
    except json.JSONDecodeError as error:
        blocks.issues.append(issue_at(source, error.pos, "bib-unfinished", f"This is no JSON: {error.msg}. Mend it."))
        return blocks
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = f"This is no YAML: {getattr(error, 'problem', None) or error}. Mend it."
        blocks.issues.append(issue_at(source, mark.index if mark else 0, "bib-unfinished", message))
        return blocks
    items = data.get("references", data.get("items")) if isinstance(data, Mapping) else data
    if not isinstance(items, list):
        message = "This is no list of CSL items. Write a list, or a mapping with the list under 'references'."
        blocks.issues.append(issue_at(source, 0, "bib-unfinished", message))
        return blocks
    _read_items(source, items, blocks)
    return blocks


def _read_items(source: Source, items: list[object], blocks: Blocks) -> None:
    places = _places(source)
    for number, item in enumerate(items, 1):
        if not isinstance(item, Mapping) or not item.get("id"):
            message = f"Item {number} has no 'id'. Give it one; citations name it by that."
            blocks.issues.append(issue_at(source, 0, "bib-unfinished", message))
            continue
        key = str(item["id"])
        blocks.entries.append(_entry(source, key, item, next(places.get(key, iter(())), 0)))


def _places(source: Source) -> dict[str, Iterator[int]]:
    """The offsets at which each id is declared."""
    found: dict[str, list[int]] = {}
    for match in re.finditer(r"[\"']?\bid[\"']?\s*:\s*[\"']?([^\"',\s}]+)", source.text):
        found.setdefault(match[1], []).append(match.start())
    return {key: iter(offsets) for key, offsets in found.items()}


def _entry(source: Source, key: str, item: Mapping[str, object], offset: int) -> Entry:
    dated = {name: _date(value) if name in _DATES else value for name, value in item.items()}
    csl: dict[str, object] = {"type": "document", **dated, "id": key}
    entry_type, fields = bibtex_of_csl(csl)
    raw = print_entry(entry_type, key, fields)
    return Entry(entry_type, key, fields, source, offset, raw, csl=csl)


def _date(value: object) -> CslDate:
    """A date in any of the forms that CSL files use: date parts, text (EDTF), or years, months and days by name."""
    if isinstance(value, list):
        return {"date-parts": [_named_parts(one) for one in value if isinstance(one, Mapping)]}
    if isinstance(value, Mapping):
        return dict(value) if "year" not in value else {"date-parts": [_named_parts(value)]}
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return parse_date(text) or {"literal": text}


def _named_parts(point: Mapping[str, object]) -> list[int]:
    parts = (point.get(name) for name in ("year", "month", "day"))
    return [int(str(part)) for part in parts if part is not None]
