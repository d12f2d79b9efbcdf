"""Entries written for pandoc: `pandoc_entries`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from mkdocs_bibliography.references.bibtex import Entry
from mkdocs_bibliography.references.bibtex_writer import print_entry
from mkdocs_bibliography.references.inheritance import Inherited, parents
from mkdocs_bibliography.references.pandoc_items import PandocEntry, entry_id
from mkdocs_bibliography.references.prepare import prepared

_NAME = re.compile(r"[a-z][a-z0-9_:.+-]*")
_VERBATIM = frozenset({"DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID", "page"})
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+.!<>~^$'\"-])")
_BRACKETS = 30
"""More than so many are no links, and pandoc may never have read them."""
_BLOCK = re.compile(r"(\d+(?=[.)])|(?=[#>+*:|-]+(?:\s|$)))")


def pandoc_entries(
    entries: Mapping[str, Entry], inherited: Inherited, plain: Mapping[str, Mapping[str, str]]
) -> list[PandocEntry]:
    """The entries of BibTeX files and the items of CSL-YAML, under the numbers of their places.

    `inherited` says which parents an entry may not have, `plain` has each work's fields as plain text.
    """
    read = [
        entry for entry in entries.values() if (entry.csl is None or entry.is_markdown) and entry.entry_type != "set"
    ]
    ids = {entry.key: entry_id(number) for number, entry in enumerate(read)}
    return [
        PandocEntry(entry.key, "markdown", _markdown(entry, ids), plain.get(entry.key, {}))
        if entry.is_markdown
        else PandocEntry(entry.key, "biblatex", _bibtex(entry, ids, inherited), plain.get(entry.key, {}))
        for entry in read
    ]


def _bibtex(entry: Entry, ids: Mapping[str, str], inherited: Inherited) -> str:
    fields = {name: value for name, value in prepared(entry.fields).items() if _NAME.fullmatch(name)}
    allowed = [(name, key) for name, key in parents(entry) if (entry.key, key) not in inherited.refused and key in ids]
    for name in ("xdata", "crossref"):
        fields.pop(name, None)
        if kept := [ids[key] for field, key in allowed if field == name]:
            fields[name] = ",".join(kept)
    book = inherited.entries[entry.key].fields.get("booktitle")
    if book:  # Pandoc takes it from a collection alone, classic BibTeX from any parent.
        fields.setdefault("booktitle", prepared({"booktitle": book})["booktitle"])
    kind = entry.entry_type if re.fullmatch("[a-z]+", entry.entry_type) else "misc"
    return print_entry(kind, ids[entry.key], fields)


def _markdown(entry: Entry, ids: Mapping[str, str]) -> str:
    item = {name: _escaped(value, name) for name, value in (entry.csl or {}).items()}
    return json.dumps(item | {"id": ids[entry.key]}, ensure_ascii=False)


def _escaped(value: object, name: str) -> object:
    """A value whose text is one paragraph of Markdown, and an address one of no markup at all."""
    if isinstance(value, Mapping):
        return {part: _escaped(one, name) for part, one in value.items()}
    if isinstance(value, list):
        return [_escaped(one, name) for one in value]
    if not isinstance(value, str):
        return value
    text = " ".join(value.split())
    if text.count("[") > _BRACKETS:
        text = text.replace("[", "\\[")
    return (
        _SIGNS.sub(r"\\\1", text)
        if name in _VERBATIM
        else _BLOCK.sub(r"\1\\", text, count=1)
        if _BLOCK.match(text)
        else text
    )
