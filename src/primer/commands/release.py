"""Releases an edition: freezes every item, so that a link to its words works for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.files import write_whole
from primer.checks.check_project import CheckedProject, CheckFailed, check_project
from primer.content.addresses import item_address
from primer.content.editions import EditionFile, FrozenItem, body_path, digest_of_body, edition_text, snapshot_item
from primer.content.ledger import edition_number
from primer.content.model import Primer
from primer.content.taxonomy import CONTEXT
from primer.export.frozen import Twin, frozen_body, twin_headings
from primer.export.item_markdown import item_markdown
from primer.export.records import item_record

RELEASED_HEAD = "# The ids and keys that released editions promised, one and its type a line. Written by a release.\n"
_DATA = ("guidelines", "myths", "findings", "activities")


class CannotRelease(UserError):
    """An edition cannot be released; the message is one line with the fix."""


@dataclass(frozen=True)
class _Published:
    """What an edition published, from the project or from a site that was built of it."""

    edition: str
    date: date
    commit: str
    site: str
    """The address that the texts count from."""
    records: Mapping[str, Mapping[str, Any]]
    """The record of each item by its id."""
    texts: Mapping[str, str]
    """The Markdown of each item by its id."""
    keys: Collection[str]
    """The sources of the edition."""


def release_edition(
    root: Path, edition: str, *, site: Path | None = None, reserved: bool = False, dry_run: bool = False
) -> str:
    """Freeze every item of an edition; gives what to tell the one who asked. With `dry_run` nothing is written.

    With `site` the edition is an earlier one, and is taken from the site that was published of it. With `reserved` an
    address that nobody can own, such as `.example`, is let pass: frozen bodies hold no address of the site.

    Raises CannotRelease, CheckFailed.
    """
    if not re.fullmatch(r"\d+\.\d+", edition):
        raise CannotRelease(f"'{edition}' has not the form X.Y. Write it such as 2.0.")
    checked = check_project(root, release=True)
    primer = checked.primer
    if edition in primer.editions or (root / f"released/{edition}.json").exists():
        raise CannotRelease(f"edition {edition} is released, and a released edition never changes. Release the next.")
    published = _of_site(site, edition) if site else _of_project(checked, edition, reserved)
    if dry_run:
        return f"Edition {edition} can be released: {len(published.records)} items. Nothing was written."
    size = _freeze(root, primer, published)
    _promise(root, primer, published)
    told = f"Edition {edition}: {len(published.records)} items frozen in released/{edition}/, {size / 1000:.0f} kB."
    next_edition = f"{edition.partition('.')[0]}.{int(edition.partition('.')[2]) + 1}"
    after = "" if site else f"\nBefore the next change of an item set 'edition' in mkdocs.yml to '{next_edition}'."
    return f"{told}\nCommit released/ and docs/released.txt.{after}"


def _of_project(checked: CheckedProject, edition: str, reserved: bool) -> _Published:
    primer = checked.primer
    if primer.settings.edition != edition:
        now = primer.settings.edition
        raise CannotRelease(f"mkdocs.yml says edition '{now}'. Set it to '{edition}', or release {now}.")
    if primer.editions and edition_number(edition) < edition_number(list(primer.editions)[-1]):
        raise CannotRelease(f"edition {list(primer.editions)[-1]} is later than {edition}. Release a later one.")
    stopping = tuple(issue for issue in checked.issues if not (reserved and issue.code == "release-address"))
    if any(issue.severity == "error" for issue in stopping):
        raise CheckFailed(stopping)
    return _Published(
        edition,
        primer.revision.day,
        primer.revision.commit,
        primer.settings.site_url,
        {name: item_record(primer, name).model_dump(mode="json") for name in primer.items},
        {name: item_markdown(primer, name) for name in primer.items},
        tuple(primer.bibliography.references),
    )


def _of_site(site: Path, edition: str) -> _Published:
    path = site / "data" / "primer.json"
    try:
        data = json.loads(path.read_text("utf-8"))
        records = {record["id"]: record for kind in _DATA for record in data[kind]}
        texts = {name: (site / item_address(name)).with_suffix(".md").read_text("utf-8") for name in records}
    except (OSError, ValueError, KeyError) as error:
        raise CannotRelease(
            f"{path}: {error}. Name the folder of a site that was built of edition {edition}."
        ) from error
    if data["edition"] != edition:
        raise CannotRelease(f"{path} is of edition {data['edition']}. Build edition {edition}, or release that one.")
    keys = tuple(record["id"] for record in data["references"])
    day = date.fromisoformat(data["date"])
    return _Published(edition, day, data["commit"], data["site"], records, texts, keys)


def _freeze(root: Path, primer: Primer, published: _Published) -> int:
    """Write bodies, then the file that lists them; gives the bytes of the bodies."""
    names, bodies = sorted(published.records, key=primer.letters.order), {}
    for name in names:
        record = published.records[name]
        twin = Twin(published.texts[name], record, twin_headings(primer, name, str(record["type"])))
        bodies[name] = frozen_body(twin, published.site, frozenset(names), primer.letters, primer.strings)
    items = {
        name: FrozenItem(**snapshot_item(published.records[name]).model_dump(), sha256=digest_of_body(bodies[name]))
        for name in names
    }
    for name, body in bodies.items():
        write_whole(root / body_path(published.edition, name), body.encode())
    told = {"edition": published.edition, "date": published.date, "commit": published.commit, "items": items}
    file = EditionFile.model_validate(told, context={CONTEXT: primer.settings.taxonomy})
    write_whole(root / f"released/{published.edition}.json", edition_text(file).encode())
    return sum(len(body.encode()) for body in bodies.values())


def _promise(root: Path, primer: Primer, published: _Published) -> None:
    """Add what the edition promises to `docs/released.txt`; nothing is ever taken from it."""
    kinds = {name: str(record["type"]) for name, record in published.records.items()}
    kinds |= dict.fromkeys(published.keys, "reference")
    promised = {**kinds, **primer.released.types}
    items = sorted((name for name, kind in promised.items() if kind != "reference"), key=primer.letters.order)
    keys = sorted(name for name, kind in promised.items() if kind == "reference")
    lines = "".join(f"{name} {promised[name]}\n" for name in (*items, *keys))
    write_whole(root / "docs" / "released.txt", (RELEASED_HEAD + lines).encode())
