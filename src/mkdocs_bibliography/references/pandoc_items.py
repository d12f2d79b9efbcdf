"""Works as pandoc reads them, for its citeproc and as CSL items: nothing is read until the first is asked for.

One process reads the whole bibliography, and what it gave is kept. Pandoc gets entries under numbers of ours, since it
refuses keys that others allow.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, cast

from mkdocs_bibliography.references.csl_item import DATES, clean_item
from mkdocs_bibliography.references.dates import BEYOND_PANDOC, parse_date
from mkdocs_bibliography.references.markup import marked_text, plain_text
from mkdocs_bibliography.references.pandoc import run_script
from mkdocs_bibliography.text.files import digest, read_kept_json, remove_old_drafts, write_kept_json

Meta = Mapping[str, Any]
"""A metadata value as pandoc's JSON has it: `t`, its kind, and `c`, its content."""

_SCRIPT = Path(__file__).with_name("read.lua")
_LONGEST = 200
"""Seconds; ten thousand works take sixty."""
_PLAIN = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")


@dataclass(frozen=True)
class PandocEntry:
    """One entry as pandoc is to read it."""

    key: str
    format: Literal["biblatex", "markdown"]
    text: str
    """Its id is `entry_id` of its place."""
    otherwise: Mapping[str, str]
    """Plain fields that stand for the work when pandoc cannot read the entry."""


def entry_id(number: int) -> str:
    """The id of the entry at a place, from 0."""
    return f"k{number}"


class PandocItems:
    """The works of a bibliography, read by pandoc in one run when the first is asked for."""

    def __init__(self, entries: Sequence[PandocEntry], cache: Path | None, language: str = "en-US") -> None:
        self._entries = tuple(entries)
        self._language = language
        self._cache = cache

    @cached_property
    def works(self) -> Mapping[str, Meta]:
        """Each work's metadata by key. Raises PandocUnavailable."""
        found = self._read()
        return {
            entry.key: _checked(found.get(entry_id(number)) or _otherwise(entry), entry.key)
            for number, entry in enumerate(self._entries)
        }

    def _read(self) -> Mapping[str, Meta]:
        """What pandoc gives, by our numbers, from the cache or from a run."""
        entries = [{"format": entry.format, "text": entry.text} for entry in self._entries]
        job = {"entries": entries, "english": self._language.startswith("en")}
        name = digest([job, _SCRIPT.read_text("utf-8"), version("pypandoc-binary")])
        path = self._cache / f"{name}.json" if self._cache else None
        kept = read_kept_json(path) if path else None
        if isinstance(kept, dict):
            return kept
        answer = json.loads(run_script(_SCRIPT, job, "read the bibliography", _LONGEST))
        works = json.loads(answer["works"])["meta"]["references"]["c"]
        found = {_text(work["c"]["id"]): work for work in works}
        if path:
            remove_old_drafts(path.parent)
            with contextlib.suppress(OSError):  # It is read-only.
                for old in path.parent.glob("*.json"):
                    old.unlink(missing_ok=True)
            write_kept_json(path, found)
        return found


class PandocItem(Mapping[str, object]):
    """One work as a CSL item."""

    def __init__(self, items: PandocItems, key: str) -> None:
        self._items = items
        self._key = key

    @property
    def meta(self) -> Meta:
        """The same as pandoc's metadata has it, with links and formulas."""
        return self._items.works[self._key]

    @cached_property
    def _item(self) -> Mapping[str, object]:
        return clean_item({name: _value(value) for name, value in self.meta["c"].items()}, self._key)

    def __getitem__(self, name: str) -> object:
        return self._item[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._item)

    def __len__(self) -> int:
        return len(self._item)


def _value(node: Meta) -> object:
    """A metadata value as CSL-JSON has it."""
    kind, content = node["t"], node["c"]
    if kind == "MetaMap":
        values = {name: _value(value) for name, value in content.items()}
        return {name: plain_text(str(value)) if name in _PLAIN else value for name, value in values.items()}
    if kind == "MetaList":
        return [_value(value) for value in content]
    return _text(node) if kind in {"MetaInlines", "MetaBlocks"} else content


def _text(node: Meta) -> str:
    if node["t"] == "MetaBlocks":
        paragraphs = (block["c"] for block in node["c"] if block["t"] in {"Para", "Plain"})
        return "\n\n".join(marked_text(paragraph) for paragraph in paragraphs)
    return marked_text(node["c"]) if node["t"] == "MetaInlines" else str(node["c"])


def _checked(work: Meta, key: str) -> Meta:
    """The work under its own key, and with dates that are none marked as words: "1991-92" has no month 92."""
    fields = dict(work["c"]) | {"id": {"t": "MetaString", "c": key}}
    for name in DATES:
        if name not in fields or fields[name]["t"] not in {"MetaString", "MetaInlines"}:
            continue
        if (text := _text(fields[name])) and (BEYOND_PANDOC.search(text) or parse_date(text) is None):
            fields[name] = {"t": "MetaMap", "c": {"literal": {"t": "MetaString", "c": text}}}
    return {"t": "MetaMap", "c": fields}


def _otherwise(entry: PandocEntry) -> Meta:
    fields = cast("dict[str, object]", {name: {"t": "MetaString", "c": text} for name, text in entry.otherwise.items()})
    return {"t": "MetaMap", "c": fields}
