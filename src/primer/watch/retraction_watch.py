"""The table of Retraction Watch, as Crossref publishes it: one line a notice, comma-separated."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from primer.watch.updates import Update, bare_doi, kind_of, matters

_COLUMNS = ("RetractionDate", "RetractionDOI", "OriginalPaperDOI", "RetractionNature", "Reason")
_DAYS = ("%m/%d/%Y %H:%M", "%m/%d/%Y", "%Y-%m-%d")


class TableUnreadable(UserError):
    """The file is not a table of Retraction Watch."""


def read_table(path: Path, dois: Iterable[str]) -> dict[str, tuple[Update, ...]]:
    """The notices about some DOIs, by DOI in lower case; a work that was reinstated keeps none before that.

    Raises TableUnreadable.
    """
    wanted = {bare_doi(doi) for doi in dois}
    found: dict[str, list[Update]] = {doi: [] for doi in wanted}
    for doi, update in _rows(path):
        if doi in wanted:
            found[doi].append(update)
    return {doi: tuple(_standing(sorted(updates))) for doi, updates in found.items() if updates}


def _rows(path: Path) -> Iterator[tuple[str, Update]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TableUnreadable(f"{path}: {error.strerror}. Give the file that Retraction Watch offers.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # Older copies of the table are not UTF-8.
    lines = csv.DictReader(text.splitlines(keepends=True), strict=False)
    missing = [name for name in _COLUMNS if name not in (lines.fieldnames or ())]
    if missing:
        raise TableUnreadable(f"{path}:1:1: The table has no column '{missing[0]}'. Give Retraction Watch's own file.")
    try:
        for row in lines:
            kind = kind_of(row["RetractionNature"] or "")
            if matters(kind) or kind == "reinstatement":
                reason = " ".join((row["Reason"] or "").replace("+", " ").replace(";", "; ").split()).rstrip("; ")
                notice = bare_doi(row["RetractionDOI"] or "")
                day = _day(row["RetractionDate"] or "")
                update = Update(day, kind, "" if notice == "unavailable" else notice, "retraction-watch", reason)
                yield bare_doi(row["OriginalPaperDOI"] or ""), update
    except csv.Error as error:
        raise TableUnreadable(f"{path}:{lines.line_num}:1: {error}. Download the file again.") from error


def _day(text: str) -> str:
    for form in _DAYS:
        try:
            return datetime.strptime(text.strip(), form).date().isoformat()
        except ValueError:
            continue
    return ""


def _standing(updates: Iterable[Update]) -> list[Update]:
    kept: list[Update] = []
    for update in updates:
        if update.kind == "reinstatement":
            kept = [one for one in kept if not one.retracts]
        else:
            kept.append(update)
    return kept
