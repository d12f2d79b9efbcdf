"""The status of every source: asked of the registries, or looked up in a table, and written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.files import write_whole
from primer.watch.registries import Answer
from primer.watch.status_file import NAME, SourceStatus, open_notices, status_text
from primer.watch.updates import Update, bare_doi


class NothingReached(UserError):
    """No registry answered at all."""


@dataclass(frozen=True)
class Outcome:
    """What a run found."""

    lines: tuple[str, ...]
    """One a notice, one a source that could not be asked for."""
    summary: str
    open: int
    """How many notices no one has dealt with."""


def ask_registries(
    dois: Mapping[str, str],
    known: Mapping[str, SourceStatus],
    ask: Callable[[str], Answer],
    today: date,
    progress: Callable[[int, int, str], None],
) -> dict[str, SourceStatus]:
    """The status of every source with a DOI; one that cannot be asked for keeps what was known of it.

    Raises NothingReached when not a single one could be asked for.
    """
    found: dict[str, SourceStatus] = {}
    failed = 0
    for number, (key, doi) in enumerate(dois.items(), 1):
        progress(number, len(dois), key)
        answer = ask(doi)
        before = known.get(key)
        if answer.error:
            failed += not answer.registry and "knows" not in answer.error
            checked = before.checked if before else today
            found[key] = replace(before or SourceStatus(doi, "", checked), error=answer.error)
        else:
            found[key] = _kept(before, SourceStatus(doi, answer.registry, today, answer.updates))
    if dois and failed == len(dois):
        raise NothingReached(f"{next(iter(found.values())).error} Nothing was written. Try again, or use --offline.")
    return found


def ask_table(
    dois: Mapping[str, str],
    known: Mapping[str, SourceStatus],
    table: Mapping[str, tuple[Update, ...]],
    today: date,
) -> dict[str, SourceStatus]:
    """The same by the table of Retraction Watch alone, beside what registries said before."""
    found = {}
    for key, doi in dois.items():
        before = known.get(key)
        others = [one for one in (before.updates if before else ()) if one.source != "retraction-watch"]
        updates = tuple(sorted({*others, *table.get(bare_doi(doi), ())}))
        found[key] = _kept(before, SourceStatus(doi, before.registry if before else "", today, updates))
    return found


def _kept(before: SourceStatus | None, now: SourceStatus) -> SourceStatus:
    """What is known now, with what a person wrote of the same DOI."""
    if before is None or bare_doi(before.doi) != bare_doi(now.doi):
        return now
    return replace(now, reviewed=before.reviewed, note=before.note)


def write_status(root: Path, statuses: Mapping[str, SourceStatus], without_doi: int) -> Outcome:
    """Write the file, and say what stands in it."""
    write_whole(root / NAME, status_text(statuses).encode())
    lines = tuple(_lines(statuses))
    notices = sum(1 for _ in open_notices(statuses))
    failed = sum(bool(status.error) for status in statuses.values())
    counted = f"Sources with a DOI: {len(statuses)}, without: {without_doi}."
    summary = f"{counted} Notices to read: {notices}. Without an answer: {failed}. Written to {NAME}."
    return Outcome(lines, summary, notices)


def _lines(statuses: Mapping[str, SourceStatus]) -> Iterator[str]:
    for key, update in open_notices(statuses):
        yield f"{key}: {update.date or 'no day given'}: {update.words} [{update.source}]"
    for key, status in sorted(statuses.items()):
        if status.error:
            yield f"{key}: {status.doi} was not checked: {status.error}"
