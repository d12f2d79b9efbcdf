"""`sources-status.yml`: what the registries said of each source, and what a person made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source
from mkdocs_bibliography.text.yaml_faults import YAML_FAULTS, load_yaml, place_in, problem_of
from primer.watch.updates import Update

NAME = "sources-status.yml"
_HEAD = """\
# What the registries of DOIs say of each source. Written by `primer check-sources`.
# When you have read a notice, add `reviewed: 2026-11-24` and a `note` to its source; both are kept.
"""
_KEYS = frozenset({"doi", "registry", "checked", "error", "updates", "reviewed", "note"})


@dataclass(frozen=True)
class SourceStatus:
    """What is known of one source."""

    doi: str
    registry: str
    checked: date
    """The day on which it was last asked for."""
    updates: tuple[Update, ...] = ()
    error: str = ""
    reviewed: date | None = None
    """The day on which a person read the notices, and dealt with them."""
    note: str = ""

    @property
    def open(self) -> tuple[Update, ...]:
        """Notices that no one has dealt with: those of a later day than the review, and those of no day before one."""
        day = self.reviewed.isoformat() if self.reviewed else ""
        return tuple(one for one in self.updates if not day or one.date > day)

    def flag(self, *, retracts: bool) -> str:
        """The notices of one sort in the form of a bibliography's field: `2024-03-01: Retraction, doi.org/10.1/x`."""
        mine = [one for one in self.updates if one.retracts is retracts]
        if not mine:
            return ""
        first = mine[0]
        return f"{first.date}: {first.words}" if first.date else first.words


def read_status(source: Source | None) -> tuple[dict[str, SourceStatus], tuple[Issue, ...]]:
    """The file's sources by key, and what is wrong in it."""
    if source is None:
        return {}, ()
    try:
        data = load_yaml(source.text) or {}
    except YAML_FAULTS as error:
        what = f"This is no YAML: {problem_of(error)}. Run 'primer check-sources' again."
        return {}, (issue_at(source, place_in(error, source.text), "sources-status", what),)
    found: dict[str, SourceStatus] = {}
    issues: list[Issue] = []
    entries = data.get("sources") if isinstance(data, dict) else None
    if not isinstance(entries, dict):
        what = "There is no mapping 'sources'. Run 'primer check-sources' again."
        return {}, (issue_at(source, 0, "sources-status", what),)
    for key, entry in entries.items():
        try:
            found[str(key)] = _status(entry)
        except (KeyError, TypeError, ValueError) as error:
            place = max(source.text.find(f"\n  {key}:") + 3, 0)
            what = f"'{key}' is wrong: {_words(error)}. Correct it, or run 'primer check-sources' again."
            issues.append(issue_at(source, place, "sources-status", what))
    return found, tuple(issues)


def _words(error: Exception) -> str:
    return f"it has no '{error.args[0]}'" if isinstance(error, KeyError) else str(error).partition("\n")[0]


def _status(entry: Any) -> SourceStatus:
    if not isinstance(entry, dict):
        raise TypeError("it is no mapping")
    if unknown := [name for name in entry if name not in _KEYS]:
        raise ValueError(f"'{unknown[0]}' is none of {', '.join(sorted(_KEYS))}")
    reviewed = entry.get("reviewed")
    return SourceStatus(
        _text(entry["doi"]),
        _text(entry.get("registry", "")),
        _date(entry["checked"]),
        tuple(_notice(one) for one in entry.get("updates", ())),
        _text(entry.get("error", "")),
        _date(reviewed) if reviewed is not None else None,
        _text(entry.get("note", "")),
    )


def _notice(value: Any) -> Update:
    if not isinstance(value, dict):
        raise TypeError(f"the notice {value!r:.60} is no mapping")
    return Update(**{name: _text(one) for name, one in value.items()})


def _text(value: object) -> str:
    if isinstance(value, (list, dict, set, bytes)) or value is None:
        raise TypeError("a list, a mapping or nothing stands where a text belongs")
    return str(value)


def _date(value: object) -> date:
    if isinstance(value, date):
        return value
    raise ValueError(f"'{value}' is no day in the form 2026-11-24")


def status_text(statuses: Mapping[str, SourceStatus]) -> str:
    """The file that holds the sources, in the order of their keys."""
    sources = {key: _entry(status) for key, status in sorted(statuses.items())}
    return _HEAD + yaml.safe_dump({"sources": sources}, sort_keys=False, allow_unicode=True, width=110)


def _entry(status: SourceStatus) -> dict[str, object]:
    entry: dict[str, object] = {"doi": status.doi, "registry": status.registry, "checked": status.checked}
    if status.error:
        entry["error"] = status.error
    if status.updates:
        entry["updates"] = [_update(one) for one in status.updates]
    if status.reviewed:
        entry["reviewed"] = status.reviewed
    if status.note:
        entry["note"] = status.note
    return entry


def _update(update: Update) -> dict[str, str]:
    values = {name: getattr(update, name) for name in ("date", "kind", "notice", "source", "reason")}
    return {name: value for name, value in values.items() if value or name == "date"}


def open_notices(statuses: Mapping[str, SourceStatus]) -> Iterable[tuple[str, Update]]:
    """Every notice that no one has dealt with, with the key of its source."""
    for key, status in sorted(statuses.items()):
        for update in status.open:
            yield key, update
