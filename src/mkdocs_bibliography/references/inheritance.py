"""Fields that an entry takes over from others: `crossref` and biblatex's `xdata`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mkdocs_bibliography.references.bibtex import Entry
from mkdocs_bibliography.text.issues import Issue, issue_at

_OWN = {
    "crossref",
    "xref",
    "xdata",
    "ids",
    "keywords",
    "label",
    "shorthand",
    "sortkey",
    "doi",
    "url",
    "note",
    "abstract",
}
_IN_PARTS = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_PARTS = {
    "inbook",
    "bookinbook",
    "suppbook",
    "incollection",
    "suppcollection",
    "inproceedings",
    "conference",
    "inreference",
}


def inherit(entries: Mapping[str, Entry]) -> tuple[dict[str, Entry], tuple[Issue, ...]]:
    """The entries with what they inherit, and an issue for each parent that is missing or its own descendant."""
    issues: list[Issue] = []
    done: dict[str, Entry] = {}
    for key in entries:
        _fill(key, entries, done, issues)
    return {key: done[key] for key in entries}, tuple(issues)


def _fill(key: str, entries: Mapping[str, Entry], done: dict[str, Entry], issues: list[Issue]) -> None:
    """Fill one entry after its ancestors: a walk with its own stack, since chains may be long."""
    waiting = [key]
    while waiting:
        entry = entries[waiting[-1]]
        known = [parent for _, parent in _parents(entry) if parent in entries]
        todo = [parent for parent in known if parent not in done and parent not in waiting]
        if waiting[-1] not in done and todo:
            waiting.append(todo[0])
            continue
        if waiting[-1] not in done:
            issues += _parent_issues(entry, entries, waiting)
            done[waiting[-1]] = _merged(entry, done)
        waiting.pop()


def _parents(entry: Entry) -> Iterable[tuple[str, str]]:
    """Field and key of each entry that this one names as a parent."""
    for name in ("xdata", "crossref"):
        for key in entry.fields.get(name, "").split(","):
            if key.strip():
                yield name, key.strip()


def _parent_issues(entry: Entry, entries: Mapping[str, Entry], waiting: list[str]) -> Iterable[Issue]:
    for name, parent in _parents(entry):
        if parent not in entries:
            what = f"Entry '{entry.key}' names '{parent}' in '{name}', which no file holds."
            message = f"{what} Mend the key, or add the entry."
            yield issue_at(entry.source, entry.place_of(name), "bib-unknown-parent", message)
        elif parent in waiting:
            message = f"Entry '{entry.key}' inherits from itself through '{parent}'. Take one '{name}' away."
            yield issue_at(entry.source, entry.place_of(name), "bib-unknown-parent", message)


def _merged(entry: Entry, done: Mapping[str, Entry]) -> Entry:
    fields = dict(entry.fields)
    for name, key in _parents(entry):
        parent = done.get(key)
        if parent is None:
            continue
        renamed = _IN_PARTS if name == "crossref" and entry.entry_type in _PARTS else {}
        for field, value in parent.fields.items():
            if name == "xdata" or field not in _OWN:
                fields.setdefault(renamed.get(field, field), value)
    alone = entry.self_contained and len(fields) == len(entry.fields)
    return replace(entry, fields=fields, self_contained=alone)
