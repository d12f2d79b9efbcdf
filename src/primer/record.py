"""Enters ids into the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from primer.fields import Guideline
from primer.ledger import ledger_lines
from primer.model import Primer

LEDGER_HEAD = "# Every id ever given, its history and what became of it. Ids are never removed, reused or retyped.\n"


def record_missing(primer: Primer, path: Path, wanted: Iterable[str] = ()) -> tuple[str, ...]:
    """Enter every id and key that the ledger lacks, or only those wanted; gives those entered."""
    only = frozenset(wanted)
    missing = [(name, lines) for name, lines in _missing(primer) if not only or name in only]
    if missing:
        text = path.read_text("utf-8") if path.exists() else LEDGER_HEAD
        added = "".join(lines for _, lines in missing)
        path.write_text(text.rstrip("\n") + "\n" + added, encoding="utf-8", newline="\n")
    return tuple(name for name, _ in missing)


def _missing(primer: Primer) -> Iterator[tuple[str, str]]:
    known, edition = primer.ledger.entries, primer.settings.edition
    for name, page in primer.items.items():
        if name not in known:
            checks = tuple(check.n for check in page.fields.checks) if isinstance(page.fields, Guideline) else ()
            yield name, ledger_lines(name, page.kind.name, edition, str(page.fields.reviewed), checks)
    for key in primer.bibliography.references:
        if key not in known:
            yield key, ledger_lines(key, "reference", edition, "")
