"""Fields that an entry takes over from others: `crossref` and biblatex's `xdata`."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from mkdocs_bibliography.references.bibtex import Entry
from mkdocs_bibliography.text.issues import Issue, issue_at

_OWN = frozenset("crossref xref xdata ids keywords label shorthand sortkey doi url note abstract".split())
DEEPEST = 30
"""Ancestors of an entry, one above the other."""
_IN_PARTS = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_PARTS = frozenset(
    "inbook bookinbook suppbook incollection suppcollection inproceedings conference inreference".split()
)


@dataclass(frozen=True)
class Inherited:
    """Entries with what they take over from others."""

    entries: Mapping[str, Entry]
    issues: tuple[Issue, ...]
    """One for each parent that is missing or its own descendant."""
    refused: frozenset[tuple[str, str]]
    """Key and parent of each of these."""


def inherit(entries: Mapping[str, Entry]) -> Inherited:
    """The entries with what they inherit, as far as checks need it; pandoc inherits again, in biblatex's finer ways."""
    family = _Family(entries)
    for key in entries:
        family.fill(key)
    done = {key: family.done[key] for key in entries}
    return Inherited(done, tuple(family.issues), frozenset(family.refused))


class _Family:
    """Entries, of which more and more are filled."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._depths: dict[str, int] = {}
        self.done: dict[str, Entry] = {}
        self.issues: list[Issue] = []
        self.refused: set[tuple[str, str]] = set()

    def fill(self, key: str) -> None:
        """Fill one entry after its ancestors: a walk with its own path, since chains may be long."""
        path = {key: parents(self._entries[key])} if key not in self.done else {}
        while path:
            last = next(reversed(path))
            known = (name for _, name in path[last] if name in self._entries and name not in self.done)
            parent = next(known, None)
            if parent is not None and parent not in path:
                path[parent] = parents(self._entries[parent])
            elif parent is None:
                self._refuse(self._entries[last], path)
                self.done[last] = _merged(self._entries[last], self.done, self.refused)
                named = (name for _, name in parents(self._entries[last]) if (last, name) not in self.refused)
                self._depths[last] = 1 + max((self._depths[name] for name in named), default=0)
                del path[last]

    def _refuse(self, entry: Entry, path: Container[str]) -> None:
        """Note each parent that the entry may not have, and why."""
        places: dict[str, int] = {}
        for field, parent in parents(entry):
            if parent not in self._entries:
                what = f"Entry '{entry.key}' names '{parent}' in '{field}', which no file holds."
                message = f"{what} Fix the key, or add the entry."
            elif parent in path:
                message = f"Entry '{entry.key}' inherits from itself through '{parent}'. Take one '{field}' away."
            elif self._depths[parent] >= DEEPEST:
                message = f"Entry '{entry.key}' inherits through more than {DEEPEST} others. Take '{field}' away."
            else:
                continue
            self.refused.add((entry.key, parent))
            if field not in places:
                places[field] = entry.place_of(field)
            self.issues.append(issue_at(entry.source, places[field], "bib-unknown-parent", message))


def parents(entry: Entry) -> Iterator[tuple[str, str]]:
    """Field and key of each entry that this one names as a parent."""
    for name in ("xdata", "crossref"):
        for key in entry.fields.get(name, "").split(","):
            if key.strip():
                yield name, key.strip()


def _merged(entry: Entry, done: Mapping[str, Entry], refused: Container[tuple[str, str]]) -> Entry:
    fields = dict(entry.fields)
    for name, key in parents(entry):
        parent = done.get(key)
        if parent is None or (entry.key, key) in refused:
            continue
        renamed = _IN_PARTS if name == "crossref" and entry.entry_type in _PARTS else {}
        for field, value in parent.fields.items():
            if name == "xdata" or field not in _OWN:
                fields.setdefault(renamed.get(field, field), value)
    alone = entry.self_contained and len(fields) == len(entry.fields)
    return replace(entry, fields=fields, self_contained=alone)
