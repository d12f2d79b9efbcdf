"""Fields that an entry takes over from others: `crossref` and biblatex's `xdata`."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from mkdocs_bibliography.references.bibtex import Entry
from mkdocs_bibliography.text.issues import Issue, issue_at

_OWN = frozenset("crossref xref xdata ids keywords label shorthand sortkey doi url note abstract".split())
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
    issues: list[Issue] = []
    done: dict[str, Entry] = {}
    refused: set[tuple[str, str]] = set()
    for key in entries:
        _fill(key, entries, done, issues, refused)
    return Inherited({key: done[key] for key in entries}, tuple(issues), frozenset(refused))


def _fill(
    key: str, entries: Mapping[str, Entry], done: dict[str, Entry], issues: list[Issue], refused: set[tuple[str, str]]
) -> None:
    """Fill one entry after its ancestors: a walk with its own path, since chains may be long."""
    path = {key: parents(entries[key])} if key not in done else {}
    while path:
        last = next(reversed(path))
        parent = next((name for _, name in path[last] if name in entries and name not in done), None)
        if parent is not None and parent not in path:
            path[parent] = parents(entries[parent])
        elif parent is None:
            for lost, issue in _parent_issues(entries[last], entries, path):
                issues.append(issue)
                refused.add((last, lost))
            done[last] = _merged(entries[last], done)
            del path[last]


def parents(entry: Entry) -> Iterator[tuple[str, str]]:
    """Field and key of each entry that this one names as a parent."""
    for name in ("xdata", "crossref"):
        for key in entry.fields.get(name, "").split(","):
            if key.strip():
                yield name, key.strip()


def _parent_issues(entry: Entry, entries: Mapping[str, Entry], path: Container[str]) -> Iterator[tuple[str, Issue]]:
    """Each parent that is refused, and why."""
    for name, parent in parents(entry):
        if parent not in entries:
            what = f"Entry '{entry.key}' names '{parent}' in '{name}', which no file holds."
            message = f"{what} Fix the key, or add the entry."
            yield parent, issue_at(entry.source, entry.place_of(name), "bib-unknown-parent", message)
        elif parent in path:
            message = f"Entry '{entry.key}' inherits from itself through '{parent}'. Take one '{name}' away."
            yield parent, issue_at(entry.source, entry.place_of(name), "bib-unknown-parent", message)


def _merged(entry: Entry, done: Mapping[str, Entry]) -> Entry:
    fields = dict(entry.fields)
    for name, key in parents(entry):
        parent = done.get(key)
        if parent is None:
            continue
        renamed = _IN_PARTS if name == "crossref" and entry.entry_type in _PARTS else {}
        for field, value in parent.fields.items():
            if name == "xdata" or field not in _OWN:
                fields.setdefault(renamed.get(field, field), value)
    alone = entry.self_contained and len(fields) == len(entry.fields)
    return replace(entry, fields=fields, self_contained=alone)
