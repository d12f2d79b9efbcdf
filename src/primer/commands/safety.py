"""Takes texts out of released editions and out of what was printed, for safety."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from datetime import date
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.files import write_whole
from primer.content.editions import SafetyRemoval, body_path, edition_text
from primer.content.model import Primer
from primer.publish.staging import Staging


class CannotRemove(UserError):
    """What is to be removed is not there; the message is one line with the fix."""


def remove_from_editions(
    primer: Primer, names: Collection[str], editions: Collection[str], note: str, day: date
) -> str:
    """Take the text of items out of released editions, and everything printed out of `dist/`.

    `editions` empty means all. Gives what to tell the one who asked. Raises CannotRemove for an unknown edition or id.
    """
    for unknown in (one for one in editions if one not in primer.editions):
        raise CannotRemove(f"edition '{unknown}' was not released. Name one of: {', '.join(primer.editions)}.")
    for unknown in (name for name in names if name not in primer.ledger.entries):
        raise CannotRemove(f"'{unknown}' is not in docs/ledger.yml. Name an id that was given.")
    taken: list[str] = []
    for edition, kept in primer.editions.items():
        gone = [name for name in names if name in kept.file.items]
        if not gone or (editions and edition not in editions):
            continue
        removed = {**kept.file.removed, **{name: SafetyRemoval(date=day, note=note) for name in gone}}
        items = {name: item for name, item in kept.file.items.items() if name not in gone}
        file = kept.file.model_copy(update={"items": items, "removed": removed})
        write_whole(primer.root / f"released/{edition}.json", edition_text(file).encode())
        for name in gone:
            (primer.root / body_path(edition, name)).unlink(missing_ok=True)
        taken += (f"{name} of edition {edition}" for name in gone)
    return f"{_told(taken)} {_clear_printed(primer.root)}"


def _told(taken: list[str]) -> str:
    return f"Took out the text of {', '.join(taken)}." if taken else "No released edition holds its text."


def _clear_printed(root: Path) -> str:
    """Delete what was printed before: nobody can tell which of the files hold the text."""
    dist = Staging(root / "dist")
    printed = sum(path.is_file() for path in dist.place.rglob("*")) if dist.place.exists() else 0
    for folder in (dist.place, dist.fresh, dist.last):
        if folder.exists():
            shutil.rmtree(folder)
    deleted = f"Deleted {printed} files of dist/. " if printed else ""
    return (
        f"{deleted}Run 'primer build', publish the site, and delete PDFs and offline copies of every edition "
        "wherever you put them. The history of git still holds the text."
    )
